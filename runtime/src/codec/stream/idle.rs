use std::future::poll_fn;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::{Bytes, BytesMut};

use super::{Bounds, StreamError};
use crate::error::{Secrets, Timeout, TransportError};
use crate::message::Body;
use crate::platform::clock::{Instant, Timer};

/// A body that may not be silent for longer than a limit.
pub(super) struct Timed {
    body: Body,
    limit: Duration,
    secrets: Arc<Secrets>,
    /// Made when the body is waited for the first time.
    timer: Option<Timer>,
    waiting: bool,
    operation: &'static str,
}

impl Timed {
    pub(super) fn new(body: Body, bounds: &Bounds) -> Self {
        Timed {
            body,
            limit: bounds.idle,
            operation: bounds.operation,
            secrets: bounds.secrets.clone(),
            timer: None,
            waiting: false,
        }
    }

    pub(super) fn body(&self) -> &Body {
        &self.body
    }

    pub(super) fn secrets(&self) -> &Arc<Secrets> {
        &self.secrets
    }

    pub(super) fn into_body(self) -> Body {
        self.body
    }

    /// Drops what is still to come.
    pub(super) fn close(&mut self) {
        self.body = Body::empty();
    }

    /// Reads the next chunk. Returns `None` at the end.
    pub(super) fn poll_chunk(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, StreamError>>> {
        if let Poll::Ready(chunk) = self.body.poll_chunk(context) {
            self.waiting = false;
            let broken = |error| {
                let error = TransportError::new(error).without(&self.secrets);
                StreamError::Transport(error.of(self.operation))
            };
            return Poll::Ready(chunk.map(|chunk| chunk.map_err(broken)));
        }
        let limit = self.limit;
        let timer = self.timer.get_or_insert_with(|| Timer::new(limit));
        if !std::mem::replace(&mut self.waiting, true)
            && let Some(end) = Instant::now().checked_add(limit)
        {
            timer.reset(end);
        }
        if timer.poll(context).is_pending() {
            return Poll::Pending;
        }
        self.waiting = false;
        self.close();
        Poll::Ready(Some(Err(StreamError::Timeout(Timeout::Idle(limit)))))
    }

    pub(super) async fn chunk(&mut self) -> Option<Result<Bytes, StreamError>> {
        poll_fn(|context| self.poll_chunk(context)).await
    }

    /// Reads all of it, unless it is longer than `limit` bytes.
    pub(super) async fn collect(mut self, limit: usize) -> Result<Bytes, StreamError> {
        let too_large = || Err(StreamError::TooLarge { limit });
        if self.body.length().is_some_and(|length| length > limit as u64) {
            return too_large();
        }
        let mut all = BytesMut::new();
        while let Some(chunk) = self.chunk().await {
            let chunk = chunk?;
            if chunk.len() > limit - all.len() {
                return too_large();
            }
            all.extend_from_slice(&chunk);
        }
        Ok(all.freeze())
    }
}
