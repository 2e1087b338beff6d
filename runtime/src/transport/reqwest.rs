use std::io::Write as _;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Frame, SizeHint};
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
            let executing = self.client.execute(native_request(request)?);
            executing.await.map(native_response).map_err(transport_error)
        })
    }
}

/// The request in reqwest's types.
fn native_request(request: http::Request<Body>) -> Result<reqwest::Request, TransportError> {
    let (head, body) = request.into_parts();
    let mut native = reqwest::Request::new(head.method, url(&head.uri)?);
    *native.headers_mut() = head.headers;
    *native.version_mut() = head.version;
    *native.body_mut() = Some(match body.into_bytes() {
        Ok(bytes) => bytes.into(),
        Err(body) if body.length() == Some(0) => reqwest::Body::default(),
        Err(body) => reqwest::Body::wrap(body),
    });
    Ok(native)
}

/// A URL from its other type. Both have no way to it but text, which is seldom longer than what the stack holds here.
fn url(uri: &http::Uri) -> Result<url::Url, TransportError> {
    let mut text = [0; 256];
    let mut rest = &mut text[..];
    let url = match write!(rest, "{uri}") {
        Ok(()) => {
            let left = rest.len();
            let written = &text[..text.len() - left];
            str::from_utf8(written).map_or_else(|_| url::Url::parse(&uri.to_string()), url::Url::parse)
        }
        Err(_) => url::Url::parse(&uri.to_string()),
    };
    url.map_err(TransportError::new)
}

/// The answer in the types of `http`.
fn native_response(mut response: reqwest::Response) -> http::Response<Body> {
    let (mut head, ()) = http::Response::new(()).into_parts();
    head.status = response.status();
    head.version = response.version();
    std::mem::swap(&mut head.headers, response.headers_mut());
    std::mem::swap(&mut head.extensions, response.extensions_mut());
    http::Response::from_parts(head, Body::wrap(Incoming(response)))
}

/// The body of an answer. Taken out of the answer by reqwest's own conversion, it would be boxed once more.
struct Incoming(reqwest::Response);

impl http_body::Body for Incoming {
    type Data = Bytes;
    type Error = reqwest::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, reqwest::Error>>> {
        // The future of a chunk has no state beside that of the body, so that a new one goes on where the last waited.
        let chunk = std::pin::pin!(self.0.chunk()).poll(context);
        chunk.map(|chunk| match chunk {
            Ok(chunk) => chunk.map(|chunk| Ok(Frame::data(chunk))),
            Err(error) => Some(Err(error.without_url())),
        })
    }

    fn size_hint(&self) -> SizeHint {
        self.0
            .content_length()
            .map(SizeHint::with_exact)
            .unwrap_or_default()
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
