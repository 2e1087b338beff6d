use http::header::{CONTENT_TYPE, Entry, SET_COOKIE};
use http::{HeaderMap, HeaderName, StatusCode};

/// The status and the headers of a response.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Head {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// Whether there was no further attempt because the client's budget of retries is used up.
    pub(crate) budget_spent: bool,
}

impl Head {
    pub(crate) fn new(status: StatusCode, mut headers: HeaderMap) -> Self {
        if headers.contains_key(SET_COOKIE)
            && let Entry::Occupied(mut cookies) = headers.entry(SET_COOKIE)
        {
            cookies.iter_mut().for_each(|cookie| cookie.set_sensitive(true));
        }
        Head {
            status,
            headers,
            budget_spent: false,
        }
    }

    /// Returns the text of a header, where it is text.
    pub(crate) fn text(&self, name: HeaderName) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// Tells whether the server calls the body JSON.
    pub(crate) fn is_json(&self) -> bool {
        const JSON: &[u8] = b"application/json";
        let media_type = self
            .headers
            .get(CONTENT_TYPE)
            .and_then(|value| value.as_bytes().get(..JSON.len()));
        media_type.is_some_and(|media_type| media_type.eq_ignore_ascii_case(JSON))
    }
}

impl AsRef<Head> for Head {
    fn as_ref(&self) -> &Head {
        self
    }
}
