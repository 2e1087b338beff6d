//! Security schemes and what operations require of them.

use foldhash::HashSet;
use std::fmt;

use super::operations::Endpoint;
use super::{Builder, docs};
use crate::description::{
    self, ApiKeyLocation, Location, OAuth2Flows, Parameter, SecurityRequirement, SecuritySchemeKind,
};
use crate::diagnostic::Code;
use crate::model::{ClientCredentials, Credential, Operation, SecurityScheme};

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
    /// the document does not describe can't be met: its alternative is left out. Of schemes that are sent in one place there is
    /// room for one: each is an alternative.
    pub(super) fn requirements(&mut self, list: &[SecurityRequirement]) -> Vec<Vec<String>> {
        let known = &self.description.components.security_schemes;
        // Each alternative is looked up among all schemes, for each operation.
        if !self.work.spend(list.len() * (1 + known.len() / 64)) {
            return Vec::new();
        }
        let is_known = |key: &str| known.iter().any(|scheme| *scheme.key == *key);
        let mut seen: HashSet<Vec<String>> = HashSet::default();
        list.iter()
            .filter(|requirement| requirement.iter().all(|(key, _)| is_known(key)))
            .flat_map(|requirement| self.with_room(requirement))
            .filter(|alternative: &Vec<String>| seen.insert(alternative.clone()))
            .collect()
    }
}

impl<'a> Builder<'a> {
    /// Returns the alternatives of credentials for calls of what the document does not describe: those of its own `security`, or, if it
    /// has none, those that operations have, and none.
    pub(super) fn security(&mut self, operations: &[Operation]) -> Vec<Vec<String>> {
        if let Some(list) = &self.description.security {
            return self.requirements(list);
        }
        let mut security: Vec<Vec<String>> = Vec::new();
        let selected = operations.iter().filter(|operation| operation.selected);
        for alternative in selected.flat_map(|operation| &operation.security) {
            if !alternative.is_empty()
                && security.len() < MOST_ALTERNATIVES
                && !security.contains(alternative)
            {
                security.push(alternative.clone());
            }
        }
        if !security.is_empty() {
            security.push(Vec::new());
        }
        security
    }

    /// Returns the parameter by which an operation describes the credential that it takes. It is none to OpenAPI, which leaves the
    /// header to security schemes.
    pub(super) fn authorization_parameter(&self, endpoint: &Endpoint<'a>) -> Option<&'a Parameter> {
        let components = &self.description.components.parameters;
        let listed = endpoint.listed(components);
        let credentials = listed.filter(|(parameter, _)| {
            parameter.location == Location::Header && parameter.name.eq_ignore_ascii_case("authorization")
        });
        // One of the operation stands for that of its path.
        credentials.last().map(|(parameter, _)| parameter)
    }

    /// Warns, once, of parameters for a credential of operations that require no security scheme: nothing is sent for them.
    pub(super) fn report_authorization(&mut self, unsent: &[&Parameter]) {
        let Some(first) = unsent.first() else { return };
        let others = match unsent.len() {
            1 => String::new(),
            2 => " (and of one other operation)".to_owned(),
            count => format!(" (and of {} other operations)", count - 1),
        };
        self.diagnostics.warning(
            Code::AuthorizationParameter,
            self.description.sources.place(first.source),
            format!(
                "expected a security scheme, found the header parameter `{}`, which the specification leaves to such a scheme; \
                 ignored{others}",
                first.name
            ),
            "declare a scheme in `securitySchemes` and name it in `security`, in the document or by an overlay",
        );
    }

    /// Returns the alternatives of a requirement: one, unless several of its schemes are sent in one place.
    fn with_room(&mut self, requirement: &SecurityRequirement) -> Vec<Vec<String>> {
        let schemes = &self.description.components.security_schemes;
        let mut places: Vec<(Option<Place<'_>>, Vec<&description::SecurityScheme>)> = Vec::new();
        for (key, _) in requirement {
            let Some(scheme) = schemes.iter().find(|scheme| scheme.key == *key) else {
                continue;
            };
            let place = place(&scheme.kind);
            match places
                .iter_mut()
                .find(|(known, _)| place.is_some() && *known == place)
            {
                Some((_, sharing)) => sharing.push(scheme),
                None => places.push((place, vec![scheme])),
            }
        }
        let mut alternatives: Vec<Vec<String>> = vec![Vec::new()];
        for (place, sharing) in &places {
            if let (Some(place), [first, second, ..]) = (place, sharing.as_slice())
                && self
                    .told_credentials
                    .insert((first.key.to_string(), second.key.to_string()))
            {
                self.diagnostics.warning(
                    Code::SecurityScheme,
                    self.description.sources.place(second.source),
                    format!(
                        "`{}` and `{}` are required together, and both are sent in {place}; either of them will do",
                        first.key, second.key
                    ),
                    "make them alternatives: a list item of `security` each",
                );
            }
            let room = MOST_ALTERNATIVES / alternatives.len().max(1);
            let sharing = sharing.iter().take(room.max(1));
            alternatives = sharing
                .flat_map(|scheme| {
                    alternatives.iter().map(|alternative| {
                        let mut alternative = alternative.clone();
                        alternative.push(scheme.key.to_string());
                        alternative
                    })
                })
                .collect();
        }
        alternatives
    }
}

/// So many alternatives may come of one requirement, or are gathered from operations.
const MOST_ALTERNATIVES: usize = 16;

/// The place in a request for one credential.
#[derive(PartialEq, Eq)]
enum Place<'a> {
    /// A header, by its name in lower case.
    Header(String),
    Query(&'a str),
    Cookie(&'a str),
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::Header(name) => write!(formatter, "the header `{name}`"),
            Place::Query(name) => write!(formatter, "the query parameter `{name}`"),
            Place::Cookie(name) => write!(formatter, "the cookie `{name}`"),
        }
    }
}

/// Returns the place in which a credential is sent: `None` for what is no part of the request.
fn place(kind: &SecuritySchemeKind) -> Option<Place<'_>> {
    match kind {
        SecuritySchemeKind::MutualTls => None,
        SecuritySchemeKind::Http { .. }
        | SecuritySchemeKind::OAuth2 { .. }
        | SecuritySchemeKind::OpenIdConnect { .. } => Some(Place::Header("authorization".to_owned())),
        SecuritySchemeKind::ApiKey { location, name } => Some(match location {
            ApiKeyLocation::Header => Place::Header(name.to_ascii_lowercase()),
            ApiKeyLocation::Query => Place::Query(name),
            ApiKeyLocation::Cookie => Place::Cookie(name),
        }),
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
