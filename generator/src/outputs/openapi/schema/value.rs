use indexmap::IndexMap;
use serde_json::Value;

use specwright_document::description::{EnumValue, JsonType, Number, Schema};
use specwright_document::source::Text;

/// Returns the name of a type.
pub(super) fn type_name(json_type: JsonType) -> &'static str {
    match json_type {
        JsonType::String => "string",
        JsonType::Integer => "integer",
        JsonType::Number => "number",
        JsonType::Boolean => "boolean",
        JsonType::Object => "object",
        JsonType::Array => "array",
    }
}

/// Returns a length or a count; `None` where the machine has no array of that length.
pub(super) fn size(size: u64) -> Option<usize> {
    usize::try_from(size).ok()
}

/// Returns `enum`. Since OpenAPI 3.0.3, `null` fits only if it is a value of it, whatever `nullable` says.
pub(super) fn enumeration(schema: &Schema) -> Vec<Value> {
    let values = schema.values.iter().map(|value| value.value.clone());
    let null = match schema.values.is_empty() {
        true => schema.only_null,
        false => schema.nullable,
    };
    values.chain(null.then_some(Value::Null)).collect()
}

/// Adds what is said of the values of an `enum`, as the extensions that say such things.
pub(super) fn details_of_values(schema: &Schema, extensions: &mut IndexMap<String, Value>) {
    let mut add = |name: &str, detail: fn(&EnumValue) -> Option<&Text>, otherwise: fn(&Value) -> String| {
        if schema.values.iter().all(|value| detail(value).is_none()) || extensions.contains_key(name) {
            return;
        }
        let details = schema.values.iter().map(|value| match detail(value) {
            Some(detail) => Value::from(detail.as_str()),
            None => otherwise(&value.value).into(),
        });
        let of_null = schema.nullable.then(|| otherwise(&Value::Null).into());
        extensions.insert(name.to_owned(), details.chain(of_null).collect());
    };
    add(
        "x-enum-varnames",
        |value| value.name.as_ref(),
        |value| match value {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        },
    );
    add(
        "x-enum-descriptions",
        |value| value.description.as_ref(),
        |_| String::new(),
    );
}

/// Returns whether a value is of the type of the schema, and one of its `enum`.
pub(super) fn fits(schema: &Schema, value: &Value) -> bool {
    if value.is_null() {
        return schema.nullable || schema.only_null;
    }
    let is_of_type = match schema.json_type {
        None => true,
        Some(JsonType::String) => value.is_string(),
        Some(JsonType::Integer) => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        Some(JsonType::Number) => value.is_number(),
        Some(JsonType::Boolean) => value.is_boolean(),
        Some(JsonType::Object) => value.is_object(),
        Some(JsonType::Array) => value.is_array(),
    };
    let is = |listed: &EnumValue| match (&listed.value, value) {
        (Value::Number(one), Value::Number(other)) => Number::from(one) == Number::from(other),
        (one, other) => one == other,
    };
    is_of_type && (schema.values.is_empty() || schema.values.iter().any(is))
}
