use http::header::{CONTENT_TYPE, Entry, SET_COOKIE};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};

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
    /// What errors call the operation.
    pub(crate) operation: &'static str,
}

impl Head {
    pub(crate) fn new(operation: &'static str, status: StatusCode, mut headers: HeaderMap) -> Self {
        if headers.contains_key(SET_COOKIE)
            && let Entry::Occupied(mut cookies) = headers.entry(SET_COOKIE)
        {
            cookies.iter_mut().for_each(|cookie| cookie.set_sensitive(true));
        }
        Head {
            status,
            headers,
            budget_spent: false,
            operation,
        }
    }

    /// Returns the text of a header, where it is text.
    pub(crate) fn text(&self, name: HeaderName) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// Tells whether the server calls the body by this media type, parameters aside.
    pub(crate) fn has_media_type(&self, media_type: &str) -> bool {
        has_media_type(&self.headers, media_type)
    }
}

/// Tells whether the headers call the body by this media type, parameters aside.
pub(crate) fn has_media_type(headers: &HeaderMap, media_type: &str) -> bool {
    let value = headers
        .get(CONTENT_TYPE)
        .map_or(b"".as_slice(), HeaderValue::as_bytes);
    let essence = value.split(|byte| *byte == b';').next().unwrap_or_default();
    essence.trim_ascii().eq_ignore_ascii_case(media_type.as_bytes())
}

impl AsRef<Head> for Head {
    fn as_ref(&self) -> &Head {
        self
    }
}
