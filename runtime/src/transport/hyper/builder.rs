use std::fmt;
use std::net::{IpAddr, SocketAddr};
#[cfg(unix)]
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::{Builder, Client};
use hyper_util::rt::{TokioExecutor, TokioTimer};
use rustls::ClientConfig;

use super::Hyper;
use super::clients::Clients;
use super::connector::{Connector, Ways};
use super::proxy::{Proxies, Proxy, Rule};
use super::resolver::Resolver;
use crate::error::BuildError;
use crate::message::BoxError;
use crate::transport::Identity;
use crate::transport::certificate::certificates;
use crate::transport::tls::{self, Roots, Tls};

/// How long a connection may take to come up, unless set.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(15);

/// After how much silence TCP looks whether the other side is still there, unless set, and at which interval it repeats that.
const KEEPALIVE: Duration = Duration::from_secs(15);

/// How often it repeats that, until the connection is given up.
const KEEPALIVE_RETRIES: u32 = 3;

/// How long TCP waits for word that what was sent has come.
#[cfg(any(target_os = "android", target_os = "fuchsia", target_os = "linux"))]
const UNACKNOWLEDGED: Duration = Duration::from_secs(30);

/// The builder of the default transport, [`Hyper`].
///
/// | setting | unless set | method |
/// |---|---|---|
/// | root certificates | those of the system | [`add_root_certificates`](Self::add_root_certificates), [`only_root_certificates`](Self::only_root_certificates) |
/// | a client's certificate | none | [`identity`](Self::identity) |
/// | versions of TLS | 1.2 and 1.3 | [`only_tls_1_3`](Self::only_tls_1_3) |
/// | all of TLS at once, with a verifier of one's own for example | | [`tls`](Self::tls) |
/// | versions of HTTP | 1.1, and with the feature `http2` also 2, as the server likes | [`http1_only`](Self::http1_only), `http2_prior_knowledge` |
/// | proxy | those of the environment: `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY`, in capitals or not, but not for `NO_PROXY` | [`proxy`](Self::proxy), [`no_proxy`](Self::no_proxy) |
/// | connections that wait for further use | without limit for each server, 90 s | [`pool_max_idle_per_host`](Self::pool_max_idle_per_host), [`pool_idle_timeout`](Self::pool_idle_timeout) |
/// | how long a connection may take | 15 s | [`connect_timeout`](Self::connect_timeout) |
/// | keep-alive of TCP | every 15 s | [`tcp_keepalive`](Self::tcp_keepalive) |
/// | keep-alive of HTTP/2 | none | `http2_keep_alive` |
/// | addresses of a host | those of the system's DNS | [`resolve`](Self::resolve), [`dns_resolver`](Self::dns_resolver) |
/// | the address that is called from | the system's choice | [`local_address`](Self::local_address) |
/// | a Unix socket | none | `unix_socket` |
///
/// Settings that don't fit together are an error of [`build`](Self::build), and so is a proxy of the environment that can't be used, since a call
/// without it is not what was meant by naming it. Redirects, retries, and the limits of time and
/// memory are the client's: see [`ClientBuilder`](crate#retries-and-limits).
///
/// ```no_run
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use specwright_runtime::transport::Hyper;
///
/// let transport = Hyper::builder()
///     .add_root_certificates(&std::fs::read("authority.pem")?)
///     .pool_max_idle_per_host(16)
///     .build()?;
/// # Ok(())
/// # }
/// ```
#[must_use]
pub struct HyperBuilder {
    pool: Builder,
    keepalive: Option<Duration>,
    local_address: Option<IpAddr>,
    resolver: Resolver,
    tls: Tls,
    http1_only: bool,
    /// HTTP/2 without asking the server.
    http2_only: bool,
    /// `None` for those of the environment.
    proxies: Option<Vec<Rule>>,
    connect_timeout: Duration,
    /// A setting that a Unix socket has no use for, beside a proxy.
    of_tcp: Option<&'static str>,
    #[cfg(unix)]
    unix_socket: Option<PathBuf>,
    error: Option<BuildError>,
}

impl Default for HyperBuilder {
    fn default() -> Self {
        let mut pool = Client::builder(TokioExecutor::new());
        pool.timer(TokioTimer::new());
        pool.pool_timer(TokioTimer::new());
        HyperBuilder {
            pool,
            keepalive: Some(KEEPALIVE),
            local_address: None,
            resolver: Resolver::default(),
            tls: Tls::default(),
            http1_only: false,
            http2_only: false,
            proxies: None,
            connect_timeout: CONNECT_TIMEOUT,
            of_tcp: None,
            #[cfg(unix)]
            unix_socket: None,
            error: None,
        }
    }
}

