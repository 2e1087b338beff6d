//! Which parts of a form are files.

use serde_json::Value;

use super::requests::Planner;
use crate::raw::Spot;

impl Planner<'_> {
    /// The properties of a schema that are files, or lists of them.
    pub(super) fn file_properties(&self, schema: &Spot) -> Vec<String> {
        let Some(schema) = self.document.follow(schema) else {
            return Vec::new();
        };
        let properties = schema.child("properties");
        let names = self
            .document
            .get(&properties)
            .and_then(Value::as_object)
            .into_iter()
            .flat_map(|map| map.keys());
        names
            .filter(|name| {
                let property = properties.child(name);
                self.is_file(&property) || self.is_file(&property.child("items"))
            })
            .cloned()
            .collect()
    }

    pub(super) fn is_file(&self, schema: &Spot) -> bool {
        let Some(value) = self
            .document
            .follow(schema)
            .and_then(|spot| self.document.get(&spot))
        else {
            return false;
        };
        let is_binary = |value: &Value| {
            value.get("format") == Some(&"binary".into())
                || value.get("contentEncoding") == Some(&"binary".into())
                || value.get("type") == Some(&"file".into())
        };
        // A choice of a file and something else: what is sent as a file is one.
        let alternatives = ["anyOf", "oneOf"]
            .iter()
            .filter_map(|key| value.get(*key)?.as_array());
        is_binary(value)
            || alternatives
                .flatten()
                .any(|alternative| is_binary(alternative) || alternative.get("items").is_some_and(is_binary))
    }
}
