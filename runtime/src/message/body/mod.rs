//! Bodies of requests and responses: bytes in memory, files, streams, and sequences of these.

mod segment;

use std::fmt;
use std::future::poll_fn;
#[cfg(not(target_family = "wasm"))]
use std::path::PathBuf;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use http_body::{Frame, SizeHint};
use smallvec::SmallVec;

use crate::platform::MaybeSend;

pub(crate) use segment::Segment;

/// Any error that can travel between threads.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// The body of a request or a response.
///
/// ```
/// # use specwright_runtime::Body;
/// let in_memory = Body::from("text");
/// let from_disk = Body::file("photo.jpg");
/// ```
#[derive(Default)]
pub struct Body {
    /// Mostly one.
    segments: SmallVec<[Segment; 1]>,
    /// How many of the segments are read to their end; these are empty.
    finished: usize,
}

impl Body {
    /// Creates a body without a byte.
    pub fn empty() -> Self {
        Body::default()
    }

    /// Creates a body of a file, which is read while it is sent. It is opened when the request is sent; if that fails, the request
    /// is an [`InvalidRequest`](crate::InvalidRequest). The length of the file is what will be sent. Not on `wasm32`.
    #[cfg(not(target_family = "wasm"))]
    pub fn file(path: impl Into<PathBuf>) -> Self {
        Body::of(Segment::file(path.into()))
    }

    /// Creates a body of a stream of chunks. It can be sent once, so that a request with it is never repeated.
    pub fn stream<S, E>(stream: S) -> Self
    where
        S: Stream<Item = Result<Bytes, E>> + MaybeSend + 'static,
        E: Into<BoxError>,
    {
        Body::of(Segment::stream(stream))
    }

    /// Wraps the body of another library.
    pub fn wrap<B>(body: B) -> Self
    where
        B: http_body::Body<Data = Bytes> + MaybeSend + 'static,
        B::Error: Into<BoxError>,
    {
        Body::of(Segment::body(body))
    }

    /// Creates a body of what `reader` gives, which is read while it is sent. It can be sent once, so that a request with it is never
    /// repeated. Needs the feature `blocking`.
    ///
    /// The transport waits for the reader where it sends the body: `Ureq` on a thread of the call. In a request that is awaited, it stops
    /// what else the thread does.
    #[cfg(all(feature = "blocking", not(target_family = "wasm")))]
    #[cfg_attr(docsrs, doc(cfg(feature = "blocking")))]
    pub fn reader(reader: impl std::io::Read + Send + 'static) -> Self {
        Body::of(Segment::reader(Box::new(reader), None))
    }

    /// Creates a body of as many bytes of what `reader` gives, for servers that want to know the length first: see
    /// [`reader`](Self::reader). A reader that gives fewer is an error.
    #[cfg(all(feature = "blocking", not(target_family = "wasm")))]
    #[cfg_attr(docsrs, doc(cfg(feature = "blocking")))]
    pub fn sized_reader(reader: impl std::io::Read + Send + 'static, length: u64) -> Self {
        Body::of(Segment::reader(Box::new(reader), Some(length)))
    }

    fn of(segment: Segment) -> Self {
        Body {
            segments: SmallVec::from([segment]),
            finished: 0,
        }
    }

    /// Appends a segment.
    pub(crate) fn push(&mut self, segment: Segment) {
        self.segments.push(segment);
    }

    /// Appends the segments of another body.
    pub(crate) fn append(&mut self, mut other: Body) {
        self.segments.append(&mut other.segments);
    }

    /// Takes the bytes of a body that is in memory, in one piece. Returns any other body as it is.
    #[cfg(all(feature = "reqwest", not(target_family = "wasm")))]
    pub(crate) fn into_bytes(mut self) -> Result<Bytes, Body> {
        match self.segments.as_mut_slice() {
            [Segment::Bytes(bytes)] => Ok(std::mem::take(bytes)),
            _ => Err(self),
        }
    }

    /// Returns the bytes of a body that is in memory in one piece.
    pub(crate) fn as_bytes(&self) -> Option<&[u8]> {
        match self.segments.as_slice() {
            [] => Some(&[]),
            [Segment::Bytes(bytes)] => Some(bytes),
            _ => None,
        }
    }

    /// Copies the body, unless it contains a stream.
    pub(crate) fn try_clone(&self) -> Option<Body> {
        let mut copy = Body::empty();
        for segment in self.segments.iter() {
            copy.segments.push(segment.try_clone()?);
        }
        Some(copy)
    }

    /// Tells whether no file in it must be opened.
    pub(crate) fn is_open(&self) -> bool {
        self.segments.iter().all(Segment::is_open)
    }

