use std::fmt;

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
    /// The URL at which an authorization server gives tokens is not one.
    InvalidTokenUrl {
        /// The URL as the document has it.
        url: String,
        /// What is wrong with it.
        problem: String,
    },
    /// The client's certificate and key can't be used.
    ClientIdentity(String),
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
            BuildError::InvalidTokenUrl { url, problem } => {
                write!(f, "no token can be had from {url:?}: {problem}")
            }
            BuildError::ClientIdentity(problem) => {
                write!(f, "the client's certificate and key can't be used: {problem}")
            }
            BuildError::NoTransport => {
                f.write_str("nothing to send requests with: set transport, or turn on the feature reqwest")
            }
            BuildError::Transport(problem) => write!(f, "the transport can't be made: {problem}"),
        }
    }
}

impl std::error::Error for BuildError {}
