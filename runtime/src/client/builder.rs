use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::header::{
    AUTHORIZATION, COOKIE, HeaderMap, HeaderName, HeaderValue, PROXY_AUTHORIZATION, USER_AGENT,
};
use secrecy::SecretString;

use super::Client;
use crate::call::credential::{Credential, Credentials};
#[cfg(feature = "oauth2")]
use crate::call::oauth2::ClientCredentials;
use crate::call::observe::{Audience, HookFuture, Hooks, Observer};
use crate::call::retry::{Budget, Retry};
use crate::call::settings::Settings;
use crate::call::url::BaseUrl;
use crate::error::{BuildError, Secrets};
#[cfg(feature = "record")]
use crate::record::Recorder;
use crate::transport::Transport;
#[cfg(not(all(any(feature = "blocking", feature = "hyper"), not(target_family = "wasm"))))]
use crate::transport::default_transport;
#[cfg(all(any(feature = "blocking", feature = "hyper"), not(target_family = "wasm")))]
use crate::transport::{Identity, default_transport_with};

const TIMEOUT: Duration = Duration::from_secs(120);
const IDLE_TIMEOUT: Duration = Duration::from_secs(5 * 60);
const MAX_BODY: usize = 64 * 1024 * 1024;
/// How many times `max_body` a decoded value may take unless set.
const MEMORY_PER_BODY: usize = 4;
const MAX_PAGES: usize = 100_000;
const AGENT: &str = concat!("specwright/", env!("CARGO_PKG_VERSION"));

/// The builder of a [`Client`]. A setting that is not valid comes out of [`build`](Self::build).
pub struct ClientBuilder {
    base_url: Option<Result<String, BuildError>>,
    base_url_for_all: bool,
    transport: Option<Arc<dyn Transport>>,
    credentials: Credentials,
    headers: HeaderMap,
    timeout: Duration,
    idle_timeout: Duration,
    retry_budget: Option<u32>,
    max_body: usize,
    /// `None` for a multiple of `max_body`.
    max_memory: Option<usize>,
    max_pages: usize,
    retry: Retry,
    hooks: Hooks,
    #[cfg(feature = "record")]
    recorder: Option<Recorder>,
    #[cfg(feature = "oauth2")]
    client_credentials: Vec<(&'static str, ClientCredentials)>,
    #[cfg(all(any(feature = "blocking", feature = "hyper"), not(target_family = "wasm")))]
    identity: Option<Identity>,
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
            idle_timeout: IDLE_TIMEOUT,
            retry_budget: None,
            max_body: MAX_BODY,
            max_memory: None,
            max_pages: MAX_PAGES,
            retry: Retry::default(),
            hooks: Hooks::default(),
            #[cfg(feature = "record")]
            recorder: None,
            #[cfg(feature = "oauth2")]
            client_credentials: Vec::new(),
            #[cfg(all(any(feature = "blocking", feature = "hyper"), not(target_family = "wasm")))]
            identity: None,
            error: None,
        }
    }
}

impl ClientBuilder {
    /// Creates a builder whose settings are as they are unless set.
    pub fn new() -> Self {
        ClientBuilder::default()
    }

    /// Creates a builder whose methods set the credentials of security schemes: by the name of the scheme in the document, the method.
    pub fn with_credentials(methods: &'static [(&'static str, &'static str)]) -> Self {
        ClientBuilder {
            credentials: Credentials::set_by(methods),
            ..ClientBuilder::default()
        }
    }

    /// Creates the builder of a client whose calls have a URL each: none goes to the one that is set here.
    #[cfg(feature = "server")]
    pub fn sender() -> Self {
        let mut builder = ClientBuilder::default();
        builder.base_url_for_all("http://receiver.invalid");
        builder
    }

    /// Sets the server that is called by operations that have none of their own.
    pub fn base_url(&mut self, url: impl Into<String>) {
        self.server(Ok(url.into()));
    }

    /// Sets the server that is called by operations that have none of their own, whose variables may not fit into its URL.
    pub fn server(&mut self, url: Result<String, BuildError>) {
        self.base_url = Some(url);
        self.base_url_for_all = false;
    }

    /// Sets the server that all operations call, even those that have one of their own.
    pub fn base_url_for_all(&mut self, url: impl Into<String>) {
        self.base_url = Some(Ok(url.into()));
        self.base_url_for_all = true;
    }

    /// Sets the credential for the security scheme of this name in the document.
    pub fn credential(&mut self, scheme: &'static str, credential: Credential) {
        #[cfg(feature = "oauth2")]
        self.client_credentials.retain(|(name, _)| *name != scheme);
        self.credentials.set(scheme, credential);
    }

