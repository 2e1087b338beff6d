use std::fmt;
use std::time::Duration;

use ::ureq::tls::{Certificate, ClientCert, PemItem, PrivateKey, RootCerts, TlsConfig, parse_pem};
use ::ureq::{Agent, Proxy};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rustls::pki_types::PrivateKeyDer;

use super::decode::ENCODINGS;
use super::{Agents, Ureq};
use crate::error::{BuildError, Problem};
use crate::transport::Identity;
use crate::transport::direct::Direct;
use crate::transport::environment::{self, Servers};
use crate::transport::proxy_url;

/// By which a proxy is spoken to.
const SCHEMES: [&str; 7] = ["http", "https", "socks4", "socks4a", "socks", "socks5", "socks5h"];

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

    /// Sends all requests by this proxy: `http://proxy.example.com:3128`. Its URL begins with `http`, which need not be there, `https`, `socks4`,
    /// `socks4a`, `socks5`, or `socks5h`, for which `socks` may stand; with `socks4` and `socks5` it is told addresses, not names.
    pub fn proxy(mut self, url: &str) -> Self {
        match proxy(url) {
            Ok(proxy) => self.proxy = Some(Some(proxy)),
            Err(problem) => {
                self.fail(format!("the URL of the proxy can't be used: {problem}").into());
            }
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

    /// Sets how long a server may be silent, and how long the head of its response may take: 10 minutes unless set. The client's limits are the
    /// ones that end a call; this one ends the thread of a call that is dropped, and must be longer than they are.
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
    /// A certificate, a key, or the URL of a proxy can't be used, also of one that the environment names.
    pub fn build(mut self) -> Result<Ureq, BuildError> {
        if let Some(error) = self.error {
            return Err(error);
        }
        let (proxy, direct) = match self.proxy.take() {
            Some(proxy) => (proxy, Direct::default()),
            None => proxy_of_environment()?,
        };
        let identity = self.identity.take();
        let certificate = identity.as_ref().map(|identity| {
            // An agent would panic over a key that does not fit, at its first call.
            identity.check()?;
            client_certificate(identity)
        });
        let certificate = certificate.transpose()?;
        let agents = |proxy: Option<Proxy>| Agents {
            agent: self.agent(certificate.clone(), proxy.clone()),
            anonymous: certificate.is_some().then(|| self.agent(None, proxy)),
        };
        // ureq knows fewer such servers than `NO_PROXY` names, and none by its port.
        let has_direct = proxy.is_some() && !direct.is_empty();
        Ok(Ureq {
            direct: has_direct.then(|| (direct, agents(None))),
            agents: agents(proxy),
        })
    }

    fn agent(&self, certificate: Option<ClientCert>, proxy: Option<Proxy>) -> Agent {
        let roots = self.roots.clone().unwrap_or(RootCerts::PlatformVerifier);
        let tls = TlsConfig::builder().root_certs(roots).client_cert(certificate);
        let config = Agent::config_builder()
            .tls_config(tls.build())
            .http_status_as_error(false)
            .allow_non_standard_methods(true)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .user_agent("")
            .accept("")
            .accept_encoding(ENCODINGS)
            .timeout_resolve(Some(self.connect_timeout))
            .timeout_connect(Some(self.connect_timeout))
            .timeout_per_read(Some(self.read_timeout))
            // A head that comes byte by byte, or behind a thousand `100 Continue`, is never silent.
            .timeout_recv_response(Some(self.read_timeout))
            .timeout_per_write(Some(self.read_timeout))
            .proxy(proxy);
        config.build().new_agent()
    }
}

/// Returns the proxy that the environment names, and the servers that are called without it. ureq would take one by itself, and pass over those that
/// it can't read.
fn proxy_of_environment() -> Result<(Option<Proxy>, Direct), BuildError> {
    let Some(direct) = environment::direct()? else {
        return Ok((None, Direct::default()));
    };
    for servers in [Servers::All, Servers::Https, Servers::Http] {
        if let Some(variable) = environment::proxy_of(servers)? {
            let proxy = proxy(&variable.value).map_err(|problem| variable.refused(&problem))?;
            return Ok((Some(proxy), direct));
        }
    }
    Ok((None, direct))
}

/// What there is to say where ureq says just that it can't use the URL of a proxy.
const UNFIT: &str = "expected a host";

fn proxy(text: &str) -> Result<Proxy, String> {
    let url = proxy_url::read_without_scheme(text, &SCHEMES)?;
    Proxy::new(url.as_str()).map_err(|_| UNFIT.to_owned())
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
