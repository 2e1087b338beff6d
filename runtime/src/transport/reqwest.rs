mod convert;
#[cfg(feature = "reqwest-middleware")]
mod middleware;

use ::reqwest;

use super::{SendFuture, Transport};
use crate::error::TransportError;
use crate::message::Body;
use crate::platform::is_on_tokio;

use convert::{Servers, native_response, transport_error};
#[cfg(feature = "reqwest-middleware")]
#[cfg_attr(docsrs, doc(cfg(feature = "reqwest-middleware")))]
pub use middleware::ReqwestMiddleware;

/// A transport of a client of [`reqwest`] that is made elsewhere, for programs that have one. Needs the feature `reqwest`.
///
/// A call costs more by it than by the default transport, `Hyper`, which needs no `reqwest`.
#[derive(Clone, Debug)]
pub struct Reqwest {
    client: reqwest::Client,
    servers: Servers,
}

/// Takes a client.
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
        Reqwest {
            client,
            servers: Servers::default(),
        }
    }
}

impl Transport for Reqwest {
    fn send(&self, request: http::Request<Body>) -> SendFuture<'_> {
        if let Some(error) = out_of_place() {
            return Box::pin(std::future::ready(Err(error)));
        }
        let native = self.servers.native_request(request);
        let executing = native.map(|native| self.client.execute(native.request));
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
