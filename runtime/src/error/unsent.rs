use std::fmt;

use crate::body::BoxError;

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
