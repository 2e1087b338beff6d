//! A schema as a row of the table.

use serde_json::{Map, Value, json};

use super::Builder;
use specwright_document::description::{
    AdditionalProperties, Composition, JsonType, ObjectKeywords, Schema, SchemaId,
};

impl Builder<'_> {
    /// Returns the row of a schema, of the number `own`. Keywords that say nothing are left out.
    pub(super) fn node(&mut self, id: SchemaId, own: usize, parent: Option<usize>) -> Value {
        let description = self.description;
        let schema = &description.schemas[id];
        let mut row = Map::new();
        self.place_of(schema, parent, &mut row);
        if let Some(kind) = kind(schema) {
            row.insert("type".to_owned(), kind.into());
        }
        for (key, is_set) in [("nullable", schema.nullable), ("never", schema.never)] {
            if is_set {
                row.insert(key.to_owned(), true.into());
            }
        }
        if !schema.values.is_empty() {
            let values: Vec<&Value> = schema.values.iter().map(|listed| &listed.value).collect();
            row.insert("enum".to_owned(), json!(values));
        }
        if let Some(object) = schema.object.as_deref() {
            self.object(object, own, &mut row);
        }
        if let Some(array) = schema.array.as_deref() {
            if let Some(items) = array.items {
                row.insert("items".to_owned(), self.number(items, Some(own)).into());
            }
            self.list("prefix", &array.prefix_items, own, &mut row);
        }
        if let Some(composition) = schema.composition.as_deref() {
            self.composition(composition, own, &mut row);
        }
        Value::Object(row)
    }

    /// Adds where the schema stands: behind the place of the one that named it first, where it is inside of that.
    fn place_of(&mut self, schema: &Schema, parent: Option<usize>, row: &mut Map<String, Value>) {
        let place = self.place(schema.source);
        let within = parent.and_then(|number| {
            let outer = self.place_of_number(number)?;
            let rest = place.strip_prefix(&outer)?;
            rest.starts_with('/').then(|| rest.to_owned())
        });
        match within {
            Some(rest) => {
                row.insert("within".to_owned(), parent.into());
                row.insert("at".to_owned(), rest.into());
            }
            None => {
                row.insert("at".to_owned(), place.into());
            }
        }
    }

    fn object(&mut self, object: &ObjectKeywords, own: usize, row: &mut Map<String, Value>) {
        let mut properties = object.properties.iter().map(|(name, id)| (name.as_str(), *id));
        let properties = self.numbers_of(&mut properties, own);
        if !properties.is_empty() {
            row.insert("properties".to_owned(), json!(properties));
        }
        // What only the client sends is not missing in a response.
        let is_sent = |name: &&str| {
            let property = object
                .properties
                .get(*name)
                .map(|id| &self.description.schemas[*id]);
            !property.is_some_and(|schema| schema.write_only)
        };
        let required: Vec<&str> = object
            .required
            .iter()
            .map(|name| name.as_str())
            .filter(is_sent)
            .collect();
        if !required.is_empty() {
            row.insert("required".to_owned(), json!(required));
        }
        let additional = match object.additional_properties {
            _ if !object.pattern_properties.is_empty() => json!("any"),
            Some(AdditionalProperties::Any) => json!("any"),
            Some(AdditionalProperties::None) => json!("none"),
            Some(AdditionalProperties::Schema(id)) => json!({ "schema": self.number(id, Some(own)) }),
            None => return,
        };
        row.insert("additional".to_owned(), additional);
    }

    fn composition(&mut self, composition: &Composition, own: usize, row: &mut Map<String, Value>) {
        self.list("all", &composition.all_of, own, row);
        self.list("one", &composition.one_of, own, row);
        self.list("any", &composition.any_of, own, row);
        if let Some(discriminator) = &composition.discriminator
            && !(composition.one_of.is_empty() && composition.any_of.is_empty())
        {
            let mapping = discriminator.mapping.iter();
            let mut mapping = self.numbers_of(&mut mapping.map(|(value, id)| (value.as_str(), *id)), own);
            // A value that the mapping does not list is the name of a component.
            for id in composition.one_of.iter().chain(&composition.any_of) {
                if let Some(name) = &self.description.schemas[*id].component {
                    let number = self.number(*id, Some(own));
                    mapping.entry(name.as_str()).or_insert(number);
                }
            }
            row.insert(
                "tag".to_owned(),
                json!({ "name": discriminator.property_name.as_str(), "mapping": mapping }),
            );
        }
    }

    fn list(&mut self, key: &str, ids: &[SchemaId], own: usize, row: &mut Map<String, Value>) {
        if !ids.is_empty() {
            let numbers: Vec<usize> = ids.iter().map(|id| self.number(*id, Some(own))).collect();
            row.insert(key.to_owned(), json!(numbers));
        }
    }
}

fn kind(schema: &Schema) -> Option<&'static str> {
    if schema.only_null {
        return Some("null");
    }
    Some(match schema.json_type? {
        JsonType::String => "string",
        JsonType::Integer => "integer",
        JsonType::Number => "number",
        JsonType::Boolean => "boolean",
        JsonType::Object => "object",
        JsonType::Array => "array",
    })
}