impl HyperBuilder {
    /// Trusts also the servers of these certificate authorities, in PEM, beside those that the system trusts.
    pub fn add_root_certificates(self, pem: &[u8]) -> Self {
        self.roots(pem, |known, mut more| match known {
            Roots::System => Roots::SystemAnd(more),
            Roots::SystemAnd(mut known) => {
                known.append(&mut more);
                Roots::SystemAnd(known)
            }
            Roots::Only(mut known) => {
                known.append(&mut more);
                Roots::Only(known)
            }
        })
    }

    /// Trusts just the servers of these certificate authorities, in PEM, and not those that the system trusts.
    pub fn only_root_certificates(self, pem: &[u8]) -> Self {
        self.roots(pem, |_, only| Roots::Only(only))
    }

    fn roots(
        mut self,
        pem: &[u8],
        add: impl FnOnce(Roots, Vec<rustls::pki_types::CertificateDer<'static>>) -> Roots,
    ) -> Self {
        match certificates(pem) {
            Ok(certificates) => self.tls.roots = add(self.tls.roots, certificates),
            Err(problem) => {
                let problem = problem.prefixed("the root certificates can't be used: ");
                self.error.get_or_insert(BuildError::Transport(problem));
            }
        }
        self
    }

    /// Presents the certificate of a client to the servers that it is meant for.
    pub fn identity(mut self, identity: Identity) -> Self {
        self.tls.identity = Some(identity);
        self
    }

    /// Refuses servers that have no TLS 1.3.
    pub fn only_tls_1_3(mut self) -> Self {
        self.tls.only_1_3 = true;
        self
    }

    /// Sets all of TLS: roots, verifier, identity, versions. The protocols of ALPN are those of this builder, unless `config` has
    /// some.
    pub fn tls(mut self, config: ClientConfig) -> Self {
        self.tls.config = Some(config);
        self
    }

    /// Speaks no HTTP/2.
    pub fn http1_only(mut self) -> Self {
        self.http1_only = true;
        self
    }

    /// Speaks HTTP/2 without asking, also to servers without TLS. A proxy by `http` or `https` is asked for a tunnel to these, too, since it may
    /// speak HTTP/1.1 only.
    #[cfg(feature = "http2")]
    pub fn http2_prior_knowledge(mut self) -> Self {
        self.http2_only = true;
        self.pool.http2_only(true);
        self
    }

    /// Sends a ping on each connection of HTTP/2 at this interval, also while nothing else is sent, and closes it when no response comes
    /// within `timeout`.
    #[cfg(feature = "http2")]
    pub fn http2_keep_alive(mut self, interval: Duration, timeout: Duration) -> Self {
        self.pool
            .http2_keep_alive_interval(interval)
            .http2_keep_alive_timeout(timeout)
            .http2_keep_alive_while_idle(true);
        self
    }

    /// Adds a proxy, instead of those that the environment names; the first that takes a URL counts.
    pub fn proxy(mut self, proxy: Proxy) -> Self {
        if let Err(error) = proxy.check() {
            self.error.get_or_insert(error);
        }
        self.proxies.get_or_insert_default().push(proxy.rule());
        self
    }

    /// Uses no proxy, whatever the environment names or was [added](Self::proxy) before.
    pub fn no_proxy(mut self) -> Self {
        self.proxies = Some(Vec::new());
        self
    }

    /// Sets how many connections to one server may wait for further use. 0 keeps none.
    pub fn pool_max_idle_per_host(mut self, connections: usize) -> Self {
        self.pool.pool_max_idle_per_host(connections);
        self
    }

    /// Sets how long a connection waits for further use: 90 s unless set, `None` for ever.
    pub fn pool_idle_timeout(mut self, timeout: impl Into<Option<Duration>>) -> Self {
        self.pool.pool_idle_timeout(timeout.into());
        self
    }

    /// Sets how long a connection may take to come up, a proxy and TLS included: 15 s unless set. The addresses of a host share it.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// Sets after how much silence TCP looks whether the other side is still there: 15 s unless set, `None` never.
    pub fn tcp_keepalive(mut self, interval: impl Into<Option<Duration>>) -> Self {
        self.of_tcp = Some("tcp_keepalive");
        self.keepalive = interval.into();
        self
    }

    /// Sets the addresses of a host, instead of asking DNS. The port of an address counts where the URL has none; 0 is that of the
    /// URL's scheme.
    pub fn resolve(mut self, host: &str, addresses: &[SocketAddr]) -> Self {
        self.of_tcp = Some("resolve");
        self.resolver.set(host, addresses);
        self
    }

    /// Sets what finds the addresses of hosts, instead of the system. Ports are as in [`resolve`](Self::resolve), whose hosts it is not asked
    /// for.
    ///
    /// ```
    /// use specwright_runtime::transport::Hyper;
    ///
    /// let transport = Hyper::builder().dns_resolver(|host| async move {
    ///     Ok(tokio::net::lookup_host((host, 0)).await?.filter(|address| address.is_ipv4()).collect())
    /// });
    /// ```
    pub fn dns_resolver<F, R>(mut self, find: F) -> Self
    where
        F: Fn(String) -> R + Send + Sync + 'static,
        R: Future<Output = Result<Vec<SocketAddr>, BoxError>> + Send + 'static,
    {
        self.of_tcp = Some("dns_resolver");
        self.resolver.ask(find);
        self
    }

    /// Sets the address of this machine that servers are called from.
    pub fn local_address(mut self, address: IpAddr) -> Self {
        self.of_tcp = Some("local_address");
        self.local_address = Some(address);
        self
    }

    /// Sends all requests over this Unix socket, whatever the host of their URL.
    #[cfg(unix)]
    pub fn unix_socket(mut self, path: impl Into<PathBuf>) -> Self {
        self.unix_socket = Some(path.into());
        self
    }

    /// Builds the transport.
    ///
    /// # Errors
    /// The settings don't fit together; a certificate, a key or a proxy can't be used, also one that the environment names.
    pub fn build(mut self) -> Result<Hyper, BuildError> {
        if let Some(error) = self.error {
            return Err(error);
        }
        let refused = |problem: &str| Err(BuildError::Transport(problem.into()));
        if self.http1_only && self.http2_only {
            return refused("http1_only and http2_prior_knowledge leave no version of HTTP");
        }
        #[cfg(unix)]
        if self.unix_socket.is_some() {
            // Those of the environment are for hosts, and what they are told is not for what is behind the socket.
            let proxies = self.proxies.get_or_insert_default();
            let by_proxy = (!proxies.is_empty()).then_some("proxy");
            if let Some(name) = by_proxy.or(self.of_tcp) {
                return refused(&format!("a Unix socket has no use for {name}"));
            }
        }
        let mut tls = std::mem::take(&mut self.tls).build()?;
        let offers_http2 = tls.alpn_protocols.iter().any(|protocol| protocol == b"h2");
        if offers_http2 && !self.http1_only && cfg!(not(feature = "http2")) {
            return refused("the protocols of ALPN in tls name HTTP/2, which needs the feature http2");
        }
        if self.http1_only {
            tls.alpn_protocols.retain(|protocol| protocol != b"h2");
        } else if tls.alpn_protocols.is_empty() && cfg!(feature = "http2") {
            tls.alpn_protocols = match self.http2_only {
                true => vec![b"h2".to_vec()],
                false => vec![b"h2".to_vec(), b"http/1.1".to_vec()],
            };
        }
        let proxies = match self.proxies.take() {
            Some(proxies) => proxies.into_iter().collect(),
            None => Proxies::of_environment()?,
        };
        let without_identity = tls::without_identity(&tls);
        let mut tls_of_proxies = without_identity.clone().unwrap_or_else(|| tls.clone());
        tls_of_proxies.alpn_protocols.clear();
        let tls_of_proxies = Arc::new(tls_of_proxies);
        let clients = |tls: ClientConfig| {
            let connector = Connector(Arc::new(Ways {
                tcp: self.tcp(),
                tls: Arc::new(tls),
                tls_of_proxies: tls_of_proxies.clone(),
                proxies: proxies.clone(),
                http2_only: self.http2_only,
                timeout: self.connect_timeout,
                #[cfg(unix)]
                unix_socket: self.unix_socket.clone(),
            }));
            Arc::new(Clients::new(self.pool.clone(), connector))
        };
        Ok(Hyper {
            clients: clients(tls),
            anonymous: without_identity.map(clients),
            // What goes through a tunnel is read by the server: requests tell it nothing that is for the proxy.
            proxies: (!proxies.is_empty() && !self.http2_only).then_some(proxies),
        })
    }

    fn tcp(&self) -> HttpConnector<Resolver> {
        let mut tcp = HttpConnector::new_with_resolver(self.resolver.clone());
        // TLS is put upon it.
        tcp.enforce_http(false);
        // Shared by the addresses of a host, so that one that says nothing does not keep the others from being tried.
        tcp.set_connect_timeout(Some(self.connect_timeout));
        tcp.set_nodelay(true);
        tcp.set_keepalive(self.keepalive);
        tcp.set_keepalive_interval(Some(KEEPALIVE));
        tcp.set_keepalive_retries(Some(KEEPALIVE_RETRIES));
        #[cfg(any(target_os = "android", target_os = "fuchsia", target_os = "linux"))]
        tcp.set_tcp_user_timeout(Some(UNACKNOWLEDGED));
        tcp.set_local_address(self.local_address);
        tcp
    }
}

impl fmt::Debug for HyperBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HyperBuilder").finish_non_exhaustive()
    }
}
