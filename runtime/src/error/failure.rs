use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::decode::Excerpt;
use super::said::said;
use super::secrets::Secrets;
use super::text::shown;
use crate::message::{Head, Response};

/// A response that is not a success.
///
/// What it shows of the body is its beginning, without the client's secrets if the server repeated one; [`body`](Self::body) and
/// [`raw`](Self::raw) are as they came.
pub struct Failure<E>(Box<FailureParts<E>>);

struct FailureParts<E> {
    response: Response<E>,
    raw: Bytes,
    message: Option<Box<str>>,
    excerpt: Excerpt,
}

impl<E> Failure<E> {
    pub(crate) fn new(response: Response<E>, raw: Bytes, secrets: &Secrets) -> Self {
        Failure(Box::new(FailureParts {
            response,
            message: said(&raw).map(|message| shown(&secrets.hide(&message, false), Excerpt::LENGTH).into()),
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

    /// Returns what the server says went wrong, where its body is JSON of a common form: problem details
    /// ([RFC 9457](https://www.rfc-editor.org/rfc/rfc9457)), `message`, `error.message` and such. It is cut, escaped, and without the client's secrets.
    pub fn message(&self) -> Option<&str> {
        self.0.message.as_deref()
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
        let Head {
            operation, status, ..
        } = self.head();
        write!(f, "{operation}: the server responded {status}")?;
        match self.message() {
            Some(message) => write!(f, ": {message}")?,
            None if self.raw().is_empty() => {}
            None => write!(f, ": {}", self.0.excerpt.of(self.raw()))?,
        }
        if self.head().budget_spent {
            f.write_str(super::transport::BUDGET_SPENT)?;
        }
        Ok(())
    }
}
