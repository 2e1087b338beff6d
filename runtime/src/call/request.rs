//! A request that is ready to be sent, and the futures that send it.

use std::fmt;
use std::future::IntoFuture;
use std::ops::ControlFlow;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use http::StatusCode;
use serde::de::DeserializeOwned;

use crate::call::build::Call;
use crate::call::exchange::{execute, watch};
use crate::call::observe::Watching;
use crate::call::retry::Retry;
use crate::codec::json::{Decode, Encode};
use crate::codec::response::decode;
use crate::codec::response::{FromFailure, RawResponse, Undecoded, status_matches};
use crate::codec::stream::ByteStream;
use crate::error::{Error, Failure, Fault, UndecodedBody};
use crate::message::Response;
use crate::platform::BoxFuture;
#[cfg(feature = "record")]
use crate::record::Recorder;

/// A request that is sent when it is awaited. `T` is the body of a success, `E` that of a failure.
///
/// Nothing happens before the first poll; dropping the future cancels the call.
///
/// ```
/// # use specwright_runtime::{Bytes, Error, Request, Retry};
/// # use std::time::Duration;
/// # async fn send(request: Request<String, Bytes>) -> Result<(), Error<Bytes>> {
/// let text: String = request
///     .header("x-request-id", "7")
///     .timeout(Duration::from_secs(5))
///     .retry(Retry::none())
///     .await?;
/// # Ok(())
/// # }
/// ```
#[must_use = "a request is sent when it is awaited, or by `send`"]
pub struct Request<T, E> {
    call: Box<Call>,
    decoders: Decoders<T, E>,
}

/// The functions that decode a response.
pub(crate) struct Decoders<T, E> {
    /// See [`Call::succeeds_with`].
    pub(crate) successes: &'static [&'static str],
    pub(crate) success: fn(RawResponse) -> Result<T, Undecoded>,
    pub(crate) failure: fn(RawResponse) -> Result<E, Undecoded>,
    /// Makes a failure of what could not be decoded as one.
    pub(crate) undecoded: fn(UndecodedBody) -> E,
    #[cfg(feature = "record")]
    recorder: Option<Recorder>,
}

impl<T, E> Decoders<T, E> {
    /// Decodes a response, unless its body must be read first. A failure keeps its status whatever its body is.
    pub(crate) fn decode(
        &self,
        response: RawResponse,
    ) -> ControlFlow<Result<Response<T>, Error<E>>, RawResponse> {
        #[cfg(feature = "record")]
        let tap = self.recorder.as_ref().map(|recorder| response.tap(recorder));
        let decoded = self.decode_once(response);
        #[cfg(feature = "record")]
        if let (true, Some(tap)) = (decoded.is_break(), tap) {
            tap.record();
        }
        decoded
    }

    fn decode_once(&self, response: RawResponse) -> ControlFlow<Result<Response<T>, Error<E>>, RawResponse> {
        let (head, raw) = (response.head().clone(), response.bytes());
        let secrets = response.secrets().clone();
        if self.is_success(head.status) {
            return match (self.success)(response) {
                Ok(body) => ControlFlow::Break(Ok(Response::new(head, body))),
                Err(undecoded) => match undecoded.of_success(&head, raw, &secrets) {
                    Ok(unread) => ControlFlow::Continue(unread),
                    Err(fault) => ControlFlow::Break(Err(fault.of(head.operation))),
                },
            };
        }
        let body = match (self.failure)(response) {
            Ok(body) => body,
            Err(undecoded) => match undecoded.of_failure(raw.clone(), &secrets) {
                Ok(unread) => return ControlFlow::Continue(unread),
                Err(body) => (self.undecoded)(body),
            },
        };
        let failure = Failure::new(Response::new(head, body), raw, &secrets);
        ControlFlow::Break(Err(Error::Api(failure)))
    }

