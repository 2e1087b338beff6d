//! A request that is ready to be sent, and the futures that send it.

use std::fmt;
use std::future::IntoFuture;
use std::ops::{Deref, DerefMut};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use http::StatusCode;

use crate::answer::{Answer, FromAnswer, Response, Undecoded, status_matches};
use crate::call::Call;
use crate::error::{Error, Failure, Fault};
use crate::execute::{self, Retry};

/// A request that is sent when it is awaited. `T` is what a success gives, `E` the operation's failures.
///
/// Nothing happens before the first poll; dropping the future cancels the call.
#[must_use = "a request is sent when it is awaited"]
pub struct Request<T, E> {
    call: Box<Call>,
    decoders: Decoders<T, E>,
}

/// What reads an answer.
pub(crate) struct Decoders<T, E> {
    /// See [`Call::succeeds_with`].
    pub(crate) successes: &'static [&'static str],
    pub(crate) success: fn(Answer) -> Result<T, Undecoded>,
    pub(crate) failure: fn(Answer) -> Result<E, Undecoded>,
}

impl<T, E> Decoders<T, E> {
    /// Whether an answer with this status is a success.
    pub(crate) fn is_success(&self, status: StatusCode) -> bool {
        status.is_success() || self.successes.iter().any(|row| status_matches(status, row))
    }
}

impl<T, E: FromAnswer> Request<T, E> {
    pub(crate) fn new(mut call: Call, success: fn(Answer) -> Result<T, Undecoded>) -> Self {
        call.documents = E::documents;
        let decoders = Decoders {
            successes: call.successes,
            success,
            failure: E::from_answer,
        };
        let call = Box::new(call);
        Request { call, decoders }
    }
}

impl<T, E> Request<T, E> {
    /// The call, and what reads its answer.
    pub(crate) fn into_parts(self) -> (Box<Call>, Decoders<T, E>) {
        (self.call, self.decoders)
    }

    /// Sends the request and gives the status and the headers beside the body.
    pub fn with_response(self) -> ResponseFuture<T, E> {
        ResponseFuture {
            pending: Box::pin(execute::execute(self.call)),
            decoders: self.decoders,
        }
    }

    /// How long this call may take, instead of the client's limit.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.call.timeout(timeout);
        self
    }

    /// When this request is sent again, instead of the client's setting.
    pub fn retry(mut self, retry: Retry) -> Self {
        self.call.retry = Some(retry);
        self
    }

    /// A further header. It replaces one of the client, and a credential in the same header.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.call.header(name, value);
        self
    }
}

/// A request can still be filled in, as the call that it was made from.
impl<T, E> Deref for Request<T, E> {
    type Target = Call;

    fn deref(&self) -> &Call {
        &self.call
    }
}

impl<T, E> DerefMut for Request<T, E> {
    fn deref_mut(&mut self) -> &mut Call {
        &mut self.call
    }
}

impl<T, E> fmt::Debug for Request<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.call.fmt(f)
    }
}

impl<T, E> IntoFuture for Request<T, E> {
    type Output = Result<T, Error<E>>;
    type IntoFuture = RequestFuture<T, E>;

    fn into_future(self) -> RequestFuture<T, E> {
        RequestFuture(self.with_response())
    }
}

/// The future of a [`Request`]: gives the body of a success.
#[must_use = "a request is sent when it is awaited"]
pub struct RequestFuture<T, E>(ResponseFuture<T, E>);

impl<T, E> Future for RequestFuture<T, E> {
    type Output = Result<T, Error<E>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut self.0).poll(context).map_ok(Response::into_body)
    }
}

/// The future of [`Request::with_response`].
#[must_use = "a request is sent when it is awaited"]
pub struct ResponseFuture<T, E> {
    pending: Pending,
    decoders: Decoders<T, E>,
}

/// What is under way: the whole call at first, then perhaps reading the body. It knows no type of the operation.
pub(crate) type Pending = Pin<Box<dyn Future<Output = Result<Answer, Fault>> + Send>>;

impl<T, E> Future for ResponseFuture<T, E> {
    type Output = Result<Response<T>, Error<E>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        loop {
            let answer = ready!(self.pending.as_mut().poll(context))?;
            let head = answer.head().clone();
            let raw = answer.bytes();
            let undecoded = if self.decoders.is_success(head.status) {
                match (self.decoders.success)(answer) {
                    Ok(body) => return Poll::Ready(Ok(Response::new(head, body))),
                    Err(undecoded) => undecoded,
                }
            } else {
                match (self.decoders.failure)(answer) {
                    Ok(body) => {
                        let failure = Failure::new(Response::new(head, body), raw);
                        return Poll::Ready(Err(Error::Api(failure)));
                    }
                    Err(undecoded) => undecoded,
                }
            };
            self.pending = Box::pin(undecoded.next(&head, raw)?.read());
        }
    }
}

impl<T, E> fmt::Debug for RequestFuture<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RequestFuture")
    }
}

impl<T, E> fmt::Debug for ResponseFuture<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ResponseFuture")
    }
}
