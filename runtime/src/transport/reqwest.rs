use std::time::Duration;

use super::{SendFuture, Transport};
use crate::body::Body;
use crate::error::{BuildError, TransportError};

/// How long a connection may take to come up.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(15);

/// The default transport. Client certificates, proxies and the like are settings of the [`reqwest::Client`] that it
/// is made from.
///
/// That client should have `redirect::Policy::none()`: Specwright follows redirects itself, so that no credential
/// leaves the server that it is meant for.
#[derive(Clone, Debug)]
pub struct Reqwest {
    client: reqwest::Client,
}

impl Reqwest {
    pub(crate) fn with_defaults() -> Result<Self, BuildError> {
        choose_cryptography();
        reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(CONNECT_TIMEOUT)
            .build()
            .map(Reqwest::from)
            .map_err(|error| BuildError::Transport(transport_error(error).to_string()))
    }
}

impl From<reqwest::Client> for Reqwest {
    fn from(client: reqwest::Client) -> Self {
        Reqwest { client }
    }
}

impl Transport for Reqwest {
    fn send(&self, request: http::Request<Body>) -> SendFuture<'_> {
        Box::pin(async move {
            let request = request.map(|body| match body.length() {
                Some(0) => reqwest::Body::default(),
                _ => reqwest::Body::wrap(body),
            });
            let request = reqwest::Request::try_from(request).map_err(transport_error)?;
            let response = self.client.execute(request).await.map_err(transport_error)?;
            Ok(http::Response::from(response).map(Body::wrap))
        })
    }
}

/// `ring`, unless the process has chosen already.
fn choose_cryptography() {
    if rustls::crypto::CryptoProvider::get_default().is_none() {
        // Another thread may have been faster, which is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
    }
}

/// Without the URL, in which there may be secrets.
fn transport_error(error: reqwest::Error) -> TransportError {
    let error = error.without_url();
    if error.is_connect() {
        TransportError::connect(error)
    } else if error.is_timeout() {
        TransportError::timeout(error)
    } else {
        TransportError::new(error)
    }
}
