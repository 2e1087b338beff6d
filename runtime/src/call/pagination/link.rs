//! The `Link` header (RFC 8288).

use http::header::LINK;

use crate::message::Head;

/// Returns the target of the link with `rel="next"`.
pub(super) fn next_link(head: &Head) -> Option<String> {
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
