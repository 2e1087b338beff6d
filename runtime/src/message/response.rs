use std::fmt;
use std::sync::Arc;

use http::{HeaderMap, StatusCode};

use super::head::Head;

/// The body of a response, with the status and the headers that came with it.
pub struct Response<T> {
    head: Arc<Head>,
    body: T,
}

impl<T> Response<T> {
    pub(crate) fn new(head: Arc<Head>, body: T) -> Self {
        Response { head, body }
    }

    pub(crate) fn into_parts(self) -> (Arc<Head>, T) {
        (self.head, self.body)
    }

    /// Returns the status and the headers.
    pub fn head(&self) -> &Head {
        &self.head
    }

    /// Returns the status.
    pub fn status(&self) -> StatusCode {
        self.head.status
    }

    /// Returns the headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.head.headers
    }

    /// Returns the body.
    pub fn body(&self) -> &T {
        &self.body
    }

    /// Returns the body, owned.
    pub fn into_body(self) -> T {
        self.body
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
