use std::fmt;

use super::Credential;
use crate::error::InvalidRequest;

/// The credentials of a client, by the name of their security scheme.
#[derive(Clone, Default)]
pub(crate) struct Credentials(Vec<(&'static str, Credential)>);

impl Credentials {
    pub(crate) fn set(&mut self, scheme: &'static str, credential: Credential) {
        self.0.retain(|(name, _)| *name != scheme);
        self.0.push((scheme, credential));
    }

    fn get(&self, scheme: &str) -> Option<(&str, &Credential)> {
        self.0
            .iter()
            .find(|(name, _)| *name == scheme)
            .map(|(name, credential)| (*name, credential))
    }

    /// The credentials of the first alternative of `security` that is complete; the alternative of none comes last.
    pub(crate) fn choose(&self, security: &[&[&str]]) -> Result<Vec<(&str, &Credential)>, InvalidRequest> {
        for alternative in security.iter().filter(|schemes| !schemes.is_empty()) {
            if let Some(credentials) = alternative.iter().map(|scheme| self.get(scheme)).collect() {
                return Ok(credentials);
            }
        }
        if security.is_empty() || security.iter().any(|schemes| schemes.is_empty()) {
            return Ok(Vec::new());
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
                    .map(|(scheme, credential)| (scheme, &credential.place)),
            )
            .finish()
    }
}
