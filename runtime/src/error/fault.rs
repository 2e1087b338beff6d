use super::{CredentialError, DecodeFailure, Error, InvalidRequest, Timeout, TransportError};

/// An [`Error`] before the operation's type of failures is known.
#[derive(Debug)]
pub(crate) enum Fault {
    Transport(TransportError),
    Timeout(Timeout),
    Decode(Box<DecodeFailure>),
    TooLarge(usize),
    Credential(CredentialError),
    InvalidRequest(InvalidRequest),
}

impl Fault {
    /// Returns the error of an operation.
    pub(crate) fn of<E>(self, operation: &'static str) -> Error<E> {
        match self {
            Fault::Transport(error) => Error::Transport(error.of(operation)),
            Fault::Timeout(limit) => Error::Timeout { operation, limit },
            Fault::Decode(failure) => Error::Decode(failure),
            Fault::TooLarge(limit) => Error::TooLarge { operation, limit },
            Fault::Credential(error) => Error::Credential(error.of_operation(operation)),
            Fault::InvalidRequest(error) => Error::InvalidRequest(error.of(operation)),
        }
    }
}
