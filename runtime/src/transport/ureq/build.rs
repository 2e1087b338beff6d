use std::fmt;
use std::time::Duration;

use ::ureq::tls::{Certificate, PemItem, RootCerts, TlsConfig, parse_pem};
use ::ureq::{Agent, Proxy};

use super::Ureq;
use crate::error::{BuildError, Problem};

/// How long a connection may take to come up, unless set.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(15);

/// How long a server may be silent, unless set.
const READ_TIMEOUT: Duration = Duration::from_secs(10 * 60);

/// The builder of [`Ureq`]. Settings that can't be used are an error of [`build`](Self::build).
///
/// Redirects, retries, and the limits of time and memory are the client's: see [`ClientBuilder`](crate#retries-and-limits).
#[must_use]
pub struct UreqBuilder {
    roots: Option<RootCerts>,
    /// `None` for that of the environment.
    proxy: Option<Option<Proxy>>,
    connect_timeout: Duration,
    read_timeout: Duration,
    error: Option<BuildError>,
}

impl Default for UreqBuilder {
    fn default() -> Self {
        UreqBuilder {
            roots: None,
            proxy: None,
            connect_timeout: CONNECT_TIMEOUT,
            read_timeout: READ_TIMEOUT,
            error: None,
        }
    }
}

impl UreqBuilder {
    /// Trusts just the servers of these certificate authorities, in PEM, and not those that the system trusts.
    pub fn only_root_certificates(mut self, pem: &[u8]) -> Self {
        match certificates(pem) {
            Ok(certificates) => self.roots = Some(RootCerts::from(certificates)),
            Err(problem) => self.fail(problem.prefixed("the root certificates can't be used: ")),
        }
        self
    }

    /// Sends all requests by this proxy: `http://proxy.example.com:3128`.
    pub fn proxy(mut self, url: &str) -> Self {
        match Proxy::new(url) {
            Ok(proxy) => self.proxy = Some(Some(proxy)),
            // The URL, which may hold a password, is not shown.
            Err(_) => self.fail("the URL of the proxy can't be used".into()),
        }
        self
    }

    /// Uses no proxy, whatever the environment names.
    pub fn no_proxy(mut self) -> Self {
        self.proxy = Some(None);
        self
    }

    /// Sets how long a connection may take to come up, TLS included: 15 s unless set.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// Sets how long a server may be silent: 10 minutes unless set. The client's limits are the ones that end a call; this one ends the thread
    /// of a call that is dropped, and must be longer than they are.
    pub fn read_timeout(mut self, timeout: Duration) -> Self {
        self.read_timeout = timeout;
        self
    }

    fn fail(&mut self, problem: Problem) {
        self.error.get_or_insert(BuildError::Transport(problem));
    }

    /// Builds the transport.
    ///
    /// # Errors
    /// A certificate or the URL of a proxy can't be used.
    pub fn build(self) -> Result<Ureq, BuildError> {
        if let Some(error) = self.error {
            return Err(error);
        }
        let roots = self.roots.unwrap_or(RootCerts::PlatformVerifier);
        let mut config = Agent::config_builder()
            .tls_config(TlsConfig::builder().root_certs(roots).build())
            .http_status_as_error(false)
            .allow_non_standard_methods(true)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .user_agent("")
            .accept("")
            .timeout_resolve(Some(self.connect_timeout))
            .timeout_connect(Some(self.connect_timeout))
            .timeout_per_read(Some(self.read_timeout))
            .timeout_per_write(Some(self.read_timeout));
        if let Some(proxy) = self.proxy {
            config = config.proxy(proxy);
        }
        Ok(Ureq {
            agent: config.build().new_agent(),
        })
    }
}

fn certificates(pem: &[u8]) -> Result<Vec<Certificate<'static>>, Problem> {
    let mut certificates = Vec::new();
    for item in parse_pem(pem) {
        if let PemItem::Certificate(certificate) = item.map_err(Problem::of)? {
            certificates.push(certificate);
        }
    }
    match certificates.is_empty() {
        true => Err("there is no certificate in the PEM".into()),
        false => Ok(certificates),
    }
}

impl fmt::Debug for UreqBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UreqBuilder").finish_non_exhaustive()
    }
}