    /// Returns the same with another success.
    pub(crate) fn with_success<U>(self, success: fn(RawResponse) -> Result<U, Undecoded>) -> Decoders<U, E> {
        Decoders {
            successes: self.successes,
            success,
            failure: self.failure,
            undecoded: self.undecoded,
            #[cfg(feature = "record")]
            recorder: self.recorder,
        }
    }

    /// Tells whether a response with this status is a success.
    pub(crate) fn is_success(&self, status: StatusCode) -> bool {
        status.is_success() || self.successes.iter().any(|row| status_matches(status, row))
    }
}

impl Call {
    /// Makes the request. `decode` decodes a success: one of the functions of
    /// [`decode`](crate::codec::response::decode).
    pub fn request<T, E: FromFailure>(
        self,
        decode: fn(RawResponse) -> Result<T, Undecoded>,
    ) -> Request<T, E> {
        Request::new(self, decode)
    }
}

/// Returns the call of a request that is still being filled in.
pub fn call_mut<T, E>(request: &mut Request<T, E>) -> &mut Call {
    &mut request.call
}

impl<T, E: FromFailure> Request<T, E> {
    fn new(mut call: Call, success: fn(RawResponse) -> Result<T, Undecoded>) -> Self {
        call.documents = E::documents;
        let decoders = Decoders {
            successes: call.successes,
            success,
            failure: E::from_response,
            undecoded: E::undecoded,
            #[cfg(feature = "record")]
            recorder: call.client.recorder.clone(),
        };
        let call = Box::new(call);
        Request { call, decoders }
    }
}

impl<T, E> Request<T, E> {
    /// Takes the call, and what decodes its response.
    pub(crate) fn into_parts(self) -> (Box<Call>, Decoders<T, E>) {
        (self.call, self.decoders)
    }

    /// Sends the request and returns the status and the headers beside the body.
    pub fn with_response(self) -> ResponseFuture<T, E> {
        ResponseFuture {
            operation: self.call.operation.id,
            call: Some(self.call),
            pending: Box::pin(std::future::pending()),
            decoders: self.decoders,
            watching: Watching::default(),
        }
    }

