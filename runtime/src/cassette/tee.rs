//! A body of which a copy is kept while it is read.

use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, ready};

use bytes::{Bytes, BytesMut};
use http_body::{Frame, SizeHint};

use crate::message::{Body, BoxError};

/// What is kept of a body.
#[derive(Debug, Default)]
pub(super) struct Copy {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    bytes: BytesMut,
    end: End,
    is_too_long: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum End {
    #[default]
    Open,
    Whole,
    Dropped,
    Broken(String),
}

/// How much may be kept.
#[derive(Debug)]
pub(super) struct Room {
    /// Of one body, in bytes.
    pub(super) body: usize,
    /// Of all together, as far as it is left.
    pub(super) left: AtomicUsize,
}

impl Copy {
    /// Begins a copy of a body, and returns the body to go on with.
    pub(super) fn begin(body: Body, room: &Arc<Room>) -> (Arc<Copy>, Body) {
        let copy = Arc::new(Copy::default());
        if let Some(bytes) = body.as_bytes() {
            copy.add(bytes, room);
            copy.state().end = End::Whole;
            return (copy, body);
        }
        let tee = Tee {
            body,
            copy: copy.clone(),
            room: room.clone(),
        };
        (copy, Body::wrap(tee))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn add(&self, bytes: &[u8], room: &Room) {
        let mut state = self.state();
        let fits = state.bytes.len() + bytes.len() <= room.body
            && room
                .left
                .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| {
                    left.checked_sub(bytes.len())
                })
                .is_ok();
        state.is_too_long |= !fits;
        if !state.is_too_long {
            state.bytes.extend_from_slice(bytes);
        }
    }

    fn end(&self, end: End) {
        let mut state = self.state();
        if state.end == End::Open {
            state.end = end;
        }
    }

    /// Returns what was read so far, and why it is not all. `None` if it was too long to be kept.
    pub(super) fn taken(&self) -> Option<(Bytes, Option<String>)> {
        let state = self.state();
        let cut = match &state.end {
            End::Whole => None,
            End::Open => Some("the cassette was saved while it was read".to_owned()),
            End::Dropped => Some("the program read no further".to_owned()),
            End::Broken(error) => Some(error.clone()),
        };
        (!state.is_too_long).then(|| (Bytes::copy_from_slice(&state.bytes), cut))
    }
}

struct Tee {
    body: Body,
    copy: Arc<Copy>,
    room: Arc<Room>,
}

impl http_body::Body for Tee {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let tee = self.get_mut();
        let chunk = ready!(tee.body.poll_chunk(context));
        match &chunk {
            Some(Ok(bytes)) => {
                tee.copy.add(bytes, &tee.room);
                // A body whose length is known may not be asked for its end.
                if tee.body.length() == Some(0) {
                    tee.copy.end(End::Whole);
                }
            }
            Some(Err(error)) => tee.copy.end(End::Broken(error.to_string())),
            None => tee.copy.end(End::Whole),
        }
        Poll::Ready(chunk.map(|chunk| chunk.map(Frame::data)))
    }

    fn size_hint(&self) -> SizeHint {
        self.body.length().map(SizeHint::with_exact).unwrap_or_default()
    }
}

impl Drop for Tee {
    fn drop(&mut self) {
        self.copy.end(End::Dropped);
    }
}
