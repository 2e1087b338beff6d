use std::future::poll_fn;
use std::sync::{Mutex, PoisonError};
#[cfg(all(feature = "hyper", not(target_family = "wasm")))]
use std::task::{Context, Poll};

use bytes::Bytes;

use super::{SendFuture, Transport};
use crate::error::TransportError;
use crate::message::{Body, BoxError};
use crate::platform::MaybeSend;

/// Any [`tower`](https://docs.rs/tower) service over HTTP as a transport: a router of `axum` in the same process, or
/// a stack of layers around a client. Needs the feature `tower`.
///
/// ```
/// # use specwright_runtime::{Body, http, transport::Service};
/// let echo = tower::service_fn(|request: http::Request<Body>| async {
///     Ok::<_, std::convert::Infallible>(http::Response::new(request.into_body()))
/// });
/// let transport = Service::new(echo);
/// ```
#[derive(Debug)]
pub struct Service<S> {
    /// The mutex is held just for the clone; it spares the service from being `Sync`.
    service: Mutex<S>,
}

impl<S> Service<S> {
    /// Creates a transport that sends each request to a clone of `service`.
    pub fn new(service: S) -> Self {
        Service {
            service: Mutex::new(service),
        }
    }
}

/// The default transport under layers: `ServiceBuilder::new().layer(…).service(Hyper::builder().build()?)`.
#[cfg(all(feature = "hyper", not(target_family = "wasm")))]
impl tower_service::Service<http::Request<Body>> for super::Hyper {
    type Response = http::Response<Body>;
    type Error = TransportError;
    type Future = SendFuture<'static>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), TransportError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<Body>) -> SendFuture<'static> {
        let transport = self.clone();
        Box::pin(async move { transport.send(request).await })
    }
}

impl<S, B> Transport for Service<S>
where
    S: tower_service::Service<http::Request<Body>, Response = http::Response<B>>
        + Clone
        + MaybeSend
        + 'static,
    S::Future: MaybeSend,
    S::Error: Into<BoxError>,
    B: http_body::Body<Data = Bytes> + MaybeSend + 'static,
    B::Error: Into<BoxError>,
{
    fn send(&self, request: http::Request<Body>) -> SendFuture<'_> {
        let mut service = self
            .service
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        Box::pin(async move {
            poll_fn(|context| service.poll_ready(context))
                .await
                .map_err(transport_error)?;
            let response = service.call(request).await.map_err(transport_error)?;
            Ok(response.map(Body::wrap))
        })
    }
}

/// Converts the error of a service. One of a transport below the layers stays what it is: that there was no connection,
/// for example, so that the request may be sent again whatever its method.
fn transport_error(error: impl Into<BoxError>) -> TransportError {
    match error.into().downcast::<TransportError>() {
        Ok(error) => *error,
        Err(error) => TransportError::new(error),
    }
}
