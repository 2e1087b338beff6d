//! Security schemes and what operations require of them.

use std::collections::HashMap;

use openapiv3::{APIKeyLocation, ReferenceOr, SecurityRequirement, SecurityScheme as Source};

use super::naming::{Case, Scope};
use super::{Builder, docs};
use crate::model::{Credential, Docs, SecurityScheme};
use crate::normalise::extension;

/// What every client's builder has.
const BUILDER_METHODS: [&str; 18] = [
    "base_url",
    "build",
    "server",
    "timeout",
    "max_body",
    "user_agent",
    "header",
    "transport",
    "retry",
    "hook",
    "clone",
    "default",
    "credential",
    "layer",
    "redirect",
    "before_request",
    "after_answer",
    "decompress",
];

impl<'a> Builder<'a> {
    /// The schemes of the document, in its order.
    pub(super) fn security_schemes(&mut self) -> Vec<SecurityScheme> {
        let Some(components) = &self.openapi.components else {
            return Vec::new();
        };
        let schemes: Vec<(&String, &'a Source)> = components
            .security_schemes
            .iter()
            .filter_map(|(key, scheme)| match scheme {
                ReferenceOr::Item(scheme) => Some((key, scheme)),
                ReferenceOr::Reference { .. } => None,
            })
            .collect();
        let bearers = schemes.iter().filter(|(_, scheme)| is_bearer(scheme)).count();
        let mut names = Scope::with_reserved(&BUILDER_METHODS);
        schemes
            .into_iter()
            .map(|(key, scheme)| {
                let given = extension::credential_name(scheme);
                let text = match &given {
                    Some(name) => name.as_str(),
                    None if is_bearer(scheme) && bearers == 1 => "token",
                    None => key,
                };
                SecurityScheme {
                    key: key.clone(),
                    name: names.claim(text, Case::Snake, &["credential"]),
                    credential: credential(scheme),
                    docs: scheme_docs(scheme),
                }
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

fn is_bearer(scheme: &Source) -> bool {
    matches!(credential(scheme), Credential::Bearer)
}

fn credential(scheme: &Source) -> Credential {
    match scheme {
        Source::HTTP { scheme, .. } if scheme.eq_ignore_ascii_case("bearer") => Credential::Bearer,
        Source::HTTP { scheme, .. } if scheme.eq_ignore_ascii_case("basic") => Credential::Basic,
        Source::HTTP { scheme, .. } if scheme.eq_ignore_ascii_case("mutual-tls") => Credential::MutualTls,
        Source::HTTP { scheme, .. } => Credential::Http {
            scheme: scheme.clone(),
        },
        Source::APIKey { location, name, .. } => match location {
            APIKeyLocation::Header => Credential::Header { name: name.clone() },
            APIKeyLocation::Query => Credential::Query { name: name.clone() },
            APIKeyLocation::Cookie => Credential::Cookie { name: name.clone() },
        },
        Source::OAuth2 { flows, .. } => {
            let flow = flows.client_credentials.as_ref();
            Credential::OAuth2 {
                client_credentials: flow.map(|flow| flow.token_url.clone()),
                refresh_url: flow.and_then(|flow| flow.refresh_url.clone()),
                scopes: flow
                    .map(|flow| flow.scopes.keys().cloned().collect())
                    .unwrap_or_default(),
            }
        }
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
