//! How a schema says that `null` fits, in each version.

use serde_json::{Value, json};

use super::{Context, Version};
use specwright_document::source::Node;

impl Context<'_> {
    /// Lets a schema of one type allow `null`.
    pub(super) fn make_nullable(&self, schema: &mut Value) {
        match self.version {
            Version::Swagger20 => schema["x-nullable"] = json!(true),
            Version::OpenApi30 => schema["nullable"] = json!(true),
            Version::OpenApi31 => {
                let own = schema["type"].take();
                schema["type"] = match own {
                    Value::Array(mut types) => {
                        types.push(json!("null"));
                        Value::Array(types)
                    }
                    one => json!([one, "null"]),
                };
            }
        }
    }

    /// Returns a schema that takes what the reference takes, or `null`.
    pub(super) fn nullable_reference(&self, reference: &Node) -> Value {
        let reference = reference.to_json();
        match self.version {
            Version::Swagger20 => json!({ "x-nullable": true, "allOf": [reference] }),
            Version::OpenApi30 => json!({ "nullable": true, "allOf": [reference] }),
            Version::OpenApi31 => json!({ "anyOf": [reference, { "type": "null" }] }),
        }
    }

    /// Returns what is merged into a schema that is no reference, so that it allows `null`; nothing if its form does not show how.
    pub(super) fn null_update(&self, schema: &Node) -> Option<Value> {
        match self.version {
            Version::Swagger20 => return Some(json!({ "x-nullable": true })),
            Version::OpenApi30 => return Some(json!({ "nullable": true })),
            Version::OpenApi31 => {}
        }
        let mut update = match (schema.get("type"), schema.get("oneOf"), schema.get("anyOf")) {
            // Lists are appended to, and scalars replaced.
            (Some(Node::String(own)), _, _) => json!({ "type": [own.as_str(), "null"] }),
            (Some(Node::Sequence(_)), _, _) => json!({ "type": ["null"] }),
            (None, Some(Node::Sequence(_)), None) => json!({ "oneOf": [{ "type": "null" }] }),
            (None, None, Some(Node::Sequence(_))) => json!({ "anyOf": [{ "type": "null" }] }),
            (None, None, None) if schema.get("enum").is_some() => json!({}),
            _ => return None,
        };
        if schema.get("enum").is_some() {
            update["enum"] = json!([null]);
        }
        Some(update)
    }
}
