use std::fmt;
use std::sync::Arc;

use http::{HeaderMap, StatusCode};

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
        if let http::header::Entry::Occupied(mut cookies) = headers.entry(http::header::SET_COOKIE) {
            cookies.iter_mut().for_each(|cookie| cookie.set_sensitive(true));
        }
        Head { status, headers }
    }

    /// A header's text, where it is one.
    pub(crate) fn text(&self, name: http::HeaderName) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
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

    /// The body.
    pub fn body(&self) -> &T {
        &self.body
    }

    /// The body, owned.
    pub fn into_body(self) -> T {
        self.body
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
