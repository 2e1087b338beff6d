//! The schema of another response of the same operation, where what was seen fits it: failures mostly have one shape.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use specwright_runtime::record::Kind;

use super::super::place::{child, node_at, resolved};
use super::body::properties_at;
use specwright_document::source::{Document, Node};

type Seen = BTreeMap<String, BTreeMap<Kind, u64>>;

/// Returns a reference to the schema that a response with another status of the same kind has, if one fits the values that were seen.
pub(super) fn schema(
    document: &Document,
    operation: &str,
    status: u16,
    media_type: &str,
    seen: &Seen,
) -> Option<Value> {
    let responses = child(operation, "responses");
    let statuses = node_at(document, &responses)?.as_mapping()?;
    let is_failure = |status: &str| status == "default" || status.starts_with(['4', '5']);
    let statuses = statuses.iter().map(|(key, _)| key);
    let mut references = statuses
        .filter(|other| is_failure(other) == (status >= 400))
        .filter_map(|other| {
            let (response, _) = resolved(document, &child(&responses, other))?;
            let content = child(&child(&response, "content"), media_type);
            let places = [child(&content, "schema"), child(&response, "schema")];
            let place = places
                .into_iter()
                .find(|place| node_at(document, place).is_some())?;
            let reference = node_at(document, &place)?.get("$ref")?.as_str()?;
            let is_here = reference.starts_with("#/") && fits(document, seen, &place, "$", 0);
            is_here.then(|| reference.to_owned())
        });
    let reference = references.next()?;
    Some(json!({ "$ref": reference }))
}

/// Returns whether the values at a path are what a schema describes: kinds that it names, properties that it has, and all that it requires.
fn fits(document: &Document, seen: &Seen, schema: &str, path: &str, depth: usize) -> bool {
    /// As deep as a schema is made of what was seen.
    const DEEPEST: usize = 8;
    let (Some(kinds), Some((schema, node))) = (seen.get(path), resolved(document, schema)) else {
        return false;
    };
    if depth >= DEEPEST || !kinds.keys().all(|kind| has_type(node, *kind)) {
        return false;
    }
    if kinds.contains_key(&Kind::Array) {
        let item = format!("{path}[*]");
        let items = child(&schema, "items");
        if seen.contains_key(&item) && !fits(document, seen, &items, &item, depth + 1) {
            return false;
        }
    }
    if !kinds.contains_key(&Kind::Object) {
        return true;
    }
    let names = properties_at(seen, path);
    let required = node.get("required").and_then(Node::as_sequence);
    let mut required = required.into_iter().flatten().filter_map(Node::as_str);
    let properties = child(&schema, "properties");
    // An object without names says nothing of what it is.
    !names.is_empty()
        && required.all(|name| names.contains(&name))
        && names.iter().all(|name| {
            let inner = format!("{path}.{name}");
            fits(document, seen, &child(&properties, name), &inner, depth + 1)
        })
}

/// Returns whether a schema names the type of a kind of value.
fn has_type(schema: &Node, kind: Kind) -> bool {
    let is_named = |name: &str| match (name, kind) {
        ("number", Kind::Integer) => true,
        _ => name == kind.name(),
    };
    let is_nullable = |key: &str| {
        schema
            .get(key)
            .is_some_and(|value| matches!(value, Node::Boolean(true)))
    };
    match schema.get("type") {
        _ if kind == Kind::Null && (is_nullable("nullable") || is_nullable("x-nullable")) => true,
        Some(Node::Sequence(types)) => types.iter().filter_map(Node::as_str).any(is_named),
        Some(name) => name.as_str().is_some_and(is_named),
        None => kind == Kind::Object && schema.get("properties").is_some(),
    }
}
