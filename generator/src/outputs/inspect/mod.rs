//! What a document becomes, without bodies of functions: for a person as an outline, and for tools as JSON.

mod outline;
mod summary;
mod view;

pub use view::{
    Argument, Credential, Inspection, Member, NamedType, Operation, Response, Server, TypeKind, Untyped,
};

use std::collections::BTreeMap;

use specwright_codegen::plan::named::Api;

/// Returns what a person needs to know first, on one screen: title, servers, credentials, operations by tag, and how many
/// types, untyped places and warnings there are.
pub fn summary(api: &Api, warnings: usize) -> String {
    summary::write(&view::inspect(api), warnings)
}

/// Returns the servers, credentials, methods and types of the client of `api`, and what is untyped in it and why, as
/// lines for a person.
pub fn outline(api: &Api) -> String {
    outline::write(&view::inspect(api))
}

/// Returns the same as JSON: an [`Inspection`].
pub fn json(api: &Api) -> String {
    // Nothing in it is a map with keys that are no strings, or a number that JSON has not.
    let mut json = serde_json::to_string_pretty(&view::inspect(api)).unwrap_or_default();
    json.push('\n');
    json
}

/// Returns the tags of operations with how many have each, the largest first; operations without one are `(no tag)`.
pub(crate) fn tags(operations: &[Operation]) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for operation in operations {
        for tag in &operation.tags {
            *counts.entry(tag).or_default() += 1;
        }
        if operation.tags.is_empty() {
            *counts.entry("(no tag)").or_default() += 1;
        }
    }
    let mut counts: Vec<(String, usize)> = counts
        .into_iter()
        .map(|(tag, count)| (tag.to_owned(), count))
        .collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts
}

/// Returns what a document becomes, as data.
pub(crate) fn inspection(api: &Api) -> Inspection {
    view::inspect(api)
}
