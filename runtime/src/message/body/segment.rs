use std::io;
#[cfg(not(target_family = "wasm"))]
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use http_body::Frame;

use super::BoxError;
use crate::platform::MaybeSend;
#[cfg(not(target_family = "wasm"))]
use crate::platform::file::File;

/// How much of a file is read at once.
#[cfg(not(target_family = "wasm"))]
const CHUNK: usize = 64 * 1024;

type BoxBody = Pin<Box<dyn Frames>>;

/// The body of another library, whatever its type of errors.
pub(crate) trait Frames: MaybeSend {
    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BoxError>>>;

    fn length(&self) -> Option<u64>;
}

impl<B> Frames for B
where
    B: http_body::Body<Data = Bytes> + MaybeSend,
    B::Error: Into<BoxError>,
{
    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        self.poll_frame(context).map_err(Into::into)
    }

    fn length(&self) -> Option<u64> {
        self.size_hint().exact()
    }
}

/// A part of a body that comes from one source.
pub(crate) enum Segment {
    Bytes(Bytes),
    #[cfg(not(target_family = "wasm"))]
    File {
        path: PathBuf,
        /// The open file and how many of its bytes are still to come.
        open: Option<Box<(File, u64)>>,
    },
    /// The mutex is never locked: it makes the segment `Sync`.
    Stream(Mutex<BoxBody>),
    /// The error of what was read before.
    Broken(BoxError),
}

impl Segment {
    #[cfg(not(target_family = "wasm"))]
    pub(super) fn file(path: PathBuf) -> Self {
        Segment::File { path, open: None }
    }

    pub(super) fn stream<S, E>(stream: S) -> Self
    where
        S: Stream<Item = Result<Bytes, E>> + MaybeSend + 'static,
        E: Into<BoxError>,
    {
        Segment::Stream(Mutex::new(Box::pin(StreamBody(Box::pin(stream)))))
    }

    pub(super) fn body<B>(body: B) -> Self
    where
        B: http_body::Body<Data = Bytes> + MaybeSend + 'static,
        B::Error: Into<BoxError>,
    {
        Segment::Stream(Mutex::new(Box::pin(body)))
    }

    #[cfg(all(feature = "blocking", not(target_family = "wasm")))]
    pub(super) fn reader(reader: Box<dyn io::Read + Send>, length: Option<u64>) -> Self {
        Segment::body(ReaderBody { reader, left: length })
    }

    pub(super) fn try_clone(&self) -> Option<Segment> {
        match self {
            Segment::Bytes(bytes) => Some(Segment::Bytes(bytes.clone())),
            #[cfg(not(target_family = "wasm"))]
            Segment::File { path, open: None } => Some(Segment::file(path.clone())),
            _ => None,
        }
    }

    pub(super) fn length(&self) -> Option<u64> {
        match self {
            Segment::Bytes(bytes) => Some(bytes.len() as u64),
            #[cfg(not(target_family = "wasm"))]
            Segment::File { open, .. } => open.as_ref().map(|open| open.1),
            Segment::Stream(body) => body.lock().unwrap_or_else(PoisonError::into_inner).length(),
            Segment::Broken(_) => None,
        }
    }

    pub(super) fn is_open(&self) -> bool {
        #[cfg(not(target_family = "wasm"))]
        return !matches!(self, Segment::File { open: None, .. });
        #[cfg(target_family = "wasm")]
        true
    }

    pub(super) async fn open(&mut self) -> io::Result<()> {
        #[cfg(not(target_family = "wasm"))]
        if let Segment::File {
            path,
            open: open @ None,
        } = self
        {
            let file = File::open(&*path)
                .await
                .map_err(|error| unreadable(path, error))?;
            let metadata = file.metadata().await.map_err(|error| unreadable(path, error))?;
            if !metadata.is_file() {
                return Err(unreadable(path, io::Error::other("not a file")));
            }
            *open = Some(Box::new((file, metadata.len())));
        }
        Ok(())
    }

