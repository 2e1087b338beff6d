use std::fmt;
use std::pin::Pin;
use std::sync::OnceLock;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::Uri;
use http::uri::{Authority, PathAndQuery, Scheme};
use http_body::{Frame, SizeHint};
use rustls::ClientConfig;
use url::Url;

use super::certificate::is_certificate;
use super::{Anonymous, ReqwestBuilder, SendFuture, Transport};
use crate::error::{BuildError, TransportError};
use crate::message::Body;
use crate::platform::is_on_tokio;

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
    /// The first server that was called.
    origin: OnceLock<Origin>,
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
            origin: OnceLock::new(),
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
        if !is_on_tokio() {
            let error = "reqwest sends nothing outside of tasks of tokio: await the request in one, or give the client another transport, such as Ureq for `send`";
            return Box::pin(std::future::ready(Err(TransportError::permanent(error))));
        }
        let client = match &self.anonymous {
            Some(anonymous) if request.extensions().get::<Anonymous>().is_some() => anonymous,
            _ => &self.client,
        };
        let request = self.native_request(request);
        let executing = request.map(|request| client.execute(request));
        Box::pin(async { executing?.await.map(native_response).map_err(transport_error) })
    }

    fn reads_extensions(&self) -> bool {
        false
    }
}

/// A server, and its URL in the other type.
#[derive(Clone)]
struct Origin {
    scheme: Scheme,
    authority: Authority,
    url: Url,
}

/// Without what a hook may have put before the host.
impl fmt::Debug for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}", self.scheme, self.authority.host())
    }
}

impl Reqwest {
    /// Converts a request to reqwest's types.
    fn native_request(&self, request: http::Request<Body>) -> Result<reqwest::Request, TransportError> {
        let (head, body) = request.into_parts();
        let url = self.url(&head.uri).map_err(TransportError::new)?;
        let mut native = reqwest::Request::new(head.method, url);
        *native.headers_mut() = head.headers;
        *native.version_mut() = head.version;
        *native.body_mut() = Some(match body.into_bytes() {
            Ok(bytes) => bytes.into(),
            Err(body) if body.length() == Some(0) => reqwest::Body::default(),
            Err(body) => reqwest::Body::wrap(body),
        });
        Ok(native)
    }

    /// Converts a URL to the other type, to which there is no way but text. Most clients have one server: its name, the
    /// most work by far, is read once.
    fn url(&self, uri: &Uri) -> Result<Url, url::ParseError> {
        let (Some(scheme), Some(authority)) = (uri.scheme(), uri.authority()) else {
            return Url::parse(&uri.to_string());
        };
        let origin = match self.origin.get() {
            Some(origin) => origin,
            None => {
                let url = Url::parse(&format!("{scheme}://{authority}/"))?;
                self.origin.get_or_init(|| Origin {
                    scheme: scheme.clone(),
                    authority: authority.clone(),
                    url,
                })
            }
        };
        let target = uri.path_and_query().map_or("/", PathAndQuery::as_str);
        // Behind two slashes, whichever, there would be another server.
        let is_path = target.starts_with('/') && !target[1..].starts_with(['/', '\\']);
        if is_path && origin.scheme == *scheme && origin.authority.as_str() == authority.as_str() {
            origin.url.join(target)
        } else {
            Url::parse(&uri.to_string())
        }
    }
}

/// Converts a response to the types of `http`.
fn native_response(mut response: reqwest::Response) -> http::Response<Body> {
    let (mut head, ()) = http::Response::new(()).into_parts();
    head.status = response.status();
    head.version = response.version();
    std::mem::swap(&mut head.headers, response.headers_mut());
    std::mem::swap(&mut head.extensions, response.extensions_mut());
    http::Response::from_parts(head, Body::wrap(Incoming(response)))
}

/// The body of a response. Taken out of the response by reqwest's own conversion, it would be boxed once more.
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

/// Converts an error, without the URL, in which there may be secrets.
fn transport_error(error: reqwest::Error) -> TransportError {
    let error = error.without_url();
    if is_certificate(&error) {
        TransportError::certificate(error)
    } else if error.is_connect() && error.is_timeout() {
        TransportError::connect_timeout(error)
    } else if error.is_connect() {
        TransportError::connect(error)
    } else if error.is_timeout() {
        TransportError::timeout(error)
    } else {
        TransportError::new(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_is_read_as_it_is_whole_whatever_server_was_called_before() {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let transport = Reqwest::from(reqwest::Client::new());
        for server in [
            "http://example.com",
            "https://example.com",
            "http://[::1]:8080",
            "http://example.com:80",
        ] {
            for target in [
                "",
                "/",
                "/a/b?c=d&e=%20",
                "/?a=//b",
                "//b/c",
                "//example.org/",
                "///",
                "/a//b",
                "/a/../../b",
                "/%2e%2e/b",
                "/./a/.",
                "/a;b=c:d@e/f",
                "/http://example.org/",
                "/a?b?c=/../'",
            ] {
                let uri: Uri = format!("{server}{target}").parse().expect("a URL");
                let whole = Url::parse(&uri.to_string());
                assert_eq!(transport.url(&uri), whole, "{uri}");
            }
        }
    }
}
