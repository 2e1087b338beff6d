//! Bodies that are read while they arrive, or sent as their items come.

mod bytes;
mod events;
mod idle;
mod items;
mod json_lines;
mod lines;
#[cfg(feature = "server")]
mod raw_items;
#[cfg(all(feature = "blocking", not(target_family = "wasm")))]
mod reader;
#[cfg(not(target_family = "wasm"))]
mod save;

use std::sync::Arc;
use std::time::Duration;
use std::{fmt, io};

use crate::codec::json::{DecodeError, Memory};
use crate::error::{ApiError, ErrorKind, Secrets, Timeout, TransportError};

pub use self::bytes::ByteStream;
pub use events::{Event, EventStream};
pub(crate) use events::{
    MEDIA_TYPE as EVENT_STREAM, RepeatFuture, Resume, ResumeFuture, found as no_event_stream,
};
#[cfg(feature = "server")]
pub(crate) use items::CheckItem;
pub use items::ItemStream;
pub(crate) use items::{ItemForm, WrittenItems};
pub use json_lines::JsonLines;
#[cfg(feature = "server")]
pub(crate) use raw_items::RawItems;
#[cfg(all(feature = "blocking", not(target_family = "wasm")))]
pub use reader::ByteReader;

/// What holds for the items of a stream.
#[derive(Clone, Debug)]
pub(crate) struct Bounds {
    /// How much of the body may be kept in memory, in bytes.
    pub(crate) max_body: usize,
    /// How much a decoded item may take, in bytes.
    pub(crate) max_memory: usize,
    /// How long the body may be silent.
    pub(crate) idle: Duration,
    /// What errors call the operation.
    pub(crate) operation: &'static str,
    pub(crate) secrets: Arc<Secrets>,
}

/// The error of a stream that has no next item.
#[non_exhaustive]
pub enum StreamError {
    /// The connection broke.
    Transport(TransportError),
    /// Nothing came for too long.
    Timeout(Timeout),
    /// An item takes more memory than it may. Where the body itself is longer than that, the stream ends.
    TooLarge {
        /// That limit, in bytes.
        limit: usize,
    },
    /// An item is not what the document says. The stream goes on behind it.
    #[non_exhaustive]
    Decode {
        /// The `operationId` of the operation, or its method and path.
        operation: &'static str,
        /// Where in the item it went wrong: `$.user.name`.
        path: String,
        /// What is wrong there.
        message: String,
        /// The item as it came.
        item: ::bytes::Bytes,
        /// What the decoder of the item reported, with where the document describes what the item does not fit.
        source: DecodeError,
    },
}

impl fmt::Display for StreamError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StreamError::Transport(error) => error.fmt(f),
            StreamError::Timeout(timeout) => timeout.fmt(f),
            StreamError::TooLarge { limit } => {
                write!(
                    f,
                    "an item of the response takes more than {limit} bytes of memory"
                )
            }
            StreamError::Decode {
                operation,
                path,
                message,
                source,
                ..
            } => {
                write!(
                    f,
                    "{operation}: an item of the response can't be read: at {path}: {message}"
                )?;
                match source.schema() {
                    Some(schema) => write!(f, " (see {schema})"),
                    None => Ok(()),
                }
            }
        }
    }
}

/// What [`source`](std::error::Error::source) gives is the cause of the error inside, whose message is that of this one.
impl std::error::Error for StreamError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            StreamError::Transport(error) => error.source(),
            // The text of this error has what the decoder says.
            StreamError::Decode { .. } | StreamError::TooLarge { .. } | StreamError::Timeout(_) => None,
        }
    }
}

impl StreamError {
    /// Returns the kind of the error.
    pub fn kind(&self) -> ErrorKind {
        match self {
            StreamError::Transport(error) => ErrorKind::of(error),
            StreamError::Timeout(_) => ErrorKind::Timeout,
            StreamError::TooLarge { .. } => ErrorKind::TooLarge,
            StreamError::Decode { .. } => ErrorKind::Decode,
        }
    }
}

impl From<StreamError> for ApiError {
    fn from(error: StreamError) -> Self {
        let operation = match &error {
            StreamError::Transport(error) => error.operation(),
            StreamError::Decode { operation, .. } => Some(*operation),
            StreamError::Timeout(_) | StreamError::TooLarge { .. } => None,
        };
        ApiError::new(error.kind(), operation, Box::new(error))
    }
}

/// With the error within ([`get_ref`](io::Error::get_ref)). Where a limit of time ran out, the kind is [`TimedOut`](io::ErrorKind::TimedOut).
impl From<StreamError> for io::Error {
    fn from(error: StreamError) -> Self {
        let is_timeout = match &error {
            StreamError::Transport(error) => error.is_timeout(),
            StreamError::Timeout(_) => true,
            StreamError::TooLarge { .. } | StreamError::Decode { .. } => false,
        };
        let kind = match is_timeout {
            true => io::ErrorKind::TimedOut,
            false => io::ErrorKind::Other,
        };
        io::Error::new(kind, error)
    }
}

/// Without the item, which may be large and repeat a secret.
impl fmt::Debug for StreamError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StreamError::Transport(error) => f.debug_tuple("Transport").field(error).finish(),
            StreamError::Timeout(timeout) => f.debug_tuple("Timeout").field(timeout).finish(),
            StreamError::TooLarge { limit } => f.debug_struct("TooLarge").field("limit", limit).finish(),
            StreamError::Decode { path, message, .. } => f
                .debug_struct("Decode")
                .field("path", path)
                .field("message", message)
                .finish_non_exhaustive(),
        }
    }
}

/// Decodes an item.
fn decode_item<T>(
    item: &::bytes::Bytes,
    bounds: &Bounds,
    decode: fn(&[u8], Memory) -> Result<T, DecodeError>,
) -> Result<T, StreamError> {
    decode(item, Memory::new(bounds.max_memory)).map_err(|error| {
        if error.is_too_large() {
            let limit = bounds.max_memory;
            return StreamError::TooLarge { limit };
        }
        let error = error.without(&bounds.secrets);
        StreamError::Decode {
            operation: bounds.operation,
            path: error.path(),
            message: error.message(),
            item: item.clone(),
            source: error,
        }
    })
}
