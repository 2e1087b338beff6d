use std::fmt;

use super::{Error, TransportError};

/// The kind of an [`Error`]: what logs and metrics count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The response of the server is not a success.
    Api,
    /// No connection came up: the server did not see the request.
    Connect,
    /// The request or its response was lost on its way.
    Transport,
    /// A limit of time ran out.
    Timeout,
    /// The response is a success, and is not what the document says.
    Decode,
    /// The response is larger than what may be kept in memory.
    TooLarge,
    /// A source of tokens gave none.
    Credential,
    /// The request can't be sent as it is.
    InvalidRequest,
    /// The future of the call was dropped before its response was there.
    Cancelled,
}

impl ErrorKind {
    /// Returns the name that spans and metrics have for it: `too_large`.
    pub fn as_str(self) -> &'static str {
        match self {
            ErrorKind::Api => "api",
            ErrorKind::Connect => "connect",
            ErrorKind::Transport => "transport",
            ErrorKind::Timeout => "timeout",
            ErrorKind::Decode => "decode",
            ErrorKind::TooLarge => "too_large",
            ErrorKind::Credential => "credential",
            ErrorKind::InvalidRequest => "invalid_request",
            ErrorKind::Cancelled => "cancelled",
        }
    }

    /// Returns the kind of an error of the transport.
    pub(crate) fn of(error: &TransportError) -> Self {
        match error {
            error if error.is_connect() => ErrorKind::Connect,
            error if error.is_timeout() => ErrorKind::Timeout,
            _ => ErrorKind::Transport,
        }
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl<E> Error<E> {
    /// Returns the kind of the error.
    pub fn kind(&self) -> ErrorKind {
        match self {
            Error::Api(_) => ErrorKind::Api,
            Error::Transport(error) => ErrorKind::of(error),
            Error::Timeout { .. } => ErrorKind::Timeout,
            Error::Decode(_) => ErrorKind::Decode,
            Error::TooLarge { .. } => ErrorKind::TooLarge,
            Error::Credential(_) => ErrorKind::Credential,
            Error::InvalidRequest(_) => ErrorKind::InvalidRequest,
        }
    }
}
