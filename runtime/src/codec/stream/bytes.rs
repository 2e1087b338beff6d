use std::fmt;
#[cfg(not(target_family = "wasm"))]
use std::path::Path;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;

use super::idle::Timed;
#[cfg(not(target_family = "wasm"))]
use super::save::save;
use super::{Bounds, StreamError};
use crate::error::Secrets;
use crate::message::Body;

/// The bytes of a response, read while they arrive.
///
/// It is a `Stream`; without a crate for streams, [`chunk`](Self::chunk) gives its items.
pub struct ByteStream {
    body: Timed,
    limit: usize,
    /// How much what all of it is decoded to may take, in bytes.
    max_memory: usize,
}

impl ByteStream {
    pub(crate) fn new(body: Body, bounds: &Bounds) -> Self {
        ByteStream {
            body: Timed::new(body, bounds),
            limit: bounds.max_body,
            max_memory: bounds.max_memory,
        }
    }

    /// Returns how much memory the value may take that all of it is decoded to.
    pub(crate) fn max_memory(&self) -> usize {
        self.max_memory
    }

    /// Returns what no error about it may show.
    pub(crate) fn secrets(&self) -> &Arc<Secrets> {
        self.body.secrets()
    }

    /// Returns how many bytes are still to come, if the server says so.
    pub fn length(&self) -> Option<u64> {
        self.body.body().length()
    }

    /// Reads the next bytes. Returns `None` at the end.
    ///
    /// # Errors
    /// The connection broke.
    pub async fn chunk(&mut self) -> Option<Result<Bytes, StreamError>> {
        self.body.chunk().await
    }

    /// Reads all bytes into memory.
    ///
    /// # Errors
    /// The connection broke, or there are more bytes than the client's limit.
    pub async fn bytes(self) -> Result<Bytes, StreamError> {
        self.body.collect(self.limit).await
    }

    /// Writes all bytes to a file, and returns their number. A file that is there is replaced once all have arrived: until
    /// then they are kept in one beside it, `.….part`, which is removed after an error, and when the future is dropped. Not on `wasm32`.
    ///
    /// # Errors
    /// The connection broke or was silent for too long ([`get_ref`](std::io::Error::get_ref) is the [`StreamError`]), or the file can't be written.
    #[cfg(not(target_family = "wasm"))]
    pub async fn save(self, path: impl AsRef<Path>) -> std::io::Result<u64> {
        save(self.body, path.as_ref()).await
    }

    /// Turns the stream into a body that can be sent elsewhere.
    pub fn into_body(self) -> Body {
        self.body.into_body()
    }
}

impl Stream for ByteStream {
    type Item = Result<Bytes, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.body.poll_chunk(context)
    }
}

impl fmt::Debug for ByteStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ByteStream").field(self.body.body()).finish()
    }
}
