//! What sends requests: [`Hyper`] unless a client is given another [`Transport`].

#[cfg(all(
    feature = "brotli",
    any(feature = "blocking", feature = "hyper"),
    not(target_family = "wasm")
))]
mod brotli;
#[cfg(all(
    any(feature = "blocking", feature = "hyper", feature = "reqwest"),
    not(target_family = "wasm")
))]
mod certificate;
#[cfg(all(any(feature = "blocking", feature = "hyper"), not(target_family = "wasm")))]
mod direct;
#[cfg(all(feature = "blocking", feature = "hyper", not(target_family = "wasm")))]
mod either;
#[cfg(all(any(feature = "blocking", feature = "hyper"), not(target_family = "wasm")))]
mod environment;
#[cfg(target_family = "wasm")]
mod fetch;
#[cfg(all(feature = "hyper", not(target_family = "wasm")))]
mod hyper;
#[cfg(all(any(feature = "blocking", feature = "hyper"), not(target_family = "wasm")))]
mod identity;
#[cfg(all(any(feature = "blocking", feature = "hyper"), not(target_family = "wasm")))]
mod proxy_url;
#[cfg(all(any(feature = "blocking", feature = "hyper"), not(target_family = "wasm")))]
mod refusal;
#[cfg(all(feature = "reqwest", not(target_family = "wasm")))]
mod reqwest;
#[cfg(feature = "tower")]
mod service;
#[cfg(all(feature = "hyper", not(target_family = "wasm")))]
mod tls;
#[cfg(all(feature = "blocking", not(target_family = "wasm")))]
mod ureq;

use std::sync::Arc;

use crate::error::{BuildError, TransportError};
use crate::message::{Body, BoxError};
use crate::platform::{BoxFuture, MaybeSend, MaybeSync};

#[cfg(all(feature = "hyper", not(target_family = "wasm")))]
#[cfg_attr(docsrs, doc(cfg(feature = "hyper")))]
pub use self::hyper::{Hyper, HyperBuilder, Proxy};
#[cfg(all(any(feature = "blocking", feature = "hyper"), not(target_family = "wasm")))]
#[cfg_attr(docsrs, doc(cfg(any(feature = "blocking", feature = "hyper"))))]
pub use self::identity::Identity;
#[cfg(all(feature = "reqwest", not(target_family = "wasm")))]
#[cfg_attr(docsrs, doc(cfg(feature = "reqwest")))]
pub use self::reqwest::Reqwest;
#[cfg(all(feature = "reqwest-middleware", not(target_family = "wasm")))]
#[cfg_attr(docsrs, doc(cfg(feature = "reqwest-middleware")))]
pub use self::reqwest::ReqwestMiddleware;
#[cfg(all(feature = "blocking", not(target_family = "wasm")))]
#[cfg_attr(docsrs, doc(cfg(feature = "blocking")))]
pub use self::ureq::{Ureq, UreqBuilder};
#[cfg(target_family = "wasm")]
pub use fetch::Fetch;
#[cfg(feature = "tower")]
#[cfg_attr(docsrs, doc(cfg(feature = "tower")))]
pub use service::Service;

/// A mark, among the [extensions](http::Extensions) of a request, that no credential is meant for its server.
///
/// A client puts it on what a redirect sends to another server, on requests for tokens to another server than the client's,
/// and on those to an operation's own server whose security schemes have no [`transport`](crate::Credential::transport). A
/// transport that proves by itself who calls, by a certificate or a signature for example, sends these without that
/// proof, as [`Hyper`] and [`Ureq`] do with their [`Identity`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Anonymous;

/// The future of [`Transport::send`].
pub type SendFuture<'a> = BoxFuture<'a, Result<http::Response<Body>, TransportError>>;

/// A sender of requests, which returns each response once its head is there.
///
/// The client does redirects, retries and limits of time itself: a transport sends each request once, as it is. A
/// transport can wrap another one, to look at requests and responses or to change them; it hands on the extensions of the request,
/// among which [`Anonymous`] may be.
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
pub trait Transport: MaybeSend + MaybeSync + 'static {
    /// Sends `request`.
    ///
    /// # Errors
    /// The request could not be sent, or its response not be received.
    fn send(&self, request: http::Request<Body>) -> SendFuture<'_>;

    /// Returns whether the transport, or a layer around it, may look at the extensions of a request, among which is its
    /// [`Operation`](crate::Operation). `true` unless a transport says otherwise; the default one does, which saves it some allocations.
    fn reads_extensions(&self) -> bool {
        true
    }
}

