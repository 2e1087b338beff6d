//! What a document says of secrets: `writeOnly` and `format: password` of its schemas.

use std::collections::BTreeSet;

use percent_encoding::percent_decode_str;
use serde_json::Value;

use crate::cassette::error::CassetteError;
use crate::cassette::recording::Side;
use crate::codec::json::value::described;

/// How many schemas one may be composed of, as far as they are looked at.
const MOST_PARTS: usize = 256;

/// A document of OpenAPI 3, in JSON.
#[derive(Debug)]
pub(super) struct Document {
    root: Value,
    /// The names of all properties and parameters that are secret.
    names: BTreeSet<String>,
}

impl Document {
    /// Reads a document.
    ///
    /// # Errors
    /// It is no JSON, or no document of OpenAPI 3.
    pub(super) fn parse(text: &str) -> Result<Self, CassetteError> {
        let root =
            described(text).map_err(|error| CassetteError::document(&format!("expected JSON: {error}")))?;
        let version = root.get("openapi").and_then(Value::as_str).unwrap_or_default();
        if !version.starts_with("3.") {
            return Err(CassetteError::document("expected a document of OpenAPI 3"));
        }
        let mut document = Document {
            root,
            names: BTreeSet::new(),
        };
        let mut names = BTreeSet::new();
        document.collect_names(&document.root, &mut names, 0);
        document.names = names;
        Ok(document)
    }

    /// Returns the names of all properties and parameters that are secret.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    fn collect_names(&self, value: &Value, names: &mut BTreeSet<String>, depth: usize) {
        /// Deeper than documents are that can be generated from.
        const DEPTH: usize = 256;
        if depth > DEPTH {
            return;
        }
        if let Some(properties) = value.get("properties").and_then(Value::as_object) {
            for (name, schema) in properties {
                if parts(Some(self), &[schema]).iter().any(|part| is_secret(part)) {
                    names.insert(name.clone());
                }
            }
        }
        let inner: Vec<&Value> = match value {
            Value::Object(entries) => entries.values().collect(),
            Value::Array(items) => items.iter().collect(),
            _ => return,
        };
        for inner in inner {
            self.collect_names(inner, names, depth + 1);
        }
    }

    /// Returns the schemas of an operation's bodies. `None` if the document has no such operation.
    pub(super) fn schemas(&self, method: &str, path: &str, side: Side) -> Option<Vec<&Value>> {
        let operation = self.operation(method, path)?;
        Some(match side {
            Side::Request => operation
                .get("requestBody")
                .map(|body| self.content(body))
                .unwrap_or_default(),
            Side::Response => {
                let responses = operation.get("responses").and_then(Value::as_object);
                let responses = responses.into_iter().flat_map(serde_json::Map::values);
                responses.flat_map(|response| self.content(response)).collect()
            }
        })
    }

    /// Returns the schemas of what a request or a response may have as its body.
    fn content<'a>(&'a self, message: &'a Value) -> Vec<&'a Value> {
        let content = self.resolve(message).get("content").and_then(Value::as_object);
        let media_types = content.into_iter().flat_map(serde_json::Map::values);
        let schemas =
            media_types.flat_map(|media_type| [media_type.get("schema"), media_type.get("itemSchema")]);
        schemas.flatten().collect()
    }

    /// Returns the names of an operation's parameters that are secret.
    pub(super) fn parameters(&self, method: &str, path: &str) -> impl Iterator<Item = &str> {
        let lists = self.items(path).filter_map(|item| {
            let own = self.of_item(item, method)?.get("parameters");
            Some([item.get("parameters"), own])
        });
        let parameters = lists.flatten().flatten().filter_map(Value::as_array).flatten();
        parameters.filter_map(|parameter| {
            let parameter = self.resolve(parameter);
            let content = parameter.get("content").and_then(Value::as_object);
            let in_content = content.and_then(|content| content.values().next()?.get("schema"));
            let schema = parameter.get("schema").or(in_content)?;
            let is_secret = parts(Some(self), &[schema]).iter().any(|part| is_secret(part));
            parameter
                .get("name")
                .and_then(Value::as_str)
                .filter(|_| is_secret)
        })
    }

    fn operation(&self, method: &str, path: &str) -> Option<&Value> {
        self.items(path).find_map(|item| self.of_item(item, method))
    }

    /// Returns the path items of a path. What follows a `#` in a key tells two of the same path apart.
    fn items(&self, path: &str) -> impl Iterator<Item = &Value> {
        let paths = self.root.get("paths").and_then(Value::as_object);
        let items = paths.into_iter().flatten();
        let items = items.filter(move |(key, _)| key.split('#').next() == Some(path) || *key == path);
        items.map(|(_, item)| self.resolve(item))
    }

    fn of_item<'a>(&'a self, item: &'a Value, method: &str) -> Option<&'a Value> {
        let more = item.get("additionalOperations").and_then(|more| more.get(method));
        item.get(method.to_ascii_lowercase()).or(more)
    }

    /// Follows references within the document.
    fn resolve<'a>(&'a self, mut value: &'a Value) -> &'a Value {
        for _ in 0..32 {
            let reference = value.get("$ref").and_then(Value::as_str);
            let Some(pointer) = reference.and_then(|reference| reference.strip_prefix('#')) else {
                return value;
            };
            match self
                .root
                .pointer(&percent_decode_str(pointer).decode_utf8_lossy())
            {
                Some(target) => value = target,
                None => return value,
            }
        }
        value
    }
}

