//! OAuth 2.0: tokens for a client that acts for itself (RFC 6749, section 4.4). Needs the feature `oauth2`.

mod token;

use std::fmt;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};
use http::{HeaderValue, Request};
use secrecy::{ExposeSecret, SecretString};
use url::{Origin, Url};

use crate::call::credential::{TokenFuture, TokenSource};
use crate::call::url::BaseUrl;
use crate::codec::parameter::form_pair;
use crate::error::{BuildError, Secrets};
use crate::message::{Body, BoxError};
use crate::platform::Turns;
use crate::transport::{Anonymous, Transport, default_transport};

use token::Token;

/// How much of a token endpoint's response is read, in bytes.
const MAX_RESPONSE: usize = 1 << 20;

/// The grant `client_credentials`: gets a token when it is first needed, keeps it until shortly before it expires,
/// and gets the next one once, however many calls wait for it. A refresh token is used where the server gives one.
///
/// ```
/// use specwright_runtime::Credential;
/// use specwright_runtime::oauth2::ClientCredentials;
///
/// let source = ClientCredentials::new("https://auth.example.com/token", "my-client", "its secret")
///     .scopes(["read", "write"]);
/// let credential = Credential::bearer_source(source);
/// ```
pub struct ClientCredentials {
    token_url: String,
    refresh_url: Option<String>,
    id: String,
    secret: SecretString,
    parameters: Vec<(String, String)>,
    secret_in_body: bool,
    transport: OnceLock<Arc<dyn Transport>>,
    /// The server of the client whose transport it is.
    home: Option<Origin>,
    token: Mutex<Option<Token>>,
    /// Held while a token is fetched.
    fetching: Turns,
}

impl ClientCredentials {
    /// Creates the source for a client that the authorization server knows by `id` and `secret`.
    pub fn new(token_url: impl Into<String>, id: impl Into<String>, secret: impl Into<SecretString>) -> Self {
        ClientCredentials {
            token_url: token_url.into(),
            refresh_url: None,
            id: id.into(),
            secret: secret.into(),
            parameters: Vec::new(),
            secret_in_body: false,
            transport: OnceLock::new(),
            home: None,
            token: Mutex::new(None),
            fetching: Turns::default(),
        }
    }

    /// Sets where tokens are refreshed, if that is not the token URL.
    pub fn refresh_url(mut self, url: impl Into<String>) -> Self {
        self.refresh_url = Some(url.into());
        self
    }

    /// Sets the scopes to ask for; the server's default for none.
    pub fn scopes<S: AsRef<str>>(self, scopes: impl IntoIterator<Item = S>) -> Self {
        let scopes: Vec<String> = scopes
            .into_iter()
            .map(|scope| scope.as_ref().to_owned())
            .collect();
        match scopes.is_empty() {
            true => self,
            false => self.parameter("scope", scopes.join(" ")),
        }
    }

