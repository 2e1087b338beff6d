//! The transports of a client that is given none: one for requests that are awaited, one for those that a thread waits for.

use super::{Hyper, SendFuture, Transport, Ureq};
use crate::message::Body;
use crate::platform::is_blocking;

pub(super) struct Either {
    pub(super) awaited: Hyper,
    pub(super) blocking: Ureq,
}

impl Transport for Either {
    fn send(&self, request: http::Request<Body>) -> SendFuture<'_> {
        match is_blocking() {
            true => self.blocking.send(request),
            false => self.awaited.send(request),
        }
    }

    fn reads_extensions(&self) -> bool {
        false
    }
}
