//! The servers of an API.

use super::docs;
use crate::description;
use crate::model::{Server, ServerVariable};

/// Returns the servers of the document, in its order.
pub(super) fn servers(list: &[description::Server]) -> Vec<Server> {
    list.iter()
        .map(|server| Server {
            name: server.name.as_ref().map(|name| name.to_string()),
            url: server.url.to_string(),
            docs: docs::described(server.description.as_ref()),
            variables: server
                .variables
                .iter()
                .map(|variable| ServerVariable {
                    wire: variable.name.to_string(),
                    default: variable.default.to_string(),
                    values: variable.values.iter().map(|value| value.to_string()).collect(),
                    docs: docs::described(variable.description.as_ref()),
                })
                .collect(),
        })
        .collect()
}

/// Returns the URL of a server with the default of each variable.
pub(super) fn default_url(server: &description::Server) -> String {
    let mut url = server.url.to_string();
    for variable in &server.variables {
        url = url.replace(&format!("{{{}}}", variable.name), &variable.default);
    }
    url
}
