//! Bodies by brotli, without what there is beside its RFC.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncBufRead, AsyncRead, ReadBuf};

use crate::transport::brotli::check_window;

/// Bytes that are brotli as RFC 7932 has it.
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
        {
            check_window(*first)?;
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
