use serde_json::{Value, json};

use super::{Translation, Use};
use crate::raw::{RawDocument, Spot};

impl Translation<'_, '_> {
    /// Holds the value to the schema that its discriminator names.
    pub(super) fn discriminated(&mut self) {
        let discriminators = self.origin.discriminators;
        let Some(discriminator) = discriminators.at(self.spot).filter(|_| self.used == Use::Whole) else {
            return;
        };
        let property = &discriminator.property;
        let tagged = |values: Value| json!({"properties": {property: values}});
        let mut is_choice = false;
        for key in ["anyOf", "oneOf"] {
            let Some(Value::Array(alternatives)) = self.out.get_mut(key) else {
                continue;
            };
            is_choice = true;
            let list = self.spot.child(key);
            for (index, alternative) in alternatives.iter_mut().enumerate() {
                let Some(schema) = self.origin.document.follow(&list.child(&index.to_string())) else {
                    continue;
                };
                let (own, others) = discriminator.values_of(&schema);
                let mut rest = tagged(json!({"not": {"enum": others}}));
                if !own.is_empty() && !declares(self.origin.document, &schema, property) {
                    // A tag that only the discriminator speaks of: servers send it all the same.
                    rest = tagged(json!({"type": "string", "enum": own}));
                    rest["required"] = json!([property]);
                }
                *alternative = json!({"allOf": [alternative.take(), rest]});
            }
        }
        if is_choice || discriminator.schemas.is_empty() {
            return;
        }
        let mut children = Vec::new();
        for (_, child) in &discriminator.schemas {
            let (own, _) = discriminator.values_of(child);
            let reference = (self.refer)(child, Use::Whole);
            children.push(json!({"allOf": [tagged(json!({"enum": own})), {"$ref": reference}]}));
        }
        let all: Vec<&String> = discriminator.schemas.iter().map(|(value, _)| value).collect();
        children.push(tagged(json!({"not": {"enum": all}})));
        self.out.insert("anyOf".to_owned(), children.into());
    }
}

/// Whether the schema names the property, or one that applies with it does.
fn declares(document: &RawDocument, schema: &Spot, property: &str) -> bool {
    let mut waiting = vec![schema.clone()];
    let mut seen = Vec::new();
    while let Some(spot) = waiting.pop() {
        let Some(spot) = document.follow(&spot).filter(|spot| !seen.contains(spot)) else {
            continue;
        };
        if document.get(&spot.child("properties").child(property)).is_some() {
            return true;
        }
        for key in ["allOf", "anyOf", "oneOf"] {
            let list = spot.child(key);
            let count = document.get(&list).and_then(Value::as_array).map_or(0, Vec::len);
            waiting.extend((0..count).map(|index| list.child(&index.to_string())));
        }
        seen.push(spot);
    }
    false
}
