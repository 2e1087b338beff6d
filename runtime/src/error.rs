//! What can go wrong with a client or a call.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::answer::Response;
use crate::body::BoxError;

/// Why a call has no result. `E` is the operation's own enum of the failures that the document describes.
///
/// ```
/// # use specwright_runtime::{Error, StatusCode};
/// # fn handle(error: Error<()>) {
/// match error {
///     Error::Api(failure) if failure.status() == StatusCode::NOT_FOUND => println!("no such thing"),
///     Error::Decode(failure) => println!("at {}: {}", failure.path, failure.message),
///     other => println!("{other}"),
/// }
/// # }
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub enum Error<E> {
    /// The server's answer is not a success.
    Api(Failure<E>),
    /// The request could not be sent, or its answer not be received.
    Transport(TransportError),
    /// The answer took longer than the call may take.
    Timeout(Duration),
    /// The answer is not what the document says.
    Decode(Box<DecodeFailure>),
    /// The answer is larger than what may be kept in memory.
    TooLarge {
        /// That limit, in bytes.
        limit: usize,
    },
    /// A source of tokens gave none: nothing was sent.
    Credential(CredentialError),
    /// The request can't be sent as it is: nothing was sent.
    InvalidRequest(InvalidRequest),
}

impl<E> Error<E> {
    /// The status of the answer, if one came.
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Error::Api(failure) => Some(failure.status()),
            Error::Decode(failure) => Some(failure.status),
            _ => None,
        }
    }
}

impl<E> fmt::Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Api(failure) => write!(f, "{failure}"),
            Error::Transport(error) => write!(f, "{error}"),
            Error::Timeout(limit) => write!(f, "no answer within {limit:?}"),
            Error::Decode(failure) => write!(f, "{failure}"),
            Error::TooLarge { limit } => write!(f, "the answer is larger than {limit} bytes"),
            Error::Credential(error) => write!(f, "{error}"),
            Error::InvalidRequest(error) => write!(f, "{error}"),
        }
    }
}

impl<E: fmt::Debug> std::error::Error for Error<E> {}

/// An answer that is not a success.
pub struct Failure<E>(Box<FailureParts<E>>);

struct FailureParts<E> {
    response: Response<E>,
    raw: Bytes,
}

impl<E> Failure<E> {
    pub(crate) fn new(response: Response<E>, raw: Bytes) -> Self {
        Failure(Box::new(FailureParts { response, raw }))
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.0.response.status()
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        self.0.response.headers()
    }

    /// The body, as the document describes it for this status.
    pub fn body(&self) -> &E {
        self.0.response.body()
    }

    /// The body, owned.
    pub fn into_body(self) -> E {
        self.0.response.into_body()
    }

    /// The body as it came; empty if it is read as a stream.
    pub fn raw(&self) -> &Bytes {
        &self.0.raw
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
        write!(f, "the server answered {}", self.status())?;
        if !self.raw().is_empty() {
            write!(f, ": {}", Excerpt(self.raw()))?;
        }
        Ok(())
    }
}

/// An answer that is not what the document says.
#[non_exhaustive]
pub struct DecodeFailure {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// Where in the body it went wrong: `$.detail[0].loc`. Empty when it is not about a place in the body.
    pub path: String,
    /// What is wrong there.
    pub message: String,
    /// The body as it came.
    pub body: Bytes,
}

impl fmt::Debug for DecodeFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DecodeFailure")
            .field("status", &self.status)
            .field("path", &self.path)
            .field("message", &self.message)
            .field("body", &format_args!("{}", Excerpt(&self.body)))
            .finish_non_exhaustive()
    }
}

impl fmt::Display for DecodeFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the answer {} can't be read: ", self.status)?;
        if !self.path.is_empty() {
            write!(f, "at {}: ", self.path)?;
        }
        write!(f, "{}", self.message)?;
        if !self.body.is_empty() {
            write!(f, "; the body is {}", Excerpt(&self.body))?;
        }
        Ok(())
    }
}

impl std::error::Error for DecodeFailure {}

/// The beginning of a body, without control characters.
struct Excerpt<'a>(&'a [u8]);

impl fmt::Display for Excerpt<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const LENGTH: usize = 300;
        let text = String::from_utf8_lossy(self.0.get(..LENGTH * 4).unwrap_or(self.0));
        for character in text.chars().take(LENGTH) {
            if character.is_control() {
                write!(f, "{}", character.escape_debug())?
            } else {
                write!(f, "{character}")?
            }
        }
        if text.chars().nth(LENGTH).is_some() {
            f.write_str("…")
        } else {
            Ok(())
        }
    }
}

/// A request that can't be sent as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidRequest {
    message: String,
}

impl InvalidRequest {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        InvalidRequest {
            message: message.into(),
        }
    }

    /// Says of which operation it is.
    pub(crate) fn of(self, operation: &str) -> Self {
        InvalidRequest {
            message: format!("{operation}: {}", self.message),
        }
    }
}

impl fmt::Display for InvalidRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the request was not sent: {}", self.message)
    }
}

