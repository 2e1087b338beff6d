mod convert;
#[cfg(feature = "reqwest-middleware")]
mod middleware;

use ::reqwest;
use rustls::ClientConfig;

use super::{Anonymous, ReqwestBuilder, SendFuture, Transport};
use crate::error::{BuildError, TransportError};
use crate::message::Body;
use crate::platform::is_on_tokio;

use convert::{Servers, native_response, transport_error};
#[cfg(feature = "reqwest-middleware")]
#[cfg_attr(docsrs, doc(cfg(feature = "reqwest-middleware")))]
pub use middleware::ReqwestMiddleware;

/// The default transport: [`reqwest`] over [`rustls`], which trusts the certificates that the system trusts.
///
/// Its settings are those of [`ReqwestBuilder`].
///
/// ```no_run
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use specwright_runtime::reqwest::Proxy;
/// use specwright_runtime::transport::Reqwest;
///
/// let proxy = Proxy::https("http://proxy.example.com:3128")?;
/// let transport = Reqwest::builder().proxy(proxy).build()?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Reqwest {
    client: reqwest::Client,
    /// The client that shows no certificate, for requests that are [`Anonymous`]; `None` if the other shows none, either.
    anonymous: Option<reqwest::Client>,
    servers: Servers,
}

impl Reqwest {
    /// Creates the builder of the default transport.
    pub fn builder() -> ReqwestBuilder {
        ReqwestBuilder::default()
    }

    /// Creates the default transport with further settings: `Reqwest::configured(|builder| builder.proxy(proxy))`.
    ///
    /// # Errors
    /// The settings don't fit together.
    pub fn configured(settings: impl FnOnce(ReqwestBuilder) -> ReqwestBuilder) -> Result<Self, BuildError> {
        settings(Reqwest::builder()).build()
    }

    /// Creates the transport with [all of TLS](ReqwestBuilder::tls) set, and further settings.
    ///
    /// # Errors
    /// The settings don't fit together.
    pub fn with_tls(
        tls: ClientConfig,
        settings: impl FnOnce(ReqwestBuilder) -> ReqwestBuilder,
    ) -> Result<Self, BuildError> {
        settings(Reqwest::builder().tls(tls)).build()
    }

    pub(super) fn new(client: reqwest::Client, anonymous: Option<reqwest::Client>) -> Self {
        Reqwest {
            client,
            anonymous,
            servers: Servers::default(),
        }
    }
}

/// Takes a client that is made elsewhere, with settings that [`ReqwestBuilder`] has not.
///
/// It must have `redirect::Policy::none()`, and no certificate of a client: Specwright follows redirects itself, so that no
/// credential leaves the server that it is meant for, and it can't take a certificate away from a client that is made already.
///
/// `reqwest` chooses no provider of cryptography here, so that its own builder panics in a program that has chosen none. A
/// program does so once, at its beginning:
///
/// ```
/// use specwright_runtime::transport::Reqwest;
/// use specwright_runtime::{reqwest, rustls};
///
/// // An error says that there is one already.
/// let _ = rustls::crypto::ring::default_provider().install_default();
/// let client = reqwest::Client::builder()
///     .redirect(reqwest::redirect::Policy::none())
///     .build()?;
/// let transport = Reqwest::from(client);
/// # Ok::<(), reqwest::Error>(())
/// ```
impl From<reqwest::Client> for Reqwest {
    fn from(client: reqwest::Client) -> Self {
        Reqwest::new(client, None)
    }
}

impl Transport for Reqwest {
    fn send(&self, request: http::Request<Body>) -> SendFuture<'_> {
        if let Some(error) = out_of_place() {
            return Box::pin(std::future::ready(Err(error)));
        }
        let client = match &self.anonymous {
            Some(anonymous) if request.extensions().get::<Anonymous>().is_some() => anonymous,
            _ => &self.client,
        };
        let native = self.servers.native_request(request);
        let executing = native.map(|native| client.execute(native.request));
        Box::pin(async { executing?.await.map(native_response).map_err(transport_error) })
    }

    fn reads_extensions(&self) -> bool {
        false
    }
}

/// Returns why a request can't be sent from here, if it can't.
fn out_of_place() -> Option<TransportError> {
    let error = "reqwest sends nothing outside of tasks of tokio: await the request in one, or give the client another transport, such as Ureq for `send`";
    (!is_on_tokio()).then(|| TransportError::permanent(error))
}
