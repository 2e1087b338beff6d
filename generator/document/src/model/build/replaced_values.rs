//! Values of the document that go through types of the user's.

use foldhash::HashMap;

use serde_json::Value;

use super::replace::{self, Replaced};
use crate::description::{
    AdditionalProperties, Description, JsonType, MediaType, Parameter, ParameterValue, Schema, SchemaId,
    Sources,
};
use crate::diagnostic::SourcePointer;
use crate::model::{ReplacedValues, ReplacementSetting, Type};

/// How many values there are of a setting, and how long one is at most, in bytes.
const MOST: usize = 100;
const LONGEST: usize = 4096;

/// How deep a value is looked into.
const DEEPEST: usize = 32;

/// Returns the examples, defaults and listed values of all schemas that are replaced, and what examples of parameters and bodies hold of them, in the
/// order of the settings. Each setting for a type of the user's is there, also without a value.
pub(super) fn of(
    description: &Description,
    sources: &Sources,
    settings: &[ReplacementSetting],
    replaced: Vec<Replaced>,
) -> Vec<ReplacedValues> {
    if settings.is_empty() {
        return Vec::new();
    }
    let mut by_place: HashMap<SourcePointer, Vec<(usize, Type)>> = HashMap::default();
    for Replaced { setting, ty, place } in replaced {
        by_place.entry(place).or_default().push((setting, ty));
    }
    let mut values = Values {
        description,
        sources,
        settings,
        by_place,
        found: settings.iter().map(|_| Vec::new()).collect(),
    };
    for (_, schema) in description.schemas.iter() {
        let own = self::values(schema);
        if !own.is_empty() {
            values.add(schema, &own);
        }
    }
    values.of_operations();
    values.found.into_iter().flatten().collect()
}

/// The values that were found.
struct Values<'a> {
    description: &'a Description,
    sources: &'a Sources,
    settings: &'a [ReplacementSetting],
    /// What is replaced, but for formats, by where it is.
    by_place: HashMap<SourcePointer, Vec<(usize, Type)>>,
    /// By setting.
    found: Vec<Vec<ReplacedValues>>,
}

impl Values<'_> {
    /// Adds values of a schema, if it is replaced. Returns whether it is.
    fn add(&mut self, schema: &Schema, values: &[&Value]) -> bool {
        let is_number = matches!(schema.json_type, Some(JsonType::Integer | JsonType::Number));
        let of_format = schema.format.as_deref().filter(|_| schema.values.is_empty());
        let of_format = of_format.and_then(|format| replace::of_format(self.settings, format));
        let of_format =
            of_format.map(|(setting, replacement)| (setting, replace::replaced(replacement, is_number)));
        let own = self.by_place.get(&self.sources.place(schema.source));
        let mut is_replaced = false;
        for (setting, ty) in own.into_iter().flatten().cloned().chain(of_format) {
            if let (Some(rows), Some(item)) = (self.found.get_mut(setting), self.settings.get(setting)) {
                is_replaced = true;
                add(rows, &item.item, ty, values);
            }
        }
        is_replaced
    }

    /// Adds what the examples of parameters and bodies hold. They stand beside the schema.
    fn of_operations(&mut self) {
        let description = self.description;
        let components = &description.components;
        let items = description.paths.iter().chain(&description.webhooks);
        for item in items {
            let operations = item.operations.iter();
            let parameters = operations.clone().flat_map(|operation| &operation.parameters);
            let parameters = item.parameters.iter().chain(parameters);
            for (parameter, _) in parameters.filter_map(|shared| shared.resolve(&components.parameters)) {
                self.of_parameter(parameter);
            }
            let bodies = operations
                .clone()
                .filter_map(|operation| operation.request_body.as_ref());
            for (body, _) in bodies.filter_map(|shared| shared.resolve(&components.request_bodies)) {
                body.content.iter().for_each(|media| self.of_media_type(media));
            }
            let responses = operations.flat_map(|operation| &operation.responses);
            for (response, _) in responses.filter_map(|(_, shared)| shared.resolve(&components.responses)) {
                response
                    .content
                    .iter()
                    .for_each(|media| self.of_media_type(media));
            }
        }
    }

    fn of_parameter(&mut self, parameter: &Parameter) {
        match &parameter.value {
            ParameterValue::Schema { schema, .. } => {
                if let Some(example) = &parameter.example {
                    self.within(*schema, example, 0);
                }
            }
            ParameterValue::Content(media) => self.of_media_type(media),
        }
    }

    fn of_media_type(&mut self, media: &MediaType) {
        if let (Some(schema), Some(example)) = (media.schema, &media.example) {
            self.within(schema, example, 0);
        }
    }

    /// Adds what a value holds of schemas that are replaced. What is one of several alternatives is left out: nothing says which one it is.
    fn within(&mut self, id: SchemaId, value: &Value, depth: usize) {
        let schema = &self.description.schemas[id];
        if depth > DEEPEST || !fits(schema, value) {
            return;
        }
        if value.to_string().len() <= LONGEST && self.add(schema, &[value]) {
            return;
        }
        for part in schema.all_of() {
            self.within(*part, value, depth + 1);
        }
        match value {
            Value::Array(values) => {
                let items = schema.array.as_deref().and_then(|array| array.items);
                for (value, items) in values.iter().zip(items.into_iter().cycle()) {
                    self.within(items, value, depth + 1);
                }
            }
            Value::Object(values) => {
                let Some(object) = schema.object.as_deref() else {
                    return;
                };
                let further = match object.additional_properties {
                    Some(AdditionalProperties::Schema(further)) => Some(further),
                    _ => None,
                };
                for (name, value) in values {
                    if let Some(property) = object.properties.get(name.as_str()).copied().or(further) {
                        self.within(property, value, depth + 1);
                    }
                }
            }
            _ => {}
        }
    }
}

/// Returns whether a value is of a schema's type. Examples of parameters may be what is on the wire, where all is text.
fn fits(schema: &Schema, value: &Value) -> bool {
    match (schema.json_type, value) {
        (_, Value::Null) => false,
        (None, _)
        | (Some(JsonType::String), Value::String(_))
        | (Some(JsonType::Boolean), Value::Bool(_))
        | (Some(JsonType::Number), Value::Number(_))
        | (Some(JsonType::Object), Value::Object(_))
        | (Some(JsonType::Array), Value::Array(_)) => true,
        (Some(JsonType::Integer), Value::Number(number)) => number.is_i64() || number.is_u64(),
        _ => false,
    }
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
