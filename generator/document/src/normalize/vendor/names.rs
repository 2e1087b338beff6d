//! Names of servers and credentials, and names in Rust.

use crate::description::GivenName;
use crate::normalize::cursor::Cursor;
use crate::normalize::normalizer::Normalizer;
use crate::source::{Node, Text};

/// Extensions that name a server, as `name` does since OpenAPI 3.2; those that say more first.
pub(in crate::normalize) const SERVER: &[&str] = &["x-name", "x-fern-server-name", "x-speakeasy-server-id"];

/// Extensions that name a credential: `x-fern-bearer: {name: …}`.
pub(in crate::normalize) const CREDENTIAL: &[&str] = &["x-fern-bearer", "x-fern-header", "x-fern-basic"];

/// The extension that says what an operation, a parameter, a schema or a property is called in Rust.
pub(in crate::normalize) const RUST: &str = "x-rust-name";

impl<'d> Normalizer<'_, 'd> {
    /// Takes over the name in Rust that `value` gives what stands at `at`.
    pub(in crate::normalize) fn take_given_name(&mut self, at: &Cursor<'d, '_>, value: &Cursor<'d, '_>) {
        if let Some(name) = self.text(value) {
            let source = self.source(at);
            self.given_names.push(GivenName { source, name });
        }
    }

    /// Takes over the name in Rust of what stands at `at`, if the document gives one.
    pub(in crate::normalize) fn take_given_name_field(&mut self, at: &Cursor<'d, '_>) {
        if let Some(value) = at.field(RUST) {
            self.take_given_name(at, &value);
        }
    }
}

/// Returns the name that an extension gives a server.
pub(in crate::normalize) fn of_server(at: &Cursor<'_, '_>) -> Option<Text> {
    let mapping = at.mapping()?;
    SERVER.iter().find_map(|key| text(mapping.get(key)?))
}

/// Returns the name that an extension gives a credential.
pub(in crate::normalize) fn of_credential(at: &Cursor<'_, '_>) -> Option<Text> {
    let mapping = at.mapping()?;
    CREDENTIAL
        .iter()
        .find_map(|key| text(mapping.get(key)?.get("name")?))
}

/// Returns a text that says something, without blanks around it.
pub(in crate::normalize) fn significant(text: Text) -> Option<Text> {
    let trimmed = text.trim();
    match trimmed.len() {
        0 => None,
        length if length == text.len() => Some(text),
        _ => Some(trimmed.into()),
    }
}

fn text(node: &Node) -> Option<Text> {
    match node {
        Node::String(text) => significant(text.clone()),
        _ => None,
    }
}
