//! The servers of an API.

use openapiv3::Server as Source;

use super::docs;
use crate::model::{Docs, Server, ServerVariable};
use crate::normalise::extension;

/// The servers of the document, in its order.
pub(super) fn servers(list: &[Source]) -> Vec<Server> {
    list.iter()
        .map(|source| Server {
            name: extension::server_name(source),
            url: source.url.clone(),
            docs: Docs {
                description: docs::text(source.description.clone()),
                ..Docs::default()
            },
            variables: variables(source),
        })
        .collect()
}

fn variables(source: &Source) -> Vec<ServerVariable> {
    let variables = source.variables.iter().flatten();
    variables
        .filter(|(wire, _)| source.url.contains(&format!("{{{wire}}}")))
        .map(|(wire, variable)| ServerVariable {
            wire: wire.clone(),
            default: variable.default.clone(),
            values: variable.enumeration.clone(),
            docs: Docs {
                description: docs::text(variable.description.clone()),
                ..Docs::default()
            },
        })
        .collect()
}

/// The URL of a server with the default of each variable.
pub(super) fn default_url(source: &Source) -> String {
    let mut url = source.url.clone();
    for (name, variable) in source.variables.iter().flatten() {
        url = url.replace(&format!("{{{name}}}"), &variable.default);
    }
    url
}
