use std::fmt;

use secrecy::SecretString;

use super::{Credential, Placement};
use crate::error::InvalidRequest;

/// The credentials of a client, by the name of their security scheme.
#[derive(Clone, Default)]
pub(crate) struct Credentials {
    known: Vec<(&'static str, Credential)>,
    /// The methods of the builder by the scheme whose credential they set.
    methods: &'static [(&'static str, &'static str)],
    /// Calls are sent for which there is no credential.
    are_optional: bool,
}

impl Credentials {
    /// Creates a set of none, with the methods of the builder by the scheme whose credential they set.
    pub(crate) fn set_by(methods: &'static [(&'static str, &'static str)]) -> Self {
        Credentials {
            methods,
            ..Credentials::default()
        }
    }

    /// Has calls sent for which there is no credential.
    pub(crate) fn allow_none(&mut self) {
        self.are_optional = true;
    }

    /// Sets the credential of a scheme.
    pub(crate) fn set(&mut self, scheme: &'static str, credential: Credential) {
        self.known.retain(|(name, _)| *name != scheme);
        self.known.push((scheme, credential));
    }

    /// Returns the credential of a scheme.
    pub(crate) fn get(&self, scheme: &str) -> Option<&Credential> {
        self.known
            .iter()
            .find(|(name, _)| *name == scheme)
            .map(|(_, credential)| credential)
    }

    /// Returns all secrets that don't change.
    pub(crate) fn secrets(&self) -> impl Iterator<Item = SecretString> {
        self.known
            .iter()
            .flat_map(|(_, credential)| credential.known_secrets())
    }

    /// Returns the scheme of a credential that can't be sent, if there is one.
    pub(crate) fn unsendable(&self) -> Option<&'static str> {
        let mut credentials = self.known.iter();
        credentials
            .find(|(_, credential)| !credential.can_be_sent())
            .map(|(scheme, _)| *scheme)
    }

    /// Returns the parameters of the query in which secrets are sent.
    pub(crate) fn query_parameters(&self) -> impl Iterator<Item = &str> {
        self.known
            .iter()
            .filter_map(|(_, credential)| match credential.placement() {
                Placement::Query(name) => Some(name.as_str()),
                _ => None,
            })
    }

    /// Returns the first alternative of `security` for which all credentials are there, or one that asks for more beside
    /// these: what the client was given is not left out. The alternative of none comes last.
    pub(crate) fn choose<'a>(
        &self,
        security: &[&'a [&'static str]],
    ) -> Result<&'a [&'static str], InvalidRequest> {
        let some = security.iter().filter(|schemes| !schemes.is_empty());
        let complete = some.copied().filter(|schemes| self.has_all(schemes));
        let covers = |schemes: &[&str], of: &[&str]| of.iter().all(|scheme| schemes.contains(scheme));
        if let Some(schemes) = complete.reduce(|first, next| match covers(next, first) {
            true => next,
            false => first,
        }) {
            return Ok(schemes);
        }
        let needs_none = security.is_empty() || security.iter().any(|schemes| schemes.is_empty());
        match needs_none || self.are_optional {
            true => Ok(&[]),
            false => Err(self.missing(security)),
        }
    }

    /// Returns the schemes that a call names itself, if all their credentials are there.
    pub(crate) fn require<'a>(
        &self,
        schemes: &'a [&'static str],
    ) -> Result<&'a [&'static str], InvalidRequest> {
        match self.has_all(schemes) {
            true => Ok(schemes),
            false => Err(self.missing(&[schemes])),
        }
    }

    fn has_all(&self, schemes: &[&'static str]) -> bool {
        schemes.iter().all(|scheme| self.get(scheme).is_some())
    }

    /// Returns the error of a call without a credential: which ones would do, and what sets them.
    fn missing(&self, security: &[&[&'static str]]) -> InvalidRequest {
        let setter = |scheme: &&'static str| {
            let method = self.methods.iter().find(|(key, _)| key == scheme);
            match method {
                Some((key, method)) => format!("{key} (`.{method}(…)` of the client's builder)"),
                None => format!("{scheme} (`.credential({scheme:?}, …)` of the client's builder)"),
            }
        };
        let missing = |schemes: &&[&'static str]| {
            let missing = schemes.iter().filter(|scheme| self.get(scheme).is_none());
            missing.map(setter).collect::<Vec<_>>().join(" and ")
        };
        let wanted: Vec<String> = security.iter().map(missing).collect();
        InvalidRequest::new(format!(
            "the operation needs a credential that the client does not have: {}; a server that asks for none is called with `.optional_credentials()` of the builder",
            wanted.join(", or ")
        ))
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map()
            .entries(
                self.known
                    .iter()
                    .map(|(scheme, credential)| (scheme, credential.placement())),
            )
            .finish()
    }
}
