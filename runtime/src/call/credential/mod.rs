//! Credentials, and which of them a call carries.

mod choose;
mod source;

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::HeaderValue;
use secrecy::{ExposeSecret, SecretString};

use crate::error::CredentialError;

pub(crate) use choose::Credentials;
pub use source::{TokenFuture, TokenSource};

/// A credential for a security scheme of the document. Its secret never shows in `Debug` or errors.
///
/// ```
/// use specwright_runtime::Credential;
///
/// let token = Credential::bearer("a token");
/// let key = Credential::header("x-api-key", "a key");
/// assert_eq!(format!("{key:?}"), r#"Credential(Header("x-api-key"))"#);
/// ```
#[derive(Clone)]
pub struct Credential {
    placement: Placement,
    secret: Secret,
}

/// The part of a request in which a secret is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Placement {
    /// `Authorization`, with a scheme before the secret.
    Authorization(String),
    Header(String),
    Query(String),
    Cookie(String),
    /// Not in the request: the transport sends it.
    Transport,
}

#[derive(Clone)]
enum Secret {
    Fixed(SecretString),
    Source(Arc<dyn TokenSource>),
}

impl Credential {
    fn fixed(placement: Placement, secret: impl Into<SecretString>) -> Self {
        Credential {
            placement,
            secret: Secret::Fixed(secret.into()),
        }
    }

    /// Creates the credential that is sent as `Authorization: Bearer TOKEN`.
    pub fn bearer(token: impl Into<SecretString>) -> Self {
        Credential::http("Bearer", token)
    }

    /// Creates the credential that is sent as `Authorization: Bearer TOKEN`, with a token that a source gives for each
    /// request.
    pub fn bearer_source(source: impl TokenSource) -> Self {
        Credential {
            placement: Placement::Authorization("Bearer".to_owned()),
            secret: Secret::Source(Arc::new(source)),
        }
    }

    /// Creates the credential that is sent as `Authorization: Basic …`, of a user and a password.
    pub fn basic(user: impl AsRef<str>, password: impl Into<SecretString>) -> Self {
        let password = password.into();
        let pair = format!("{}:{}", user.as_ref(), password.expose_secret());
        Credential::http("Basic", STANDARD.encode(pair))
    }

    /// Creates the credential that is sent as `Authorization: SCHEME SECRET`.
    pub fn http(scheme: impl Into<String>, secret: impl Into<SecretString>) -> Self {
        Credential::fixed(Placement::Authorization(scheme.into()), secret)
    }

    /// Creates the credential that is sent in a header of this name.
    pub fn header(name: impl Into<String>, secret: impl Into<SecretString>) -> Self {
        Credential::fixed(Placement::Header(name.into()), secret)
    }

    /// Creates the credential that is sent in a query parameter of this name.
    pub fn query(name: impl Into<String>, secret: impl Into<SecretString>) -> Self {
        Credential::fixed(Placement::Query(name.into()), secret)
    }

    /// Creates the credential that is sent in a cookie of this name.
    pub fn cookie(name: impl Into<String>, secret: impl Into<SecretString>) -> Self {
        Credential::fixed(Placement::Cookie(name.into()), secret)
    }

    /// Creates a credential of which nothing is in the request: the transport proves who calls, by the certificate of the
    /// client for example. On requests that it is not meant for, the client puts [`Anonymous`](crate::transport::Anonymous).
    pub fn transport() -> Self {
        Credential::fixed(Placement::Transport, "")
    }

    pub(crate) fn placement(&self) -> &Placement {
        &self.placement
    }

    /// Returns the secret, if it is the same for all requests.
    pub(crate) fn fixed_secret(&self) -> Option<&SecretString> {
        match &self.secret {
            Secret::Fixed(secret) => Some(secret),
            Secret::Source(_) => None,
        }
    }

    /// Tells whether the secret may stand where it is sent, as far as it is known.
    pub(crate) fn can_be_sent(&self) -> bool {
        let is_in_header = matches!(self.placement, Placement::Authorization(_) | Placement::Header(_));
        let secret = self.fixed_secret().filter(|_| is_in_header);
        secret.is_none_or(|secret| HeaderValue::from_str(secret.expose_secret()).is_ok())
    }

    /// Returns what no error may show: the secret, and the password in it.
    fn known_secrets(&self) -> Vec<SecretString> {
        let Some(secret) = self.fixed_secret() else {
            return Vec::new();
        };
        let mut known = vec![secret.clone()];
        if matches!(&self.placement, Placement::Authorization(scheme) if scheme == "Basic")
            && let Ok(pair) = STANDARD.decode(secret.expose_secret())
            && let Some((_, password)) = String::from_utf8_lossy(&pair).split_once(':')
        {
            known.push(password.into());
        }
        known
    }

    /// Returns the secret for one request.
    pub(crate) async fn secret(&self) -> Result<Cow<'_, SecretString>, CredentialError> {
        match &self.secret {
            Secret::Fixed(secret) => Ok(Cow::Borrowed(secret)),
            Secret::Source(source) => {
                let token = source.token().await;
                token.map(Cow::Owned).map_err(CredentialError::new)
            }
        }
    }

    /// Forgets a secret that the server refused. Returns whether there may be another one.
    pub(crate) fn forget(&self, secret: &SecretString) -> bool {
        match &self.secret {
            Secret::Fixed(_) => false,
            Secret::Source(source) => source.forget(secret),
        }
    }
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Credential").field(&self.placement).finish()
    }
}
