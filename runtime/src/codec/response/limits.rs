use std::time::Duration;

use crate::error::{Fault, Secrets, Timeout, TransportError};
use crate::message::{Body, CollectError};
use crate::platform::clock::{Instant, timeout_at};
use bytes::Bytes;

/// The limits of a response: how much of it may be kept in memory, and until when it must be there.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// In bytes.
    pub(crate) max_body: usize,
    /// How much the decoded value may take, in bytes.
    pub(crate) max_memory: usize,
    pub(crate) timeout: Duration,
    /// How long a stream may be silent, in milliseconds: small, since each undecoded response has it.
    pub(crate) idle: u32,
    /// Whether the body turned out to be longer than `max_body`.
    pub(crate) is_exceeded: bool,
    /// `None` for a limit beyond what the clock can express.
    pub(crate) deadline: Option<Instant>,
}

impl Limits {
    /// Runs `future` until the deadline.
    pub(crate) async fn within<F: Future>(&self, future: F) -> Result<F::Output, Fault> {
        match self.deadline {
            Some(deadline) => timeout_at(deadline, future)
                .await
                .map_err(|_| Fault::Timeout(Timeout::Call(self.timeout))),
            None => Ok(future.await),
        }
    }

    /// Puts the deadline off, by as long as an upload took.
    pub(crate) fn put_off(&mut self, duration: Duration) {
        self.deadline = self.deadline.and_then(|deadline| deadline.checked_add(duration));
    }

    /// Reads all of `body`. How long that may take is not limited here.
    pub(crate) async fn collect(&self, body: Body, secrets: &Secrets) -> Result<Bytes, Fault> {
        body.collect(self.max_body).await.map_err(|error| match error {
            CollectError::TooLarge => Fault::TooLarge(self.max_body),
            CollectError::Read(error) => Fault::Transport(TransportError::new(error).without(secrets)),
        })
    }
}