/// Returns all schemas that may describe a value which these do: what they refer to and what they are composed of.
pub(super) fn parts<'a>(document: Option<&'a Document>, schemas: &[&'a Value]) -> Vec<&'a Value> {
    let Some(document) = document else {
        return Vec::new();
    };
    let mut found: Vec<&Value> = schemas.to_vec();
    let mut next = 0;
    while let Some(schema) = found.get(next).copied() {
        let target = document.resolve(schema);
        let lists = ["allOf", "anyOf", "oneOf"].into_iter();
        let lists = lists.filter_map(|name| schema.get(name)?.as_array()).flatten();
        let single = ["if", "then", "else"]
            .into_iter()
            .filter_map(|name| schema.get(name));
        for part in [target].into_iter().chain(lists).chain(single) {
            if found.len() < MOST_PARTS && !found.iter().any(|known| std::ptr::eq(*known, part)) {
                found.push(part);
            }
        }
        next += 1;
    }
    found
}

/// Tells whether a schema itself says that its values are secret.
pub(super) fn is_secret(schema: &Value) -> bool {
    schema.get("writeOnly") == Some(&Value::Bool(true))
        || schema.get("format").and_then(Value::as_str) == Some("password")
}

/// Tells whether schemas describe a property of this name that is secret.
pub(super) fn has_secret(document: Option<&Document>, schemas: &[&Value], name: &str) -> bool {
    let schemas = property(schemas, name);
    let Some(document) = document else { return false };
    parts(Some(document), &schemas)
        .iter()
        .any(|schema| is_secret(schema))
}

/// Returns the schemas of a property, by what these parts say.
pub(super) fn property<'a>(parts: &[&'a Value], name: &str) -> Vec<&'a Value> {
    let mut found = Vec::new();
    for part in parts {
        found.extend(part.get("properties").and_then(|properties| properties.get(name)));
        found.extend(
            part.get("additionalProperties")
                .filter(|schema| schema.is_object()),
        );
        let patterns = part.get("patternProperties").and_then(Value::as_object);
        found.extend(patterns.into_iter().flat_map(serde_json::Map::values));
    }
    found
}

/// Returns the schemas of an item, by what these parts say.
pub(super) fn items<'a>(parts: &[&'a Value], index: usize) -> Vec<&'a Value> {
    let mut found = Vec::new();
    for part in parts {
        let tuple = part.get("prefixItems").and_then(|items| items.get(index));
        found.extend(tuple.or_else(|| part.get("items")));
    }
    found
}
