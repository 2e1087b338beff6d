//! Security schemes and what operations require of them.

use std::collections::HashSet;

use super::{Builder, docs};
use crate::description::{self, ApiKeyLocation, OAuth2Flows, SecurityRequirement, SecuritySchemeKind};
use crate::model::{ClientCredentials, Credential, SecurityScheme};

/// Returns the schemes of the document, in its order.
pub(super) fn schemes(list: &[description::SecurityScheme]) -> Vec<SecurityScheme> {
    list.iter()
        .map(|scheme| SecurityScheme {
            key: scheme.key.to_string(),
            name: scheme.name.as_ref().map(|name| name.to_string()),
            credential: credential(&scheme.kind),
            docs: docs::described(scheme.description.as_ref()),
            selected: false,
        })
        .collect()
}

impl Builder<'_> {
    /// Returns the alternatives of a list of requirements, each the keys of the schemes that it combines. A scheme that
    /// the document does not describe can't be met: its alternative is left out.
    pub(super) fn requirements(&self, list: &[SecurityRequirement]) -> Vec<Vec<String>> {
        let known = &self.description.components.security_schemes;
        // Each alternative is looked up among all schemes, for each operation.
        if !self.work.spend(list.len() * (1 + known.len() / 64)) {
            return Vec::new();
        }
        let is_known = |key: &str| known.iter().any(|scheme| *scheme.key == *key);
        let mut seen: HashSet<Vec<String>> = HashSet::new();
        list.iter()
            .filter(|requirement| requirement.iter().all(|(key, _)| is_known(key)))
            .map(|requirement| requirement.iter().map(|(key, _)| key.to_string()).collect())
            .filter(|alternative: &Vec<String>| seen.insert(alternative.clone()))
            .collect()
    }
}

/// Returns the flow `clientCredentials` of a scheme, if it has one that can be called.
fn client_credentials(flows: &OAuth2Flows) -> Option<ClientCredentials> {
    let flow = flows.client_credentials.as_ref()?;
    let url = |url: &str| Some(url.trim().to_owned()).filter(|url| is_callable(url));
    let scopes = flow.scopes.iter();
    Some(ClientCredentials {
        token_url: url(&flow.token_url)?,
        refresh_url: flow.refresh_url.as_deref().and_then(url),
        scopes: scopes
            .map(|(scope, description)| (scope.to_string(), docs::described(Some(description))))
            .collect(),
    })
}

/// Returns whether a secret can be sent to a URL of the document: there is nothing left to fill in. It may be relative.
fn is_callable(url: &str) -> bool {
    let is_http = match url.split_once("://") {
        Some((scheme, _)) => ["http", "https"]
            .iter()
            .any(|http| scheme.eq_ignore_ascii_case(http)),
        None => true,
    };
    let is_open = |character: char| character.is_control() || " {}<>".contains(character);
    is_http && !url.is_empty() && !url.contains(is_open)
}

fn credential(kind: &SecuritySchemeKind) -> Credential {
    match kind {
        SecuritySchemeKind::MutualTls => Credential::MutualTls,
        SecuritySchemeKind::Http { scheme, .. } if scheme.eq_ignore_ascii_case("bearer") => {
            Credential::Bearer
        }
        SecuritySchemeKind::Http { scheme, .. } if scheme.eq_ignore_ascii_case("basic") => Credential::Basic,
        SecuritySchemeKind::Http { scheme, .. } => Credential::Http {
            scheme: scheme.to_string(),
        },
        SecuritySchemeKind::ApiKey { location, name } => {
            let name = name.to_string();
            match location {
                ApiKeyLocation::Header => Credential::Header { name },
                ApiKeyLocation::Query => Credential::Query { name },
                ApiKeyLocation::Cookie => Credential::Cookie { name },
            }
        }
        SecuritySchemeKind::OAuth2 { flows, .. } => Credential::OAuth2 {
            client_credentials: client_credentials(flows),
        },
        SecuritySchemeKind::OpenIdConnect { url } => Credential::OpenIdConnect { url: url.to_string() },
    }
}
