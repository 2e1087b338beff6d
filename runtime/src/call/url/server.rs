//! The URL of a server with variables: each value is encoded or refused by where it stands, so that none leads elsewhere.

use std::net::Ipv6Addr;

use percent_encoding::percent_decode_str;

use crate::codec::parameter::{PATH_VALUE, encode, encode_value};
use crate::error::{BuildError, Problem};

/// Fills in the variables of a server's URL: OpenAPI 3.1, section 4.8.6, "Server Variable Object".
///
/// A value may be empty. What it may hold depends on where it stands:
///
/// - a scheme and a port: what these are made of;
/// - a host: letters, digits, `-`, `.`, `_` and `~`; also a port or an IPv6 address where it is all there is of the host;
/// - a path: anything, encoded, but no segment `.` or `..`; slashes stay;
/// - a query: anything, encoded;
/// - the begin of a URL: a URL without query and fragment.
///
/// # Errors
/// A value can't stand where it would.
pub fn server_url(template: &str, variables: &[(&str, &str)]) -> Result<String, BuildError> {
    let mut url = String::new();
    let mut rest = template;
    let authority = template.find("://").map(|colon| colon + "://".len());
    while let Some((before, name, after)) = next_variable(rest, variables) {
        url.push_str(before);
        let at = template.len() - rest.len() + before.len();
        let place = Place::of(template, authority, at, after);
        let value = variables.iter().find(|(known, _)| *known == name);
        let value = value.map_or("", |(_, value)| *value);
        append(&mut url, place, value).map_err(|problem| BuildError::InvalidServerVariable {
            name: name.to_owned(),
            problem: problem.into(),
        })?;
        // With the text around it, a value may make a step in the path, or begin with the name of another server.
        if place == Place::Path {
            let path_end = after.find(['?', '#', '{']).unwrap_or(after.len());
            let whole = format!(
                "{url}{}",
                &after[..path_end.min(after.find('/').unwrap_or(path_end))]
            );
            let climbs = whole.rsplit('/').take(value.split('/').count() + 1).any(is_step);
            let leaves = authority.is_none() && whole.replace('\\', "/").starts_with("//");
            if climbs || leaves {
                return Err(BuildError::InvalidServerVariable {
                    name: name.to_owned(),
                    problem: Problem::new("it would lead to another path or server"),
                });
            }
        }
        rest = after;
    }
    url.push_str(rest);
    Ok(url)
}

/// Where a variable stands in a URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Begin,
    Scheme,
    /// A part of the host.
    Host,
    /// All of the host; a port may stand behind it.
    WholeHost {
        /// Whether it is the port's place, too.
        with_port: bool,
    },
    Port,
    Path,
    /// Or a fragment.
    Query,
}

impl Place {
    /// Finds the place at `at`, where `authority` is where the host begins, if there is one.
    fn of(template: &str, authority: Option<usize>, at: usize, after: &str) -> Self {
        let before = &template[..at];
        if after.starts_with("://") {
            return Place::Scheme;
        }
        if before.is_empty() {
            return Place::Begin;
        }
        if before.contains(['?', '#']) {
            return Place::Query;
        }
        let Some(host) = authority.filter(|begin| *begin <= at) else {
            return Place::Path;
        };
        let before = &before[host..];
        let ends = after.is_empty() || after.starts_with(['/', '?', '#']);
        if before.contains('/') {
            Place::Path
        } else if before.ends_with(':') {
            Place::Port
        } else if before.is_empty() && (ends || after.starts_with(':')) {
            Place::WholeHost { with_port: ends }
        } else {
            Place::Host
        }
    }
}

/// Returns the text before the next variable, its name, and the text behind it.
fn next_variable<'a>(text: &'a str, variables: &[(&str, &str)]) -> Option<(&'a str, &'a str, &'a str)> {
    text.match_indices('{').find_map(|(open, _)| {
        let (name, after) = text[open + 1..].split_once('}')?;
        let is_known = variables.iter().any(|(known, _)| *known == name);
        is_known.then_some((&text[..open], name, after))
    })
}

