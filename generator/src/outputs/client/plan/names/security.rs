//! The names of credentials: methods of the client's builder.

use super::SchemeNames;
use super::case::Case;
use super::scope::Scope;
use crate::model::{Credential, SecurityScheme};
use crate::outputs::client::plan::named::RustName;

/// What every client's builder has.
const BUILDER_METHODS: [&str; 23] = [
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
    "after_response",
    "before_any_request",
    "after_any_response",
    "observer",
    "request_id_header",
    "max_pages",
    "decompress",
];

pub(super) fn assign(schemes: &[SecurityScheme]) -> Vec<SchemeNames> {
    let is_bearer = |scheme: &SecurityScheme| scheme.credential == Credential::Bearer;
    let bearers = schemes.iter().filter(|scheme| is_bearer(scheme)).count();
    let mut names = Scope::with_reserved(&BUILDER_METHODS);
    let named: Vec<RustName> = schemes
        .iter()
        .map(|scheme| {
            let text = match &scheme.name {
                Some(name) => name.as_str(),
                None if is_bearer(scheme) && bearers == 1 => "token",
                None => &scheme.key,
            };
            names.claim(text, Case::Snake, &["credential"])
        })
        .collect();
    // Only then, so that none of these takes the name of a scheme.
    let further = schemes.iter().zip(named);
    further
        .map(|(scheme, name)| {
            let mut claim = |what: &str| names.claim(&format!("{name} {what}"), Case::Snake, &[]);
            let has_flow = matches!(
                &scheme.credential,
                Credential::OAuth2 {
                    client_credentials: Some(_)
                }
            );
            SchemeNames {
                client_credentials: has_flow.then(|| claim("client credentials")),
                source: takes_tokens(&scheme.credential).then(|| claim("source")),
                name,
            }
        })
        .collect()
}

/// Whether the secret is a bearer token, which may come from elsewhere while the client lives.
fn takes_tokens(credential: &Credential) -> bool {
    matches!(
        credential,
        Credential::Bearer | Credential::OAuth2 { .. } | Credential::OpenIdConnect { .. }
    )
}