    /// Has calls sent for which the client has no credential.
    pub fn optional_credentials(&mut self) {
        self.credentials.allow_none();
    }

    /// Sets what writes down the shapes of responses.
    #[cfg(feature = "record")]
    pub fn record(&mut self, recorder: &Recorder) {
        self.recorder = Some(recorder.clone());
    }

    /// Sets the source of tokens for the security scheme of this name in the document. A token URL may be relative to the base URL, and
    /// what sends the client's requests sends those for tokens, unless `source` has a transport of its own.
    #[cfg(feature = "oauth2")]
    pub fn client_credentials(&mut self, scheme: &'static str, source: ClientCredentials) {
        self.client_credentials.retain(|(name, _)| *name != scheme);
        self.client_credentials.push((scheme, source));
    }

    /// Sets the certificate that the default transport presents, for the security scheme of this name in the document. PEM:
    /// the client's certificate, those between it and an authority, and its private key.
    pub fn client_identity(&mut self, scheme: &'static str, pem: &[u8]) {
        self.credential(scheme, Credential::transport());
        #[cfg(all(any(feature = "blocking", feature = "hyper"), not(target_family = "wasm")))]
        match Identity::from_pem(pem) {
            Ok(identity) => self.identity = Some(identity),
            Err(error) => drop(self.error.get_or_insert(error)),
        }
        #[cfg(not(all(any(feature = "blocking", feature = "hyper"), not(target_family = "wasm"))))]
        {
            let _ = pem;
            self.error.get_or_insert_with(identity_without_its_transport);
        }
    }

    /// Sets how long a call may take until its response is there, without the time in which an upload makes progress: 2 minutes unless set.
    pub fn timeout(&mut self, timeout: Duration) {
        self.timeout = timeout;
    }

    /// Sets how long the body of a response, or an item of a stream, may be that is kept in memory, unpacked: 64 MiB unless set. In
    /// bytes.
    pub fn max_body(&mut self, bytes: usize) {
        self.max_body = bytes;
    }

    /// Sets how much memory the value may take that a body, or an item of a stream, is decoded to: four times `max_body`
    /// unless set. In bytes.
    pub fn max_memory(&mut self, bytes: usize) {
        self.max_memory = Some(bytes);
    }

    /// Sets how many pages of a list may be fetched: 100,000 unless set.
    pub fn max_pages(&mut self, pages: usize) {
        self.max_pages = pages;
    }

    /// Sets when a request is sent again.
    pub fn retry(&mut self, retry: Retry) {
        self.retry = retry;
    }

    /// Sets how long a response that is read as a stream may be silent, and an upload make no progress: 5 minutes unless set. A
    /// request's body of more than 256 KiB, or of unknown length, is an upload; while it is sent, this limit holds or that of the call or
    /// attempt, if that is shorter, and the time does not count to these.
    pub fn idle_timeout(&mut self, timeout: Duration) {
        self.idle_timeout = timeout;
    }

    /// Sets how many retries all calls together may make beyond one for ten successful calls: 50, or two for each call in flight if that is
    /// more, unless set.
    pub fn retry_budget(&mut self, retries: u32) {
        self.retry_budget = Some(retries);
    }

    /// Adds a hook that runs before each request, retries included, to the origin that the call is meant for; it may change
    /// the head.
    pub fn before_request(&mut self, hook: impl Fn(&mut http::request::Parts) + Send + Sync + 'static) {
        self.hooks.add_before(Audience::Own, hook);
    }

    /// Adds a hook that runs before each request, also to another origin that a redirect leads to; it may change the head.
    pub fn before_any_request(&mut self, hook: impl Fn(&mut http::request::Parts) + Send + Sync + 'static) {
        self.hooks.add_before(Audience::Any, hook);
    }

    /// Adds a hook that runs after each response, retries included, of the origin that the call is meant for.
    pub fn after_response(&mut self, hook: impl Fn(&http::response::Parts) + Send + Sync + 'static) {
        self.hooks.add_after(Audience::Own, hook);
    }

    /// Adds a hook that runs after each response, also of another origin that a redirect leads to.
    pub fn after_any_response(&mut self, hook: impl Fn(&http::response::Parts) + Send + Sync + 'static) {
        self.hooks.add_after(Audience::Any, hook);
    }

