//! Credentials, and which of them a call carries.

mod choose;

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use secrecy::{ExposeSecret, SecretString};

pub(crate) use choose::Credentials;

/// What a security scheme of the document asks for. Its secret never shows in `Debug` or errors.
#[derive(Clone)]
pub struct Credential {
    pub(crate) place: Place,
    pub(crate) secret: Secret,
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
pub(crate) enum Secret {
    Fixed(SecretString),
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
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Credential").field(&self.place).finish()
    }
}
