//! The credentials that a request carries: a field for each security scheme that its operation asks for.

use std::collections::BTreeSet;

use super::super::docs::{Doc, Span};
use super::super::name;
use super::super::named::{Credential, Operation, SecurityScheme};
use super::super::runtime::RuntimeItem;
use super::super::scope::Scope;
use super::ServedParameter;

pub(super) fn credentials<'a>(
    scope: &Scope<'a>,
    operation: &'a Operation,
    taken: &mut BTreeSet<String>,
) -> Vec<ServedParameter<'a>> {
    let schemes = scope.api.security_schemes.iter();
    let fields = schemes.filter_map(|scheme| {
        let is_asked_for = operation.security.iter().any(|all| all.contains(&scheme.key));
        if !is_asked_for || scheme.credential == Credential::MutualTls {
            return None;
        }
        let is_basic = scheme.credential == Credential::Basic;
        let is_required = is_in_each(&scope.api.security_schemes, operation, scheme);
        let ty = scope.runtime_type(match is_basic {
            true => RuntimeItem::BasicCredentials,
            false => RuntimeItem::SecretString,
        });
        let own = [
            "What the request carries for ".into(),
            Span::code(&scheme.key),
            ".".into(),
        ];
        Some(ServedParameter {
            docs: Doc::of_or(&scheme.docs, own),
            name: name::unique(scheme.name.as_str(), "of_request", taken),
            ty: match is_required {
                true => ty,
                false => scope.option(ty),
            },
            reader: match (is_basic, is_required) {
                (true, true) => "basic",
                (true, false) => "optional_basic",
                (false, true) => "credential",
                (false, false) => "optional_credential",
            },
            wire: scheme.key.clone(),
        })
    });
    fields.collect()
}

/// Returns whether each alternative has the scheme, and none has another one in the same place of the request, which has room for one.
fn is_in_each(schemes: &[SecurityScheme], operation: &Operation, scheme: &SecurityScheme) -> bool {
    let place = place(&scheme.credential);
    operation.security.iter().all(|all| {
        let mut others = schemes.iter().filter(|other| other.key != scheme.key);
        all.contains(&scheme.key)
            && !others.any(|other| all.contains(&other.key) && self::place(&other.credential) == place)
    })
}

/// Returns where in a request a credential stands.
fn place(credential: &Credential) -> (&'static str, String) {
    match credential {
        Credential::Header { name } => ("header", name.to_ascii_lowercase()),
        Credential::Query { name } => ("query", name.clone()),
        Credential::Cookie { name } => ("cookie", name.clone()),
        Credential::MutualTls => ("connection", String::new()),
        Credential::Bearer
        | Credential::Basic
        | Credential::Http { .. }
        | Credential::OAuth2 { .. }
        | Credential::OpenIdConnect { .. } => ("header", "authorization".to_owned()),
    }
}
