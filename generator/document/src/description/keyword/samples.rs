//! A document for each field that is used or is docs: with the field, the client is another one.
//!
//! A field is added with its row in the table and a sample in `samples.yaml`.

use std::collections::BTreeSet;

use serde::Deserialize;
use serde_json::{Map, Value};

use super::{Effect, fields};

/// A document, and fields of an object in it.
#[derive(Deserialize)]
pub(super) struct Sample {
    /// The object, as [`Object`](super::Object) calls it.
    pub(super) object: String,
    document: Value,
    /// The JSON pointer of the object.
    pub(super) at: String,
    /// The fields, each with a value.
    pub(super) fields: Map<String, Value>,
    /// Whether the client has a feature for each tag.
    #[serde(default)]
    pub(super) tag_features: bool,
    /// Whether the client has the server's side.
    #[serde(default)]
    pub(super) server: bool,
}

impl Sample {
    /// Returns the document with a value at a field, or without the field.
    pub(super) fn document(&self, field: &str, value: Option<&Value>) -> Value {
        let mut document = self.document.clone();
        let object = document
            .pointer_mut(&self.at)
            .and_then(Value::as_object_mut)
            .unwrap_or_else(|| panic!("there is no object at `{}` of {}", self.at, self.object));
        match value {
            Some(value) => object.insert(field.to_owned(), value.clone()),
            None => object.shift_remove(field),
        };
        document
    }
}

/// Returns all samples.
pub(super) fn samples() -> Vec<Sample> {
    serde_yaml::from_str(include_str!("samples.yaml")).expect("each sample has its fields")
}

#[test]
fn each_field_that_is_used_has_a_sample() {
    let samples = samples();
    let sampled: BTreeSet<(&str, &str)> = samples
        .iter()
        .flat_map(|sample| {
            let fields = sample.fields.keys();
            fields.map(|field| (sample.object.as_str(), field.as_str()))
        })
        .collect();
    let missing: Vec<String> = fields()
        .filter(|field| field.effect != Effect::Read)
        .map(|field| (format!("{:?}", field.object), field.name))
        .filter(|(object, name)| !sampled.contains(&(object.as_str(), *name)))
        .map(|(object, name)| format!("{object}.{name}"))
        .collect();
    assert!(missing.is_empty(), "there is no sample of {}", missing.join(", "));
}

#[test]
fn each_sample_is_of_a_field_that_is_used() {
    for sample in samples() {
        for field in sample.fields.keys() {
            let known = fields().any(|known| {
                known.effect != Effect::Read
                    && known.name == field
                    && format!("{:?}", known.object) == sample.object
            });
            assert!(known, "{}.{field} is not used", sample.object);
            sample.document(field, None);
        }
    }
}
