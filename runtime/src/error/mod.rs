//! What can go wrong with a client or a call.

mod api_error;
mod build;
mod decode;
mod failure;
mod fault;
mod kind;
mod problem;
mod said;
mod secrets;
mod text;
mod timeout;
mod transport;
mod unsent;

use std::fmt;

use http::StatusCode;

pub use api_error::ApiError;
pub use build::BuildError;
pub(crate) use decode::Mismatch;
pub use decode::{DecodeFailure, UndecodedBody};
pub use failure::Failure;
pub(crate) use fault::Fault;
pub use kind::ErrorKind;
pub use problem::Problem;
pub(crate) use secrets::Secrets;
pub(crate) use text::{cut, shown, write_causes};
pub use timeout::Timeout;
pub use transport::TransportError;
pub use unsent::{CredentialError, InvalidRequest};

/// The error of a call. `E` is the enum of the failures that the document describes for the operation.
///
/// ```
/// # use specwright_runtime::{Error, StatusCode};
/// # fn handle(error: Error<()>) {
/// match error {
///     Error::Api(failure) if failure.status() == StatusCode::NOT_FOUND => println!("no such thing"),
///     Error::Decode(failure) => println!("at {}: {}", failure.path, failure.message),
///     other => println!("{other:#}"),
/// }
/// # }
/// ```
///
/// Its text says what went wrong, and not what its [`source`](std::error::Error::source) says, as that of all errors of this crate:
/// `{error:#}` prints it with all causes in one line.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error<E> {
    /// The response of the server is not a success.
    Api(Failure<E>),
    /// The request could not be sent, or its response not be received.
    Transport(TransportError),
    /// The response took longer than it may take.
    #[non_exhaustive]
    Timeout {
        /// The `operationId` of the operation, or its method and path.
        operation: &'static str,
        /// That limit.
        limit: Timeout,
    },
    /// The response is a success, and is not what the document says.
    Decode(Box<DecodeFailure>),
    /// The response takes more memory than it may: its body is longer than `max_body`, or what it is decoded to would be larger than
    /// `max_memory`.
    #[non_exhaustive]
    TooLarge {
        /// The `operationId` of the operation, or its method and path.
        operation: &'static str,
        /// That limit, in bytes.
        limit: usize,
    },
    /// A source of tokens gave none: nothing was sent.
    Credential(CredentialError),
    /// The request can't be sent as it is: nothing was sent.
    InvalidRequest(InvalidRequest),
}

impl<E> Error<E> {
    /// Returns the status of the response, if one came.
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Error::Api(failure) => Some(failure.status()),
            Error::Decode(failure) => Some(failure.status),
            _ => None,
        }
    }

    /// Returns the `operationId` of the operation, or its method and path.
    pub fn operation(&self) -> &'static str {
        match self {
            Error::Api(failure) => failure.head().operation,
            Error::Transport(error) => error.operation().unwrap_or_default(),
            Error::Timeout { operation, .. } | Error::TooLarge { operation, .. } => operation,
            Error::Decode(failure) => failure.operation,
            Error::Credential(error) => error.operation,
            Error::InvalidRequest(error) => error.operation,
        }
    }

    /// Tells whether a limit of time ran out: one of the call, or that of a connection.
    pub fn is_timeout(&self) -> bool {
        match self {
            Error::Timeout { .. } => true,
            Error::Transport(error) => error.is_timeout(),
            _ => false,
        }
    }

    /// Tells whether there was no further attempt because the client has used up its budget of retries.
    pub fn is_retry_budget_spent(&self) -> bool {
        match self {
            Error::Api(failure) => failure.head().budget_spent,
            Error::Transport(error) => error.budget_spent,
            _ => false,
        }
    }
}

/// What went wrong; with `{:#}` also its causes, each behind a colon.
impl<E> fmt::Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Api(failure) => write!(f, "{failure}"),
            Error::Transport(error) => fmt::Display::fmt(error, f),
            Error::Timeout { operation, limit } => write!(f, "{operation}: {limit}"),
            Error::Decode(failure) => write!(f, "{failure}"),
            Error::TooLarge { operation, limit } => {
                write!(
                    f,
                    "{operation}: the response takes more than {limit} bytes of memory"
                )
            }
            Error::Credential(error) => fmt::Display::fmt(error, f),
            Error::InvalidRequest(error) => fmt::Display::fmt(error, f),
        }
    }
}

/// What [`source`](std::error::Error::source) gives is the cause of the error inside, whose message is that of this one.
impl<E: fmt::Debug> std::error::Error for Error<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Error::Transport(error) => error.source(),
            Error::Credential(error) => error.source(),
            Error::InvalidRequest(error) => error.source(),
            Error::Api(_) | Error::Timeout { .. } | Error::Decode(_) | Error::TooLarge { .. } => None,
        }
    }
}
