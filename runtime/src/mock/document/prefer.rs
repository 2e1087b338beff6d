//! What a request asks for: `code=404`, `example=name` of the header `Prefer` (RFC 7240).

use http::{HeaderMap, StatusCode};

use crate::server::rejection::Rejection;

/// What a request asks for.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Preferences {
    /// The status of the response.
    pub(super) code: Option<StatusCode>,
    /// The name of an example.
    pub(super) example: Option<String>,
}

impl Preferences {
    /// Reads the header. Preferences that nobody knows here are passed over, as RFC 7240 says.
    ///
    /// # Errors
    /// The code is no status of a response.
    pub(super) fn of(headers: &HeaderMap) -> Result<Self, Rejection> {
        let mut preferences = Preferences::default();
        let texts = headers.get_all("prefer").iter();
        let texts = texts.filter_map(|value| std::str::from_utf8(value.as_bytes()).ok());
        for preference in texts.flat_map(|text| split(text, ',')) {
            let preference = split(preference, ';').next().unwrap_or_default();
            let (name, value) = preference.split_once('=').unwrap_or((preference, ""));
            let value = unquoted(value.trim());
            let name = name.trim();
            // Of several the first one counts.
            if name.eq_ignore_ascii_case("code") && preferences.code.is_none() {
                let code = value.parse::<u16>().ok().filter(|code| (200..600).contains(code));
                let code = code.and_then(|code| StatusCode::from_u16(code).ok());
                preferences.code = Some(code.ok_or_else(|| {
                    let detail = "the header Prefer: expected `code=` with a status from 200 to 599";
                    Rejection::new(StatusCode::BAD_REQUEST, detail)
                })?);
            } else if name.eq_ignore_ascii_case("example") && preferences.example.is_none() {
                preferences.example = Some(value);
            }
        }
        Ok(preferences)
    }
}

/// Returns the parts between separators that stand outside of quotes.
fn split(text: &str, separator: char) -> impl Iterator<Item = &str> {
    let (mut is_quoted, mut is_escaped) = (false, false);
    text.split(move |character| {
        match character {
            _ if is_escaped => is_escaped = false,
            '\\' if is_quoted => is_escaped = true,
            '"' => is_quoted = !is_quoted,
            _ => return character == separator && !is_quoted,
        }
        false
    })
}

/// Returns what a token or a quoted text says.
fn unquoted(text: &str) -> String {
    let Some(inner) = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')) else {
        return text.to_owned();
    };
    let mut characters = inner.chars();
    let mut unquoted = String::new();
    while let Some(character) = characters.next() {
        match character {
            '\\' => unquoted.extend(characters.next()),
            other => unquoted.push(other),
        }
    }
    unquoted
}

#[cfg(test)]
mod tests {
    use http::HeaderMap;

    use super::Preferences;

    fn preferences(text: &str) -> Option<(Option<u16>, Option<String>)> {
        let mut headers = HeaderMap::new();
        headers.insert("prefer", text.parse().unwrap());
        let read = Preferences::of(&headers).ok()?;
        Some((read.code.map(|code| code.as_u16()), read.example))
    }

    #[test]
    fn a_header_has_several_preferences() {
        let both = Some((Some(404), Some("no such pet".to_owned())));
        assert_eq!(preferences("code=404, example=\"no such pet\""), both);
        assert_eq!(
            preferences("Example=\"no such pet\"; more=1, wait=5, CODE=\"404\""),
            both
        );
        assert_eq!(
            preferences(r#"example="a, \"b\"; c""#),
            Some((None, Some("a, \"b\"; c".to_owned())))
        );
        assert_eq!(preferences("respond-async"), Some((None, None)));
    }

    #[test]
    fn a_code_is_the_status_of_a_response() {
        for wrong in ["code=x", "code", "code=101", "code=999", "code=-1"] {
            assert_eq!(preferences(wrong), None, "{wrong}");
        }
    }
}
