//! The JSON Schema of `specwright.toml`, for editors.

use serde_json::{Map, Value, json};

use super::list::settings;
use super::setting::{Form, Setting, Words};

/// Returns the JSON Schema of a configuration, as JSON.
pub fn schema() -> String {
    let mut properties = Map::new();
    for setting in settings().filter(|setting| !setting.key.is_empty()) {
        match setting.key.split_once('.') {
            None => {
                properties.insert(setting.key.to_owned(), of(setting));
            }
            Some((table, key)) => {
                let table = properties.entry(table).or_insert_with(
                    || json!({ "type": "object", "additionalProperties": false, "properties": {} }),
                );
                table["properties"][key] = of(setting);
            }
        }
    }
    let schema = json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "specwright.toml",
        "description": "Clients that Specwright makes from OpenAPI documents, with their settings",
        "type": "object",
        "additionalProperties": false,
        "required": ["clients"],
        "properties": {
            "clients": {
                "description": "The clients, by their names",
                "type": "object",
                "minProperties": 1,
                "additionalProperties": {
                    "type": "object",
                    "additionalProperties": false,
                    "required": ["document"],
                    "properties": properties,
                },
            },
        },
    });
    format!("{schema:#}\n")
}

fn of(setting: &Setting) -> Value {
    let mut schema = match &setting.form {
        Form::Document | Form::ClientName | Form::Path(_) | Form::File(_) | Form::CommandPath(_) => {
            json!({ "type": "string" })
        }
        Form::Switch(_) => json!({ "type": "boolean" }),
        Form::Patches(_) => json!({
            "type": "array",
            "items": {
                "type": "object",
                "required": ["target"],
                "additionalProperties": false,
                "patternProperties": { "^x-": {} },
                "properties": {
                    "target": { "type": "string", "description": "What is changed: a JSONPath" },
                    "description": { "type": "string", "description": "Why" },
                    "update": { "description": "What is merged into it" },
                    "remove": { "type": "boolean", "description": "Whether it is removed" },
                    "copy": { "type": "string", "description": "What of the document is merged into it: a JSONPath" },
                },
            },
        }),
        Form::Files(_) | Form::Paths(_) => json!({ "type": "array", "items": { "type": "string" } }),
        Form::List { items, .. } => json!({ "type": "array", "items": text(items) }),
        Form::Table {
            keys,
            values,
            default,
            ..
        } => {
            let value = match default {
                None => text(values),
                Some(_) => json!({ "anyOf": [text(values), { "type": "array", "items": text(values) }] }),
            };
            match keys.all() {
                None => json!({ "type": "object", "additionalProperties": value }),
                Some(keys) => {
                    let properties = keys.into_iter().map(|key| (key.to_owned(), value.clone()));
                    let properties: Map<String, Value> = properties.collect();
                    json!({ "type": "object", "additionalProperties": false, "properties": properties })
                }
            }
        }
    };
    let description = match setting.more {
        "" => setting.help.to_owned(),
        more => format!("{}. {more}", setting.help),
    };
    schema["description"] = description.into();
    schema
}

fn text(words: &Words) -> Value {
    match words.all() {
        None => json!({ "type": "string" }),
        Some(all) => json!({ "enum": all }),
    }
}
