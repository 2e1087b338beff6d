//! The names of the items that a module has.

use super::super::Name;
use super::super::named::{Api, BodyKind, Operation};

/// Returns the names of the items of the document at the root.
pub(super) fn names_of_root(api: &Api) -> impl Iterator<Item = &Name> {
    let variables = api.servers.iter().flat_map(|server| &server.variables);
    variables.map(|variable| &variable.type_name)
}

/// Returns the names of the items of the module `operations`.
pub(super) fn names_of_operations(api: &Api) -> impl Iterator<Item = &Name> {
    let operations = api.operations.iter().flat_map(names_of_operation);
    let headers = api.headers.iter().map(|headers| &headers.type_name);
    let shared = api.shared_responses.iter().map(|shared| &shared.name);
    operations.chain(&api.request_type).chain(headers).chain(shared)
}

/// Returns the names of the types of an operation's body.
pub(in super::super) fn names_of_body(operation: &Operation) -> impl Iterator<Item = &Name> {
    operation.body.iter().flat_map(|body| {
        let multipart = body.variants.iter().filter_map(|variant| match &variant.kind {
            BodyKind::Multipart { type_name, .. } => Some(type_name),
            _ => None,
        });
        body.type_name.iter().chain(multipart)
    })
}

/// Returns the names of the items of an operation's own.
pub(in super::super) fn names_of_operation(operation: &Operation) -> impl Iterator<Item = &Name> {
    let responses = [&operation.success.type_name, &operation.failure.type_name];
    let body = names_of_body(operation);
    let streaming = operation.streaming.iter();
    let streaming =
        streaming.flat_map(|streaming| [Some(&streaming.request), streaming.success.type_name.as_ref()]);
    responses
        .into_iter()
        .flatten()
        .chain(streaming.flatten())
        .chain([&operation.request])
        .chain(body)
}
