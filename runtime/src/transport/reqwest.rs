use std::sync::Arc;
use std::time::Duration;

use rustls::client::WantsClientCert;
use rustls::crypto::CryptoProvider;
use rustls::{ClientConfig, ConfigBuilder, RootCertStore};
use rustls_platform_verifier::BuilderVerifierExt;

use super::{SendFuture, Transport};
use crate::body::Body;
use crate::error::{BuildError, TransportError};

/// How long a connection may take to come up.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(15);

/// The default transport: [`reqwest`] over [`rustls`], which trusts the certificates that the system trusts.
///
/// ```no_run
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use specwright_runtime::reqwest::Proxy;
/// use specwright_runtime::transport::Reqwest;
///
/// let proxy = Proxy::https("http://proxy.example.com:3128")?;
/// let transport = Reqwest::configured(|builder| builder.proxy(proxy))?;
/// # Ok(())
/// # }
/// ```
///
/// A client that is made elsewhere can be taken with `From`. It should have `redirect::Policy::none()`: Specwright
/// follows redirects itself, so that no credential leaves the server that it is meant for.
#[derive(Clone, Debug)]
pub struct Reqwest {
    client: reqwest::Client,
}

impl Reqwest {
    /// The default transport with further settings.
    ///
    /// # Errors
    /// The settings don't fit together.
    pub fn configured(
        settings: impl FnOnce(reqwest::ClientBuilder) -> reqwest::ClientBuilder,
    ) -> Result<Self, BuildError> {
        let tls = default_tls().map_err(|error| BuildError::Transport(error.to_string()))?;
        Reqwest::with_tls(tls, settings)
    }

    /// The same with other settings of TLS: a client's certificate, for example, or a certificate authority of one's
    /// own.
    ///
    /// # Errors
    /// The settings don't fit together.
    pub fn with_tls(
        tls: ClientConfig,
        settings: impl FnOnce(reqwest::ClientBuilder) -> reqwest::ClientBuilder,
    ) -> Result<Self, BuildError> {
        let builder = reqwest::Client::builder()
            .tls_backend_preconfigured(tls)
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(CONNECT_TIMEOUT);
        settings(builder)
            .build()
            .map(Reqwest::from)
            .map_err(|error| BuildError::Transport(transport_error(error).to_string()))
    }
}

fn default_tls() -> Result<ClientConfig, rustls::Error> {
    Ok(with_protocols(tls_builder()?.with_no_client_auth()))
}

/// What the default transport trusts, with the process's provider of cryptography if it has chosen one, else ring.
pub(super) fn tls_builder() -> Result<ConfigBuilder<ClientConfig, WantsClientCert>, rustls::Error> {
    let provider = CryptoProvider::get_default()
        .cloned()
        .unwrap_or_else(|| Arc::new(rustls::crypto::ring::default_provider()));
    let builder = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
    Ok(match builder.clone().with_platform_verifier() {
        Ok(builder) => builder,
        // A system without certificates trusts nobody; it can still call servers without TLS.
        Err(_) => builder.with_root_certificates(RootCertStore::empty()),
    })
}

/// The versions of HTTP that the features of this crate allow.
pub(super) fn with_protocols(mut config: ClientConfig) -> ClientConfig {
    if cfg!(feature = "http2") {
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    }
    config
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
