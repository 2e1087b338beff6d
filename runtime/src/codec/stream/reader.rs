//! Streams that a thread waits for: the bytes as a `Read`, the items as iterators.

use std::fmt;
use std::io::{self, BufRead, Read, Write};

use bytes::{Buf, Bytes};

use super::{ByteStream, EventStream, JsonLines};
use crate::codec::json::Decode;
use crate::platform::{block_on, blocking_iter};

/// The bytes of a response as a [`Read`] and [`BufRead`], which waits for them: what [`ByteStream::into_reader`] gives.
pub struct ByteReader {
    stream: ByteStream,
    /// What is left of the last chunk.
    chunk: Bytes,
}

impl ByteStream {
    /// Returns the bytes as what [`Read`] and [`BufRead`] take them from. Needs the feature `blocking`.
    ///
    /// ```no_run
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/doc/store.rs"));
    /// use std::io::{BufRead, BufReader};
    ///
    /// # fn lines(client: store::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// for line in client.get_photo(7).send()?.into_reader().lines() {
    ///     println!("{}", line?);
    /// }
    /// # Ok(())
    /// # }
    /// # fn main() {}
    /// ```
    #[cfg_attr(docsrs, doc(cfg(feature = "blocking")))]
    pub fn into_reader(self) -> ByteReader {
        ByteReader {
            stream: self,
            chunk: Bytes::new(),
        }
    }

    /// Writes all bytes while they arrive, and returns their number. Needs the feature `blocking`.
    ///
    /// # Errors
    /// The connection broke or was silent for too long ([`get_ref`](std::io::Error::get_ref) is the [`StreamError`](super::StreamError)), or
    /// `writer` takes no more.
    #[cfg_attr(docsrs, doc(cfg(feature = "blocking")))]
    pub fn copy_to(self, writer: &mut (impl Write + ?Sized)) -> io::Result<u64> {
        let mut written = 0;
        for chunk in self {
            let chunk = chunk?;
            writer.write_all(&chunk)?;
            written += chunk.len() as u64;
        }
        writer.flush()?;
        Ok(written)
    }
}

impl BufRead for ByteReader {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.chunk.is_empty()
            && let Some(chunk) = block_on(self.stream.chunk())
        {
            self.chunk = chunk?;
        }
        Ok(&self.chunk)
    }

    fn consume(&mut self, amount: usize) {
        self.chunk.advance(amount);
    }
}

impl Read for ByteReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(buffer)?;
        self.consume(read);
        Ok(read)
    }
}

impl fmt::Debug for ByteReader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ByteReader").field(&self.stream).finish()
    }
}

blocking_iter! { ByteStream [] }
blocking_iter! { EventStream<T> [T: Decode] }
blocking_iter! { JsonLines<T> [T: Decode] }
