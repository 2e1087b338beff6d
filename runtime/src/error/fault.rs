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