    /// Sets how long this call may take, instead of the limit of the client.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.call.timeout(timeout);
        self
    }

    /// Sets when this request is sent again, instead of the setting of the client.
    pub fn retry(mut self, retry: Retry) -> Self {
        self.call.retry = Some(retry);
        self
    }

    /// Sets a header. It replaces one of the client, and a credential in the same header.
    pub fn header(mut self, name: &str, value: impl fmt::Display) -> Self {
        self.call.header(name, &value.to_string());
        self
    }

    /// Adds a parameter of the query that the document does not describe. Name and value are percent-encoded.
    ///
    /// ```
    /// # use specwright_runtime::{Bytes, Request};
    /// # fn trace(request: Request<String, Bytes>) -> Request<String, Bytes> {
    /// request.query("beta", true)
    /// # }
    /// ```
    pub fn query(mut self, name: &str, value: impl fmt::Display) -> Self {
        self.call.add_query(name, &value.to_string());
        self
    }

    /// Sets a property of the JSON body that the document does not describe, or another value for one that it does. A call without
    /// a body gets one.
    ///
    /// A body that is no JSON object is an error of the call, [`Error::InvalidRequest`].
    ///
    /// ```
    /// # use specwright_runtime::{Bytes, Request};
    /// # fn preview(request: Request<String, Bytes>) -> Request<String, Bytes> {
    /// request.body_property("beta", &true)
    /// # }
    /// ```
    pub fn body_property(mut self, name: &str, value: &impl Encode) -> Self {
        self.call.set_property(name, value);
        self
    }

    /// Returns the request with the body of its success as it comes, whatever the document says of it: a stream of bytes. A failure
    /// stays what it is.
    ///
    /// ```
    /// # use specwright_runtime::{Bytes, Error, Request};
    /// # async fn download(request: Request<String, Bytes>) -> Result<(), Box<dyn std::error::Error>> {
    /// let file = request.raw().await?.bytes().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn raw(self) -> Request<ByteStream, E> {
        self.decoding(decode::binary)
    }

    /// Returns the request with a success that is decoded to a type of the caller's, whatever the document says of it: as JSON, or as text
    /// where the server calls it so. Of pages, see [`Pages::decode_as`](crate::Pages::decode_as).
    ///
    /// ```
    /// # use specwright_runtime::{Bytes, Error, Request, Value};
    /// # async fn get(request: Request<String, Bytes>) -> Result<(), Error<Bytes>> {
    /// let value: Value = request.decode_as().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn decode_as<U: Decode>(self) -> Request<U, E> {
        self.decoding(decode::any)
    }

    /// Returns the request with a success that is decoded to a type of the caller's as [`decode_as`](Self::decode_as) does, by serde.
    ///
    /// ```
    /// # use specwright_runtime::{Bytes, Error, Request};
    /// #[derive(serde::Deserialize)]
    /// struct Pet {
    ///     name: String,
    /// }
    ///
    /// # async fn get(request: Request<String, Bytes>) -> Result<(), Error<Bytes>> {
    /// let pet: Pet = request.decode_serde().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn decode_serde<U: DeserializeOwned>(self) -> Request<U, E> {
        self.decoding(decode::by_serde)
    }

    /// Returns the request itself, as requests with setters do: the same call fits both.
    pub fn into_request(self) -> Self {
        self
    }

    fn decoding<U>(self, success: fn(RawResponse) -> Result<U, Undecoded>) -> Request<U, E> {
        Request {
            call: self.call,
            decoders: self.decoders.with_success(success),
        }
    }

    /// Copies the request, to send it twice. `None` if its body is a stream.
    pub fn try_clone(&self) -> Option<Self> {
        Some(Request {
            call: Box::new(self.call.try_clone()?),
            decoders: Decoders {
                #[cfg(feature = "record")]
                recorder: self.decoders.recorder.clone(),
                ..self.decoders
            },
        })
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

/// The future of a [`Request`]: the body of a success.
#[must_use = "a request is sent when it is awaited, or by `send`"]
pub struct RequestFuture<T, E>(ResponseFuture<T, E>);

impl<T, E> Future for RequestFuture<T, E> {
    type Output = Result<T, Error<E>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut self.0).poll(context).map_ok(Response::into_body)
    }
}

/// The future of [`Request::with_response`].
#[must_use = "a request is sent when it is awaited, or by `send`"]
pub struct ResponseFuture<T, E> {
    operation: &'static str,
    /// `None` once it is under way.
    call: Option<Box<Call>>,
    pending: Pending,
    decoders: Decoders<T, E>,
    watching: Watching,
}

/// A call that is under way: the whole call at first, then perhaps reading the body. It knows no type of the operation.
pub(crate) type Pending = BoxFuture<'static, Result<RawResponse, Fault>>;

impl<T, E> ResponseFuture<T, E> {
    fn begin(&mut self, mut call: Box<Call>) {
        let watch = watch(&mut call);
        self.watching = Watching::new(watch.clone());
        self.pending = Box::pin(execute(call, watch));
    }

    fn poll_response(&mut self, context: &mut Context<'_>) -> Poll<Result<Response<T>, Error<E>>> {
        loop {
            let response = ready!(self.pending.as_mut().poll(context));
            let response = response.map_err(|fault| fault.of(self.operation))?;
            self.watching.received(response.status(), response.length());
            match self.decoders.decode(response) {
                ControlFlow::Break(result) => return Poll::Ready(result),
                ControlFlow::Continue(unread) => self.pending = Box::pin(unread.read()),
            }
        }
    }
}

impl<T, E> Future for ResponseFuture<T, E> {
    type Output = Result<Response<T>, Error<E>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        if let Some(call) = self.call.take() {
            self.begin(call);
        }
        let entered = self.watching.enter();
        let result = ready!(self.poll_response(context));
        entered.exit();
        self.watching.finish(result.as_ref().err().map(Error::kind));
        Poll::Ready(result)
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
