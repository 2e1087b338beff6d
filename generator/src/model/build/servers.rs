//! The servers of an API.

use openapiv3::Server as Source;

use super::docs;
use super::naming::{Case, Scope, camel};
use crate::model::{Docs, Server, ServerVariable};
use crate::normalise::extension;

/// The variants of the client's `Server`.
pub(super) fn servers(list: &[Source]) -> Vec<Server> {
    let mut names = Scope::with_reserved(&["Self"]);
    let mut types = Scope::with_reserved(&[
        "Client",
        "ClientBuilder",
        "Server",
        "Error",
        "Option",
        "Vec",
        "String",
    ]);
    list.iter()
        .map(|source| {
            let name = names.claim(&server_text(source), Case::Camel, &["Server"]);
            let variables = variables(source, name.as_str(), &mut types);
            Server {
                name,
                url: source.url.clone(),
                docs: Docs {
                    description: docs::text(source.description.clone()),
                    ..Docs::default()
                },
                variables,
            }
        })
        .collect()
}

fn variables(source: &Source, server: &str, types: &mut Scope) -> Vec<ServerVariable> {
    let mut names = Scope::default();
    let Some(variables) = &source.variables else {
        return Vec::new();
    };
    variables
        .iter()
        .filter(|(wire, _)| source.url.contains(&format!("{{{wire}}}")))
        .map(|(wire, variable)| {
            let mut variants = Scope::default();
            let values = variable
                .enumeration
                .iter()
                .map(|value| (variants.claim(value, Case::Camel, &["Value"]), value.clone()))
                .collect();
            ServerVariable {
                name: names.claim(wire, Case::Snake, &["variable"]),
                wire: wire.clone(),
                default: variable.default.clone(),
                type_name: types.claim(&format!("{server}{}", camel(wire)), Case::Camel, &["Variable"]),
                values,
                docs: Docs {
                    description: docs::text(variable.description.clone()),
                    ..Docs::default()
                },
            }
        })
        .collect()
}

/// What a server is called: its name, a short description, or its host.
fn server_text(source: &Source) -> String {
    if let Some(name) = extension::server_name(source) {
        return name;
    }
    let described = source.description.as_deref().map(str::trim).unwrap_or_default();
    let words = described.split_whitespace().count();
    let single_line = !described.contains(['\n', '{', '<', '[']) && !described.contains("://");
    if (1..=5).contains(&words) && single_line && !camel(described).is_empty() {
        return described.trim_end_matches('.').to_owned();
    }
    let host = source
        .url
        .split_once("://")
        .map_or(source.url.as_str(), |(_, rest)| rest);
    let host = host.trim_end_matches('/');
    if camel(host).is_empty() {
        "Default".to_owned()
    } else {
        host.to_owned()
    }
}

/// The URL of a server with the default of each variable.
pub(super) fn default_url(source: &Source) -> String {
    let mut url = source.url.clone();
    for (name, variable) in source.variables.iter().flatten() {
        url = url.replace(&format!("{{{name}}}"), &variable.default);
    }
    url
}
