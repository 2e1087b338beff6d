//! Connections: directly, by a proxy, or by a Unix socket.

use std::future::{Ready, ready};
use std::io;
#[cfg(unix)]
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use ::hyper::rt::{Read, ReadBufCursor, Write};
use http::Uri;
use http::uri::{Authority, Scheme};
use hyper_rustls::HttpsConnector;
use hyper_util::client::legacy::connect::{Connected, Connection, HttpConnector};
use hyper_util::client::proxy::matcher::Intercept;
use hyper_util::rt::TokioIo;
use rustls::ClientConfig;
use tower_service::Service;

use super::failure::TooSlow;
use super::proxy::Proxies;
use super::resolver::Resolver;
use super::socks::{self, Target};
use super::tunnel;
use crate::message::BoxError;

/// The port of a proxy whose URL has none.
const SOCKS_PORT: u16 = 1080;

/// How connections are made.
pub(super) struct Ways {
    pub(super) tcp: HttpConnector<Resolver>,
    pub(super) tls: Arc<ClientConfig>,
    /// TLS to proxies, which a client shows no certificate, and which speak HTTP/1.1.
    pub(super) tls_of_proxies: Arc<ClientConfig>,
    pub(super) proxies: Proxies,
    /// HTTP/2 without asking: proxies, which speak HTTP/1.1, have to open a tunnel for it to servers without TLS, too.
    pub(super) http2_only: bool,
    pub(super) timeout: Duration,
    #[cfg(unix)]
    pub(super) unix_socket: Option<PathBuf>,
}

/// Makes connections to servers.
#[derive(Clone)]
pub(super) struct Connector(pub(super) Arc<Ways>);

impl Service<Uri> for Connector {
    type Response = Stream;
    type Error = BoxError;
    type Future = Pin<Box<dyn Future<Output = Result<Stream, BoxError>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, server: Uri) -> Self::Future {
        let ways = self.0.clone();
        Box::pin(async move {
            match tokio::time::timeout(ways.timeout, ways.connect(server)).await {
                Ok(connected) => connected,
                Err(_) => Err(TooSlow.into()),
            }
        })
    }
}

impl Ways {
    async fn connect(&self, server: Uri) -> Result<Stream, BoxError> {
        #[cfg(unix)]
        if let Some(path) = &self.unix_socket {
            let mut connector = HttpsConnector::from((UnixSocket(path.clone()), self.tls.clone()));
            return Ok(Stream::new(connector.call(server).await?));
        }
        if let Some(proxy) = self.proxies.of(&server) {
            return self.connect_by(&proxy, server).await;
        }
        let mut connector = HttpsConnector::from((self.tcp.clone(), self.tls.clone()));
        Ok(Stream::new(connector.call(server).await?))
    }

    /// Connects to a server by a proxy.
    async fn connect_by(&self, proxy: &Intercept, server: Uri) -> Result<Stream, BoxError> {
        let address = proxy.uri().clone();
        match address.scheme_str() {
            Some("http" | "https") => {}
            Some("socks5" | "socks5h") => {
                let address = with_port(address, SOCKS_PORT)?;
                let target = Target::of(&server)?;
                let mut stream = self.tcp.clone().call(address).await?.into_inner();
                socks::connect(&mut stream, &target, proxy.raw_auth()).await?;
                let connected = Reached(Some(TokioIo::new(stream)));
                let mut connector = HttpsConnector::from((connected, self.tls.clone()));
                return Ok(Stream::new(connector.call(server).await?));
            }
            scheme => {
                let scheme = scheme.unwrap_or("none");
                return Err(format!("expected a proxy by http, https or socks5, found {scheme}").into());
            }
        }
        let mut connector = HttpsConnector::from((self.tcp.clone(), self.tls_of_proxies.clone()));
        let has_tls = server.scheme() == Some(&Scheme::HTTPS);
        if !has_tls && !self.http2_only {
            let stream = Stream::new(connector.call(address).await?);
            return Ok(Stream {
                is_proxied: true,
                ..stream
            });
        }
        let server = with_port(server, if has_tls { 443 } else { 80 })?;
        let mut stream = TokioIo::new(connector.call(address).await?);
        tunnel::open(&mut stream, &server, proxy.basic_auth()).await?;
        let connected = Reached(Some(stream.into_inner()));
        let mut connector = HttpsConnector::from((connected, self.tls.clone()));
        Ok(Stream::new(connector.call(server).await?))
    }
}

/// Returns the URL with this port, unless it has one.
fn with_port(url: Uri, port: u16) -> Result<Uri, http::Error> {
    let mut parts = url.into_parts();
    if let Some(authority) = &parts.authority
        && authority.port().is_none()
    {
        parts.authority = Some(Authority::try_from(format!("{}:{port}", authority.host()))?);
    }
    Ok(Uri::from_parts(parts)?)
}

/// Gives a connection that is there, once.
struct Reached<S>(Option<S>);

impl<S> Service<Uri> for Reached<S> {
    type Response = S;
    type Error = io::Error;
    type Future = Ready<io::Result<S>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, _: Uri) -> Self::Future {
        ready(self.0.take().ok_or_else(|| io::ErrorKind::NotConnected.into()))
    }
}

/// Connects to a Unix socket, whatever the host.
#[cfg(unix)]
#[derive(Clone)]
struct UnixSocket(PathBuf);

#[cfg(unix)]
impl Service<Uri> for UnixSocket {
    type Response = TokioIo<tokio::net::UnixStream>;
    type Error = io::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, io::Error>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), io::Error>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, _: Uri) -> Self::Future {
        let path = self.0.clone();
        Box::pin(async { tokio::net::UnixStream::connect(path).await.map(TokioIo::new) })
    }
}

/// A connection of any kind.
pub(super) struct Stream {
    inner: Box<dyn AnyStream>,
    /// Whether a proxy at its end wants to know the whole URL of each request.
    is_proxied: bool,
}

trait AnyStream: Read + Write + Connection + Send + Unpin {}

impl<T: Read + Write + Connection + Send + Unpin> AnyStream for T {}

impl Stream {
    fn new(stream: impl AnyStream + 'static) -> Self {
        Stream {
            inner: Box::new(stream),
            is_proxied: false,
        }
    }
}

impl Connection for Stream {
    fn connected(&self) -> Connected {
        // What else it says would be put among the extensions of each response.
        let connected = Connected::new().proxy(self.is_proxied);
        match self.inner.connected().is_negotiated_h2() {
            true => connected.negotiated_h2(),
            false => connected,
        }
    }
}

impl Read for Stream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: ReadBufCursor<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_read(context, buffer)
    }
}

impl Write for Stream {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.inner).poll_write(context, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.inner).poll_write_vectored(context, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.inner.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_shutdown(context)
    }
}
