//! What there is of brotli beside its RFC.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncBufRead, AsyncRead, ReadBuf};

/// The first bits of a body whose window may have 1 GiB: an extension. RFC 7932, 9.1, with 16 MiB at most, has no meaning for them.
const LARGE_WINDOW: u8 = 0x11;
const LARGE_WINDOW_BITS: u8 = 0x7f;

/// Bytes that are brotli as RFC 7932 has it: the decoder would take the extension, too, and remember as much as that says.
pub(super) struct StandardBrotli<R> {
    encoded: R,
    is_begun: bool,
}

impl<R> StandardBrotli<R> {
    pub(super) fn new(encoded: R) -> Self {
        StandardBrotli {
            encoded,
            is_begun: false,
        }
    }
}

impl<R: AsyncBufRead + Unpin> AsyncBufRead for StandardBrotli<R> {
    fn poll_fill_buf(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<&[u8]>> {
        let brotli = self.get_mut();
        let bytes = ready!(Pin::new(&mut brotli.encoded).poll_fill_buf(context))?;
        if let Some(first) = bytes.first()
            && !std::mem::replace(&mut brotli.is_begun, true)
            && first & LARGE_WINDOW_BITS == LARGE_WINDOW
        {
            let error = "the body asks for a window of brotli that RFC 7932 does not know";
            return Poll::Ready(Err(io::Error::new(io::ErrorKind::InvalidData, error)));
        }
        Poll::Ready(Ok(bytes))
    }

    fn consume(self: Pin<&mut Self>, length: usize) {
        Pin::new(&mut self.get_mut().encoded).consume(length);
    }
}

impl<R: AsyncBufRead + Unpin> AsyncRead for StandardBrotli<R> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let bytes = ready!(self.as_mut().poll_fill_buf(context))?;
        let length = bytes.len().min(buffer.remaining());
        buffer.put_slice(&bytes[..length]);
        self.consume(length);
        Poll::Ready(Ok(()))
    }
}