/// Creates a transport of an asynchronous function or closure, as tests need it.
///
/// ```
/// use specwright_runtime::transport::{self, Transport};
/// use specwright_runtime::{Body, http};
///
/// fn pets() -> impl Transport {
///     transport::from_fn(async |request: http::Request<Body>| {
///         let status = if request.uri().path() == "/pets" { 200 } else { 404 };
///         Ok(http::Response::builder().status(status).body(Body::from("[]"))?)
///     })
/// }
/// ```
pub fn from_fn<F, R>(function: F) -> impl Transport
where
    F: Fn(http::Request<Body>) -> R + MaybeSend + MaybeSync + 'static,
    R: Future<Output = Result<http::Response<Body>, BoxError>> + MaybeSend + 'static,
{
    FromFn(function)
}

struct FromFn<F>(F);

impl<F, R> Transport for FromFn<F>
where
    F: Fn(http::Request<Body>) -> R + MaybeSend + MaybeSync + 'static,
    R: Future<Output = Result<http::Response<Body>, BoxError>> + MaybeSend + 'static,
{
    fn send(&self, request: http::Request<Body>) -> SendFuture<'_> {
        let response = (self.0)(request);
        Box::pin(async { response.await.map_err(TransportError::from) })
    }
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(&self, request: http::Request<Body>) -> SendFuture<'_> {
        (**self).send(request)
    }

    fn reads_extensions(&self) -> bool {
        (**self).reads_extensions()
    }
}

impl<T: Transport + ?Sized> Transport for Box<T> {
    fn send(&self, request: http::Request<Body>) -> SendFuture<'_> {
        (**self).send(request)
    }

    fn reads_extensions(&self) -> bool {
        (**self).reads_extensions()
    }
}

/// A transport that sends nothing: for a client whose requests something else sends, by [`into_http`](crate::Request::into_http). What is
/// awaited fails.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/doc/store.rs"));
/// use specwright_runtime::transport::Offline;
///
/// # #[tokio::main]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let client = store::Client::builder().transport(Offline).build()?;
/// assert!(client.get_pet(7).await.is_err());
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct Offline;

impl Transport for Offline {
    fn send(&self, _: http::Request<Body>) -> SendFuture<'_> {
        let error = TransportError::new("the client's transport is `Offline`, which sends nothing");
        Box::pin(std::future::ready(Err(error)))
    }
}

/// Creates the transport of a client that is given none, but a certificate perhaps.
///
/// # Errors
/// The transport can't be created.
#[cfg(all(any(feature = "blocking", feature = "hyper"), not(target_family = "wasm")))]
pub(crate) fn default_transport_with(identity: Option<Identity>) -> Result<Arc<dyn Transport>, BuildError> {
    #[cfg(feature = "blocking")]
    let blocking = || {
        let builder = Ureq::builder();
        let builder = match &identity {
            Some(identity) => builder.identity(identity.duplicate()),
            None => builder,
        };
        builder.build()
    };
    #[cfg(feature = "hyper")]
    let awaited = || {
        let builder = Hyper::builder();
        let builder = match &identity {
            Some(identity) => builder.identity(identity.duplicate()),
            None => builder,
        };
        builder.build()
    };
    #[cfg(all(feature = "blocking", feature = "hyper"))]
    return Ok(Arc::new(either::Either {
        awaited: awaited()?,
        blocking: blocking()?,
    }));
    #[cfg(not(feature = "blocking"))]
    return Ok(Arc::new(awaited()?));
    #[cfg(not(feature = "hyper"))]
    return Ok(Arc::new(blocking()?));
}

/// Creates the transport of a client that is given none.
///
/// # Errors
/// The transport can't be created, or the features have none.
#[cfg(any(
    feature = "oauth2",
    target_family = "wasm",
    not(any(feature = "blocking", feature = "hyper"))
))]
pub(crate) fn default_transport() -> Result<Arc<dyn Transport>, BuildError> {
    #[cfg(all(any(feature = "blocking", feature = "hyper"), not(target_family = "wasm")))]
    return default_transport_with(None);
    #[cfg(not(any(feature = "blocking", feature = "hyper", target_family = "wasm")))]
    return Err(BuildError::NoTransport);
    #[cfg(target_family = "wasm")]
    Ok(Arc::new(Fetch::new()))
}
