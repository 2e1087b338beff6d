//! Security schemes and what operations require of them.

use std::collections::HashMap;

use openapiv3::{APIKeyLocation, ReferenceOr, SecurityRequirement, SecurityScheme as Source};

use super::{Builder, docs};
use crate::model::{ClientCredentials, Credential, Docs, SecurityScheme};
use crate::normalise::extension;

impl<'a> Builder<'a> {
    /// The schemes of the document, in its order.
    pub(super) fn security_schemes(&mut self) -> Vec<SecurityScheme> {
        let Some(components) = &self.openapi.components else {
            return Vec::new();
        };
        components
            .security_schemes
            .iter()
            .filter_map(|(key, scheme)| match scheme {
                ReferenceOr::Item(scheme) => Some(SecurityScheme {
                    key: key.clone(),
                    name: extension::credential_name(scheme),
                    credential: credential(scheme),
                    docs: scheme_docs(scheme),
                    selected: false,
                }),
                ReferenceOr::Reference { .. } => None,
            })
            .collect()
    }

    /// The alternatives of a list of requirements, each the keys of the schemes that it combines. A scheme that the
    /// document does not describe can't be met: its alternative is left out.
    pub(super) fn requirements(&self, list: &[SecurityRequirement]) -> Vec<Vec<String>> {
        let none = Default::default();
        let known = self
            .openapi
            .components
            .as_ref()
            .map_or(&none, |components| &components.security_schemes);
        let mut seen: HashMap<Vec<String>, ()> = HashMap::new();
        list.iter()
            .filter(|requirement| requirement.keys().all(|key| known.contains_key(key)))
            .map(|requirement| requirement.keys().cloned().collect::<Vec<_>>())
            .filter(|alternative| seen.insert(alternative.clone(), ()).is_none())
            .collect()
    }
}

/// The flow `clientCredentials` of a scheme.
fn client_credentials(scheme: &Source) -> Option<ClientCredentials> {
    let Source::OAuth2 { flows, .. } = scheme else {
        return None;
    };
    let flow = flows.client_credentials.as_ref()?;
    let url = |url: &str| Some(url.trim().to_owned()).filter(|url| is_callable(url));
    let scopes = flow.scopes.iter().map(|(scope, description)| {
        let docs = Docs {
            description: docs::text(Some(description.clone())),
            ..Docs::default()
        };
        (scope.clone(), docs)
    });
    Some(ClientCredentials {
        token_url: url(&flow.token_url)?,
        refresh_url: flow.refresh_url.as_deref().and_then(url),
        scopes: scopes.collect(),
    })
}

/// Whether a secret can be sent to a URL of the document: there is nothing left to fill in. It may be relative.
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

fn credential(scheme: &Source) -> Credential {
    if extension::is_mutual_tls(scheme) {
        return Credential::MutualTls;
    }
    match scheme {
        Source::HTTP { scheme, .. } if scheme.eq_ignore_ascii_case("bearer") => Credential::Bearer,
        Source::HTTP { scheme, .. } if scheme.eq_ignore_ascii_case("basic") => Credential::Basic,
        Source::HTTP { scheme, .. } => Credential::Http {
            scheme: scheme.clone(),
        },
        Source::APIKey { location, name, .. } => match location {
            APIKeyLocation::Header => Credential::Header { name: name.clone() },
            APIKeyLocation::Query => Credential::Query { name: name.clone() },
            APIKeyLocation::Cookie => Credential::Cookie { name: name.clone() },
        },
        Source::OAuth2 { .. } => Credential::OAuth2 {
            client_credentials: client_credentials(scheme),
        },
        Source::OpenIDConnect {
            open_id_connect_url, ..
        } => Credential::OpenIdConnect {
            url: open_id_connect_url.clone(),
        },
    }
}

fn scheme_docs(scheme: &Source) -> Docs {
    let description = match scheme {
        Source::HTTP { description, .. }
        | Source::APIKey { description, .. }
        | Source::OAuth2 { description, .. }
        | Source::OpenIDConnect { description, .. } => description,
    };
    Docs {
        description: docs::text(description.clone()),
        ..Docs::default()
    }
}
