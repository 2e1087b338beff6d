use std::fmt;
use std::net::{IpAddr, SocketAddr};
#[cfg(unix)]
use std::path::PathBuf;
use std::time::Duration;

use reqwest::redirect::Policy;
use rustls::ClientConfig;

use super::certificate::certificates;
use super::tls::{self, Roots, Tls};
use super::{Identity, Reqwest};
use crate::error::{BuildError, Problem};

/// How long a connection may take to come up, unless set.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(15);

/// A setting of `reqwest`, which is made for each of the clients that a transport has.
type Setting = Box<dyn Fn(reqwest::ClientBuilder) -> reqwest::ClientBuilder + Send>;

/// The builder of the default transport, [`Reqwest`].
///
/// | setting | unless set | method |
/// |---|---|---|
/// | root certificates | those of the system | [`add_root_certificates`](Self::add_root_certificates), [`only_root_certificates`](Self::only_root_certificates) |
/// | a client's certificate | none | [`identity`](Self::identity) |
/// | versions of TLS | 1.2 and 1.3 | [`only_tls_1_3`](Self::only_tls_1_3) |
/// | all of TLS at once, with a verifier of one's own for example | | [`tls`](Self::tls) |
/// | versions of HTTP | 1.1, and with the feature `http2` also 2, as the server likes | [`http1_only`](Self::http1_only), `http2_prior_knowledge` |
/// | proxy | those of the environment: `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY`, but not for `NO_PROXY` | [`proxy`](Self::proxy), [`no_proxy`](Self::no_proxy) |
/// | connections that wait for further use | without limit for each server, 90 s | [`pool_max_idle_per_host`](Self::pool_max_idle_per_host), [`pool_idle_timeout`](Self::pool_idle_timeout) |
/// | how long a connection may take | 15 s | [`connect_timeout`](Self::connect_timeout) |
/// | keep-alive of TCP | every 15 s | [`tcp_keepalive`](Self::tcp_keepalive) |
/// | keep-alive of HTTP/2 | none | `http2_keep_alive` |
/// | addresses of a host | those of the system's DNS | [`resolve`](Self::resolve), [`dns_resolver`](Self::dns_resolver) |
/// | the address that is called from | the system's choice | [`local_address`](Self::local_address) |
/// | a Unix socket | none | `unix_socket` |
///
/// Settings that don't fit together are an error of [`build`](Self::build). Redirects, retries, and the limits of time and
/// memory are the client's: see [`ClientBuilder`](crate#retries-and-limits). Other settings of `reqwest` are those of a
/// client that is [made elsewhere](Reqwest#impl-From<Client>-for-Reqwest).
///
/// ```no_run
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use specwright_runtime::transport::Reqwest;
///
/// let transport = Reqwest::builder()
///     .add_root_certificates(&std::fs::read("authority.pem")?)
///     .pool_max_idle_per_host(16)
///     .build()?;
/// # Ok(())
/// # }
/// ```
#[must_use]
pub struct ReqwestBuilder {
    settings: Vec<Setting>,
    tls: Tls,
    http1_only: bool,
    /// HTTP/2 without asking the server.
    http2_only: bool,
    /// A setting that a Unix socket has no use for.
    tcp: Option<&'static str>,
    unix_socket: bool,
    error: Option<BuildError>,
}

impl Default for ReqwestBuilder {
    fn default() -> Self {
        let builder = ReqwestBuilder {
            settings: Vec::new(),
            tls: Tls::default(),
            http1_only: false,
            http2_only: false,
            tcp: None,
            unix_socket: false,
            error: None,
        };
        builder.connect_timeout(CONNECT_TIMEOUT)
    }
}

impl ReqwestBuilder {
    fn set(
        mut self,
        setting: impl Fn(reqwest::ClientBuilder) -> reqwest::ClientBuilder + Send + 'static,
    ) -> Self {
        self.settings.push(Box::new(setting));
        self
    }

