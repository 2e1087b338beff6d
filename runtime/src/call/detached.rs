//! Requests as values, which something else than the client sends, and the decoding of their responses.

use std::fmt;
use std::ops::ControlFlow;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use crate::call::exchange::detach;
use crate::call::operation::Operation;
use crate::call::request::{Decoders, Request};
use crate::codec::response::{Limits, RawBody, RawResponse};
use crate::error::{Error, Fault, Secrets};
use crate::message::{Body, Head, Response};
use crate::platform::BoxFuture;

impl<T, E> Request<T, E> {
    /// Returns the request as one of HTTP, with the client's headers and credentials, and what decodes its response: for any other client,
    /// runtime or test to send.
    ///
    /// The [`Operation`] is among the extensions of the request. Sending is all up to the caller: there are no retries, redirects,
    /// limits of time or observers. Hooks that the client has for requests have run.
    ///
    /// Tokens that do not last are fetched, and files are opened, before the request is there; where there are none of these, it is there at
    /// the first poll, and neither this nor [`ResponseDecoder::decode`] needs a runtime of `tokio`. A client that
    /// sends nothing itself has the transport [`Offline`](crate::transport::Offline).
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/doc/store.rs"));
    /// use specwright_runtime::{Operation, http, transport::Offline};
    ///
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let client = store::Client::builder().api_key("a key").transport(Offline).build()?;
    ///
    /// let (request, decoder) = client.get_pet(7).into_http().await?;
    /// assert_eq!(request.uri().path(), "/pets/7");
    /// assert_eq!(request.headers()["x-api-key"], "a key");
    /// assert_eq!(request.extensions().get::<Operation>().map(|operation| operation.path), Some("/pets/{id}"));
    ///
    /// let response = http::Response::new(r#"{"id": 7, "name": "Tom"}"#);
    /// let pet = decoder.decode(response).await?.into_body();
    /// assert_eq!(pet.name, "Tom");
    /// # Ok(())
    /// # }
    /// ```
    pub fn into_http(self) -> DetachedFuture<T, E> {
        let (call, decoders) = self.into_parts();
        DetachedFuture {
            decoder: Some(ResponseDecoder {
                decoders,
                operation: call.operation,
                limits: Limits {
                    max_body: call.client.max_body,
                    max_memory: call.client.max_memory,
                    idle: u32::try_from(call.client.idle_timeout.as_millis()).unwrap_or(u32::MAX),
                    is_exceeded: false,
                    timeout: Duration::ZERO,
                    deadline: None,
                },
                secrets: call.client.secrets.clone(),
            }),
            request: Box::pin(detach(call)),
        }
    }
}

/// The future of [`Request::into_http`].
#[must_use = "nothing is built before it is awaited"]
pub struct DetachedFuture<T, E> {
    request: BoxFuture<'static, Result<http::Request<Body>, Fault>>,
    /// `None` once it is ready.
    decoder: Option<ResponseDecoder<T, E>>,
}

impl<T, E> Future for DetachedFuture<T, E> {
    type Output = Result<(http::Request<Body>, ResponseDecoder<T, E>), Error<E>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let request = ready!(self.request.as_mut().poll(context));
        let decoder = self.decoder.take().expect("it is polled until it is ready");
        Poll::Ready(match request {
            Ok(request) => Ok((request, decoder)),
            Err(fault) => Err(fault.of(decoder.operation.id)),
        })
    }
}

impl<T, E> fmt::Debug for DetachedFuture<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DetachedFuture")
    }
}

/// What decodes the responses to a request that something else sends: see [`Request::into_http`].
pub struct ResponseDecoder<T, E> {
    decoders: Decoders<T, E>,
    operation: Operation,
    limits: Limits,
    secrets: Arc<Secrets>,
}

impl<T, E> ResponseDecoder<T, E> {
    /// Decodes a response, whose body may be bytes in memory or a stream ([`Body::wrap`]), as the client decodes those that it receives
    /// itself.
    ///
    /// How long that may take is up to the caller, but for a success that is a stream: the client's `idle_timeout` holds for it, by the timer of
    /// `tokio`.
    ///
    /// # Errors
    /// The response is no success, or not what the document says, or larger than the client's limits; or its body broke.
    pub async fn decode(&self, response: http::Response<impl Into<Body>>) -> Result<Response<T>, Error<E>> {
        let (parts, body) = response.into_parts();
        let head = Head::new(self.operation.id, parts.status, parts.headers);
        let body = RawBody::Unread(Box::new(body.into()));
        let mut response = RawResponse::new(Arc::new(head), body, self.limits, self.secrets.clone(), None);
        loop {
            response = match self.decoders.decode(response) {
                ControlFlow::Break(result) => return result,
                ControlFlow::Continue(unread) => {
                    let read = unread.read().await;
                    read.map_err(|fault| fault.of(self.operation.id))?
                }
            };
        }
    }

    /// Returns the operation.
    pub fn operation(&self) -> &Operation {
        &self.operation
    }
}

impl<T, E> fmt::Debug for ResponseDecoder<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResponseDecoder")
            .field("operation", &self.operation.id)
            .finish_non_exhaustive()
    }
}
