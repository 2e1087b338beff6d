#[cfg(feature = "brotli")]
mod brotli;
mod builder;
mod clients;
mod connector;
#[cfg(any(feature = "brotli", feature = "gzip", feature = "zstd"))]
mod decode;
mod failure;
mod proxy;
mod resolver;
mod socks;
mod tunnel;

use std::fmt;
use std::sync::Arc;

use http::Uri;
use http::uri::Scheme;
use hyper_util::client::legacy::ResponseFuture;

use super::{Anonymous, SendFuture, Transport};
use crate::error::TransportError;
use crate::message::Body;
use crate::platform::is_on_tokio;

use clients::Clients;
use proxy::Proxies;

pub use builder::HyperBuilder;
pub use proxy::Proxy;

/// The default transport: [`hyper`](https://docs.rs/hyper) over [`rustls`], which trusts the certificates that the system trusts. Needs the
/// feature `hyper`, which is on unless `default-features = false`.
///
/// Its settings are those of [`HyperBuilder`]. It can be used in several runtimes, each of which has its own connections.
///
/// ```no_run
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use specwright_runtime::transport::{Hyper, Proxy};
///
/// let proxy = Proxy::https("http://proxy.example.com:3128")?;
/// let transport = Hyper::builder().proxy(proxy).build()?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Hyper {
    clients: Arc<Clients>,
    /// The clients that show no certificate, for requests that are [`Anonymous`]; `None` if the others show none, either.
    anonymous: Option<Arc<Clients>>,
    /// Those that requests tell a user and a password; `None` where there is none.
    proxies: Option<Proxies>,
}

impl Hyper {
    /// Creates the builder of the default transport.
    pub fn builder() -> HyperBuilder {
        HyperBuilder::default()
    }

    /// Sends a request as it is.
    fn request(&self, mut request: http::Request<Body>) -> ResponseFuture {
        if let Some(proxies) = &self.proxies {
            proxies.authorize(&mut request);
        }
        #[cfg(any(feature = "brotli", feature = "gzip", feature = "zstd"))]
        decode::accept(request.headers_mut());
        match &self.anonymous {
            Some(anonymous) if request.extensions().get::<Anonymous>().is_some() => {
                anonymous.request(request)
            }
            _ => self.clients.request(request),
        }
    }
}

impl Transport for Hyper {
    fn send(&self, request: http::Request<Body>) -> SendFuture<'_> {
        if !is_on_tokio() {
            let error = "hyper sends nothing outside of tasks of tokio: await the request in one, or give the client another transport, such as Ureq for `send`";
            return Box::pin(std::future::ready(Err(TransportError::permanent(error))));
        }
        if let Some(error) = unfit(request.uri()) {
            return Box::pin(std::future::ready(Err(TransportError::permanent(error))));
        }
        let response = self.request(request);
        Box::pin(async {
            let response = response.await.map_err(failure::of)?;
            #[cfg(any(feature = "brotli", feature = "gzip", feature = "zstd"))]
            return Ok(decode::decoded(response));
            #[cfg(not(any(feature = "brotli", feature = "gzip", feature = "zstd")))]
            Ok(response.map(Body::wrap))
        })
    }

    fn reads_extensions(&self) -> bool {
        false
    }
}

/// Returns why a URL can't be called, which hooks and layers may have set.
fn unfit(url: &Uri) -> Option<&'static str> {
    let (Some(scheme), Some(authority)) = (url.scheme(), url.authority()) else {
        return Some("expected an absolute URL");
    };
    if *scheme != Scheme::HTTP && *scheme != Scheme::HTTPS {
        return Some("only http and https can be called");
    }
    // A server of HTTP/2 and a proxy would be told them.
    let has_user = authority.as_str().contains('@');
    has_user.then_some("a user and a password belong into a credential, not into the URL")
}

impl fmt::Debug for Hyper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Hyper").finish_non_exhaustive()
    }
}
