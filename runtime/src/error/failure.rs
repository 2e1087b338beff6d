use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::decode::Excerpt;
use crate::message::{Head, Response};

/// A response that is not a success.
pub struct Failure<E>(Box<FailureParts<E>>);

struct FailureParts<E> {
    response: Response<E>,
    raw: Bytes,
}

impl<E> Failure<E> {
    pub(crate) fn new(response: Response<E>, raw: Bytes) -> Self {
        Failure(Box::new(FailureParts { response, raw }))
    }

    /// Returns the status and the headers.
    pub fn head(&self) -> &Head {
        self.0.response.head()
    }

    /// Returns the status.
    pub fn status(&self) -> StatusCode {
        self.0.response.status()
    }

    /// Returns the headers.
    pub fn headers(&self) -> &HeaderMap {
        self.0.response.headers()
    }

    /// Returns the body, as the document describes it for this status.
    pub fn body(&self) -> &E {
        self.0.response.body()
    }

    /// Returns the body, owned.
    pub fn into_body(self) -> E {
        self.0.response.into_body()
    }

    /// Returns the body as it came: empty if it is read as a stream.
    pub fn raw(&self) -> &Bytes {
        &self.0.raw
    }
}

impl<E> AsRef<Head> for Failure<E> {
    fn as_ref(&self) -> &Head {
        self.0.response.as_ref()
    }
}

impl<E: fmt::Debug> fmt::Debug for Failure<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Failure")
            .field("status", &self.status())
            .field("body", self.body())
            .finish_non_exhaustive()
    }
}

impl<E> fmt::Display for Failure<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the server responded {}", self.status())?;
        if !self.raw().is_empty() {
            write!(f, ": {}", Excerpt(self.raw()))?;
        }
        Ok(())
    }
}
