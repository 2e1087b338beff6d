use std::error::Error as _;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::{Error, ErrorKind, write_causes};
use crate::message::{BoxError, Head, retry_after};

/// The error of any operation: one type for a program that calls many.
///
/// Each [`Error`] becomes one by `?`, whatever the document says of the operation's failures. What the server said is kept as it came, and
/// read on demand by [`decode`](Self::decode).
///
/// ```
/// use specwright_runtime::{ApiError, Error, StatusCode};
///
/// # #[derive(Debug)] struct GetUserError;
/// # #[derive(Debug)] struct SaveUserError;
/// # fn get() -> Result<(), Error<GetUserError>> { Ok(()) }
/// # fn save() -> Result<(), Error<SaveUserError>> { Ok(()) }
/// fn copy_user() -> Result<(), ApiError> {
///     get()?;
///     save()?;
///     Ok(())
/// }
///
/// match copy_user() {
///     Err(error) if error.status() == Some(StatusCode::NOT_FOUND) => println!("no such user"),
///     Err(error) if error.is_retryable() => println!("later: {:?}", error.retry_after()),
///     Err(error) => println!("{error:#}"),
///     Ok(()) => {}
/// }
/// ```
pub struct ApiError(Box<Parts>);

struct Parts {
    kind: ErrorKind,
    operation: Option<&'static str>,
    status: Option<StatusCode>,
    headers: HeaderMap,
    body: Bytes,
    /// What the server says went wrong.
    message: Option<Box<str>>,
    /// What the error says.
    text: String,
    source: Option<BoxError>,
}

impl ApiError {
    /// Creates the error that `source`, which says the same, is of an operation.
    pub(crate) fn new(kind: ErrorKind, operation: Option<&'static str>, source: BoxError) -> Self {
        ApiError(Box::new(Parts {
            kind,
            operation,
            status: None,
            headers: HeaderMap::new(),
            body: Bytes::new(),
            message: None,
            text: source.to_string(),
            source: Some(source),
        }))
    }

    /// Sets the response whose body it is about.
    pub(crate) fn of_response(mut self, head: &Head) -> Self {
        self.0.operation = Some(head.operation);
        self.0.status = Some(head.status);
        self.0.headers = head.headers.clone();
        self
    }

    /// Returns the kind of the error.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// Returns the `operationId` of the operation, or its method and path. `None` of what is no error of a call.
    pub fn operation(&self) -> Option<&'static str> {
        self.0.operation
    }

    /// Returns the status of the response, if one came.
    pub fn status(&self) -> Option<StatusCode> {
        self.0.status
    }

    /// Returns the headers of the response; none where no response came.
    pub fn headers(&self) -> &HeaderMap {
        &self.0.headers
    }

    /// Returns the body of the response as it came: empty where none came, or where it is longer than what may be kept in memory.
    pub fn body(&self) -> &Bytes {
        &self.0.body
    }

    /// Returns what the server says went wrong: see [`Failure::message`](super::Failure::message).
    pub fn message(&self) -> Option<&str> {
        self.0.message.as_deref()
    }

    /// Tells whether a limit of time ran out.
    pub fn is_timeout(&self) -> bool {
        self.0.kind == ErrorKind::Timeout
    }

    /// Tells whether the same call may well succeed later: the connection failed or broke, a limit of time ran out, or the server
    /// responded 408, 425, 429, 500, 502, 503 or 504.
    ///
    /// It says nothing of whether the server did what it was asked to: a call that changes something may have done so.
    pub fn is_retryable(&self) -> bool {
        match (self.0.kind, self.0.status) {
            (ErrorKind::Connect | ErrorKind::Transport | ErrorKind::Timeout, _) => true,
            (ErrorKind::Api, Some(status)) => {
                matches!(status.as_u16(), 408 | 425 | 429 | 500 | 502 | 503 | 504)
            }
            _ => false,
        }
    }

    /// Returns how long the server asks to wait, by the header `Retry-After`
    /// ([RFC 9110, section 10.2.3](https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3)).
    pub fn retry_after(&self) -> Option<Duration> {
        retry_after(&self.0.headers)
    }

    /// Returns the server's id of the request, by which its people find it: the first header there is of `x-request-id`, `request-id`,
    /// `x-amzn-requestid`, `x-github-request-id`, `x-correlation-id` and `x-trace-id`.
    pub fn request_id(&self) -> Option<&str> {
        const HEADERS: [&str; 6] = [
            "x-request-id",
            "request-id",
            "x-amzn-requestid",
            "x-github-request-id",
            "x-correlation-id",
            "x-trace-id",
        ];
        let headers = HEADERS.iter().filter_map(|&name| self.0.headers.get(name));
        headers.filter_map(|value| value.to_str().ok()).next()
    }
}

impl<E> From<Error<E>> for ApiError {
    fn from(error: Error<E>) -> Self {
        let mut parts = Parts {
            kind: error.kind(),
            operation: Some(error.operation()).filter(|operation| !operation.is_empty()),
            status: error.status(),
            headers: HeaderMap::new(),
            body: Bytes::new(),
            message: None,
            text: error.to_string(),
            source: None,
        };
        match error {
            Error::Api(failure) => {
                parts.headers = failure.headers().clone();
                parts.body = failure.raw().clone();
                parts.message = failure.message().map(Into::into);
            }
            Error::Decode(failure) => {
                parts.headers = failure.headers.clone();
                parts.body = failure.body.clone();
                parts.source = Some(failure);
            }
            Error::Transport(error) => parts.source = Some(Box::new(error)),
            Error::Credential(error) => parts.source = Some(Box::new(error)),
            Error::InvalidRequest(error) => parts.source = Some(Box::new(error)),
            Error::Timeout { .. } | Error::TooLarge { .. } => {}
        }
        ApiError(Box::new(parts))
    }
}

/// What went wrong; with `{:#}` also its causes, each behind a colon.
impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.text)?;
        write_causes(f, self.source())
    }
}

impl fmt::Debug for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApiError")
            .field("kind", &self.0.kind)
            .field("operation", &self.0.operation)
            .field("status", &self.0.status)
            .field("text", &format_args!("{self:#}"))
            .finish_non_exhaustive()
    }
}

impl std::error::Error for ApiError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        // The error inside says what this one does: its causes are those of this one.
        self.0.source.as_ref()?.source()
    }
}