    /// Adds a parameter of the token request, such as `audience`.
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.parameters.push((name.into(), value.into()));
        self
    }

    /// Sends the id and the secret in the body, for servers that don't take them as `Authorization: Basic`.
    pub fn secret_in_body(mut self) -> Self {
        self.secret_in_body = true;
        self
    }

    /// Sets what sends the token requests; `hyper` with `rustls` unless set.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        let transport: Arc<dyn Transport> = Arc::new(transport);
        self.transport = OnceLock::from(transport);
        self
    }

    /// Completes the source for a client: its base URL completes relative URLs, and its transport sends the token requests unless
    /// there is one.
    pub(crate) fn of_client(
        mut self,
        base: &BaseUrl,
        transport: &Arc<dyn Transport>,
    ) -> Result<Self, BuildError> {
        self.token_url = base.token_url(&self.token_url)?;
        self.refresh_url = self.refresh_url.map(|url| base.token_url(&url)).transpose()?;
        if self.transport.get().is_none() {
            self.home = base.origin();
            self.transport = OnceLock::from(transport.clone());
        }
        Ok(self)
    }

    /// Returns the secret of the client.
    pub(crate) fn secret(&self) -> &SecretString {
        &self.secret
    }

    async fn current(&self) -> Result<SecretString, BoxError> {
        if let Some(token) = self.valid() {
            return Ok(token);
        }
        let _fetching = self.fetching.take().await;
        if let Some(token) = self.valid() {
            return Ok(token);
        }
        let refresh = self.stored().as_ref().and_then(Token::refresh);
        let refreshed = match refresh {
            Some(refresh) => self
                .fetch(
                    self.refresh_url.as_ref().unwrap_or(&self.token_url),
                    "refresh_token",
                    &[("refresh_token", refresh.expose_secret())],
                )
                .await
                .ok(),
            None => None,
        };
        let token = match refreshed {
            Some(token) => token,
            None => {
                let parameters: Vec<(&str, &str)> = self
                    .parameters
                    .iter()
                    .map(|(name, value)| (name.as_str(), value.as_str()))
                    .collect();
                self.fetch(&self.token_url, "client_credentials", &parameters)
                    .await?
            }
        };
        let access = token.access();
        *self.stored() = Some(token);
        Ok(access)
    }

    fn valid(&self) -> Option<SecretString> {
        self.stored()
            .as_ref()
            .filter(|token| token.is_valid())
            .map(Token::access)
    }

    fn stored(&self) -> std::sync::MutexGuard<'_, Option<Token>> {
        self.token.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Sends one request to the token endpoint.
    async fn fetch(&self, url: &str, grant: &str, parameters: &[(&str, &str)]) -> Result<Token, BoxError> {
        let mut pairs = vec![("grant_type", grant)];
        pairs.extend(parameters);
        if self.secret_in_body {
            pairs.extend([
                ("client_id", self.id.as_str()),
                ("client_secret", self.secret.expose_secret()),
            ]);
        }
        let form: Vec<String> = pairs.iter().map(|(name, value)| form_pair(name, value)).collect();
        let mut request = Request::post(url)
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(ACCEPT, "application/json")
            .body(Body::from(form.join("&")))
            .map_err(|error| format!("the token URL can't be used: {error}"))?;
        if !self.secret_in_body {
            request.headers_mut().insert(AUTHORIZATION, self.basic()?);
        }
        let is_home = |home: &Origin| Url::parse(url).is_ok_and(|url| url.origin() == *home);
        if self.home.as_ref().is_some_and(|home| !is_home(home)) {
            request.extensions_mut().insert(Anonymous);
        }
        let response = self.send(request).await?;
        let status = response.status();
        let body = response.into_body().collect(MAX_RESPONSE).await;
        let body = body.map_err(|_| "the response of the token endpoint can't be read")?;
        Token::parse(status, &body, &self.secrets(parameters))
    }

    /// Returns what no error may show: the secret, the header that it is sent in, and the tokens and parameters of this request.
    fn secrets(&self, parameters: &[(&str, &str)]) -> Secrets {
        let mut secrets = vec![self.secret.clone()];
        if let Ok(header) = self.basic()
            && let Some(encoded) = header
                .to_str()
                .ok()
                .and_then(|value| value.strip_prefix("Basic "))
        {
            secrets.push(encoded.into());
        }
        if let Some(token) = self.stored().as_ref() {
            secrets.push(token.access());
        }
        let private = |name: &str| !matches!(name, "scope" | "audience" | "resource");
        let parameters = parameters.iter().filter(|(name, _)| private(name));
        secrets.extend(parameters.map(|(_, value)| SecretString::from(*value)));
        Secrets::new(secrets)
    }

    async fn send(&self, request: Request<Body>) -> Result<http::Response<Body>, BoxError> {
        let transport = match self.transport.get() {
            Some(transport) => transport,
            None => {
                let transport = default_transport()?;
                self.transport.get_or_init(|| transport)
            }
        };
        Ok(transport.send(request).await?)
    }

    /// Creates the value of `Authorization: Basic`, of the form-encoded id and secret (section 2.3.1).
    fn basic(&self) -> Result<HeaderValue, BoxError> {
        let pair = form_pair(&self.id, self.secret.expose_secret()).replacen('=', ":", 1);
        let mut value = HeaderValue::try_from(format!("Basic {}", STANDARD.encode(pair)))?;
        value.set_sensitive(true);
        Ok(value)
    }
}

impl TokenSource for ClientCredentials {
    fn token(&self) -> TokenFuture<'_> {
        Box::pin(self.current())
    }

    fn forget(&self, token: &SecretString) -> bool {
        if let Some(stored) = self.stored().as_mut() {
            stored.expire_if(token);
        }
        true
    }
}

impl fmt::Debug for ClientCredentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientCredentials")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}
