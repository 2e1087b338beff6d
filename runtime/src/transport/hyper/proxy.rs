use std::fmt;
use std::sync::Arc;

use http::header::PROXY_AUTHORIZATION;
use http::uri::Scheme;
use http::{Request, Uri};
use hyper_util::client::proxy::matcher::{Builder, Intercept, Matcher};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use secrecy::{ExposeSecret as _, SecretString};
use url::Url;

use crate::error::{BuildError, Problem};
use crate::transport::direct::Direct;
use crate::transport::environment::{self, Servers, Variable};
use crate::transport::proxy_url;

/// By which a proxy is spoken to.
const SCHEMES: [&str; 5] = ["http", "https", "socks", "socks5", "socks5h"];

/// A proxy, for [`HyperBuilder::proxy`](super::HyperBuilder::proxy).
///
/// Its URL begins with `http`, `https`, `socks5`, `socks5h` or `socks`; with the last three, which are the same, the proxy asks DNS. Without a port it is
/// 80, 443, or 1080. A user and a password may be in it, or are given to [`basic_auth`](Self::basic_auth). A proxy of SOCKS 5 can be told 255 bytes of each, and
/// as many of a host.
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
    except: Direct,
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
        let read = proxy_url::read(text, &SCHEMES);
        let read = read.and_then(|url| Proxy::at(url, for_http, for_https));
        read.map_err(|problem| refused("the URL of the proxy can't be used", &problem))
    }

    fn at(url: Url, for_http: bool, for_https: bool) -> Result<Self, String> {
        let proxy = Proxy {
            url,
            for_http,
            for_https,
            except: Direct::default(),
        };
        let origin = match for_https {
            true => "https://example.com/",
            false => "http://example.com/",
        };
        match proxy.matcher().intercept(&Uri::from_static(origin)) {
            Some(_) => Ok(proxy),
            None => Err("expected a host".to_owned()),
        }
    }

    /// Creates the proxy that a variable of the environment names.
    fn of_variable(variable: &Variable, for_https: bool) -> Result<Self, BuildError> {
        let read = proxy_url::read_without_scheme(&variable.value, &SCHEMES);
        let read = read.and_then(|url| Proxy::at(url, !for_https, for_https));
        read.map_err(|problem| variable.refused(&problem))
    }

    /// Sets the user and the password that the proxy asks for.
    pub fn basic_auth(mut self, user: &str, password: impl Into<SecretString>) -> Self {
        // A URL that has a host takes both, whatever is in them. It leaves a `%` as it is, which would be decoded.
        let encoded = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
        let password = encoded(password.into().expose_secret());
        let _ = self.url.set_username(&encoded(user));
        let _ = self.url.set_password(Some(&password));
        self
    }

    /// Sets the servers that are called without it, as in `NO_PROXY`, with commas between:
    ///
    /// | text | servers |
    /// |---|---|
    /// | `internal.example`, `.internal.example` | this name, and all names below it |
    /// | `*.internal.example` | the names below it |
    /// | `10.1.2.3`, `fd00::1`, `[fd00::1]` | this address |
    /// | `10.0.0.0/8`, `fd00::/8` | the addresses of this network |
    /// | `internal.example:8443`, `10.1.2.3:8443`, `[fd00::1]:8443` | those, at this port: that of the URL, else 443 of `https` and 80 of `http` |
    /// | `*` | all |
    ///
    /// No names are looked up: an address is for URLs that have it as their host. A text that is none of these is an error of
    /// [`HyperBuilder::build`](super::HyperBuilder::build).
    pub fn except(mut self, servers: &str) -> Self {
        self.except = Direct::read(servers);
        self
    }

    /// Tells whether it can be told the user and the password that were set, and whether the servers without it are such.
    pub(super) fn check(&self) -> Result<(), BuildError> {
        let checked = proxy_url::check_user(&self.url);
        checked.map_err(|problem| refused("the proxy can't be used", &problem))?;
        match self.except.problem() {
            Some(problem) => Err(refused("the servers without the proxy can't be used", problem)),
            None => Ok(()),
        }
    }

    pub(super) fn rule(&self) -> Rule {
        Rule {
            matcher: self.matcher(),
            except: self.except.clone(),
        }
    }

    fn matcher(&self) -> Matcher {
        let text = self.url.as_str();
        let builder = Matcher::builder();
        let set = |builder: Builder, is_set: bool, set: fn(Builder, String) -> Builder| match is_set {
            true => set(builder, text.to_owned()),
            false => builder,
        };
        let builder = set(builder, self.for_http, Builder::http);
        set(builder, self.for_https, Builder::https).build()
    }
}

fn refused(what: &str, problem: &str) -> BuildError {
    BuildError::Transport(Problem::new(format!("{what}: {problem}")))
}

/// Without its password.
impl fmt::Debug for Proxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let host = self.url.host_str().unwrap_or_default();
        write!(f, "Proxy({}://{host})", self.url.scheme())
    }
}

/// A proxy, and which servers it is for.
#[derive(Debug)]
pub(super) struct Rule {
    matcher: Matcher,
    except: Direct,
}

/// The proxies of a transport, the first of which that takes a URL counts.
#[derive(Clone, Debug, Default)]
pub(super) struct Proxies(Arc<[Rule]>);

impl Proxies {
    /// Returns those that the environment names.
    pub(super) fn of_environment() -> Result<Self, BuildError> {
        let Some(direct) = environment::direct()? else {
            return Ok(Proxies::default());
        };
        let http = environment::proxy_of(Servers::Http)?;
        let https = environment::proxy_of(Servers::Https)?;
        // Nobody goes by that of all servers if each kind has its own: it need not be one that can be used.
        let all = match (&http, &https) {
            (Some(_), Some(_)) => None,
            _ => environment::proxy_of(Servers::All)?,
        };
        let named = [(http.or_else(|| all.clone()), false), (https.or(all), true)];
        let named = named.into_iter().filter_map(|(variable, for_https)| {
            let proxy = Proxy::of_variable(&variable?, for_https);
            Some(proxy.map(|mut proxy| {
                proxy.except = direct.clone();
                proxy.rule()
            }))
        });
        named.collect()
    }

    pub(super) fn of(&self, server: &Uri) -> Option<Intercept> {
        let mut rules = self.0.iter().filter(|rule| !rule.except.has(server));
        rules.find_map(|rule| rule.matcher.intercept(server))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Tells the proxy of a server without TLS the user and the password, if it wants them. Others get them once, when a connection comes
    /// up.
    pub(super) fn authorize<B>(&self, request: &mut Request<B>) {
        if request.uri().scheme() == Some(&Scheme::HTTP)
            && let Some(proxy) = self.of(request.uri())
            && let Some(basic) = proxy.basic_auth()
        {
            let headers = request.headers_mut();
            headers.entry(PROXY_AUTHORIZATION).or_insert(basic.clone());
        }
    }
}

impl FromIterator<Rule> for Proxies {
    fn from_iter<I: IntoIterator<Item = Rule>>(proxies: I) -> Self {
        Proxies(proxies.into_iter().collect())
    }
}
