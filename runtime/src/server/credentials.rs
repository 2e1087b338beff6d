//! What a request carries for the security schemes.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::HeaderMap;
use http::header::AUTHORIZATION;
use secrecy::{ExposeSecret, SecretString};

use super::decode::Pairs;
use super::description::{Description, Operation, Scheme, SchemeKind};
use super::rejection::{Rejection, Violation};

/// The credentials that a request carries, by the keys of the document's security schemes.
///
/// That a request has what its operation asks for is checked before a program sees it; whether that is any good is for the program to say.
#[derive(Clone, Default)]
pub struct Credentials {
    found: Vec<(String, SecretString)>,
    /// The schemes of which there is more than one credential, and the places of these.
    several: Vec<(String, String)>,
}

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
        let (_, secret) = self.found.iter().find(|(key, _)| key == scheme)?;
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
        let header = |name: &str| match headers.get_all(name).iter().collect::<Vec<_>>().as_slice() {
            [] => Ok(None),
            [one] => Ok(one.to_str().ok().map(str::to_owned)),
            // What stands before this server may have looked at another one.
            _ => Err(format!("header {name}")),
        };
        let one_of = |scheme: &Scheme| -> Result<Option<String>, String> {
            match &scheme.kind {
                SchemeKind::Header(name) => header(name),
                SchemeKind::Query(name) => match query.raw(name).nth(1) {
                    Some(_) => Err(format!("query {name}")),
                    None => Ok(query.text(name).ok().flatten()),
                },
                SchemeKind::Cookie(name) => Ok(cookies.text(name).ok().flatten()),
                SchemeKind::Authorization(name) => {
                    let text = header(AUTHORIZATION.as_str())?;
                    let pair = text.as_deref().and_then(|text| text.split_once(' '));
                    let own = pair.filter(|(found, _)| found.eq_ignore_ascii_case(name));
                    Ok(own.map(|(_, secret)| secret.trim().to_owned()))
                }
                // Whoever accepts the connection checks it.
                SchemeKind::Connection => Ok(None),
            }
        };
        let mut credentials = Credentials::default();
        for scheme in &description.schemes {
            let is_connection = matches!(scheme.kind, SchemeKind::Connection);
            match one_of(scheme) {
                Ok(Some(secret)) if !secret.is_empty() => {
                    credentials.found.push((scheme.key.clone(), secret.into()));
                }
                Ok(_) if is_connection => credentials.found.push((scheme.key.clone(), "".into())),
                // What is empty is none.
                Ok(_) => {}
                Err(place) => credentials.several.push((scheme.key.clone(), place)),
            }
        }
        credentials
    }

    /// Checks that there is what an operation asks for.
    ///
    /// # Errors
    /// No alternative is there whole, or there is more than one credential for a scheme.
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
        let is_asked_for = |key: &String| operation.security.iter().flatten().any(|asked| asked == key);
        if let Some((_, place)) = self.several.iter().find(|(key, _)| is_asked_for(key)) {
            let violation = Violation::new("$", "there is more than one credential").of(place.as_str());
            return Err(Rejection::parameters(vec![violation]));
        }
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
        let keys = self.found.iter().map(|(key, _)| key);
        f.debug_list().entries(keys).finish()
    }
}
