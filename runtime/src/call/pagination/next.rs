use http::header::LINK;

use crate::call::build::Call;
use crate::codec::json::pointer::{length_at, text_at};
use crate::error::{Fault, InvalidRequest};
use crate::message::Head;

/// The way in which the pages of a list follow each other.
///
/// ```
/// use specwright_runtime::Pagination;
///
/// let by_header = Pagination::link();
/// let by_cursor = Pagination::cursor("after", "/page/end_cursor");
/// ```
#[derive(Clone, Debug)]
pub struct Pagination(Kind);

#[derive(Clone, Debug)]
enum Kind {
    Link,
    NextUrl {
        pointer: String,
    },
    Cursor {
        parameter: String,
        pointer: String,
    },
    Number {
        parameter: String,
        items: String,
        at: u64,
        by_items: bool,
    },
}

impl Pagination {
    /// Follows the `Link` header with `rel="next"` (RFC 8288).
    pub fn link() -> Self {
        Pagination(Kind::Link)
    }

    /// Follows a URL in the body, at a JSON pointer such as `/links/next`, until there is none.
    pub fn next_url(pointer: impl Into<String>) -> Self {
        Pagination(Kind::NextUrl {
            pointer: pointer.into(),
        })
    }

    /// Sends a value of the body, at a JSON pointer such as `/next_cursor`, as a parameter of the query, until there is none
    /// or an empty one.
    pub fn cursor(parameter: impl Into<String>, pointer: impl Into<String>) -> Self {
        Pagination(Kind::Cursor {
            parameter: parameter.into(),
            pointer: pointer.into(),
        })
    }

    /// Counts pages in a parameter of the query, from `first` on unless the request has it, until the list at the JSON
    /// pointer `items` (empty for the whole body) is empty.
    pub fn page(parameter: impl Into<String>, first: u64, items: impl Into<String>) -> Self {
        Pagination(Kind::Number {
            parameter: parameter.into(),
            items: items.into(),
            at: first,
            by_items: false,
        })
    }

    /// Counts items in a parameter of the query, from 0 on unless the request has it, until the list at the JSON pointer
    /// `items` (empty for the whole body) is empty.
    pub fn offset(parameter: impl Into<String>, items: impl Into<String>) -> Self {
        Pagination(Kind::Number {
            parameter: parameter.into(),
            items: items.into(),
            at: 0,
            by_items: true,
        })
    }

    /// Begins to count where the first request is.
    pub(super) fn begin(&mut self, call: &Call) {
        if let Kind::Number { parameter, at, .. } = &mut self.0
            && let Some(given) = call.query_value(parameter).and_then(|value| value.parse().ok())
        {
            *at = given;
        }
    }

    /// Returns the request of the page behind this response, if there is one.
    pub(super) fn next(&mut self, mut call: Call, head: &Head, body: &[u8]) -> Result<Option<Call>, Fault> {
        match &mut self.0 {
            Kind::Link => match next_link(head) {
                Some(url) => call.go_to(&url).map_err(Fault::InvalidRequest)?,
                None => return Ok(None),
            },
            Kind::NextUrl { pointer } => match text_at(body, pointer) {
                Some(url) => call.go_to(&url).map_err(Fault::InvalidRequest)?,
                None => return Ok(None),
            },
            Kind::Cursor { parameter, pointer } => match text_at(body, pointer) {
                Some(cursor) => call.replace_query(parameter, &cursor),
                None => return Ok(None),
            },
            Kind::Number {
                parameter,
                items,
                at,
                by_items,
            } => {
                let count = length_at(body, items);
                if count == 0 {
                    return Ok(None);
                }
                *at = at.saturating_add(if *by_items { count } else { 1 });
                call.replace_query(parameter, &at.to_string());
            }
        }
        Ok(Some(call))
    }
}

/// Returns why the pages of a request with a stream can't be fetched.
pub(super) fn streamed() -> InvalidRequest {
    InvalidRequest::new("pages need a request and responses that are no streams")
}

/// Returns the target of the link with `rel="next"`.
fn next_link(head: &Head) -> Option<String> {
    head.headers
        .get_all(LINK)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .find_map(next_of_links)
}

/// Returns the target of the next page in the value of a `Link` header.
fn next_of_links(mut links: &str) -> Option<String> {
    while let Some((_, rest)) = links.split_once('<') {
        let (target, rest) = rest.split_once('>')?;
        let (parameters, rest) = parameters(rest);
        if parameters.iter().any(|(name, value)| is_next(name, value)) {
            return Some(target.trim().to_owned());
        }
        links = rest;
    }
    None
}

/// Tells whether a parameter is `rel` with `next` in it.
fn is_next(name: &str, value: &str) -> bool {
    name.eq_ignore_ascii_case("rel")
        && value
            .split_whitespace()
            .any(|kind| kind.eq_ignore_ascii_case("next"))
}

/// Splits off the parameters of a link. Returns them, and what stands behind it.
fn parameters(mut text: &str) -> (Vec<(&str, &str)>, &str) {
    let mut parameters = Vec::new();
    loop {
        text = text.trim_start();
        let Some(rest) = text.strip_prefix(';') else {
            return (parameters, text);
        };
        let end = rest.find(['=', ';', ',']).unwrap_or(rest.len());
        let (name, rest) = rest.split_at(end);
        let (value, rest) = match rest.strip_prefix('=').map(str::trim_start) {
            None => ("", rest),
            Some(rest) => match rest.strip_prefix('"') {
                Some(quoted) => quoted.split_once('"').unwrap_or((quoted, "")),
                None => rest.split_at(rest.find([';', ',']).unwrap_or(rest.len())),
            },
        };
        parameters.push((name.trim(), value.trim()));
        text = rest;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_link_is_found_among_others() {
        let cases = [
            (r#"<https://a/x?page=2>; rel="next""#, Some("https://a/x?page=2")),
            (
                r#"<https://a/1>; rel="prev", <https://a/3>; rel="next"; title="a, b""#,
                Some("https://a/3"),
            ),
            (
                r#"<https://a/x,y;z>; title="x; rel=next"; rel=last, </3>;rel=NEXT"#,
                Some("/3"),
            ),
            (r#"</2>; rel="last next""#, Some("/2")),
            (r#"<https://a/1>; rel="prev""#, None),
            (r#"</2>; title="rel=\"next"#, None),
            ("nonsense", None),
            ("<", None),
            ("", None),
        ];
        for (header, expected) in cases {
            assert_eq!(next_of_links(header).as_deref(), expected, "{header}");
        }
    }
}
