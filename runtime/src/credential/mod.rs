//! Credentials, and which of them a call carries.

mod choose;
mod source;

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use secrecy::{ExposeSecret, SecretString};

use crate::error::CredentialError;

pub(crate) use choose::Credentials;
pub use source::{TokenFuture, TokenSource};

/// What a security scheme of the document asks for. Its secret never shows in `Debug` or errors.
#[derive(Clone)]
pub struct Credential {
    place: Place,
    secret: Secret,
}

/// Where a secret is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// `Authorization`, with a scheme before the secret.
    Authorization(String),
    Header(String),
    Query(String),
    Cookie(String),
    /// Not in the request: the transport's business.
    Transport,
}

#[derive(Clone)]
enum Secret {
    Fixed(SecretString),
    Source(Arc<dyn TokenSource>),
}

impl Credential {
    fn fixed(place: Place, secret: impl Into<SecretString>) -> Self {
        Credential {
            place,
            secret: Secret::Fixed(secret.into()),
        }
    }

    /// `Authorization: Bearer SECRET`.
    pub fn bearer(token: impl Into<SecretString>) -> Self {
        Credential::http("Bearer", token)
    }

    /// `Authorization: Bearer TOKEN`, with a token that a source gives for each request.
    pub fn bearer_source(source: impl TokenSource) -> Self {
        Credential {
            place: Place::Authorization("Bearer".to_owned()),
            secret: Secret::Source(Arc::new(source)),
        }
    }

    /// `Authorization: Basic …` of a user and a password.
    pub fn basic(user: impl AsRef<str>, password: impl Into<SecretString>) -> Self {
        let password = password.into();
        let pair = format!("{}:{}", user.as_ref(), password.expose_secret());
        Credential::http("Basic", STANDARD.encode(pair))
    }

    /// `Authorization: SCHEME SECRET`.
    pub fn http(scheme: impl Into<String>, secret: impl Into<SecretString>) -> Self {
        Credential::fixed(Place::Authorization(scheme.into()), secret)
    }

    /// A header of this name.
    pub fn header(name: impl Into<String>, secret: impl Into<SecretString>) -> Self {
        Credential::fixed(Place::Header(name.into()), secret)
    }

    /// A query parameter of this name.
    pub fn query(name: impl Into<String>, secret: impl Into<SecretString>) -> Self {
        Credential::fixed(Place::Query(name.into()), secret)
    }

    /// A cookie of this name.
    pub fn cookie(name: impl Into<String>, secret: impl Into<SecretString>) -> Self {
        Credential::fixed(Place::Cookie(name.into()), secret)
    }

    /// Nothing in the request: the transport proves who calls, by a client certificate for example.
    pub fn transport() -> Self {
        Credential::fixed(Place::Transport, "")
    }

    pub(crate) fn place(&self) -> &Place {
        &self.place
    }

    /// The secret, if it is the same for all requests.
    pub(crate) fn fixed_secret(&self) -> Option<&SecretString> {
        match &self.secret {
            Secret::Fixed(secret) => Some(secret),
            Secret::Source(_) => None,
        }
    }

    /// The secret for one request.
    pub(crate) async fn secret(&self) -> Result<Cow<'_, SecretString>, CredentialError> {
        match &self.secret {
            Secret::Fixed(secret) => Ok(Cow::Borrowed(secret)),
            Secret::Source(source) => {
                let token = source.token().await;
                token.map(Cow::Owned).map_err(CredentialError::new)
            }
        }
    }

    /// The server refused this secret. Whether there may be another one.
    pub(crate) fn forget(&self, secret: &SecretString) -> bool {
        match &self.secret {
            Secret::Fixed(_) => false,
            Secret::Source(source) => source.forget(secret),
        }
    }
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Credential").field(&self.place).finish()
    }
}
