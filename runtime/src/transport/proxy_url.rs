//! The URLs of proxies. They may hold a password, so that no problem shows one.

use url::{ParseError, Url};

/// Reads the URL of a proxy that is spoken to by one of these schemes.
pub(super) fn read(text: &str, schemes: &[&str]) -> Result<Url, String> {
    let expected = || format!("expected {} before its colon", one_of(schemes));
    let url = Url::parse(text).map_err(|error| match error {
        ParseError::RelativeUrlWithoutBase => expected(),
        error => error.to_string(),
    })?;
    match schemes.contains(&url.scheme()) {
        true if url.has_host() => Ok(url),
        true => Err("expected a host".to_owned()),
        false => Err(expected()),
    }
}

/// Reads what names a proxy, as in the environment: without a scheme, it is one of `http`.
pub(super) fn read_without_scheme(text: &str, schemes: &[&str]) -> Result<Url, String> {
    let text = text.trim();
    match text.contains("://") {
        true => read(text, schemes),
        false => read(&format!("http://{text}"), schemes),
    }
}

fn one_of(names: &[&str]) -> String {
    match names {
        [most @ .., last] if !most.is_empty() => format!("{} or {last}", most.join(", ")),
        _ => names.concat(),
    }
}
