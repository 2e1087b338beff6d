//! Where requests go: origins, and the segments of paths.

/// A server: the origin, and the path that those of operations follow.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Server {
    /// `https://example.com`, in lower case; `None` for any.
    origin: Option<String>,
    path: String,
}

impl Server {
    /// Reads a URL.
    pub(super) fn of(url: &str) -> Self {
        let (origin, path) = match url.split_once("://") {
            None => (None, url),
            Some((scheme, rest)) => {
                let end = rest.find('/').unwrap_or(rest.len());
                let host = rest[..end].rsplit('@').next().unwrap_or_default();
                let port = match scheme.to_ascii_lowercase().as_str() {
                    "https" => ":443",
                    _ => ":80",
                };
                let host = host.strip_suffix(port).unwrap_or(host);
                (
                    Some(format!("{scheme}://{host}").to_ascii_lowercase()),
                    &rest[end..],
                )
            }
        };
        Self {
            // What has variables may be anywhere.
            origin: origin.filter(|origin| !origin.contains('{')),
            path: path.trim_end_matches('/').to_owned(),
        }
    }

    /// Returns what follows the server's path in that of a request, if the request went to it.
    pub(super) fn rest<'u>(&self, called: &'u Self) -> Option<&'u str> {
        if self.origin.is_some() && self.origin != called.origin {
            return None;
        }
        let own = self.path.trim_start_matches('/');
        let mut rest = called.path.trim_start_matches('/');
        if own.is_empty() {
            return Some(rest);
        }
        for segment in own.split('/') {
            let (first, others) = rest.split_once('/').unwrap_or((rest, ""));
            if !segment_fits(segment, first) {
                return None;
            }
            rest = others;
        }
        Some(rest)
    }
}

/// Returns whether a segment is one of a template, in which `{name}` is one character or more.
pub(super) fn segment_fits(template: &str, actual: &str) -> bool {
    let Some((before, rest)) = template.split_once('{') else {
        return template == actual;
    };
    let Some(actual) = actual.strip_prefix(before) else {
        return false;
    };
    let after = rest.split_once('}').map_or("", |(_, after)| after);
    let (literal, next) = after.split_at(after.find('{').unwrap_or(after.len()));
    if next.is_empty() {
        return actual.len() > literal.len() && actual.ends_with(literal);
    }
    // The first place where the text between two parameters stands, so that no segment takes long.
    let found = actual.char_indices().skip(1).map(|(index, _)| index);
    let found = found
        .into_iter()
        .find(|index| actual[*index..].starts_with(literal));
    found.is_some_and(|index| segment_fits(next, &actual[index + literal.len()..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_fit_their_templates() {
        for (template, actual, wanted) in [
            ("pets", "pets", true),
            ("pets", "pet", false),
            ("{id}", "7", true),
            ("{id}", "", false),
            ("{id}.json", "7.json", true),
            ("{id}.json", ".json", false),
            ("{a}:{b}", "1:2", true),
            ("{a}:{b}", "1", false),
            ("v{n}", "v2", true),
            ("v{n}", "w2", false),
        ] {
            assert_eq!(segment_fits(template, actual), wanted, "{template} {actual}");
        }
    }

    #[test]
    fn servers_are_told_apart_by_origin_and_path() {
        let server = Server::of("https://API.example.com:443/v1/");
        assert_eq!(
            server.rest(&Server::of("https://api.example.com/v1/pets")),
            Some("pets")
        );
        assert_eq!(server.rest(&Server::of("https://api.example.com/v2/pets")), None);
        assert_eq!(server.rest(&Server::of("https://example.com/v1/pets")), None);
        let anywhere = Server::of("https://{region}.example.com/{stage}");
        assert_eq!(
            anywhere.rest(&Server::of("https://eu.example.com/live/pets/7")),
            Some("pets/7")
        );
        assert_eq!(
            Server::of("/v1").rest(&Server::of("http://localhost:8080/v1")),
            Some("")
        );
    }
}
