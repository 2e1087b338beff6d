//! What a server calls a body, beside the media types that a document has for it.

use crate::message::Head;

use http::header::CONTENT_TYPE;

/// Tells whether the server calls the body by a media type, or one of a range such as `text/*` or `application/*+json`. Of the
/// parameters those that the document names must be there.
pub(super) fn fits(head: &Head, documented: &str) -> bool {
    let called = head.text(CONTENT_TYPE).unwrap_or_default();
    let (mut wanted, mut found) = (parts(documented), parts(called));
    let is_type = match (wanted.next(), found.next()) {
        (Some((wanted, _)), Some((found, _))) => is_of(wanted, found),
        _ => false,
    };
    is_type
        && wanted.all(|(name, value)| {
            parts(called).skip(1).any(|(known, found)| {
                let same = match name.eq_ignore_ascii_case("charset") {
                    true => found.eq_ignore_ascii_case(value),
                    false => found == value,
                };
                known.eq_ignore_ascii_case(name) && same
            })
        })
}

/// What a server calls a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Called {
    /// Nothing.
    Nothing,
    /// JSON, by whatever name.
    Json,
    /// Something else.
    Other,
}

impl Called {
    pub(super) fn of(head: &Head) -> Self {
        match head.text(CONTENT_TYPE) {
            None => Self::Nothing,
            Some(called) => {
                let essence = parts(called).next().unwrap_or_default().0.to_ascii_lowercase();
                match essence.ends_with("/json") || essence.ends_with("+json") {
                    true => Self::Json,
                    false => Self::Other,
                }
            }
        }
    }
}

/// Tells whether a media type is another one, or one of its range. RFC 9110 has no range but for types; documents also have them for
/// what stands before a `+`.
fn is_of(range: &str, media_type: &str) -> bool {
    let (range, media_type) = (range.to_ascii_lowercase(), media_type.to_ascii_lowercase());
    match range.split_once('*') {
        None => range == media_type,
        Some(("", _)) => true,
        Some((before, after)) => {
            media_type.len() >= before.len() + after.len()
                && media_type.starts_with(before)
                && media_type.ends_with(after)
        }
    }
}

/// Returns the media type itself, and its parameters with their values.
fn parts(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut in_quotes = false;
    let parts = text.split(move |character: char| {
        in_quotes ^= character == '"';
        character == ';' && !in_quotes
    });
    parts.map(|part| {
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        (name.trim(), value.trim().trim_matches('"'))
    })
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue, StatusCode};

    use super::*;

    fn head(called: &'static str) -> Head {
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(called));
        Head::new("getPet", StatusCode::OK, headers)
    }

    #[test]
    fn a_media_type_fits_itself_and_the_ranges_around_it() {
        let called = head("Application/Problem+JSON; charset=utf-8");
        for documented in [
            "application/problem+json",
            "application/*+json",
            "application/*",
            "*/*",
        ] {
            assert!(fits(&called, documented), "{documented}");
        }
        for documented in ["application/json", "text/*", "application/*+xml", ""] {
            assert!(!fits(&called, documented), "{documented}");
        }
        assert!(!fits(&head("application/+json"), "application/x*+json"));
    }

    #[test]
    fn the_parameters_that_the_document_names_must_be_there() {
        let called = head("application/json; Profile=\"a;b\"; charset=UTF-8");
        assert!(fits(&called, "application/json"));
        assert!(fits(&called, "application/json; profile=\"a;b\""));
        assert!(fits(&called, "application/json;charset=utf-8"));
        assert!(!fits(&called, "application/json; profile=a"));
        assert!(!fits(&called, "application/json; v=1"));
    }

    #[test]
    fn what_is_json_has_many_names() {
        for called in [
            "application/json",
            "text/json; charset=utf-8",
            "application/vnd.api+json",
        ] {
            assert_eq!(Called::of(&head(called)), Called::Json, "{called}");
        }
        for called in ["text/plain", "application/json-seq", ""] {
            assert_eq!(Called::of(&head(called)), Called::Other, "{called}");
        }
    }
}
