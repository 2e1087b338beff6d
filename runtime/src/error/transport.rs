use std::error::Error;
use std::fmt;

use super::Secrets;
use super::text::write_causes;
use crate::message::BoxError;

/// A request that could not be sent, or a response that could not be received.
pub struct TransportError {
    kind: TransportErrorKind,
    source: BoxError,
    /// `None` outside of a call.
    operation: Option<&'static str>,
    /// Whether there was no further attempt because the client's budget of retries is used up.
    pub(crate) budget_spent: bool,
}

/// What an error says when the budget of retries was the reason for it.
pub(super) const BUDGET_SPENT: &str =
    " (not sent again: the client's budget of retries is used up, see retry_budget)";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum TransportErrorKind {
    Connect,
    ConnectTimeout,
    Certificate,
    ProxyRefused,
    Timeout,
    Unprocessed,
    Permanent,
    Other,
}

impl TransportError {
    /// Creates an error of any kind. The message of `source` must not hold the request's URL or headers, which may hold secrets.
    pub fn new(source: impl Into<BoxError>) -> Self {
        TransportError {
            kind: TransportErrorKind::Other,
            source: source.into(),
            operation: None,
            budget_spent: false,
        }
    }

    /// Creates the error of a connection that did not come up: the server did not see the request.
    pub fn connect(source: impl Into<BoxError>) -> Self {
        TransportError {
            kind: TransportErrorKind::Connect,
            ..TransportError::new(source)
        }
    }

    /// Creates the error of a limit of time that the transport has itself.
    pub fn timeout(source: impl Into<BoxError>) -> Self {
        TransportError {
            kind: TransportErrorKind::Timeout,
            ..TransportError::new(source)
        }
    }

    /// Tells whether there was no connection, so that the server did not see the request.
    pub fn is_connect(&self) -> bool {
        use TransportErrorKind::{Certificate, Connect, ConnectTimeout, ProxyRefused};
        matches!(self.kind, Connect | ConnectTimeout | Certificate | ProxyRefused)
    }

    /// Creates the error of a connection that did not come up within the limit of time for it.
    pub fn connect_timeout(source: impl Into<BoxError>) -> Self {
        TransportError {
            kind: TransportErrorKind::ConnectTimeout,
            ..TransportError::new(source)
        }
    }

    /// Creates the error of a certificate that is not accepted: of the server's by the client, or the other way round. No retry
    /// helps.
    pub fn certificate(source: impl Into<BoxError>) -> Self {
        TransportError {
            kind: TransportErrorKind::Certificate,
            ..TransportError::new(source)
        }
    }

    /// Creates the error of a proxy that makes no connection to the server and would not at another time, because it wants another password for
    /// example. No retry helps.
    pub fn proxy_refused(source: impl Into<BoxError>) -> Self {
        TransportError {
            kind: TransportErrorKind::ProxyRefused,
            ..TransportError::new(source)
        }
    }

    /// Creates the error of a request that the server did nothing with, as HTTP/2 lets it say: like one that it did not see, the request may
    /// be sent again whatever its method.
    pub fn unprocessed(source: impl Into<BoxError>) -> Self {
        TransportError {
            kind: TransportErrorKind::Unprocessed,
            ..TransportError::new(source)
        }
    }

    /// Tells whether the server did nothing with the request, or did not see it.
    pub(crate) fn is_unprocessed(&self) -> bool {
        self.is_connect() || self.kind == TransportErrorKind::Unprocessed
    }

    /// Creates an error that every attempt would meet: the request is not sent again.
    pub fn permanent(source: impl Into<BoxError>) -> Self {
        TransportError {
            kind: TransportErrorKind::Permanent,
            ..TransportError::new(source)
        }
    }

    /// Tells whether every attempt would meet it.
    pub(crate) fn is_permanent(&self) -> bool {
        use TransportErrorKind::{Certificate, Permanent, ProxyRefused};
        matches!(self.kind, Certificate | Permanent | ProxyRefused)
    }

    /// Tells whether a certificate was not accepted.
    pub fn is_certificate(&self) -> bool {
        self.kind == TransportErrorKind::Certificate
    }

    /// Tells whether a limit of time ran out that the transport has itself.
    pub fn is_timeout(&self) -> bool {
        use TransportErrorKind::{ConnectTimeout, Timeout};
        matches!(self.kind, Timeout | ConnectTimeout)
    }

    /// Names the operation.
    pub(crate) fn of(self, operation: &'static str) -> Self {
        TransportError {
            operation: Some(operation),
            ..self
        }
    }

    /// Returns the `operationId` of the operation, or its method and path, where the error is one of a call.
    pub fn operation(&self) -> Option<&'static str> {
        self.operation
    }

    /// Replaces what the transport reported if it shows one of the secrets.
    pub(crate) fn without(self, secrets: &Secrets) -> Self {
        TransportError {
            source: secrets.hide_in(self.source),
            ..self
        }
    }

    /// Returns what the transport reported, without the client's secrets.
    pub fn into_inner(self) -> BoxError {
        self.source
    }
}

/// As [`new`](TransportError::new) creates one, or the same error if it is one, so that `?` gives it.
impl From<BoxError> for TransportError {
    fn from(source: BoxError) -> Self {
        match source.downcast::<TransportError>() {
            Ok(error) => *error,
            Err(source) => TransportError::new(source),
        }
    }
}

/// With its text and all causes, none of which shows a secret.
impl fmt::Debug for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TransportError")
            .field("kind", &self.kind)
            .field("text", &format_args!("{self:#}"))
            .finish()
    }
}

/// What went wrong; with `{:#}` also what the transport reported, and the causes behind that.
impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.kind {
            TransportErrorKind::Connect => "no connection to the server",
            TransportErrorKind::ConnectTimeout => "no connection to the server in time",
            TransportErrorKind::Certificate => {
                "no connection to the server, since a certificate is not accepted"
            }
            TransportErrorKind::ProxyRefused => "no connection to the server, since the proxy makes none",
            TransportErrorKind::Timeout => "no connection or response in time",
            TransportErrorKind::Unprocessed => "the server did nothing with the request",
            TransportErrorKind::Permanent | TransportErrorKind::Other => "the request failed on its way",
        };
        if let Some(operation) = self.operation {
            write!(f, "{operation}: ")?;
        }
        f.write_str(what)?;
        if self.budget_spent {
            f.write_str(BUDGET_SPENT)?;
        }
        write_causes(f, self.source())
    }
}

impl Error for TransportError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&*self.source)
    }
}
