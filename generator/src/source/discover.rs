//! Which `$ref`s of a tree are references, and which are just values that look like one.

use std::collections::BTreeSet;

use super::{Mapping, Node};

/// Keys of the specification whose value is a mapping from names that authors choose, so that a key in it is no
/// keyword: a property may be called `example`.
const NAME_MAPS: [&str; 21] = [
    "$defs",
    "callbacks",
    "definitions",
    "dependentSchemas",
    "encoding",
    "headers",
    "links",
    "mapping",
    "mediaTypes",
    "parameters",
    "pathItems",
    "paths",
    "patternProperties",
    "properties",
    "requestBodies",
    "responses",
    "schemas",
    "securityDefinitions",
    "securitySchemes",
    "variables",
    "webhooks",
];

/// The references to other files in a tree, each once and in a stable order.
pub(super) fn referenced_files(tree: &Node) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    visit(tree, &mut found);
    found
}

fn visit(node: &Node, found: &mut BTreeSet<String>) {
    match node {
        Node::Mapping(mapping) => visit_keywords(mapping, found),
        Node::Sequence(items) => {
            for item in items {
                visit(item, found);
            }
        }
        _ => {}
    }
}

fn visit_keywords(mapping: &Mapping, found: &mut BTreeSet<String>) {
    for (key, value) in mapping.iter() {
        match (key, value) {
            ("$ref", Node::String(reference)) => note(reference, found),
            ("example" | "examples" | "default" | "enum" | "const", _) => {}
            ("discriminator", _) => visit_discriminator(value, found),
            (_, Node::Mapping(names)) if NAME_MAPS.contains(&key) => visit_names(names, found),
            (_, Node::Mapping(_) | Node::Sequence(_)) if !key.starts_with("x-") => visit(value, found),
            _ => {}
        }
    }
}

fn visit_names(mapping: &Mapping, found: &mut BTreeSet<String>) {
    for (key, value) in mapping.iter() {
        match (key, value) {
            ("$ref", Node::String(reference)) => note(reference, found),
            _ => visit(value, found),
        }
    }
}

/// The values of a discriminator's `mapping` are references, or names of schemas.
fn visit_discriminator(node: &Node, found: &mut BTreeSet<String>) {
    let Some(mapping) = node.get("mapping").and_then(Node::as_mapping) else {
        return;
    };
    for (_, value) in mapping.iter() {
        if let Node::String(reference) = value
            && reference.contains(['/', '.'])
        {
            note(reference, found);
        }
    }
}

fn note(reference: &str, found: &mut BTreeSet<String>) {
    if reference.starts_with('#') {
        return;
    }
    let file = reference.split('#').next().unwrap_or(reference);
    if !found.contains(file) {
        found.insert(file.to_owned());
    }
}
