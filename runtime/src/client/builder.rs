use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::header::{HeaderMap, HeaderName, HeaderValue, USER_AGENT};

use super::{BaseUrl, Client, Hooks, Shared};
use crate::credential::{Credential, Credentials};
use crate::error::BuildError;
use crate::execute::{Budget, Retry};
use crate::transport::Transport;

const TIMEOUT: Duration = Duration::from_secs(120);
const MAX_BODY: usize = 64 * 1024 * 1024;
const AGENT: &str = concat!("specwright/", env!("CARGO_PKG_VERSION"));

/// Settings of a [`Client`]. A setting that is not valid comes out of [`build`](Self::build).
pub struct ClientBuilder {
    base_url: Option<String>,
    base_url_for_all: bool,
    transport: Option<Arc<dyn Transport>>,
    credentials: Credentials,
    headers: HeaderMap,
    timeout: Duration,
    max_body: usize,
    retry: Retry,
    hooks: Hooks,
    error: Option<BuildError>,
}

impl Default for ClientBuilder {
    fn default() -> Self {
        ClientBuilder {
            base_url: None,
            base_url_for_all: false,
            transport: None,
            credentials: Credentials::default(),
            headers: HeaderMap::from_iter([(USER_AGENT, HeaderValue::from_static(AGENT))]),
            timeout: TIMEOUT,
            max_body: MAX_BODY,
            retry: Retry::default(),
            hooks: Hooks::default(),
            error: None,
        }
    }
}

impl ClientBuilder {
    /// Settings as they are unless set.
    pub fn new() -> Self {
        ClientBuilder::default()
    }

    /// The server that is called by operations that have none of their own.
    pub fn base_url(&mut self, url: impl Into<String>) {
        self.base_url = Some(url.into());
        self.base_url_for_all = false;
    }

    /// The server that all operations call, even those that have one of their own.
    pub fn base_url_for_all(&mut self, url: impl Into<String>) {
        self.base_url = Some(url.into());
        self.base_url_for_all = true;
    }

    /// The credential for the security scheme of this name in the document.
    pub fn credential(&mut self, scheme: &'static str, credential: Credential) {
        self.credentials.set(scheme, credential);
    }

    /// How long a call may take until its answer is there: 2 minutes unless set.
    pub fn timeout(&mut self, timeout: Duration) {
        self.timeout = timeout;
    }

    /// How many bytes of an answer may be kept in memory: 64 MiB unless set.
    pub fn max_body(&mut self, bytes: usize) {
        self.max_body = bytes;
    }

    /// When a request is sent again.
    pub fn retry(&mut self, retry: Retry) {
        self.retry = retry;
    }

    /// Runs before each request, redirects and retries included; it may change the head.
    pub fn before_request(&mut self, hook: impl Fn(&mut http::request::Parts) + Send + Sync + 'static) {
        self.hooks.add_before(hook);
    }

    /// Runs after each answer, redirects and retries included.
    pub fn after_answer(&mut self, hook: impl Fn(&http::response::Parts) + Send + Sync + 'static) {
        self.hooks.add_after(hook);
    }

    /// The `User-Agent` header.
    pub fn user_agent(&mut self, user_agent: &str) {
        self.header(USER_AGENT.as_str(), user_agent);
    }

    /// A header that every request carries.
    pub fn header(&mut self, name: &str, value: &str) {
        match (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            (Ok(name), Ok(value)) => {
                self.headers.insert(name, value);
            }
            _ => {
                self.error.get_or_insert(BuildError::InvalidHeader {
                    name: name.to_owned(),
                });
            }
        }
    }

    /// What sends the requests.
    pub fn transport(&mut self, transport: impl Transport) {
        self.transport = Some(Arc::new(transport));
    }

    /// The client.
    ///
    /// # Errors
    /// A setting is not valid, or there is no server to call.
    pub fn build(self) -> Result<Client, BuildError> {
        if let Some(error) = self.error {
            return Err(error);
        }
        let base_url = BaseUrl::parse(&self.base_url.ok_or(BuildError::NoServer)?)?;
        let transport = match self.transport {
            Some(transport) => transport,
            None => default_transport()?,
        };
        Ok(Client {
            shared: Arc::new(Shared {
                base_url,
                base_url_for_all: self.base_url_for_all,
                transport,
                credentials: self.credentials,
                headers: self.headers,
                timeout: self.timeout,
                max_body: self.max_body,
                retry: self.retry,
                budget: Budget::default(),
                hooks: self.hooks,
            }),
        })
    }
}

#[cfg(feature = "reqwest")]
pub(crate) fn default_transport() -> Result<Arc<dyn Transport>, BuildError> {
    Ok(Arc::new(crate::transport::Reqwest::configured(|builder| {
        builder
    })?))
}

#[cfg(not(feature = "reqwest"))]
pub(crate) fn default_transport() -> Result<Arc<dyn Transport>, BuildError> {
    Err(BuildError::NoTransport)
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("credentials", &self.credentials)
            .finish_non_exhaustive()
    }
}
