use std::fmt;
use std::sync::Arc;

use http::header::{CONTENT_TYPE, Entry, SET_COOKIE};
use http::{HeaderMap, StatusCode};
use serde_json::Value;

use crate::json::{self, Decode, DecodeError};

/// Status and headers of an answer.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Head {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
}

impl Head {
    pub(crate) fn new(status: StatusCode, mut headers: HeaderMap) -> Self {
        if headers.contains_key(SET_COOKIE)
            && let Entry::Occupied(mut cookies) = headers.entry(SET_COOKIE)
        {
            cookies.iter_mut().for_each(|cookie| cookie.set_sensitive(true));
        }
        Head { status, headers }
    }

    /// A header as a value: a number, a boolean or other JSON, text, or a list of these with commas between them,
    /// whichever `T` reads. What stands in quotes, as an `ETag` does, is text with its quotes.
    ///
    /// # Errors
    /// The header is there, but is no such value.
    pub fn header<T: Decode>(&self, name: &str) -> Result<Option<T>, DecodeError> {
        let Some(value) = self.headers.get(name) else {
            return Ok(None);
        };
        let text = String::from_utf8_lossy(value.as_bytes());
        let json_or_text = |item: &str| serde_json::from_str(item).unwrap_or_else(|_| Value::from(item));
        let whole = || json::from_value(&Value::from(&*text));
        let json = match text.starts_with('"') {
            true => whole(),
            false => json::from_slice(text.as_bytes()),
        };
        json.or_else(|error| {
            whole()
                .or_else(|_| json::from_value(&items(&text).map(json_or_text).collect()))
                .or_else(|_| json::from_value(&items(&text).map(Value::from).collect()))
                .map_err(|_| {
                    DecodeError::custom(format!("the header {name}: {}", error.message()), error.offset())
                })
        })
        .map(Some)
    }

    /// A header's text, where it is one.
    pub(crate) fn text(&self, name: http::HeaderName) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// Whether the server calls the body JSON.
    pub(crate) fn is_json(&self) -> bool {
        const JSON: &[u8] = b"application/json";
        let called = self
            .headers
            .get(CONTENT_TYPE)
            .and_then(|value| value.as_bytes().get(..JSON.len()));
        called.is_some_and(|called| called.eq_ignore_ascii_case(JSON))
    }
}

/// The items of a list with commas between them.
fn items(text: &str) -> impl Iterator<Item = &str> {
    text.split(',').map(str::trim).filter(|item| !item.is_empty())
}

/// A result with the status and headers that came with it.
pub struct Response<T> {
    head: Arc<Head>,
    body: T,
}

impl<T> Response<T> {
    pub(crate) fn new(head: Arc<Head>, body: T) -> Self {
        Response { head, body }
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.head.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.head.headers
    }

    /// A header as a value: see [`Head::header`].
    ///
    /// # Errors
    /// The header is there, but is no such value.
    pub fn header<H: Decode>(&self, name: &str) -> Result<Option<H>, DecodeError> {
        self.head.header(name)
    }

    /// The body.
    pub fn body(&self) -> &T {
        &self.body
    }

    /// The body, owned.
    pub fn into_body(self) -> T {
        self.body
    }
}

impl AsRef<Head> for Head {
    fn as_ref(&self) -> &Head {
        self
    }
}

impl<T> AsRef<Head> for Response<T> {
    fn as_ref(&self) -> &Head {
        &self.head
    }
}

impl<T: fmt::Debug> fmt::Debug for Response<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("status", &self.head.status)
            .field("headers", &self.head.headers)
            .field("body", &self.body)
            .finish()
    }
}
