//! A document in the types of [`openapiv3`] as text.
//!
//! `openapiv3` writes a few fields that OpenAPI 3.0 does not allow where they are empty or beside `content`; they are
//! taken out.

use openapiv3::OpenAPI;
use serde_json::{Map, Value};

/// Returns the document as YAML.
pub(crate) fn to_yaml(openapi: &OpenAPI) -> Result<String, serde_yaml::Error> {
    use serde::ser::Error;
    serde_yaml::to_string(&to_value(openapi).map_err(serde_yaml::Error::custom)?)
}

/// Returns the document as JSON, indented.
pub(crate) fn to_json(openapi: &OpenAPI) -> Result<String, serde_json::Error> {
    let mut text = serde_json::to_string_pretty(&to_value(openapi)?)?;
    text.push('\n');
    Ok(text)
}

/// Returns the document as a value of JSON.
pub(crate) fn to_value(openapi: &OpenAPI) -> Result<Value, serde_json::Error> {
    let mut value = serde_json::to_value(openapi)?;
    let Value::Object(document) = &mut value else {
        return Ok(value);
    };
    each_in_list(document, "servers", server);
    each(document, "paths", path_item);
    if let Some(Value::Object(components)) = document.get_mut("components") {
        each(components, "responses", response);
        each(components, "parameters", parameter);
        each(components, "requestBodies", body);
        each(components, "headers", header);
        each(components, "links", link);
        each(components, "callbacks", callback);
    }
    Ok(value)
}

fn path_item(item: &mut Map<String, Value>) {
    each_in_list(item, "servers", server);
    each_in_list(item, "parameters", parameter);
    for method in [
        "get", "put", "post", "delete", "options", "head", "patch", "trace",
    ] {
        if let Some(Value::Object(of_method)) = item.get_mut(method) {
            operation(of_method);
        }
    }
}

fn operation(operation: &mut Map<String, Value>) {
    each_in_list(operation, "servers", server);
    each_in_list(operation, "parameters", parameter);
    each(operation, "responses", response);
    each(operation, "callbacks", callback);
    if let Some(Value::Object(of_operation)) = operation.get_mut("requestBody") {
        body(of_operation);
    }
}

fn callback(callback: &mut Map<String, Value>) {
    callback
        .values_mut()
        .filter_map(Value::as_object_mut)
        .for_each(path_item);
}

fn parameter(parameter: &mut Map<String, Value>) {
    let default = match parameter.get("in").and_then(Value::as_str) {
        Some("query" | "cookie") => "form",
        _ => "simple",
    };
    if parameter.get("style").and_then(Value::as_str) == Some(default) || parameter.contains_key("content") {
        parameter.shift_remove("style");
    }
    each(parameter, "content", media_type);
}

fn header(of_name: &mut Map<String, Value>) {
    parameter(of_name);
}

fn body(body: &mut Map<String, Value>) {
    each(body, "content", media_type);
}

fn media_type(media_type: &mut Map<String, Value>) {
    each(media_type, "encoding", encoding);
}

fn encoding(encoding: &mut Map<String, Value>) {
    remove_null(encoding, "contentType");
    each(encoding, "headers", header);
}

fn response(response: &mut Map<String, Value>) {
    each(response, "headers", header);
    each(response, "content", media_type);
    each(response, "links", link);
}

fn link(link: &mut Map<String, Value>) {
    if let Some(Value::Object(of_link)) = link.get_mut("server") {
        server(of_link);
    }
}

fn server(server: &mut Map<String, Value>) {
    each(server, "variables", |variable| {
        remove_null(variable, "description")
    });
}

fn remove_null(fields: &mut Map<String, Value>, key: &str) {
    if fields.get(key) == Some(&Value::Null) {
        fields.shift_remove(key);
    }
}

/// Calls `change` with each mapping in the mapping at `key`.
fn each(fields: &mut Map<String, Value>, key: &str, change: impl Fn(&mut Map<String, Value>)) {
    if let Some(Value::Object(entries)) = fields.get_mut(key) {
        entries
            .values_mut()
            .filter_map(Value::as_object_mut)
            .for_each(change);
    }
}

/// Calls `change` with each mapping in the list at `key`.
fn each_in_list(fields: &mut Map<String, Value>, key: &str, change: impl Fn(&mut Map<String, Value>)) {
    if let Some(Value::Array(items)) = fields.get_mut(key) {
        items.iter_mut().filter_map(Value::as_object_mut).for_each(change);
    }
}
