//! What OpenAPI 3.2 brought: the method `query` and any other one, `itemSchema` of streams.
//!
//! `querystring` parameters, nested tags, names of servers and `defaultMapping` are read where their objects are.

use openapiv3::{MediaType, PathItem};
use serde_json::{Map, Value};

use super::at::{At, escape};
use super::extension;
use super::lift::Lift;
use super::parameter::Scope;

/// `query` and `additionalOperations` of a path item.
pub(super) fn operations<'d>(lift: &mut Lift<'_, 'd>, at: &At<'d, '_>, scope: &Scope, item: &mut PathItem) {
    let mut operations = Map::new();
    let canonical = at.canonical();
    let mut add = |lift: &mut Lift<'_, 'd>, method: &str, at: &At<'d, '_>| {
        if let Some(operation) = lift.operation(at, scope)
            && let Ok(operation) = serde_json::to_value(operation)
        {
            let pointer = format!("{canonical}/additionalOperations/{}", escape(method));
            lift.origins.insert(pointer, at.place());
            operations.insert(method.to_owned(), operation);
        }
    };
    if let Some(query) = at.field("query") {
        add(lift, "QUERY", &query);
    }
    if let Some(additional) = at.field("additionalOperations") {
        for (method, operation) in lift.entries(&additional) {
            if !method.starts_with("x-") {
                add(lift, method, &operation);
            }
        }
    }
    if !operations.is_empty() {
        item.extensions
            .insert(extension::OPERATIONS.to_owned(), Value::Object(operations));
    }
}

/// `itemSchema` of a media type.
pub(super) fn item_schema<'d>(lift: &mut Lift<'_, 'd>, at: &At<'d, '_>, media_type: &mut MediaType) {
    if let Some(schema) = lift.schema_field(at, "itemSchema")
        && let Ok(schema) = serde_json::to_value(schema)
    {
        media_type
            .extensions
            .insert(extension::ITEM_SCHEMA.to_owned(), schema);
    }
}
