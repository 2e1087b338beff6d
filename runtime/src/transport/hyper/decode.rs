//! Bodies that a server compressed.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use ::hyper::body::Incoming;
#[cfg(feature = "brotli")]
use async_compression::tokio::bufread::BrotliDecoder;
#[cfg(feature = "gzip")]
use async_compression::tokio::bufread::GzipDecoder;
#[cfg(feature = "zstd")]
use async_compression::{tokio::bufread::ZstdDecoder, zstd::DParameter};
use bytes::{Buf as _, Bytes};
use http::Response;
use http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_LENGTH, Entry, HeaderMap, HeaderValue};
use http_body::{Body as _, Frame};
use tokio::io::{AsyncBufRead, AsyncRead, BufReader, ReadBuf};

#[cfg(feature = "brotli")]
use super::brotli::StandardBrotli;
use crate::message::{Body, BoxError};

/// The encodings that are understood.
const ENCODINGS: &str = match (
    cfg!(feature = "zstd"),
    cfg!(feature = "brotli"),
    cfg!(feature = "gzip"),
) {
    (true, true, true) => "zstd,gzip,br",
    (true, true, false) => "zstd,br",
    (true, false, true) => "zstd,gzip",
    (true, false, false) => "zstd",
    (false, true, true) => "gzip,br",
    (false, true, false) => "br",
    (false, false, _) => "gzip",
};

/// How many encodings a body may have, one around the other. More are a trick to make much of little.
const LAYERS: usize = 3;

/// How much is decoded at once.
const CHUNK: usize = 8 * 1024;

/// How much a server may have a decoder remember, as a power of two: 8 MiB, as RFC 9659 says.
#[cfg(feature = "zstd")]
const ZSTD_WINDOW: u32 = 23;

#[derive(Clone, Copy)]
enum Coding {
    #[cfg(feature = "gzip")]
    Gzip,
    #[cfg(feature = "brotli")]
    Brotli,
    #[cfg(feature = "zstd")]
    Zstd,
}

/// Tells the server which encodings are understood, unless the caller did.
pub(super) fn accept(headers: &mut HeaderMap) {
    if let Entry::Vacant(entry) = headers.entry(ACCEPT_ENCODING) {
        entry.insert(HeaderValue::from_static(ENCODINGS));
    }
}

/// Decodes the body if all its encodings are understood. Any other stays as it is, with the header that names them.
pub(super) fn decoded(response: Response<Incoming>) -> Response<Body> {
    if !response.headers().contains_key(CONTENT_ENCODING) || response.body().is_end_stream() {
        return response.map(Body::wrap);
    }
    let Some(codings) = codings(response.headers()) else {
        return response.map(Body::wrap);
    };
    let mut response = response.map(|body| Body::wrap(Decoded::new(body, codings)));
    response.headers_mut().remove(CONTENT_ENCODING);
    response.headers_mut().remove(CONTENT_LENGTH);
    response
}

/// Returns the encodings of a body in the order in which the server applied them, if they are understood.
fn codings(headers: &HeaderMap) -> Option<Vec<Coding>> {
    let mut codings = Vec::new();
    for value in headers.get_all(CONTENT_ENCODING) {
        for name in value.to_str().ok()?.split(',').map(str::trim) {
            let is = |known: &str| name.eq_ignore_ascii_case(known);
            match () {
                () if name.is_empty() || is("identity") => {}
                #[cfg(feature = "gzip")]
                () if is("gzip") || is("x-gzip") => codings.push(Coding::Gzip),
                #[cfg(feature = "brotli")]
                () if is("br") => codings.push(Coding::Brotli),
                #[cfg(feature = "zstd")]
                () if is("zstd") => codings.push(Coding::Zstd),
                () => return None,
            }
        }
    }
    (codings.len() <= LAYERS).then_some(codings)
}

/// A body that is decoded while it is read.
struct Decoded {
    state: State,
    chunk: Box<[u8]>,
}

enum State {
    /// Nothing came yet. A body without a byte is one whatever its encoding.
    Waiting(Received, Vec<Coding>),
    Reading(Box<dyn AsyncRead + Send + Unpin>),
    /// What came before the error is read.
    Broken(io::Error),
    Finished,
}

