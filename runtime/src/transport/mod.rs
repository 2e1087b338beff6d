//! What sends requests.

#[cfg(feature = "reqwest")]
mod identity;
#[cfg(feature = "reqwest")]
mod reqwest;
#[cfg(feature = "tower")]
mod service;

use std::pin::Pin;
use std::sync::Arc;

use crate::body::Body;
use crate::error::TransportError;

#[cfg(feature = "reqwest")]
pub use self::{identity::Identity, reqwest::Reqwest};
#[cfg(feature = "tower")]
pub use service::Service;

/// The future of [`Transport::send`].
pub type SendFuture<'a> =
    Pin<Box<dyn Future<Output = Result<http::Response<Body>, TransportError>> + Send + 'a>>;

/// Sends a request and gives the answer once its head is there.
///
/// The client does redirects, retries and limits of time itself: a transport sends each request once, as it is. A
/// transport can wrap another one, to look at requests and answers or to change them.
///
/// ```
/// use specwright_runtime::transport::{SendFuture, Transport};
/// use specwright_runtime::{Body, http};
///
/// struct Canned;
///
/// impl Transport for Canned {
///     fn send(&self, _: http::Request<Body>) -> SendFuture<'_> {
///         Box::pin(async { Ok(http::Response::new(Body::from("{}"))) })
///     }
/// }
/// ```
pub trait Transport: Send + Sync + 'static {
    /// Sends `request`.
    fn send(&self, request: http::Request<Body>) -> SendFuture<'_>;
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(&self, request: http::Request<Body>) -> SendFuture<'_> {
        (**self).send(request)
    }
}

impl<T: Transport + ?Sized> Transport for Box<T> {
    fn send(&self, request: http::Request<Body>) -> SendFuture<'_> {
        (**self).send(request)
    }
}
