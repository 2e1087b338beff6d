use std::error::Error;
use std::fmt;

use super::{Problem, write_causes};

/// The error of a client that can't be built.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BuildError {
    /// The document names no server, and no base URL is set.
    NoServer,
    /// The base URL can't be used.
    InvalidBaseUrl {
        /// The URL as it was given, without user, password and query.
        url: String,
        /// What is wrong with it.
        problem: Problem,
    },
    /// The value of a variable in a server's URL can't stand there.
    InvalidServerVariable {
        /// The name of the variable.
        name: String,
        /// What is wrong with its value.
        problem: Problem,
    },
    /// The name or the value of a header has characters that HTTP forbids.
    InvalidHeader {
        /// The name of the header.
        name: String,
    },
    /// A credential has characters that HTTP forbids in the header in which it is sent, such as a line break at its end.
    InvalidCredential {
        /// The name of the security scheme.
        scheme: &'static str,
    },
    /// The URL at which an authorization server gives tokens can't be used.
    InvalidTokenUrl {
        /// The URL as the document has it, without user, password and query.
        url: String,
        /// What is wrong with it.
        problem: Problem,
    },
    /// The certificate and the key of the client can't be used.
    ClientIdentity(Problem),
    /// No transport is set, and the features `hyper` and `blocking` are off.
    NoTransport,
    /// The transport can't be created.
    Transport(Problem),
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
            BuildError::InvalidServerVariable { name, problem } => {
                write!(f, "the server variable {name:?} can't be used: {problem}")
            }
            BuildError::InvalidHeader { name } => {
                write!(
                    f,
                    "the header {name:?} can't be sent: its name or value has characters that HTTP forbids"
                )
            }
            BuildError::InvalidCredential { scheme } => {
                write!(
                    f,
                    "the credential for {scheme} can't be sent: it has a character that HTTP forbids in a header, such as a line \
                     break at its end"
                )
            }
            BuildError::InvalidTokenUrl { url, problem } => {
                write!(f, "no token can be had from {url:?}: {problem}")
            }
            BuildError::ClientIdentity(problem) => {
                write!(f, "the client's certificate and key can't be used: {problem}")
            }
            BuildError::NoTransport => f.write_str(
                "nothing to send requests with: set transport, or turn on the feature hyper or blocking",
            ),
            BuildError::Transport(problem) => write!(f, "the transport can't be created: {problem}"),
        }?;
        write_causes(f, self.source())
    }
}

impl Error for BuildError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            BuildError::InvalidBaseUrl { problem, .. }
            | BuildError::InvalidServerVariable { problem, .. }
            | BuildError::InvalidTokenUrl { problem, .. }
            | BuildError::ClientIdentity(problem)
            | BuildError::Transport(problem) => problem.source(),
            BuildError::NoServer
            | BuildError::InvalidHeader { .. }
            | BuildError::InvalidCredential { .. }
            | BuildError::NoTransport => None,
        }
    }
}