impl Decoded {
    fn new(body: Incoming, codings: Vec<Coding>) -> Self {
        let bytes = Bytes::new();
        Decoded {
            state: State::Waiting(Received { body, bytes }, codings),
            chunk: vec![0; CHUNK].into(),
        }
    }
}

impl State {
    fn poll_read(&mut self, context: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        loop {
            match self {
                State::Waiting(received, _) => {
                    let is_empty = ready!(Pin::new(received).poll_fill_buf(context))?.is_empty();
                    *self = match std::mem::replace(self, State::Finished) {
                        State::Waiting(received, codings) if !is_empty => {
                            State::Reading(decoder(received, codings))
                        }
                        _ => State::Finished,
                    };
                }
                State::Reading(decoder) => {
                    let read = ready!(Pin::new(decoder).poll_read(context, buffer));
                    match read {
                        Err(error) if !buffer.filled().is_empty() => *self = State::Broken(error),
                        read => return Poll::Ready(read),
                    }
                    return Poll::Ready(Ok(()));
                }
                State::Broken(_) => match std::mem::replace(self, State::Finished) {
                    State::Broken(error) => return Poll::Ready(Err(error)),
                    _ => return Poll::Ready(Ok(())),
                },
                State::Finished => return Poll::Ready(Ok(())),
            }
        }
    }
}

impl http_body::Body for Decoded {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let Decoded { state, chunk } = &mut *self;
        let mut buffer = ReadBuf::new(chunk);
        let read = ready!(state.poll_read(context, &mut buffer));
        if let Err(error) = read {
            *state = State::Finished;
            return Poll::Ready(Some(Err(cause(error))));
        }
        let bytes = buffer.filled();
        Poll::Ready(match bytes.is_empty() {
            true => {
                *state = State::Finished;
                None
            }
            false => Some(Ok(Frame::data(Bytes::copy_from_slice(bytes)))),
        })
    }
}

/// Returns the connection's error, where that is the reason.
fn cause(error: io::Error) -> BoxError {
    match error.downcast::<::hyper::Error>() {
        Ok(error) => error.into(),
        Err(error) => error.into(),
    }
}

/// Returns what decodes all encodings, the last that was applied first.
fn decoder(received: Received, mut codings: Vec<Coding>) -> Box<dyn AsyncRead + Send + Unpin> {
    match codings.pop() {
        None => Box::new(received),
        Some(last) => {
            let decoded = layer(received, last);
            let outer = |inner, coding| layer(BufReader::new(inner), coding);
            codings.into_iter().rev().fold(decoded, outer)
        }
    }
}

fn layer(
    encoded: impl AsyncBufRead + Send + Unpin + 'static,
    coding: Coding,
) -> Box<dyn AsyncRead + Send + Unpin> {
    match coding {
        #[cfg(feature = "gzip")]
        Coding::Gzip => {
            let mut decoder = GzipDecoder::new(encoded);
            decoder.multiple_members(true);
            Box::new(decoder)
        }
        #[cfg(feature = "brotli")]
        Coding::Brotli => Box::new(BrotliDecoder::new(StandardBrotli::new(encoded))),
        #[cfg(feature = "zstd")]
        Coding::Zstd => {
            let window = DParameter::window_log_max(ZSTD_WINDOW);
            let mut decoder = ZstdDecoder::with_params(encoded, &[window]);
            decoder.multiple_members(true);
            Box::new(decoder)
        }
    }
}

/// What comes from the server.
struct Received {
    body: Incoming,
    /// What came, but is not read yet.
    bytes: Bytes,
}

impl AsyncBufRead for Received {
    fn poll_fill_buf(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<&[u8]>> {
        let received = self.get_mut();
        while received.bytes.is_empty() {
            match ready!(Pin::new(&mut received.body).poll_frame(context)) {
                // What is no data is a trailer.
                Some(Ok(frame)) => received.bytes = frame.into_data().unwrap_or_default(),
                Some(Err(error)) => return Poll::Ready(Err(io::Error::other(error))),
                None => break,
            }
        }
        Poll::Ready(Ok(&received.bytes))
    }

    fn consume(mut self: Pin<&mut Self>, length: usize) {
        self.bytes.advance(length);
    }
}

impl AsyncRead for Received {
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
