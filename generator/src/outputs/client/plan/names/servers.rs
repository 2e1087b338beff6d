//! The names of servers, their variables, and the values of these.

use super::case::{Case, camel};
use super::chosen::{Chosen, Item};
use super::scope::Scope;
use super::{ServerNames, VariableNames};
use crate::model::{Server, ServerVariable};

pub(super) fn assign(servers: &[Server], chosen: &mut Chosen<'_>) -> Vec<ServerNames> {
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
    chosen.reserve(&mut names, (0..servers.len()).map(Item::Server));
    let assigned = servers
        .iter()
        .enumerate()
        .map(|(index, server)| {
            let item = Item::Server(index);
            let name = chosen.claim(item, &mut names, text(server), Case::Camel, &["Server"]);
            let variables = variables(&server.variables, name.as_str(), &mut types);
            ServerNames { name, variables }
        })
        .collect();
    chosen.check(&mut names, "the server");
    assigned
}

fn variables(variables: &[ServerVariable], server: &str, types: &mut Scope) -> Vec<VariableNames> {
    let mut names = Scope::default();
    variables
        .iter()
        .map(|variable| {
            let mut variants = Scope::default();
            let values = variable
                .values
                .iter()
                .map(|value| variants.claim(value, Case::Camel, &["Value"]))
                .collect();
            let type_text = format!("{server}{}", camel(&variable.wire));
            VariableNames {
                name: names.claim(&variable.wire, Case::Snake, &["variable"]),
                type_name: types.claim(&type_text, Case::Camel, &["Variable"]),
                values,
            }
        })
        .collect()
}

/// Returns what a server is called: its name, a short description, or its host.
fn text(server: &Server) -> &str {
    if let Some(name) = &server.name {
        return name;
    }
    let described = server.docs.description.as_deref().unwrap_or_default();
    let words = described.split_whitespace().count();
    let single_line = !described.contains(['\n', '{', '<', '[']) && !described.contains("://");
    if (1..=5).contains(&words) && single_line && !camel(described).is_empty() {
        return described.trim_end_matches('.');
    }
    let host = server
        .url
        .split_once("://")
        .map_or(server.url.as_str(), |(_, rest)| rest);
    let host = host.trim_end_matches('/');
    if camel(host).is_empty() { "Default" } else { host }
}
