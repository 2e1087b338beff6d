//! What a document becomes, without bodies of functions: for a person as an outline, and for tools as JSON.

mod outline;
mod view;

pub use view::{
    Argument, Credential, Inspection, Member, NamedType, Operation, Response, Server, TypeKind, Untyped,
};

use crate::outputs::client::plan::named::Api;

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
