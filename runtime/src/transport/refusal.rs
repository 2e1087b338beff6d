//! What proxies say instead of a connection.

use std::error::Error;
use std::fmt;

use http::StatusCode;

use crate::error::TransportError;

/// A connection that a proxy does not make, though it could be asked.
#[derive(Debug)]
pub(super) struct Refusal {
    text: String,
    /// Whether it would say so again.
    is_lasting: bool,
}

impl Refusal {
    /// Creates one that the proxy would repeat.
    #[cfg(feature = "hyper")]
    pub(super) fn lasting(text: impl Into<String>) -> Self {
        Refusal {
            text: text.into(),
            is_lasting: true,
        }
    }

    /// Creates that of a tunnel. What the proxy says beside the status may be anything, and is not shown.
    pub(super) fn of_status(status: StatusCode, has_user: bool) -> Self {
        let advice = match (status, has_user) {
            (StatusCode::PROXY_AUTHENTICATION_REQUIRED, true) => {
                ": it does not accept the user and the password that are set for it"
            }
            (StatusCode::PROXY_AUTHENTICATION_REQUIRED, false) => {
                ": it asks for a user and a password, which its URL may have (http://user:password@host)"
            }
            _ => "",
        };
        let is_passing = matches!(
            status,
            StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_EARLY | StatusCode::TOO_MANY_REQUESTS
        );
        Refusal {
            text: format!(
                "the proxy opens no tunnel to the server, and responds {}{advice}",
                Named(status)
            ),
            is_lasting: !is_passing && !status.is_server_error(),
        }
    }

    /// Tells whether another attempt would end the same way.
    #[cfg(feature = "hyper")]
    pub(super) fn is_lasting(&self) -> bool {
        self.is_lasting
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Error for Refusal {}

impl From<Refusal> for TransportError {
    fn from(refusal: Refusal) -> Self {
        match refusal.is_lasting {
            true => TransportError::proxy_refused(refusal),
            false => TransportError::connect(refusal),
        }
    }
}

/// A status, with the name that it has in HTTP.
struct Named(StatusCode);

impl fmt::Display for Named {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.as_str())?;
        match self.0.canonical_reason() {
            Some(reason) => write!(f, " {reason}"),
            None => Ok(()),
        }
    }
}
