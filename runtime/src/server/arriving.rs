//! The body of a request while it arrives: it is not waited for without end, and what nobody read of it is read before the response.

use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::header::EXPECT;
use http_body::{Frame, SizeHint};

use super::received::Limits;
use super::stream::ItemError;
use crate::message::{Body, BoxError};
use crate::platform::clock::{Instant, Timer, timeout};

/// How much is read of a body that nobody wants, in bytes.
const MOST_UNREAD: usize = 256 * 1024;

/// How long that may take.
const LONGEST_WAIT: Duration = Duration::from_secs(2);

/// Responds to a request, and reads what is left of its body then, within limits. A connection is closed if its client still sends what nobody
/// reads, and that resets it: the response may get lost on its way.
pub(super) async fn respond<F>(
    request: http::Request<Body>,
    limits: Limits,
    respond: impl FnOnce(http::Request<Body>) -> F,
) -> http::Response<Body>
where
    F: Future<Output = http::Response<Body>>,
{
    let is_there = request.body().as_bytes().is_some() || request.body().length() == Some(0);
    // Who expects to be told to go on sends nothing before the response.
    if is_there || request.headers().contains_key(EXPECT) {
        return respond(request).await;
    }
    let (head, body) = request.into_parts();
    let rest = Rest::new(body);
    let response = respond(http::Request::from_parts(head, rest.body())).await;
    let wait = limits.idle.min(LONGEST_WAIT);
    // What takes longer is left to who accepts the connection.
    drop(timeout(wait, rest.drain(limits.idle, Some(MOST_UNREAD))).await);
    response
}

/// The body of a request, of which the rest can be read when its response is known.
#[derive(Clone, Debug)]
pub(crate) struct Rest(Arc<Mutex<Body>>);

impl Rest {
    pub(crate) fn new(body: Body) -> Self {
        Rest(Arc::new(Mutex::new(body)))
    }

    /// Returns the body, which is this one.
    pub(crate) fn body(&self) -> Body {
        Body::wrap(self.clone())
    }

    fn inner(&self) -> MutexGuard<'_, Body> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reads the rest, so that the client can send all of it before it looks for a response, and the connection stays: at most so many
    /// bytes, if there is a limit. Nothing is read where somebody still has the body, as a response that is made of it.
    pub(crate) async fn drain(self, idle: Duration, mut most: Option<usize>) {
        if Arc::strong_count(&self.0) > 1 {
            return;
        }
        let mut rest = Body::wrap(self);
        while let Ok(Some(Ok(chunk))) = timeout(idle, rest.chunk()).await {
            most = match most.map(|most| most.checked_sub(chunk.len())) {
                Some(None) => return,
                Some(left) => left,
                None => None,
            };
        }
    }
}

impl http_body::Body for Rest {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let mut body = self.inner();
        http_body::Body::poll_frame(Pin::new(&mut *body), context)
    }

    fn is_end_stream(&self) -> bool {
        self.inner().is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        http_body::Body::size_hint(&*self.inner())
    }
}

/// Returns a body that is the same, and ends with an [`ItemError`] where it is silent for longer than a limit.
pub(super) fn attended(body: Body, limit: Duration) -> Body {
    match body.as_bytes().is_some() {
        true => body,
        false => Body::wrap(Attended {
            body,
            limit,
            timer: None,
            is_waiting: false,
        }),
    }
}

struct Attended {
    body: Body,
    limit: Duration,
    /// Made when the body is waited for the first time.
    timer: Option<Timer>,
    is_waiting: bool,
}

impl http_body::Body for Attended {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let this = self.get_mut();
        if let Poll::Ready(chunk) = this.body.poll_chunk(context) {
            this.is_waiting = false;
            return Poll::Ready(chunk.map(|chunk| chunk.map(Frame::data)));
        }
        let limit = this.limit;
        let timer = this.timer.get_or_insert_with(|| Timer::new(limit));
        if !std::mem::replace(&mut this.is_waiting, true)
            && let Some(end) = Instant::now().checked_add(limit)
        {
            timer.reset(end);
        }
        if timer.poll(context).is_pending() {
            return Poll::Pending;
        }
        this.is_waiting = false;
        this.body = Body::empty();
        Poll::Ready(Some(Err(ItemError::silent().into())))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        http_body::Body::size_hint(&self.body)
    }
}
