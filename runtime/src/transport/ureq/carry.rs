//! What the thread of a call carries over to whoever waits for it.

use std::pin::Pin;
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Waker};

use bytes::Bytes;
use http_body::{Frame, SizeHint};

use crate::error::TransportError;
use crate::message::{Body, BoxError};

/// How many pieces of a response may wait to be read.
const WAITING: usize = 2;

/// A piece of a response.
enum Piece {
    /// The head, and how long the body is, where that is known.
    Head(Box<http::response::Parts>, Option<u64>),
    Failed(TransportError),
    Chunk(Bytes),
    Broken(BoxError),
    End,
}

/// The side of the thread.
pub(super) struct Carrier {
    /// `None` once it is dropped.
    pieces: Option<SyncSender<Piece>>,
    waker: Arc<Mutex<Option<Waker>>>,
}

/// Nobody waits for the response any longer.
pub(super) struct Unwanted;

/// The side of whoever waits.
pub(super) struct Carried {
    pieces: Receiver<Piece>,
    waker: Arc<Mutex<Option<Waker>>>,
}

pub(super) fn pair() -> (Carrier, Carried) {
    let (sender, pieces) = sync_channel(WAITING);
    let waker = Arc::new(Mutex::new(None));
    let carrier = Carrier {
        pieces: Some(sender),
        waker: waker.clone(),
    };
    (carrier, Carried { pieces, waker })
}

impl Carrier {
    pub(super) fn head(&self, head: http::response::Parts, length: Option<u64>) -> Result<(), Unwanted> {
        self.carry(Piece::Head(Box::new(head), length))
    }

    pub(super) fn failed(&self, error: TransportError) -> Result<(), Unwanted> {
        self.carry(Piece::Failed(error))
    }

    pub(super) fn chunk(&self, chunk: Bytes) -> Result<(), Unwanted> {
        self.carry(Piece::Chunk(chunk))
    }

    pub(super) fn broken(&self, error: BoxError) -> Result<(), Unwanted> {
        self.carry(Piece::Broken(error))
    }

    pub(super) fn end(&self) -> Result<(), Unwanted> {
        self.carry(Piece::End)
    }

    /// Carries a piece over, and waits as long as too many are unread.
    fn carry(&self, piece: Piece) -> Result<(), Unwanted> {
        let pieces = self.pieces.as_ref().ok_or(Unwanted)?;
        pieces.send(piece).map_err(|_| Unwanted)?;
        self.wake();
        Ok(())
    }

    fn wake(&self) {
        let waker = self.waker.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(waker) = waker {
            waker.wake();
        }
    }
}

/// A thread that ends too early is noticed.
impl Drop for Carrier {
    fn drop(&mut self) {
        self.pieces = None;
        self.wake();
    }
}

impl Carried {
    /// Waits for the next piece; `None` if the thread ended without one.
    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Piece>> {
        // Before the look at what is there, so that no piece comes unnoticed.
        *self.waker.lock().unwrap_or_else(PoisonError::into_inner) = Some(context.waker().clone());
        match self.pieces.try_recv() {
            Ok(piece) => Poll::Ready(Some(piece)),
            Err(TryRecvError::Empty) => Poll::Pending,
            Err(TryRecvError::Disconnected) => Poll::Ready(None),
        }
    }

    /// Waits for the head, and returns the response whose body comes behind it.
    pub(super) async fn response(mut self) -> Result<http::Response<Body>, TransportError> {
        match std::future::poll_fn(|context| self.poll(context)).await {
            Some(Piece::Head(head, length)) => {
                let body = match length {
                    Some(0) => Body::empty(),
                    _ => Body::wrap(Incoming {
                        carried: self,
                        left: length,
                    }),
                };
                Ok(http::Response::from_parts(*head, body))
            }
            Some(Piece::Failed(error)) => Err(error),
            _ => Err(TransportError::new(ENDED)),
        }
    }
}

const ENDED: &str = "the thread of the call ended too early";

/// The body of a response.
struct Incoming {
    carried: Carried,
    /// How much is still to come, where it is known.
    left: Option<u64>,
}

impl http_body::Body for Incoming {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        self.carried.poll(context).map(|piece| match piece {
            Some(Piece::Chunk(chunk)) => {
                let left = self.left;
                self.left = left.map(|left| left.saturating_sub(chunk.len() as u64));
                Some(Ok(Frame::data(chunk)))
            }
            Some(Piece::End) => None,
            Some(Piece::Broken(error)) => Some(Err(error)),
            Some(Piece::Head(..) | Piece::Failed(_)) | None => Some(Err(ENDED.into())),
        })
    }

    fn size_hint(&self) -> SizeHint {
        self.left.map(SizeHint::with_exact).unwrap_or_default()
    }
}
