//! The names of servers, their variables, and the values of these.

use std::borrow::Cow;

use foldhash::{HashMap, HashSet};

use super::case::{Case, camel};
use super::chosen::{Chosen, Item};
use super::locked::Target;
use super::scope::Scope;
use super::{ServerNames, VariableNames};
use specwright_document::model::{Server, ServerVariable};

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
    let with_variables = servers.iter().enumerate();
    let variable_types = with_variables.flat_map(|(index, server)| {
        (0..server.variables.len()).map(move |variable| Target::VariableType(index, variable))
    });
    chosen.reserve_locked(&mut types, variable_types);
    let assigned = servers
        .iter()
        .zip(texts(servers))
        .enumerate()
        .map(|(index, (server, text))| {
            let item = Item::Server(index);
            let name = chosen.claim(item, &mut names, &text, Case::Camel, &["Server"]);
            let variables = variables((index, &server.variables), name.as_str(), chosen, &mut types);
            ServerNames { name, variables }
        })
        .collect();
    chosen.check(&mut names, "the server");
    assigned
}

fn variables(
    (index, variables): (usize, &[ServerVariable]),
    server: &str,
    chosen: &mut Chosen<'_>,
    types: &mut Scope,
) -> Vec<VariableNames> {
    let mut names = Scope::default();
    let field = |number| Target::Variable(index, number);
    chosen.reserve_locked(&mut names, (0..variables.len()).map(field));
    variables
        .iter()
        .enumerate()
        .map(|(number, variable)| {
            let mut variants = Scope::default();
            let value = |place| Target::VariableValue(index, number, place);
            chosen.reserve_locked(&mut variants, (0..variable.values.len()).map(value));
            let values = variable.values.iter().enumerate().map(|(place, text)| {
                chosen.claim(value(place), &mut variants, text, Case::Camel, &["Value"])
            });
            let values = values.collect();
            let type_text = format!("{server}{}", camel(&variable.wire));
            VariableNames {
                name: chosen.claim(
                    field(number),
                    &mut names,
                    &variable.wire,
                    Case::Snake,
                    &["variable"],
                ),
                type_name: chosen.claim(
                    Target::VariableType(index, number),
                    types,
                    &type_text,
                    Case::Camel,
                    &["Variable"],
                ),
                values,
            }
        })
        .collect()
}

/// Returns what servers are called: of those that differ by their scheme alone, all but the first one have it behind their name.
fn texts(servers: &[Server]) -> impl Iterator<Item = Cow<'_, str>> {
    let mut known: HashMap<String, HashSet<&str>> = HashMap::default();
    servers.iter().map(move |server| {
        let text = text(server);
        let scheme = server.url.split_once("://").map_or("", |(scheme, _)| scheme);
        let schemes = known.entry(camel(text)).or_default();
        let is_first = schemes.is_empty();
        match schemes.insert(scheme) && !is_first && !scheme.is_empty() {
            true => Cow::Owned(format!("{text} {scheme}")),
            false => Cow::Borrowed(text),
        }
    })
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
