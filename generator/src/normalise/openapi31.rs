//! What OpenAPI 3.1 brought: JSON Schema 2020-12, `webhooks`, an SPDX identifier of the license.
//!
//! Documents of other versions use these keywords too, and are then understood just the same.

use indexmap::IndexMap;
use openapiv3::ReferenceOr;
use serde_json::Value;

use crate::source::Node;

use super::at::At;
use super::lift::Lift;
use super::parameter::Scope;
use super::schema::{Draft, Listed};
use super::{Webhooks, extension};

/// Reads a keyword of JSON Schema 2020-12 that OpenAPI 3.0 doesn't have. `false` when it is none.
pub(super) fn gather<'d>(lift: &mut Lift<'_, 'd>, draft: &mut Draft, key: &str, value: &At<'d, '_>) -> bool {
    match key {
        "const" => constant(draft, value.node),
        "prefixItems" => {
            draft.prefix_items = lift.schemas(value);
        }
        "patternProperties" => {
            for (pattern, schema) in lift.entries(value) {
                let schema = lift.schema(&schema);
                draft.pattern_properties.insert(pattern.to_owned(), schema);
            }
        }
        "unevaluatedProperties" => draft.unevaluated_properties = lift.additional_properties(value),
        "contentEncoding" => draft.content_encoding = lift.text(value),
        "contentMediaType" => draft.content_media_type = lift.text(value),
        "contentSchema" => {
            let schema = lift.schema(value);
            if let Ok(schema) = serde_json::to_value(&schema) {
                draft
                    .data
                    .extensions
                    .insert(extension::CONTENT_SCHEMA.to_owned(), schema);
            }
        }
        "then" | "else" => conditional(lift, draft, value),
        "dependentSchemas" | "dependencies" => {
            for (_, dependent) in lift.entries(value) {
                // In `dependencies`, which both keywords were before, a list is one of required properties.
                if !matches!(dependent.node, Node::Sequence(_)) {
                    conditional(lift, draft, &dependent);
                }
            }
        }
        _ => return false,
    }
    true
}

/// `const`: an `enum` of one value.
fn constant(draft: &mut Draft, node: &Node) {
    if matches!(node, Node::Null) {
        draft.data.nullable = true;
        draft.only_null = true;
        return;
    }
    draft.listed = vec![Listed::new(node)];
    draft
        .data
        .extensions
        .insert(extension::CONST.to_owned(), true.into());
}

/// A schema that holds in some cases: its properties may be there.
fn conditional<'d>(lift: &mut Lift<'_, 'd>, draft: &mut Draft, at: &At<'d, '_>) {
    let schema = lift.schema(at);
    if let ReferenceOr::Item(_) = schema {
        draft.conditional.push(schema);
    }
}

/// `webhooks`, or `x-webhooks` of OpenAPI 3.0: requests that the API's server sends.
pub(super) fn webhooks<'d>(lift: &mut Lift<'_, 'd>, root: &At<'d, '_>) -> Webhooks {
    let mut webhooks = Webhooks::new();
    let Some(field) = root.field("webhooks").or_else(|| root.field("x-webhooks")) else {
        return webhooks;
    };
    if field.mapping().is_none() {
        return webhooks;
    }
    for (name, item) in field.entries() {
        if name.starts_with("x-") {
            continue;
        }
        if let Some(item) = lift.path_item(&item, &Scope::default()) {
            webhooks.insert(name.to_owned(), item);
        }
    }
    webhooks
}

/// The extensions of a document, without its webhooks.
pub(super) fn without_webhooks(root: &At<'_, '_>) -> IndexMap<String, Value> {
    root.entries()
        .filter(|(key, _)| key.starts_with("x-") && *key != "x-webhooks")
        .map(|(key, value)| (key.to_owned(), value.node.to_json()))
        .collect()
}