fn append(url: &mut String, place: Place, value: &str) -> Result<(), String> {
    let refused = |place: &str| {
        let cut: String = value.chars().take(100).collect();
        Err(format!("{cut:?} can't stand in {place}"))
    };
    let is_name = |value: &str| {
        value
            .chars()
            .all(|character| character.is_alphanumeric() || "-._~".contains(character))
    };
    match place {
        Place::Begin if value.contains(|c: char| c.is_control() || "?#\\ ".contains(c)) => {
            return refused("the begin of a URL");
        }
        Place::Begin => url.push_str(value),
        Place::Scheme
            if !value
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c)) =>
        {
            return refused("a scheme");
        }
        Place::Port if !value.bytes().all(|byte| byte.is_ascii_digit()) => return refused("a port"),
        Place::Host if !is_name(value) => return refused("the name of a host"),
        Place::WholeHost { with_port } => {
            let (host, port) = match value.rsplit_once(':') {
                Some((host, port)) if with_port && !port.ends_with(']') => (host, port),
                _ => (value, ""),
            };
            let address = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
            let is_address = address.is_some_and(|address| address.parse::<Ipv6Addr>().is_ok());
            if !(is_address || is_name(host)) || !port.bytes().all(|byte| byte.is_ascii_digit()) {
                return refused("a host");
            }
            url.push_str(value);
        }
        Place::Scheme | Place::Port | Place::Host => url.push_str(value),
        Place::Path => url.extend(encode(value, PATH_VALUE)),
        Place::Query => url.push_str(&encode_value(value)),
    }
    Ok(())
}

/// Tells whether a segment of a path is `.` or `..`, whatever its encoding.
fn is_step(segment: &str) -> bool {
    [".", ".."]
        .into_iter()
        .any(|dots| percent_decode_str(segment).eq(dots.bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(template: &str, values: &[(&str, &str)]) -> Result<String, String> {
        server_url(template, values).map_err(|error| error.to_string())
    }

    #[test]
    fn values_fill_their_places() {
        type Case<'a> = (&'a str, &'a [(&'a str, &'a str)], &'a str);
        let cases: [Case<'_>; 9] = [
            (
                "http://{r}.api.example/{b}",
                &[("r", "eu-1"), ("b", "v1")],
                "http://eu-1.api.example/v1",
            ),
            (
                "http://{r}.api.example/{b}/x",
                &[("r", "ü"), ("b", "a/b c?d#e\\f%")],
                "http://ü.api.example/a/b%20c%3Fd%23e%5Cf%25/x",
            ),
            (
                "{s}://{h}:{p}",
                &[("s", "https"), ("h", "[::1]"), ("p", "8443")],
                "https://[::1]:8443",
            ),
            (
                "https://{h}/v1",
                &[("h", "localhost:8080")],
                "https://localhost:8080/v1",
            ),
            ("https://{p}api.example", &[("p", "")], "https://api.example"),
            (
                "https://a.example/?k={k}",
                &[("k", "a&b=c#d")],
                "https://a.example/?k=a%26b%3Dc%23d",
            ),
            (
                "{base}/v1",
                &[("base", "https://a.example/x")],
                "https://a.example/x/v1",
            ),
            ("/{b}", &[("b", "v1")], "/v1"),
            ("https://{x}.example/{y}", &[("x", "a")], "https://a.example/{y}"),
        ];
        for (template, values, expected) in cases {
            assert_eq!(url(template, values).as_deref(), Ok(expected));
        }
    }

    #[test]
    fn no_value_leads_elsewhere() {
        let host = "http://{r}.api.example/v1";
        let path = "http://api.example/{r}/x";
        let port = "http://api.example:{r}/x";
        let whole = "http://{r}/x";
        let cases = [
            (host, "evil.example/#"),
            (host, "evil.example?"),
            (host, "evil.example\\"),
            (host, "evil.example:80"),
            (host, "user@evil.example"),
            (host, "evil.example%2f"),
            (host, "a b"),
            (host, "a\n"),
            (path, ".."),
            (path, "../a"),
            (path, "a/../../b"),
            (path, "."),
            ("http://api.example/{r}./x", "."),
            ("http://api.example/v{r}/x", "1/.."),
            ("/{r}", "/evil.example"),
            (port, "80@evil.example"),
            (port, "80/.."),
            (whole, "a@b"),
            (whole, "a/b"),
            (whole, "[::1"),
            (whole, "a:b"),
            ("{r}://api.example", "http://evil.example/?"),
            ("{r}/v1", "http://evil.example/?"),
        ];
        for (template, value) in cases {
            let error = url(template, &[("r", value)]).expect_err(value);
            assert!(
                error.starts_with("the server variable \"r\" can't be used: "),
                "{error}"
            );
        }
    }
}