    /// Adds a hook that is waited for before each request, retries included, to the origin that the call is meant for; it may change
    /// the head.
    pub fn before_request_async(
        &mut self,
        hook: impl for<'a> Fn(&'a mut http::request::Parts) -> HookFuture<'a> + Send + Sync + 'static,
    ) {
        self.hooks.add_async_before(hook);
    }

    /// Adds a hook that is waited for after each response, retries included, of the origin that the call is meant for.
    pub fn after_response_async(
        &mut self,
        hook: impl for<'a> Fn(&'a http::response::Parts) -> HookFuture<'a> + Send + Sync + 'static,
    ) {
        self.hooks.add_async_after(hook);
    }

    /// Adds what is told how calls go.
    pub fn observer(&mut self, observer: impl Observer) {
        self.hooks.add_observer(observer);
    }

    /// Sets the header in which the id of a call is sent, the same with all its attempts. It is sent nowhere unless set.
    pub fn request_id_header(&mut self, name: &str) {
        match HeaderName::try_from(name) {
            Ok(name) => self.hooks.send_request_id(name),
            Err(_) => self.invalid_header(name),
        }
    }

    /// Sets the `User-Agent` header.
    pub fn user_agent(&mut self, user_agent: &str) {
        self.header(USER_AGENT.as_str(), user_agent);
    }

    /// Sets a header that every request carries.
    pub fn header(&mut self, name: &str, value: &str) {
        match (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            (Ok(name), Ok(value)) => {
                self.headers.insert(name, value);
            }
            _ => self.invalid_header(name),
        }
    }

    fn invalid_header(&mut self, name: &str) {
        self.error.get_or_insert(BuildError::InvalidHeader {
            name: name.to_owned(),
        });
    }

    /// Sets what sends the requests.
    pub fn transport(&mut self, transport: impl Transport) {
        self.transport = Some(Arc::new(transport));
    }

    /// Builds the client.
    ///
    /// # Errors
    /// A setting is not valid, or there is no server to call.
    pub fn build(mut self) -> Result<Client, BuildError> {
        if let Some(error) = self.error {
            return Err(error);
        }
        if let Some(scheme) = self.credentials.unsendable() {
            return Err(BuildError::InvalidCredential { scheme });
        }
        let base_url = BaseUrl::parse(&self.base_url.ok_or(BuildError::NoServer)??)?;
        #[cfg(all(any(feature = "blocking", feature = "hyper"), not(target_family = "wasm")))]
        let transport = match (self.transport, self.identity) {
            (Some(_), Some(_)) => return Err(identity_without_its_transport()),
            (Some(transport), None) => transport,
            (None, identity) => default_transport_with(identity)?,
        };
        #[cfg(not(all(any(feature = "blocking", feature = "hyper"), not(target_family = "wasm"))))]
        let transport = match self.transport {
            Some(transport) => transport,
            None => default_transport()?,
        };
        if transport.reads_extensions() {
            self.hooks.show_transport();
        }
        let mut secrets: Vec<SecretString> = self.credentials.secrets().collect();
        secrets.extend(secret_headers(&self.headers));
        secrets.extend(
            base_url
                .query
                .split('&')
                .filter_map(|pair| Some(pair.split_once('=')?.1.into())),
        );
        #[cfg(feature = "oauth2")]
        for (scheme, source) in self.client_credentials {
            secrets.push(source.secret().clone());
            let source = source.of_client(&base_url, &transport)?;
            self.credentials.set(scheme, Credential::bearer_source(source));
        }
        Ok(Client {
            settings: Arc::new(Settings {
                base_url,
                base_url_for_all: self.base_url_for_all,
                transport,
                credentials: self.credentials,
                secrets: Arc::new(Secrets::new(secrets)),
                headers: self.headers,
                timeout: self.timeout,
                idle_timeout: self.idle_timeout,
                max_body: self.max_body,
                max_memory: self
                    .max_memory
                    .unwrap_or_else(|| self.max_body.saturating_mul(MEMORY_PER_BODY)),
                max_pages: self.max_pages,
                retry: self.retry,
                budget: Budget::new(self.retry_budget),
                hooks: Arc::new(self.hooks),
                #[cfg(feature = "record")]
                recorder: self.recorder,
            }),
        })
    }
}

/// Returns the secrets in headers that every request carries.
fn secret_headers(headers: &HeaderMap) -> impl Iterator<Item = SecretString> {
    let values = [AUTHORIZATION, PROXY_AUTHORIZATION, COOKIE].map(|name| headers.get(name));
    let values = values
        .into_iter()
        .flatten()
        .filter_map(|value| value.to_str().ok());
    values.flat_map(|value| [value, value.split_once(' ').unwrap_or_default().1].map(SecretString::from))
}

/// Returns the error of an identity for another transport than the default one, which alone takes it.
fn identity_without_its_transport() -> BuildError {
    BuildError::ClientIdentity(
        "only the default transport takes them; present them in the transport that is set, and say so with \
         Credential::transport()"
            .into(),
    )
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("credentials", &self.credentials)
            .finish_non_exhaustive()
    }
}
