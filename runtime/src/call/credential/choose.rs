use std::fmt;

use secrecy::SecretString;

use super::{Credential, Placement};
use crate::error::InvalidRequest;

/// The credentials of a client, by the name of their security scheme.
#[derive(Clone, Default)]
pub(crate) struct Credentials(Vec<(&'static str, Credential)>);

impl Credentials {
    /// Sets the credential of a scheme.
    pub(crate) fn set(&mut self, scheme: &'static str, credential: Credential) {
        self.0.retain(|(name, _)| *name != scheme);
        self.0.push((scheme, credential));
    }

    /// Returns the credential of a scheme.
    pub(crate) fn get(&self, scheme: &str) -> Option<&Credential> {
        self.0
            .iter()
            .find(|(name, _)| *name == scheme)
            .map(|(_, credential)| credential)
    }

    /// Returns all secrets that don't change.
    pub(crate) fn secrets(&self) -> impl Iterator<Item = SecretString> {
        self.0
            .iter()
            .flat_map(|(_, credential)| credential.known_secrets())
    }

    /// Returns the scheme of a credential that can't be sent, if there is one.
    pub(crate) fn unsendable(&self) -> Option<&'static str> {
        let mut credentials = self.0.iter();
        credentials
            .find(|(_, credential)| !credential.can_be_sent())
            .map(|(scheme, _)| *scheme)
    }

    /// Returns the parameters of the query in which secrets are sent.
    pub(crate) fn query_parameters(&self) -> impl Iterator<Item = &str> {
        self.0
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
        let is_complete =
            |schemes: &&&'a [&'static str]| schemes.iter().all(|scheme| self.get(scheme).is_some());
        let some = security.iter().filter(|schemes| !schemes.is_empty());
        let complete = some.copied().filter(|schemes| is_complete(&schemes));
        let has_all = |schemes: &[&str], of: &[&str]| of.iter().all(|scheme| schemes.contains(scheme));
        if let Some(schemes) = complete.reduce(|first, next| match has_all(next, first) {
            true => next,
            false => first,
        }) {
            return Ok(schemes);
        }
        if security.is_empty() || security.iter().any(|schemes| schemes.is_empty()) {
            return Ok(&[]);
        }
        let wanted: Vec<String> = security.iter().map(|schemes| schemes.join(" and ")).collect();
        Err(InvalidRequest::new(format!(
            "the operation needs a credential that the client does not have: {}",
            wanted.join(", or ")
        )))
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map()
            .entries(
                self.0
                    .iter()
                    .map(|(scheme, credential)| (scheme, credential.placement())),
            )
            .finish()
    }
}