    /// Reads the next chunk. Returns `None` at the end.
    pub(super) fn poll_chunk(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, BoxError>>> {
        match self {
            Segment::Bytes(bytes) if bytes.is_empty() => Poll::Ready(None),
            Segment::Bytes(bytes) => Poll::Ready(Some(Ok(std::mem::take(bytes)))),
            #[cfg(not(target_family = "wasm"))]
            Segment::File { open: Some(open), .. } => poll_file(&mut open.0, &mut open.1, context),
            #[cfg(not(target_family = "wasm"))]
            Segment::File { path, open: None } => Poll::Ready(Some(Err(unopened(path)))),
            Segment::Broken(_) => match std::mem::replace(self, Segment::Bytes(Bytes::new())) {
                Segment::Broken(error) => Poll::Ready(Some(Err(error))),
                _ => Poll::Ready(None),
            },
            Segment::Stream(body) => {
                let body = body.get_mut().unwrap_or_else(PoisonError::into_inner);
                loop {
                    match ready!(body.as_mut().poll(context)) {
                        Some(Ok(frame)) => {
                            if let Ok(data) = frame.into_data() {
                                return Poll::Ready(Some(Ok(data)));
                            }
                        }
                        Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                        None => return Poll::Ready(None),
                    }
                }
            }
        }
    }
}

#[cfg(not(target_family = "wasm"))]
fn poll_file(
    file: &mut File,
    left: &mut u64,
    context: &mut Context<'_>,
) -> Poll<Option<Result<Bytes, BoxError>>> {
    if *left == 0 {
        return Poll::Ready(None);
    }
    let mut chunk = vec![0; CHUNK.min(usize::try_from(*left).unwrap_or(CHUNK))];
    let read = match ready!(file.poll_read(context, &mut chunk)) {
        Ok(read) => read,
        Err(error) => return Poll::Ready(Some(Err(error.into()))),
    };
    if read == 0 {
        return Poll::Ready(Some(Err("the file became shorter while it was sent".into())));
    }
    chunk.truncate(read);
    *left -= read as u64;
    Poll::Ready(Some(Ok(chunk.into())))
}

#[cfg(not(target_family = "wasm"))]
fn unreadable(path: &std::path::Path, error: io::Error) -> io::Error {
    io::Error::new(
        error.kind(),
        format!("the file {} can't be read: {error}", path.display()),
    )
}

#[cfg(not(target_family = "wasm"))]
fn unopened(path: &std::path::Path) -> BoxError {
    format!(
        "the file {} is not open: a client opens it before it sends the request",
        path.display()
    )
    .into()
}

/// A stream of chunks as a body.
struct StreamBody<S>(Pin<Box<S>>);

impl<S, E> http_body::Body for StreamBody<S>
where
    S: Stream<Item = Result<Bytes, E>>,
    E: Into<BoxError>,
{
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        self.0
            .as_mut()
            .poll_next(context)
            .map(|next| next.map(|chunk| chunk.map(Frame::data).map_err(Into::into)))
    }
}

/// A reader as a body.
#[cfg(all(feature = "blocking", not(target_family = "wasm")))]
struct ReaderBody {
    reader: Box<dyn io::Read + Send>,
    /// How much is still to come, where it is known.
    left: Option<u64>,
}

#[cfg(all(feature = "blocking", not(target_family = "wasm")))]
impl http_body::Body for ReaderBody {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let length = match self.left {
            Some(left) => CHUNK.min(usize::try_from(left).unwrap_or(CHUNK)),
            None => CHUNK,
        };
        if length == 0 {
            return Poll::Ready(None);
        }
        let mut chunk = vec![0; length];
        let read = loop {
            match self.reader.read(&mut chunk) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Poll::Ready(Some(Err(error.into()))),
                Ok(read) => break read,
            }
        };
        if read == 0 {
            let missing = self
                .left
                .map(|left| format!("the reader ended {left} bytes too early").into());
            return Poll::Ready(missing.map(Err));
        }
        if let Some(left) = &mut self.left {
            *left -= read as u64;
        }
        chunk.truncate(read);
        Poll::Ready(Some(Ok(Frame::data(chunk.into()))))
    }

    fn size_hint(&self) -> http_body::SizeHint {
        self.left.map(http_body::SizeHint::with_exact).unwrap_or_default()
    }
}
