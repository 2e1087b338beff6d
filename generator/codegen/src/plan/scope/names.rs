//! The names of the items that a module has.

use super::super::Name;
use super::super::named::{Api, BodyKind, Operation};

/// Returns the names of the items of the document at the root.
pub(super) fn names_of_root(api: &Api) -> Vec<&Name> {
    let variables = api.servers.iter().flat_map(|server| &server.variables);
    variables.map(|variable| &variable.type_name).collect()
}

/// Returns the names of the items of the module `operations`.
pub(super) fn names_of_operations(api: &Api) -> Vec<&Name> {
    let mut names: Vec<&Name> = api.operations.iter().flat_map(names_of_operation).collect();
    names.extend(&api.request_type);
    names.extend(api.headers.iter().map(|headers| &headers.type_name));
    names.extend(api.shared_responses.iter().map(|shared| &shared.name));
    names
}

/// Returns the names of the types of an operation's body.
pub(in super::super) fn names_of_body(operation: &Operation) -> Vec<&Name> {
    let mut names = Vec::new();
    if let Some(body) = &operation.body {
        names.extend(&body.type_name);
        for variant in &body.variants {
            if let BodyKind::Multipart { type_name, .. } = &variant.kind {
                names.push(type_name);
            }
        }
    }
    names
}

/// Returns the names of the items of an operation's own.
pub(in super::super) fn names_of_operation(operation: &Operation) -> Vec<&Name> {
    let mut names = Vec::new();
    names.extend(&operation.success.type_name);
    names.extend(&operation.failure.type_name);
    if let Some(streaming) = &operation.streaming {
        names.push(&streaming.request);
        names.extend(&streaming.success.type_name);
    }
    names.push(&operation.request);
    names.extend(names_of_body(operation));
    names
}
