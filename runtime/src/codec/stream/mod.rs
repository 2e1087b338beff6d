//! Bodies of responses that are read while they arrive.

mod bytes;
mod events;
mod json_lines;
mod lines;
mod save;

use std::fmt;

use crate::codec::json::DecodeError;
use crate::error::TransportError;

pub use self::bytes::ByteStream;
pub use events::{Event, EventStream};
pub(crate) use events::{MEDIA_TYPE as EVENT_STREAM, Resume, ResumeFuture, found as no_event_stream};
pub use json_lines::JsonLines;

/// The error of a stream that has no next item.
#[derive(Debug)]
#[non_exhaustive]
pub enum StreamError {
    /// The connection broke.
    Transport(TransportError),
    /// An item is larger than what may be kept in memory.
    TooLarge {
        /// That limit, in bytes.
        limit: usize,
    },
    /// An item is not what the document says. The stream goes on behind it.
    #[non_exhaustive]
    Decode {
        /// Where in the item it went wrong: `$.user.name`.
        path: String,
        /// What is wrong there.
        message: String,
        /// The item as it came.
        item: ::bytes::Bytes,
        /// What the decoder of the item reported.
        source: DecodeError,
    },
}

impl fmt::Display for StreamError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StreamError::Transport(error) => error.fmt(f),
            StreamError::TooLarge { limit } => {
                write!(f, "an item of the response is larger than {limit} bytes")
            }
            StreamError::Decode { path, message, .. } => {
                write!(f, "an item of the response can't be read: at {path}: {message}")
            }
        }
    }
}

/// What [`source`](std::error::Error::source) gives is the cause of the error inside, whose message is that of this one.
impl std::error::Error for StreamError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            StreamError::Transport(error) => error.source(),
            StreamError::Decode { source, .. } => Some(source),
            StreamError::TooLarge { .. } => None,
        }
    }
}

/// Decodes an item.
fn decode_item<T>(
    item: &::bytes::Bytes,
    decode: fn(&[u8]) -> Result<T, DecodeError>,
) -> Result<T, StreamError> {
    decode(item).map_err(|error| StreamError::Decode {
        path: error.path(),
        message: error.message(),
        item: item.clone(),
        source: error,
    })
}
