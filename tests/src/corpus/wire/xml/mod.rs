//! XML by the specification's [XML Object](https://spec.openapis.org/oas/v3.1.0#xml-object): what a value is to look like, and texts
//! read back.

mod layout;
mod read;
mod write;

use serde_json::Value;

pub(super) use layout::layout;
pub(super) use read::read;

/// An element as the document describes it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Element {
    /// With its prefix.
    name: String,
    /// The namespace of its prefix, or of names without one.
    namespace: Option<String>,
    attributes: Vec<(String, Value)>,
    children: Vec<Element>,
    /// The scalar that is its text.
    text: Option<Value>,
}
