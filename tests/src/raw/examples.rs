use std::collections::HashMap;

use serde_json::Value;

use super::{RawDocument, Spot};

/// The schemas under `components/schemas` or `definitions` of the root file, in the document's order.
pub fn component_schemas(document: &RawDocument) -> Vec<Spot> {
    let root = document.root_spot();
    let place = match document.root().get("swagger") {
        Some(_) => root.child("definitions"),
        None => root.child("components").child("schemas"),
    };
    let schemas = document.get(&place).and_then(Value::as_object);
    schemas
        .into_iter()
        .flat_map(|schemas| schemas.keys())
        .map(|name| place.child(name))
        .collect()
}

/// The examples that stand beside schemas, in media types, parameters and headers: for the schema that each leads to.
pub fn examples(document: &RawDocument) -> HashMap<Spot, Vec<&Value>> {
    let mut found: HashMap<Spot, Vec<&Value>> = HashMap::new();
    for (file, root) in document.files() {
        let start = Spot {
            file: file.to_owned(),
            pointer: String::new(),
        };
        let mut waiting = vec![(start, root)];
        while let Some((spot, value)) = waiting.pop() {
            match value {
                Value::Object(entries) => {
                    if entries.get("schema").is_some_and(Value::is_object)
                        && let Some(schema) = document.follow(&spot.child("schema"))
                    {
                        found
                            .entry(schema)
                            .or_default()
                            .extend(examples_beside(document, &spot, value));
                    }
                    waiting.extend(entries.iter().map(|(key, value)| (spot.child(key), value)));
                }
                Value::Array(items) => {
                    waiting.extend(
                        items
                            .iter()
                            .enumerate()
                            .map(|(index, value)| (spot.child(&index.to_string()), value)),
                    );
                }
                _ => {}
            }
        }
    }
    found
}

fn examples_beside<'d>(document: &'d RawDocument, spot: &Spot, value: &'d Value) -> Vec<&'d Value> {
    let named = value.get("examples").and_then(Value::as_object);
    let several = named
        .into_iter()
        .flat_map(|examples| examples.keys())
        .filter_map(|name| {
            let example = document.follow(&spot.child("examples").child(name))?;
            document.get(&example)?.get("value")
        });
    value.get("example").into_iter().chain(several).collect()
}
