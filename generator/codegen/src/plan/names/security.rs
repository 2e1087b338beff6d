//! The names of credentials: methods of the client's builder.

use super::RustName;
use super::SchemeNames;
use super::case::Case;
use super::chosen::{Chosen, Item};
use super::locked::{CredentialMethod, Target};
use super::scope::Scope;
use specwright_document::model::{Credential, SecurityScheme};

/// The methods that the builder of every client has, as the runtime's macro `client_builder!` writes them: a test holds
/// this list to the macro.
pub const BUILDER_METHODS: [&str; 23] = [
    "after_any_response",
    "after_response",
    "after_response_async",
    "base_url",
    "before_any_request",
    "before_request",
    "before_request_async",
    "build",
    "credential",
    "header",
    "idle_timeout",
    "max_body",
    "max_memory",
    "max_pages",
    "observer",
    "optional_credentials",
    "record",
    "request_id_header",
    "retry",
    "retry_budget",
    "timeout",
    "transport",
    "user_agent",
];

/// What the builder of a client with servers has, and what a builder is likely to be asked for by a trait.
const FURTHER_METHODS: [&str; 3] = ["clone", "default", "server"];

pub(super) fn assign(schemes: &[SecurityScheme], chosen: &mut Chosen<'_>) -> Vec<SchemeNames> {
    let reserved: Vec<&str> = BUILDER_METHODS.into_iter().chain(FURTHER_METHODS).collect();
    let mut names = Scope::with_reserved(&reserved);
    chosen.reserve(&mut names, (0..schemes.len()).map(Item::SecurityScheme));
    let methods = [CredentialMethod::Source, CredentialMethod::ClientCredentials];
    let methods =
        (0..schemes.len()).flat_map(|index| methods.map(|method| Target::CredentialMethod(index, method)));
    chosen.reserve_locked(&mut names, methods);
    let named: Vec<RustName> = schemes
        .iter()
        .enumerate()
        .map(|(index, scheme)| {
            // By its own key alone, so that no scheme that comes along renames it.
            let text = scheme.name.as_ref().unwrap_or(&scheme.key);
            let item = Item::SecurityScheme(index);
            chosen.claim(item, &mut names, text, Case::Snake, &["credential"])
        })
        .collect();
    chosen.check(&mut names, "the security scheme");
    // Only then, so that none of these takes the name of a scheme.
    let further = schemes.iter().zip(named).enumerate();
    further
        .map(|(index, (scheme, name))| {
            let mut claim = |method, what: &str| {
                let target = Target::CredentialMethod(index, method);
                chosen.claim(target, &mut names, &format!("{name} {what}"), Case::Snake, &[])
            };
            let has_flow = matches!(
                &scheme.credential,
                Credential::OAuth2 {
                    client_credentials: Some(_)
                }
            );
            SchemeNames {
                client_credentials: has_flow
                    .then(|| claim(CredentialMethod::ClientCredentials, "client credentials")),
                source: takes_tokens(&scheme.credential).then(|| claim(CredentialMethod::Source, "source")),
                name,
            }
        })
        .collect()
}

/// Returns whether the secret is a bearer token, which may come from elsewhere while the client lives.
fn takes_tokens(credential: &Credential) -> bool {
    matches!(
        credential,
        Credential::Bearer | Credential::OAuth2 { .. } | Credential::OpenIdConnect { .. }
    )
}
