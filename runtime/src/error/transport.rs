use std::fmt;

use crate::body::BoxError;

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
