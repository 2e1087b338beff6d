use std::fmt;
use std::sync::Arc;

use http::header::{HeaderMap, PROXY_AUTHORIZATION};
use http::uri::Scheme;
use http::{HeaderValue, Uri};
use hyper_util::client::proxy::matcher::{Builder, Intercept, Matcher};
use secrecy::{ExposeSecret as _, SecretString};
use url::Url;

use crate::error::{BuildError, Problem};

/// A proxy, for [`HyperBuilder::proxy`](super::HyperBuilder::proxy).
///
/// Its URL begins with `http`, `https`, `socks5` or `socks5h`; with the last two, which are the same, the proxy asks DNS. A user and a
/// password may be in it, or are given to [`basic_auth`](Self::basic_auth).
///
/// ```
/// use specwright_runtime::transport::{Hyper, Proxy};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let proxy = Proxy::all("http://proxy.example.com:3128")?.except("localhost, .internal, 10.0.0.0/8");
/// let transport = Hyper::builder().proxy(proxy).build()?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
#[must_use]
pub struct Proxy {
    url: Url,
    for_http: bool,
    for_https: bool,
    except: String,
}

impl Proxy {
    /// Creates a proxy for servers that are called by `http`.
    ///
    /// # Errors
    /// The URL can't be used.
    pub fn http(url: &str) -> Result<Self, BuildError> {
        Proxy::new(url, true, false)
    }

    /// Creates a proxy for servers that are called by `https`.
    ///
    /// # Errors
    /// The URL can't be used.
    pub fn https(url: &str) -> Result<Self, BuildError> {
        Proxy::new(url, false, true)
    }

    /// Creates a proxy for all servers.
    ///
    /// # Errors
    /// The URL can't be used.
    pub fn all(url: &str) -> Result<Self, BuildError> {
        Proxy::new(url, true, true)
    }

    fn new(text: &str, for_http: bool, for_https: bool) -> Result<Self, BuildError> {
        // The URL, which may hold a password, is not shown.
        let refused = |problem: &str| {
            let problem = format!("the URL of the proxy can't be used: {problem}");
            BuildError::Transport(Problem::new(problem))
        };
        let url = Url::parse(text).map_err(|error| refused(&error.to_string()))?;
        if !["http", "https", "socks5", "socks5h"].contains(&url.scheme()) {
            return Err(refused(
                "expected http, https, socks5 or socks5h before its colon",
            ));
        }
        let proxy = Proxy {
            url,
            for_http,
            for_https,
            except: String::new(),
        };
        let origin = match for_https {
            true => "https://example.com/",
            false => "http://example.com/",
        };
        match proxy.matcher().intercept(&Uri::from_static(origin)) {
            Some(_) => Ok(proxy),
            None => Err(refused("expected a host")),
        }
    }

    /// Sets the user and the password that the proxy asks for.
    pub fn basic_auth(mut self, user: &str, password: impl Into<SecretString>) -> Self {
        // A URL that has a host takes both, whatever is in them.
        let _ = self.url.set_username(user);
        let _ = self.url.set_password(Some(password.into().expose_secret()));
        self
    }

    /// Sets the servers that are called without it, as in `NO_PROXY`: names, with all names below them, addresses and networks, with commas
    /// between.
    pub fn except(mut self, servers: &str) -> Self {
        servers.clone_into(&mut self.except);
        self
    }

    pub(super) fn matcher(&self) -> Matcher {
        let text = self.url.as_str();
        let builder = Matcher::builder().no(self.except.as_str());
        let set = |builder: Builder, is_set: bool, set: fn(Builder, String) -> Builder| match is_set {
            true => set(builder, text.to_owned()),
            false => builder,
        };
        let builder = set(builder, self.for_http, Builder::http);
        set(builder, self.for_https, Builder::https).build()
    }
}

/// Without its password.
impl fmt::Debug for Proxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let host = self.url.host_str().unwrap_or_default();
        write!(f, "Proxy({}://{host})", self.url.scheme())
    }
}

/// The proxies of a transport, the first of which that takes a URL counts.
#[derive(Clone, Debug, Default)]
pub(super) struct Proxies(Arc<[Matcher]>);

impl Proxies {
    pub(super) fn of_environment() -> Self {
        Proxies(Arc::new([Matcher::from_env()]))
    }

    pub(super) fn of(&self, server: &Uri) -> Option<Intercept> {
        self.0.iter().find_map(|proxy| proxy.intercept(server))
    }

    /// Tells whether a proxy of servers without TLS wants a user and a password. Others get them once, when a connection comes up.
    pub(super) fn are_authorized_by_request(&self) -> bool {
        let server = Uri::from_static("http://example.com/");
        let authorized = |proxy: &Matcher| {
            proxy
                .intercept(&server)
                .is_some_and(|proxy| proxy.basic_auth().is_some())
        };
        self.0.iter().any(authorized)
    }

    /// Tells the proxy of a server without TLS the user and the password.
    pub(super) fn authorize(&self, server: &Uri, headers: &mut HeaderMap) {
        if server.scheme() == Some(&Scheme::HTTP)
            && let Some(proxy) = self.of(server)
            && let Some(basic) = proxy.basic_auth()
        {
            let basic: HeaderValue = basic.clone();
            headers.entry(PROXY_AUTHORIZATION).or_insert(basic);
        }
    }
}

impl FromIterator<Matcher> for Proxies {
    fn from_iter<I: IntoIterator<Item = Matcher>>(proxies: I) -> Self {
        Proxies(proxies.into_iter().collect())
    }
}
