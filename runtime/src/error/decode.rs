use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::message::BoxError;

/// A response that is not what the document says.
#[non_exhaustive]
pub struct DecodeFailure {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// Where in the body it went wrong: `$.detail[0].loc`. Empty when it is not about a place in the body.
    pub path: String,
    /// What is wrong there.
    pub message: String,
    /// The body as it came.
    pub body: Bytes,
    /// What the decoder of the body reported.
    pub(crate) source: Option<BoxError>,
}

impl fmt::Debug for DecodeFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DecodeFailure")
            .field("status", &self.status)
            .field("path", &self.path)
            .field("message", &self.message)
            .field("body", &format_args!("{}", Excerpt(&self.body)))
            .finish_non_exhaustive()
    }
}

impl fmt::Display for DecodeFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the response {} can't be read: ", self.status)?;
        if !self.path.is_empty() {
            write!(f, "at {}: ", self.path)?;
        }
        write!(f, "{}", self.message)?;
        if !self.body.is_empty() {
            write!(f, "; the body is {}", Excerpt(&self.body))?;
        }
        Ok(())
    }
}

impl std::error::Error for DecodeFailure {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.source {
            Some(source) => Some(&**source),
            None => None,
        }
    }
}

/// The beginning of a body, without control characters.
pub(super) struct Excerpt<'a>(pub(super) &'a [u8]);

impl fmt::Display for Excerpt<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const LENGTH: usize = 300;
        let text = String::from_utf8_lossy(self.0.get(..LENGTH * 4).unwrap_or(self.0));
        for character in text.chars().take(LENGTH) {
            if character.is_control() {
                write!(f, "{}", character.escape_debug())?
            } else {
                write!(f, "{character}")?
            }
        }
        if text.chars().nth(LENGTH).is_some() {
            f.write_str("…")
        } else {
            Ok(())
        }
    }
}
