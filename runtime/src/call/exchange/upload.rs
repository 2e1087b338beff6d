//! How long a request may take whose body is long: no limit of time cuts off an upload that makes progress.

use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Frame, SizeHint};

use crate::message::{Body, BoxError};
use crate::platform::clock::{Instant, timeout_at};

/// Longer bodies are uploads, in bytes. What is shorter is with the connection at once.
const LONG: u64 = 256 * 1024;

/// How much of a body in memory the transport is given at once, so that it shows what is sent.
const PIECE: usize = 64 * 1024;

/// The progress of the uploads of one call.
#[derive(Debug, Default)]
pub(super) struct Upload(Mutex<Progress>);

#[derive(Debug, Default)]
struct Progress {
    /// Whether the response is waited for. What is sent of the body behind it puts nothing off.
    is_awaited: bool,
    /// How long the uploads of earlier attempts took.
    before: Duration,
    /// The upload that is under way.
    running: Option<Running>,
}

#[derive(Clone, Copy, Debug)]
struct Running {
    begun: Instant,
    /// When the transport took the last piece.
    last: Instant,
}

impl Upload {
    /// Returns what watches over the uploads of a call with this body, unless it is short.
    pub(super) fn of(body: &Body) -> Option<Arc<Upload>> {
        let is_long = body.length().is_none_or(|length| length > LONG);
        is_long.then(Arc::default)
    }

    /// Returns how long the uploads have taken up to now.
    pub(super) fn duration(&self) -> Duration {
        let progress = self.progress();
        let running = progress.running.map(|running| running.begun.elapsed());
        progress.before + running.unwrap_or_default()
    }

    /// Returns the body as it is sent, with its progress noted.
    pub(super) fn meter(self: &Arc<Self>, body: Body) -> Body {
        self.progress().is_awaited = true;
        Body::wrap(Metered {
            body,
            piece: Bytes::new(),
            upload: self.clone(),
        })
    }

    /// Runs `sending`, which sends a body of [`meter`](Self::meter). Returns `None` if no part of the body could be sent for
    /// as long as `idle`.
    pub(super) async fn within_idle<F: Future>(&self, idle: Duration, sending: F) -> Option<F::Output> {
        let mut sending = pin!(sending);
        let mut check = Instant::now().checked_add(idle);
        while let Some(until) = check {
            if let Ok(result) = timeout_at(until, sending.as_mut()).await {
                self.end();
                self.progress().is_awaited = false;
                return Some(result);
            }
            check = match self.progress().running {
                Some(running) if running.last.elapsed() >= idle => return None,
                Some(running) => running.last.checked_add(idle),
                // The limit of the call counts before the upload and behind it.
                None => Instant::now().checked_add(idle),
            };
        }
        Some(sending.await)
    }

    fn progress(&self) -> MutexGuard<'_, Progress> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn begin(&self) {
        let now = Instant::now();
        let mut progress = self.progress();
        if progress.is_awaited {
            progress.running.get_or_insert(Running {
                begun: now,
                last: now,
            });
        }
    }

    fn note(&self) {
        if let Some(running) = &mut self.progress().running {
            running.last = Instant::now();
        }
    }

    fn end(&self) {
        let mut progress = self.progress();
        if let Some(running) = progress.running.take() {
            progress.before += running.begun.elapsed();
        }
    }
}

/// Runs `future` until a deadline, which is put off by as long as uploads take meanwhile. `None` is one that never comes.
pub(super) async fn within<F: Future + Unpin>(
    deadline: Option<Instant>,
    upload: Option<&Upload>,
    mut future: F,
) -> Option<F::Output> {
    let duration = || upload.map(Upload::duration).unwrap_or_default();
    let before = duration();
    let mut put_off = Duration::ZERO;
    while let Some(end) = deadline.and_then(|deadline| deadline.checked_add(put_off)) {
        if let Ok(result) = timeout_at(end, &mut future).await {
            return Some(result);
        }
        let uploading = duration() - before;
        if uploading == put_off {
            return None;
        }
        put_off = uploading;
    }
    Some(future.await)
}

/// A body whose progress is noted.
struct Metered {
    body: Body,
    /// What is left of the last chunk.
    piece: Bytes,
    upload: Arc<Upload>,
}

impl Metered {
    fn is_over(&self) -> bool {
        self.piece.is_empty() && http_body::Body::is_end_stream(&self.body)
    }
}

impl http_body::Body for Metered {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        self.upload.begin();
        if self.piece.is_empty() {
            match ready!(self.body.poll_chunk(context)) {
                Some(Ok(chunk)) => self.piece = chunk,
                end => {
                    self.upload.end();
                    return Poll::Ready(end.map(|chunk| chunk.map(Frame::data)));
                }
            }
        }
        let size = PIECE.min(self.piece.len());
        let piece = self.piece.split_to(size);
        self.upload.note();
        if self.is_over() {
            self.upload.end();
        }
        Poll::Ready(Some(Ok(Frame::data(piece))))
    }

    fn is_end_stream(&self) -> bool {
        self.is_over()
    }

    fn size_hint(&self) -> SizeHint {
        match self.body.length() {
            Some(length) => SizeHint::with_exact(length + self.piece.len() as u64),
            None => SizeHint::new(),
        }
    }
}

/// A transport that drops the body sends no more of it.
impl Drop for Metered {
    fn drop(&mut self) {
        self.upload.end();
    }
}
