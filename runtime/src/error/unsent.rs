use std::error::Error;
use std::fmt;

use super::text::write_causes;
use super::{Problem, Secrets};
use crate::message::BoxError;

/// A request that can't be sent as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidRequest {
    pub(super) operation: &'static str,
    problem: Problem,
}

impl InvalidRequest {
    pub(crate) fn new(problem: impl Into<Problem>) -> Self {
        InvalidRequest {
            operation: "",
            problem: problem.into(),
        }
    }

    /// Names the operation.
    pub(crate) fn of(self, operation: &'static str) -> Self {
        InvalidRequest { operation, ..self }
    }

    /// Returns the error that tells why, if there is one. It says nothing that the text does not say, so it is no
    /// [`source`](Error::source).
    pub fn get_ref(&self) -> Option<&(dyn Error + Send + Sync + 'static)> {
        self.problem.get_ref()
    }
}

impl fmt::Display for InvalidRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}the request was not sent: {}",
            Prefix(self.operation),
            self.problem
        )?;
        write_causes(f, self.source())
    }
}

impl Error for InvalidRequest {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.problem.source()
    }
}

/// The name of an operation before the text of its error, where it is known.
struct Prefix(&'static str);

impl fmt::Display for Prefix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            "" => Ok(()),
            operation => write!(f, "{operation}: "),
        }
    }
}

/// The failure of a source of tokens.
pub struct CredentialError {
    pub(super) operation: &'static str,
    scheme: String,
    source: BoxError,
}

impl CredentialError {
    pub(crate) fn new(source: BoxError) -> Self {
        CredentialError {
            operation: "",
            scheme: String::new(),
            source,
        }
    }

    /// Names the operation.
    pub(crate) fn of_operation(self, operation: &'static str) -> Self {
        CredentialError { operation, ..self }
    }

    /// Names the security scheme.
    pub(crate) fn of(self, scheme: &str) -> Self {
        CredentialError {
            scheme: scheme.to_owned(),
            ..self
        }
    }

    /// Replaces what the source reported if it shows one of the secrets.
    pub(crate) fn without(self, secrets: &Secrets) -> Self {
        CredentialError {
            source: secrets.hide_in(self.source),
            ..self
        }
    }

    /// Returns what the source reported, without the client's secrets.
    pub fn into_inner(self) -> BoxError {
        self.source
    }
}

impl fmt::Display for CredentialError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}the request was not sent: there is no token for {}",
            Prefix(self.operation),
            self.scheme,
        )?;
        write_causes(f, self.source())
    }
}

impl fmt::Debug for CredentialError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CredentialError")
            .field("scheme", &self.scheme)
            .field("text", &format_args!("{self:#}"))
            .finish()
    }
}

impl Error for CredentialError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&*self.source)
    }
}
