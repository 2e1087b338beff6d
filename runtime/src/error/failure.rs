use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::decode::Excerpt;
use super::secrets::Secrets;
use crate::message::{Head, Response};

/// A response that is not a success.
///
/// What it shows of the body is its beginning, without the client's secrets if the server repeated one; [`body`](Self::body) and
/// [`raw`](Self::raw) are as they came.
pub struct Failure<E>(Box<FailureParts<E>>);

struct FailureParts<E> {
    response: Response<E>,
    raw: Bytes,
    excerpt: Excerpt,
}

impl<E> Failure<E> {
    pub(crate) fn new(response: Response<E>, raw: Bytes, secrets: &Secrets) -> Self {
        Failure(Box::new(FailureParts {
            response,
            excerpt: Excerpt::new(&raw, secrets),
            raw,
        }))
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

    /// Returns the body as it came: empty if it is read as a stream, or longer than what may be kept in memory.
    pub fn raw(&self) -> &Bytes {
        &self.0.raw
    }
}

impl<E> AsRef<Head> for Failure<E> {
    fn as_ref(&self) -> &Head {
        self.0.response.as_ref()
    }
}

/// With the beginning of the body as it came, which is never long and has no secret.
impl<E> fmt::Debug for Failure<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Failure")
            .field("status", &self.status())
            .field("body", &format_args!("{}", self.0.excerpt.of(self.raw())))
            .finish_non_exhaustive()
    }
}

impl<E> fmt::Display for Failure<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the server responded {}", self.status())?;
        if !self.raw().is_empty() {
            write!(f, ": {}", self.0.excerpt.of(self.raw()))?;
        }
        if self.head().budget_spent {
            f.write_str(super::transport::BUDGET_SPENT)?;
        }
        Ok(())
    }
}