    /// Opens the files in it.
    pub(crate) async fn open(&mut self) -> std::io::Result<()> {
        for segment in self.segments.iter_mut() {
            segment.open().await?;
        }
        Ok(())
    }

    /// Returns the length in bytes, where it is known before the body is read.
    pub fn length(&self) -> Option<u64> {
        self.segments.iter().map(Segment::length).sum()
    }

    /// Reads the next chunk. Returns `None` at the end.
    ///
    /// # Errors
    /// What the file, the stream or the connection reports.
    pub async fn chunk(&mut self) -> Option<Result<Bytes, BoxError>> {
        poll_fn(|context| self.poll_chunk(context)).await
    }

    /// Reads all of it, unless it is longer than `limit` bytes: what a transport of a test does with a request.
    ///
    /// # Errors
    /// It is longer, or what the file, the stream or the connection reports.
    ///
    /// ```
    /// # use specwright_runtime::{Body, BoxError};
    /// # async fn read(body: Body) -> Result<(), BoxError> {
    /// let text = body.bytes(1 << 20).await?;
    /// assert_eq!(text, r#"{"name":"Tom"}"#);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn bytes(mut self, limit: usize) -> Result<Bytes, BoxError> {
        self.open().await?;
        self.collect(limit).await.map_err(|error| match error {
            CollectError::TooLarge => format!("the body is longer than {limit} bytes").into(),
            CollectError::Read(error) => error,
        })
    }

    pub(crate) fn poll_chunk(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, BoxError>>> {
        loop {
            let Some(segment) = self.segments.get_mut(self.finished) else {
                return Poll::Ready(None);
            };
            match ready!(segment.poll_chunk(context)) {
                Some(Ok(chunk)) if chunk.is_empty() => {}
                Some(Ok(chunk)) => return Poll::Ready(Some(Ok(chunk))),
                Some(Err(error)) => {
                    *self = Body::empty();
                    return Poll::Ready(Some(Err(error)));
                }
                None => {
                    *segment = Segment::Bytes(Bytes::new());
                    self.finished += 1;
                }
            }
        }
    }

    /// Reads all of it, unless it is longer than `limit` bytes.
    pub(crate) async fn collect(mut self, limit: usize) -> Result<Bytes, CollectError> {
        if self.length().is_some_and(|length| length > limit as u64) {
            return Err(CollectError::TooLarge);
        }
        let Some(first) = self.chunk().await else {
            return Ok(Bytes::new());
        };
        let first = first.map_err(CollectError::Read)?;
        if first.len() > limit {
            return Err(CollectError::TooLarge);
        }
        let Some(second) = self.chunk().await else {
            return Ok(first);
        };
        let mut all = BytesMut::from(first);
        let mut next = Some(second);
        while let Some(chunk) = next {
            let chunk = chunk.map_err(CollectError::Read)?;
            if chunk.len() > limit - all.len() {
                return Err(CollectError::TooLarge);
            }
            all.extend_from_slice(&chunk);
            next = self.chunk().await;
        }
        Ok(all.freeze())
    }
}

/// The reason why a body could not be collected.
#[derive(Debug)]
pub(crate) enum CollectError {
    TooLarge,
    Read(BoxError),
}

impl http_body::Body for Body {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let body = self.get_mut();
        let is_known = matches!(body.segments.get(body.finished), Some(Segment::Broken(_)));
        match ready!(body.poll_chunk(context)) {
            // hyper gives up a connection with all that it has not sent yet, be it the head of the message: it sends that while it waits.
            Some(Err(error)) if !is_known => {
                *body = Body::of(Segment::Broken(error));
                context.waker().wake_by_ref();
                Poll::Pending
            }
            chunk => Poll::Ready(chunk.map(|chunk| chunk.map(Frame::data))),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.segments.iter().all(|segment| segment.length() == Some(0))
    }

    fn size_hint(&self) -> SizeHint {
        self.length().map(SizeHint::with_exact).unwrap_or_default()
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.length() {
            Some(length) => write!(f, "Body({length} bytes)"),
            None => f.write_str("Body(stream)"),
        }
    }
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        if bytes.is_empty() {
            Body::empty()
        } else {
            Body::of(Segment::Bytes(bytes))
        }
    }
}

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Self {
        Bytes::from(bytes).into()
    }
}

impl From<String> for Body {
    fn from(text: String) -> Self {
        Bytes::from(text).into()
    }
}

impl From<&'static [u8]> for Body {
    fn from(bytes: &'static [u8]) -> Self {
        Bytes::from_static(bytes).into()
    }
}

impl From<&'static str> for Body {
    fn from(text: &'static str) -> Self {
        Bytes::from_static(text.as_bytes()).into()
    }
}
