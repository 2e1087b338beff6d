use std::fmt;
use std::time::Duration;

use ::ureq::tls::{Certificate, ClientCert, PemItem, PrivateKey, RootCerts, TlsConfig, parse_pem};
use ::ureq::{Agent, Proxy};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rustls::pki_types::PrivateKeyDer;

use super::Ureq;
use crate::error::{BuildError, Problem};
use crate::transport::Identity;

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
    identity: Option<Identity>,
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
            identity: None,
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

    /// Presents the certificate of a client to the servers that it is meant for.
    pub fn identity(mut self, identity: Identity) -> Self {
        self.identity = Some(identity);
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
    /// A certificate, a key or the URL of a proxy can't be used.
    pub fn build(mut self) -> Result<Ureq, BuildError> {
        if let Some(error) = self.error {
            return Err(error);
        }
        let Some(identity) = self.identity.take() else {
            return Ok(Ureq {
                agent: self.agent(None),
                anonymous: None,
            });
        };
        // An agent would panic over a key that does not fit, at its first call.
        identity.check()?;
        Ok(Ureq {
            agent: self.agent(Some(client_certificate(&identity)?)),
            // Agents share no connections and no sessions of TLS, in which a server would know the client again.
            anonymous: Some(self.agent(None)),
        })
    }

    fn agent(&self, certificate: Option<ClientCert>) -> Agent {
        let roots = self.roots.clone().unwrap_or(RootCerts::PlatformVerifier);
        let tls = TlsConfig::builder().root_certs(roots).client_cert(certificate);
        let mut config = Agent::config_builder()
            .tls_config(tls.build())
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
        if let Some(proxy) = &self.proxy {
            config = config.proxy(proxy.clone());
        }
        config.build().new_agent()
    }
}

/// Converts an identity to the types of `ureq`.
fn client_certificate(identity: &Identity) -> Result<ClientCert, BuildError> {
    let label = match &identity.key {
        PrivateKeyDer::Pkcs1(_) => "RSA PRIVATE KEY",
        PrivateKeyDer::Pkcs8(_) => "PRIVATE KEY",
        PrivateKeyDer::Sec1(_) => "EC PRIVATE KEY",
        _ => {
            return Err(BuildError::ClientIdentity(
                "ureq knows no private key of this kind".into(),
            ));
        }
    };
    // The kinds have no names that are public: there is no way to a key but PEM.
    let text = STANDARD.encode(identity.key.secret_der());
    let pem = format!("-----BEGIN {label}-----\n{text}\n-----END {label}-----\n");
    let key = PrivateKey::from_pem(pem.as_bytes());
    let key = key.map_err(|error| BuildError::ClientIdentity(Problem::of(error)))?;
    let chain = identity.chain.iter();
    let chain: Vec<Certificate<'static>> = chain
        .map(|certificate| Certificate::from_der(certificate).to_owned())
        .collect();
    Ok(ClientCert::new_with_certs(&chain, key))
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
