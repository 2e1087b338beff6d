//! Values of the document that go through types of the user's.

use std::collections::HashMap;

use serde_json::Value;

use super::replace::{self, Replaced};
use crate::description::{JsonType, Schema, Schemas, Sources};
use crate::diagnostic::SourcePointer;
use crate::model::{ReplacedValues, ReplacementSetting, Type};

/// How many values there are of a setting, and how long one is at most, in bytes.
const MOST: usize = 100;
const LONGEST: usize = 4096;

/// Returns the examples, defaults and listed values of all schemas that are replaced, in the order of the settings. Each setting for a type of the
/// user's is there, also without a value.
pub(super) fn of(
    schemas: &Schemas,
    sources: &Sources,
    settings: &[ReplacementSetting],
    replaced: Vec<Replaced>,
) -> Vec<ReplacedValues> {
    if settings.is_empty() {
        return Vec::new();
    }
    let mut by_place: HashMap<SourcePointer, Vec<(usize, Type)>> = HashMap::new();
    for Replaced { setting, ty, place } in replaced {
        by_place.entry(place).or_default().push((setting, ty));
    }
    let mut all: Vec<Vec<ReplacedValues>> = settings.iter().map(|_| Vec::new()).collect();
    for (_, schema) in schemas.iter() {
        let values = values(schema);
        if values.is_empty() {
            continue;
        }
        let is_number = matches!(schema.json_type, Some(JsonType::Integer | JsonType::Number));
        let of_format = schema.format.as_deref().filter(|_| schema.values.is_empty());
        let of_format = of_format.and_then(|format| replace::of_format(settings, format));
        let of_format =
            of_format.map(|(setting, replacement)| (setting, replace::replaced(replacement, is_number)));
        let own = by_place
            .get(&sources.place(schema.source))
            .into_iter()
            .flatten()
            .cloned();
        for (setting, ty) in own.chain(of_format) {
            if let (Some(rows), Some(item)) = (all.get_mut(setting), settings.get(setting)) {
                add(rows, &item.item, ty, &values);
            }
        }
    }
    all.into_iter().flatten().collect()
}

/// Returns what a schema says of values: no text that says nothing, and none that is too long to be shown.
fn values(schema: &Schema) -> Vec<&Value> {
    let listed = schema.values.iter().map(|listed| &listed.value);
    let values = schema
        .example
        .as_deref()
        .into_iter()
        .chain(schema.default.as_deref());
    let values = values.chain(listed);
    values
        .filter(|value| value.to_string().len() <= LONGEST)
        .collect()
}

fn add(rows: &mut Vec<ReplacedValues>, item: &str, ty: Type, values: &[&Value]) {
    let Type::Replaced(replacement) = ty else { return };
    let place = rows.iter().position(|row| row.replacement == *replacement);
    let place = place.unwrap_or_else(|| {
        rows.push(ReplacedValues {
            item: item.to_owned(),
            replacement: *replacement,
            values: Vec::new(),
        });
        rows.len() - 1
    });
    let known = &mut rows[place].values;
    for value in values {
        if known.len() < MOST && !known.contains(value) {
            known.push((*value).clone());
        }
    }
}
