//! What a request carries for the security schemes.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::HeaderMap;
use http::header::AUTHORIZATION;
use secrecy::{ExposeSecret, SecretString};

use super::decode::Pairs;
use super::description::{Description, Operation, SchemeKind};
use super::rejection::Rejection;

/// The credentials that a request carries, by the keys of the document's security schemes.
///
/// That a request has what its operation asks for is checked before a program sees it; whether that is any good is for the program to say.
#[derive(Clone, Default)]
pub struct Credentials(Vec<(String, SecretString)>);

/// A user and a password: HTTP's `Basic`.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct BasicCredentials {
    /// The user.
    pub user: String,
    /// The password.
    pub password: SecretString,
}

impl Credentials {
    /// Returns the credential for the security scheme of this name in the document: the key, or what stands behind the scheme of
    /// `Authorization`.
    pub fn get(&self, scheme: &str) -> Option<&SecretString> {
        let (_, secret) = self.0.iter().find(|(key, _)| key == scheme)?;
        Some(secret)
    }

    /// Returns the user and the password for a security scheme that is HTTP's `Basic`.
    pub fn basic(&self, scheme: &str) -> Option<BasicCredentials> {
        let pair = STANDARD.decode(self.get(scheme)?.expose_secret().trim()).ok()?;
        let (user, password) = std::str::from_utf8(&pair).ok()?.split_once(':')?;
        Some(BasicCredentials {
            user: user.to_owned(),
            password: password.into(),
        })
    }

    pub(super) fn of(
        description: &Description,
        headers: &HeaderMap,
        query: &Pairs<'_>,
        cookies: &Pairs<'_>,
    ) -> Self {
        let header = |name: &str| headers.get(name)?.to_str().ok().map(str::to_owned);
        let found = description.schemes.iter().filter_map(|scheme| {
            let secret = match &scheme.kind {
                SchemeKind::Header(name) => header(name)?,
                SchemeKind::Query(name) => query.text(name).ok()??,
                SchemeKind::Cookie(name) => cookies.text(name).ok()??,
                SchemeKind::Authorization(name) => {
                    let text = header(AUTHORIZATION.as_str())?;
                    let (found, secret) = text.split_once(' ')?;
                    found
                        .eq_ignore_ascii_case(name)
                        .then(|| secret.trim().to_owned())?
                }
                // Whoever accepts the connection checks it.
                SchemeKind::Connection => String::new(),
            };
            Some((scheme.key.clone(), SecretString::from(secret)))
        });
        Credentials(found.collect())
    }

    /// Checks that there is what an operation asks for.
    ///
    /// # Errors
    /// No alternative is there whole.
    pub(super) fn check(&self, description: &Description, operation: &Operation) -> Result<(), Rejection> {
        let scheme = |key: &String| description.schemes.iter().find(|scheme| scheme.key == *key);
        // What is not declared can't be asked for.
        let is_there = |key: &String| scheme(key).is_none() || self.get(key).is_some();
        // A place of the request that two schemes ask for has room for one of them.
        let is_met = |all: &Vec<String>, key: &String| {
            let place = scheme(key).map(|scheme| scheme.kind.place());
            is_there(key)
                || all
                    .iter()
                    .any(|other| scheme(other).map(|scheme| scheme.kind.place()) == place && is_there(other))
        };
        let mut alternatives = operation.security.iter();
        if operation.security.is_empty() || alternatives.any(|all| all.iter().all(|key| is_met(all, key))) {
            return Ok(());
        }
        Err(self.missing(description, operation))
    }

    /// Returns the rejection of a request that has not what its operation asks for.
    pub(super) fn missing(&self, description: &Description, operation: &Operation) -> Rejection {
        let scheme = |key: &String| description.schemes.iter().find(|scheme| scheme.key == *key);
        let schemes = operation.security.iter().flatten().filter_map(scheme);
        let mut challenges: Vec<String> = Vec::new();
        for scheme in schemes {
            let challenge = match &scheme.kind {
                SchemeKind::Authorization(name) if name.eq_ignore_ascii_case("basic") => {
                    "Basic realm=\"\"".to_owned()
                }
                SchemeKind::Authorization(name) if name.eq_ignore_ascii_case("bearer") => "Bearer".to_owned(),
                SchemeKind::Authorization(name) => name.clone(),
                _ => "ApiKey".to_owned(),
            };
            if !challenges.contains(&challenge) {
                challenges.push(challenge);
            }
        }
        Rejection::unauthorized(challenges.join(", "))
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.iter().map(|(key, _)| key)).finish()
    }
}