    fn set_tcp(
        mut self,
        name: &'static str,
        setting: impl Fn(reqwest::ClientBuilder) -> reqwest::ClientBuilder + Send + 'static,
    ) -> Self {
        self.tcp = Some(name);
        self.set(setting)
    }

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
        self.set(reqwest::ClientBuilder::http1_only)
    }

    /// Speaks HTTP/2 without asking, also to servers without TLS.
    #[cfg(feature = "http2")]
    pub fn http2_prior_knowledge(mut self) -> Self {
        self.http2_only = true;
        self.set(reqwest::ClientBuilder::http2_prior_knowledge)
    }

    /// Sends a ping on each connection of HTTP/2 at this interval, also while nothing else is sent, and closes it when no response comes
    /// within `timeout`.
    #[cfg(feature = "http2")]
    pub fn http2_keep_alive(self, interval: Duration, timeout: Duration) -> Self {
        self.set(move |builder| {
            builder
                .http2_keep_alive_interval(interval)
                .http2_keep_alive_timeout(timeout)
                .http2_keep_alive_while_idle(true)
        })
    }

    /// Adds a proxy, instead of those that the environment names; the first that takes a URL counts.
    pub fn proxy(self, proxy: reqwest::Proxy) -> Self {
        self.set_tcp("proxy", move |builder| builder.proxy(proxy.clone()))
    }

    /// Uses no proxy, whatever the environment names.
    pub fn no_proxy(self) -> Self {
        self.set(reqwest::ClientBuilder::no_proxy)
    }

    /// Sets how many connections to one server may wait for further use. 0 keeps none.
    pub fn pool_max_idle_per_host(self, connections: usize) -> Self {
        self.set(move |builder| builder.pool_max_idle_per_host(connections))
    }

    /// Sets how long a connection waits for further use: 90 s unless set, `None` for ever.
    pub fn pool_idle_timeout(self, timeout: impl Into<Option<Duration>>) -> Self {
        let timeout = timeout.into();
        self.set(move |builder| builder.pool_idle_timeout(timeout))
    }

    /// Sets how long a connection may take to come up, TLS included: 15 s unless set.
    pub fn connect_timeout(self, timeout: Duration) -> Self {
        self.set(move |builder| builder.connect_timeout(timeout))
    }

    /// Sets after how much silence TCP looks whether the other side is still there: 15 s unless set, `None` never.
    pub fn tcp_keepalive(self, interval: impl Into<Option<Duration>>) -> Self {
        let interval = interval.into();
        self.set_tcp("tcp_keepalive", move |builder| builder.tcp_keepalive(interval))
    }

    /// Sets the addresses of a host, instead of asking DNS. The port of an address counts where the URL has none; 0 is that of the
    /// URL's scheme.
    pub fn resolve(self, host: &str, addresses: &[SocketAddr]) -> Self {
        let (host, addresses) = (host.to_owned(), addresses.to_vec());
        self.set_tcp("resolve", move |builder| {
            builder.resolve_to_addrs(&host, &addresses)
        })
    }

    /// Sets what finds the addresses of hosts, instead of the system.
    pub fn dns_resolver(self, resolver: std::sync::Arc<dyn reqwest::dns::Resolve>) -> Self {
        self.set_tcp("dns_resolver", move |builder| {
            builder.dns_resolver(resolver.clone())
        })
    }

    /// Sets the address of this machine that servers are called from.
    pub fn local_address(self, address: IpAddr) -> Self {
        self.set_tcp("local_address", move |builder| builder.local_address(address))
    }

    /// Sends all requests over this Unix socket, whatever the host of their URL.
    #[cfg(unix)]
    pub fn unix_socket(mut self, path: impl Into<PathBuf>) -> Self {
        self.unix_socket = true;
        let path = path.into();
        self.set(move |builder| builder.unix_socket(path.clone()))
    }

    /// Builds the transport.
    ///
    /// # Errors
    /// The settings don't fit together, or a certificate or key can't be used.
    pub fn build(self) -> Result<Reqwest, BuildError> {
        if let Some(error) = self.error {
            return Err(error);
        }
        let refused = |problem: &str| Err(BuildError::Transport(problem.into()));
        if self.http1_only && self.http2_only {
            return refused("http1_only and http2_prior_knowledge leave no version of HTTP");
        }
        if let (true, Some(name)) = (self.unix_socket, self.tcp) {
            return refused(&format!("a Unix socket has no use for {name}"));
        }
        let mut config = self.tls.build()?;
        if self.http1_only {
            config.alpn_protocols.retain(|protocol| protocol != b"h2");
        } else if config.alpn_protocols.is_empty() && cfg!(feature = "http2") {
            config.alpn_protocols = match self.http2_only {
                true => vec![b"h2".to_vec()],
                false => vec![b"h2".to_vec(), b"http/1.1".to_vec()],
            };
        }
        let anonymous = tls::without_identity(&config)
            .map(|config| client(config, &self.settings))
            .transpose()?;
        Ok(Reqwest::new(client(config, &self.settings)?, anonymous))
    }
}

fn client(tls: ClientConfig, settings: &[Setting]) -> Result<reqwest::Client, BuildError> {
    let builder = reqwest::Client::builder()
        .tls_backend_preconfigured(tls)
        .redirect(Policy::none());
    settings
        .iter()
        .fold(builder, |builder, setting| setting(builder))
        .build()
        .map_err(|error| BuildError::Transport(Problem::of(error.without_url())))
}

impl fmt::Debug for ReqwestBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReqwestBuilder").finish_non_exhaustive()
    }
}
