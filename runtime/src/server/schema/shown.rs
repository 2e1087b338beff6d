//! Schemas of what a server sends, as values are made of them.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::sent::Sent;
use super::{Schema, Side, component_name};

impl Schema {
    /// Returns a document of the schema, at `#/schema`, and of the components that it reaches. It has no properties that a server does not
    /// send.
    pub(crate) fn document_of_response(&self) -> Value {
        let sent = Sent::by(Side::Server, &self.0.components);
        let names = self.reached();
        let schemas = names.iter().filter_map(|name| {
            let schema = self.0.components.schemas.get(name)?;
            Some((name.clone(), without_unsent(schema, &sent)))
        });
        let schemas: Map<String, Value> = schemas.collect();
        json!({
            "schema": without_unsent(&self.0.value, &sent),
            "components": { "schemas": schemas },
        })
    }

    /// Returns the names of the components that the schema reaches.
    fn reached(&self) -> BTreeSet<String> {
        let mut names = BTreeSet::new();
        let mut waiting = vec![&self.0.value];
        while let Some(schema) = waiting.pop() {
            match schema {
                Value::Object(fields) => {
                    let reference = fields.get("$ref").and_then(Value::as_str);
                    if let Some(name) = reference.and_then(component_name)
                        && let Some(component) = self.0.components.schemas.get(&name)
                        && names.insert(name)
                    {
                        waiting.push(component);
                    }
                    waiting.extend(fields.values());
                }
                Value::Array(items) => waiting.extend(items),
                _ => {}
            }
        }
        names
    }
}

fn without_unsent(schema: &Value, sent: &Sent<'_>) -> Value {
    let fields = match schema {
        Value::Array(items) => return items.iter().map(|item| without_unsent(item, sent)).collect(),
        Value::Object(fields) => fields,
        other => return other.clone(),
    };
    let is_sent = |name: &str| {
        let property = fields
            .get("properties")
            .and_then(|properties| properties.get(name));
        !property.is_some_and(|property| sent.is_marked(property))
    };
    let fields = fields.iter().map(|(keyword, inner)| {
        let inner = match (keyword.as_str(), inner) {
            ("default" | "examples" | "enum" | "const" | "xml", _) => inner.clone(),
            ("properties", Value::Object(properties)) => {
                let properties = properties.iter().filter(|(name, _)| is_sent(name));
                let properties =
                    properties.map(|(name, property)| (name.clone(), without_unsent(property, sent)));
                Value::Object(properties.collect())
            }
            ("required", Value::Array(names)) => {
                let names = names.iter();
                let names = names.filter(|name| name.as_str().is_none_or(is_sent));
                names.cloned().collect()
            }
            _ => without_unsent(inner, sent),
        };
        (keyword.clone(), inner)
    });
    Value::Object(fields.collect())
}