impl std::error::Error for InvalidRequest {}

/// A source of tokens that gave none.
#[derive(Debug)]
pub struct CredentialError {
    scheme: String,
    source: BoxError,
}

impl CredentialError {
    pub(crate) fn new(source: BoxError) -> Self {
        CredentialError {
            scheme: String::new(),
            source,
        }
    }

    /// Says for which security scheme.
    pub(crate) fn of(self, scheme: &str) -> Self {
        CredentialError {
            scheme: scheme.to_owned(),
            ..self
        }
    }

    /// What the source reported.
    pub fn into_inner(self) -> BoxError {
        self.source
    }
}

impl fmt::Display for CredentialError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the request was not sent: there is no token for {}: {}",
            self.scheme, self.source
        )
    }
}

impl std::error::Error for CredentialError {}

/// A request that could not be sent, or an answer that could not be received.
pub struct TransportError {
    kind: TransportErrorKind,
    source: BoxError,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum TransportErrorKind {
    Connect,
    Timeout,
    Other,
}

impl TransportError {
    /// Any failure of a transport. The message must not hold the request's URL or headers, which may hold secrets.
    pub fn new(source: impl Into<BoxError>) -> Self {
        TransportError {
            kind: TransportErrorKind::Other,
            source: source.into(),
        }
    }

    /// No connection: the server did not see the request.
    pub fn connect(source: impl Into<BoxError>) -> Self {
        TransportError {
            kind: TransportErrorKind::Connect,
            source: source.into(),
        }
    }

    /// A limit of time of the transport's own.
    pub fn timeout(source: impl Into<BoxError>) -> Self {
        TransportError {
            kind: TransportErrorKind::Timeout,
            source: source.into(),
        }
    }

    /// Whether there was no connection, so that the server did not see the request.
    pub fn is_connect(&self) -> bool {
        self.kind == TransportErrorKind::Connect
    }

    /// Whether a limit of time of the transport's own ran out.
    pub fn is_timeout(&self) -> bool {
        self.kind == TransportErrorKind::Timeout
    }

    /// What the transport reported.
    pub fn into_inner(self) -> BoxError {
        self.source
    }
}

impl fmt::Debug for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TransportError")
            .field("kind", &self.kind)
            .field("source", &self.source)
            .finish()
    }
}

/// Shows the whole chain of causes: what the outermost says alone rarely helps.
impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            TransportErrorKind::Connect => "no connection to the server",
            TransportErrorKind::Timeout => "no connection or answer in time",
            TransportErrorKind::Other => "the request failed on its way",
        })?;
        let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(&*self.source);
        while let Some(error) = cause {
            write!(f, ": {error}")?;
            cause = error.source();
        }
        Ok(())
    }
}

impl std::error::Error for TransportError {}

/// Why a client can't be built.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BuildError {
    /// The document names no server, and no base URL is set.
    NoServer,
    /// The base URL is not one.
    InvalidBaseUrl {
        /// The URL as it was given.
        url: String,
        /// What is wrong with it.
        problem: String,
    },
    /// The name or value of a header is not one.
    InvalidHeader {
        /// The header's name.
        name: String,
    },
    /// No transport is set, and the feature `reqwest` is off.
    NoTransport,
    /// The transport can't be made.
    Transport(String),
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BuildError::NoServer => {
                f.write_str("no server to call: set base_url, since the document names none")
            }
            BuildError::InvalidBaseUrl { url, problem } => {
                write!(f, "the base URL {url:?} can't be used: {problem}")
            }
            BuildError::InvalidHeader { name } => {
                write!(
                    f,
                    "the header {name:?} can't be sent: its name or value has characters that HTTP forbids"
                )
            }
            BuildError::NoTransport => {
                f.write_str("nothing to send requests with: set transport, or turn on the feature reqwest")
            }
            BuildError::Transport(problem) => write!(f, "the transport can't be made: {problem}"),
        }
    }
}

impl std::error::Error for BuildError {}

/// An [`Error`] before the operation's type of failures is known.
#[derive(Debug)]
pub(crate) enum Fault {
    Transport(TransportError),
    Timeout(Duration),
    Decode(Box<DecodeFailure>),
    TooLarge(usize),
    Credential(CredentialError),
    InvalidRequest(InvalidRequest),
}

impl<E> From<Fault> for Error<E> {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Transport(error) => Error::Transport(error),
            Fault::Timeout(limit) => Error::Timeout(limit),
            Fault::Decode(failure) => Error::Decode(failure),
            Fault::TooLarge(limit) => Error::TooLarge { limit },
            Fault::Credential(error) => Error::Credential(error),
            Fault::InvalidRequest(error) => Error::InvalidRequest(error),
        }
    }
}

#[cfg(feature = "tracing")]
impl Fault {
    /// What a span calls it.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Fault::Transport(_) => "transport",
            Fault::Timeout(_) => "timeout",
            Fault::Decode(_) => "decode",
            Fault::TooLarge(_) => "too_large",
            Fault::Credential(_) => "credential",
            Fault::InvalidRequest(_) => "invalid_request",
        }
    }
}
