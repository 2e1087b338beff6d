//! The URLs of proxies. They may hold a password, so that no problem shows one.

use percent_encoding::percent_decode_str;
use url::{ParseError, Url};

/// Reads the URL of a proxy that is spoken to by one of these schemes.
pub(super) fn read(text: &str, schemes: &[&str]) -> Result<Url, String> {
    let expected = || format!("expected {} before its colon", one_of(schemes));
    let mut url = Url::parse(text).map_err(|error| match error {
        ParseError::RelativeUrlWithoutBase => expected(),
        error => error.to_string(),
    })?;
    if !schemes.contains(&url.scheme()) {
        return Err(expected());
    }
    if !url.has_host() {
        return Err("expected a host".to_owned());
    }
    check_user(&url)?;
    // Desktops write `socks` and mean by it what browsers do.
    if url.scheme() == "socks" {
        url.set_scheme("socks5h").map_err(|()| expected())?;
    }
    Ok(url)
}

/// How long a user and a password may be that a proxy of SOCKS 5 is told: RFC 1929.
const SOCKS_TEXT: usize = 255;

/// Tells whether the proxy can be told the user and the password.
pub(super) fn check_user(url: &Url) -> Result<(), String> {
    let is_socks = matches!(url.scheme(), "socks" | "socks5" | "socks5h");
    for (name, text) in [
        ("user", url.username()),
        ("password", url.password().unwrap_or_default()),
    ] {
        let text = percent_decode_str(text).decode_utf8();
        let text = text.map_err(|_| format!("expected a {name} in UTF-8"))?;
        if is_socks && text.len() > SOCKS_TEXT {
            let length = text.len();
            return Err(format!(
                "a proxy of SOCKS 5 takes a {name} of {SOCKS_TEXT} bytes at most, found {length}"
            ));
        }
    }
    Ok(())
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
