use std::collections::HashMap;

use serde_json::{Map, Value, json};

use super::discriminator::Discriminators;
use super::translate::{Origin, Reading, Use, translate};
use crate::raw::{RawDocument, Spot};

/// Schemas of a document, translated to JSON Schema 2020-12, and all that they refer to: one JSON Schema document
/// whose `$defs` are the schemas.
#[derive(Debug)]
pub struct Bundle {
    /// One JSON Schema document, whose `$defs` are the schemas.
    root: Value,
    keys: HashMap<(Spot, Use), String>,
    reading: Reading,
}

impl Bundle {
    /// Translates the schemas at `spots`, and those that they lead to.
    pub fn new(document: &RawDocument, spots: impl IntoIterator<Item = Spot>) -> Self {
        Self::with(document, spots, Reading::Types)
    }

    /// As [`Self::new`], with another reading. The pointers are the same.
    pub fn with(document: &RawDocument, spots: impl IntoIterator<Item = Spot>, reading: Reading) -> Self {
        let discriminators = Discriminators::of(document);
        let origin = Origin::new(document, &discriminators, reading);
        let mut definitions = Map::new();
        let mut bundle = Self {
            root: Value::Null,
            keys: HashMap::new(),
            reading,
        };
        let mut waiting: Vec<(Spot, Use)> = spots.into_iter().map(|spot| (spot, Use::Whole)).collect();
        waiting.reverse();
        while let Some((spot, used)) = waiting.pop() {
            let key = bundle.key_for(&spot, used);
            if definitions.contains_key(&key) {
                continue;
            }
            let mut led_to = Vec::new();
            let schema = translate(&origin, &spot, used, &mut |target, used| {
                led_to.push((target.clone(), used));
                format!("#/$defs/{}", bundle.key_for(target, used))
            });
            definitions.insert(key, schema);
            waiting.extend(led_to);
        }
        bundle.root = json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$defs": definitions,
        });
        bundle
    }

    /// How many schemas there are.
    #[allow(clippy::len_without_is_empty)]
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// How the schemas are read.
    pub fn reading(&self) -> Reading {
        self.reading
    }

    /// The pointer, inside the bundle, of the schema at `spot`.
    pub fn pointer(&self, spot: &Spot) -> Option<String> {
        self.keys
            .get(&(spot.clone(), Use::Whole))
            .map(|key| format!("/$defs/{key}"))
    }

    /// The translated schema at a pointer inside the bundle.
    pub fn get(&self, pointer: &str) -> Option<&Value> {
        self.root.pointer(pointer)
    }

    /// The bundle as one JSON Schema document.
    pub fn to_schema(&self) -> &Value {
        &self.root
    }

    fn key_for(&mut self, spot: &Spot, used: Use) -> String {
        let next = format!("s{}", self.keys.len());
        self.keys.entry((spot.clone(), used)).or_insert(next).clone()
    }
}
