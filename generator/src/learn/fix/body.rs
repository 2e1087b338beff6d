//! The schema of a body that nothing described, by the kinds of the values at its paths.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use specwright_runtime::record::Kind;

use super::Context;

type Kinds = BTreeMap<Kind, u64>;

/// Returns the schema of what was seen. Values of conflicting kinds are any, and nothing is required: no number of responses shows that
/// something is always there.
pub(super) fn schema(context: &Context<'_>, seen: &BTreeMap<String, Kinds>) -> Value {
    at(context, seen, "$", 0)
}

fn at(context: &Context<'_>, seen: &BTreeMap<String, Kinds>, path: &str, depth: usize) -> Value {
    /// Paths come from files; those of recorders are not deeper.
    const DEEPEST: usize = 8;
    let Some(kinds) = seen.get(path).filter(|_| depth < DEEPEST) else {
        return json!({});
    };
    let Some(mut schema) = context.schema_of(kinds) else {
        return json!({});
    };
    if kinds.contains_key(&Kind::Array) {
        schema["items"] = at(context, seen, &format!("{path}[*]"), depth + 1);
    }
    if !kinds.contains_key(&Kind::Object) {
        return schema;
    }
    let names = properties_at(seen, path);
    if names.contains(&"*") {
        schema["additionalProperties"] = json!(true);
        return schema;
    }
    let mut properties = Map::new();
    for name in names {
        let inner = format!("{path}.{name}");
        properties.insert(name.to_owned(), at(context, seen, &inner, depth + 1));
    }
    if !properties.is_empty() {
        schema["properties"] = Value::Object(properties);
    }
    schema
}

/// Returns the names of the properties that objects at a path had.
pub(super) fn properties_at<'s>(seen: &'s BTreeMap<String, Kinds>, path: &str) -> Vec<&'s str> {
    let prefix = format!("{path}.");
    seen.range(prefix.clone()..)
        .map_while(|(other, _)| other.strip_prefix(&prefix))
        .filter(|rest| !rest.contains(['.', '[']) && !rest.is_empty())
        .collect()
}
