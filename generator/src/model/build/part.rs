//! A schema where it stands, and what several schemas that all apply say together.

use std::collections::HashSet;

use indexmap::{IndexMap, IndexSet};
use openapiv3::{
    AdditionalProperties, AnySchema, Discriminator, NumberFormat, ReferenceOr, Schema, SchemaData,
    SchemaKind, StringFormat, VariantOrUnknownOrEmpty,
};
use serde_json::Value;

use super::Builder;
use crate::normalise::extension;

/// How deep `allOf` and references within it may nest.
const DEEPEST: usize = 64;

/// A schema and the JSON pointer at which it stands in the normalised document.
#[derive(Clone, Debug)]
pub(super) struct Part<'a> {
    pub(super) schema: SchemaRef<'a>,
    pub(super) pointer: String,
}

/// A schema or a reference to a component.
#[derive(Clone, Copy, Debug)]
pub(super) enum SchemaRef<'a> {
    Component(&'a str),
    Inline(&'a Schema),
}

impl<'a> Part<'a> {
    pub(super) fn new(schema: &'a ReferenceOr<Schema>, pointer: String) -> Self {
        let schema = match schema {
            ReferenceOr::Reference { reference } => SchemaRef::Component(component_name(reference)),
            ReferenceOr::Item(schema) => SchemaRef::Inline(schema),
        };
        Self { schema, pointer }
    }

    pub(super) fn boxed(schema: &'a ReferenceOr<Box<Schema>>, pointer: String) -> Self {
        let schema = match schema {
            ReferenceOr::Reference { reference } => SchemaRef::Component(component_name(reference)),
            ReferenceOr::Item(schema) => SchemaRef::Inline(schema),
        };
        Self { schema, pointer }
    }
}

/// The component that a reference of the normalised document names.
pub(super) fn component_name(reference: &str) -> &str {
    reference.rsplit('/').next().unwrap_or(reference)
}

/// A JSON type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum JsonType {
    String,
    Integer,
    Number,
    Boolean,
    Object,
    Array,
}

impl JsonType {
    fn parse(text: &str) -> Option<Self> {
        Some(match text {
            "string" => Self::String,
            "integer" => Self::Integer,
            "number" => Self::Number,
            "boolean" => Self::Boolean,
            "object" => Self::Object,
            "array" => Self::Array,
            _ => return None,
        })
    }
}

/// What a schema says about properties that it does not name.
#[derive(Clone, Debug, Default)]
pub(super) enum Additional<'a> {
    #[default]
    Unstated,
    Closed,
    Open,
    Typed(Vec<Part<'a>>),
}

/// A list of alternatives: `oneOf` or `anyOf`.
#[derive(Clone, Debug)]
pub(super) struct Choice<'a> {
    pub(super) parts: Vec<Part<'a>>,
    pub(super) discriminator: Option<&'a Discriminator>,
}

/// What several schemas say together: the normal form from which a type is chosen.
#[derive(Clone, Debug, Default)]
pub(super) struct Merged<'a> {
    pub(super) data: Option<&'a SchemaData>,
    pub(super) pointer: String,
    pub(super) nullable: bool,
    pub(super) null_only: bool,
    pub(super) never: bool,
    pub(super) json_type: Option<JsonType>,
    pub(super) conflict: bool,
    pub(super) format: Option<String>,
    pub(super) values: Vec<Value>,
    pub(super) minimum: Option<f64>,
    pub(super) maximum: Option<f64>,
    pub(super) min_length: Option<usize>,
    pub(super) max_length: Option<usize>,
    pub(super) min_items: Option<usize>,
    pub(super) properties: IndexMap<&'a str, Vec<Part<'a>>>,
    pub(super) required: IndexSet<&'a str>,
    pub(super) additional: Additional<'a>,
    pub(super) patterns: Vec<Part<'a>>,
    pub(super) items: Vec<Part<'a>>,
    pub(super) prefix: Vec<Part<'a>>,
    pub(super) choices: Vec<Choice<'a>>,
    pub(super) discriminator: Option<&'a Discriminator>,
    /// The components that were merged, in order.
    pub(super) components: Vec<&'a str>,
    outer_nullable: bool,
    inner_nullable: Option<bool>,
}

impl<'a> Builder<'a> {
    /// What `parts` say together.
    pub(super) fn merge(&self, parts: &[Part<'a>]) -> Merged<'a> {
        let mut merged = Merged {
            pointer: parts.first().map(|part| part.pointer.clone()).unwrap_or_default(),
            ..Merged::default()
        };
        let mut seen = HashSet::new();
        for part in parts {
            self.merge_part(&mut merged, part, &mut seen, 0);
        }
        if merged.json_type.is_none() {
            merged.json_type = implied_type(&merged);
        }
        merged
    }

    fn merge_part(
        &self,
        merged: &mut Merged<'a>,
        part: &Part<'a>,
        seen: &mut HashSet<&'a str>,
        depth: usize,
    ) {
        if depth > DEEPEST {
            return;
        }
        match part.schema {
            SchemaRef::Component(name) => {
                if !seen.insert(name) {
                    return;
                }
                if let Some(component) = self.component_part(name) {
                    merged.components.push(name);
                    self.merge_part(merged, &component, seen, depth + 1);
                }
            }
            SchemaRef::Inline(schema) => self.merge_schema(merged, schema, &part.pointer, seen, depth),
        }
    }

    fn merge_schema(
        &self,
        merged: &mut Merged<'a>,
        schema: &'a Schema,
        pointer: &str,
        seen: &mut HashSet<&'a str>,
        depth: usize,
    ) {
        let data = &schema.schema_data;
        let outermost = depth == 0;
        if merged.data.is_none() {
            merged.data = Some(data);
        }
        if data.discriminator.is_some() && merged.discriminator.is_none() {
            merged.discriminator = data.discriminator.as_ref();
        }
        if extension::is_null_only(data) {
            merged.null_only = true;
        }
        self.merge_extensions(merged, data, pointer);
        let mut all_of: &'a [ReferenceOr<Schema>] = &[];
        let mut substantive = true;
        match &schema.schema_kind {
            SchemaKind::Type(openapiv3::Type::String(string)) => {
                merged.set_type(JsonType::String);
                merged.set_format(string_format(&string.format));
                merged.set_values(
                    string
                        .enumeration
                        .iter()
                        .flatten()
                        .map(|text| Value::from(text.as_str())),
                );
                merged.min_length = merged.min_length.or(string.min_length);
                merged.max_length = merged.max_length.or(string.max_length);
            }
            SchemaKind::Type(openapiv3::Type::Integer(integer)) => {
                merged.set_type(JsonType::Integer);
                merged.set_format(integer_format(&integer.format));
                merged.set_values(
                    integer
                        .enumeration
                        .iter()
                        .flatten()
                        .map(|&number| Value::from(number)),
                );
                merged.minimum = merged.minimum.or(integer.minimum.map(|minimum| minimum as f64));
                merged.maximum = merged.maximum.or(integer.maximum.map(|maximum| maximum as f64));
            }
            SchemaKind::Type(openapiv3::Type::Number(number)) => {
                merged.set_type(JsonType::Number);
                merged.set_format(number_format(&number.format));
                merged.set_values(
                    number
                        .enumeration
                        .iter()
                        .flatten()
                        .map(|&number| Value::from(number)),
                );
                merged.minimum = merged.minimum.or(number.minimum);
                merged.maximum = merged.maximum.or(number.maximum);
            }
            SchemaKind::Type(openapiv3::Type::Boolean(boolean)) => {
                merged.set_type(JsonType::Boolean);
                merged.set_values(
                    boolean
                        .enumeration
                        .iter()
                        .flatten()
                        .map(|&boolean| Value::from(boolean)),
                );
            }
            SchemaKind::Type(openapiv3::Type::Object(object)) => {
                merged.set_type(JsonType::Object);
                merged.add_object(
                    &object.properties,
                    &object.required,
                    object.additional_properties.as_ref(),
                    pointer,
                );
            }
            SchemaKind::Type(openapiv3::Type::Array(array)) => {
                merged.set_type(JsonType::Array);
                merged.min_items = merged.min_items.or(array.min_items);
                if let Some(items) = &array.items {
                    merged.items.push(Part::boxed(items, format!("{pointer}/items")));
                }
            }
            SchemaKind::OneOf { one_of } => merged.add_choice(one_of, "oneOf", data, pointer),
            SchemaKind::AnyOf { any_of } => merged.add_choice(any_of, "anyOf", data, pointer),
            SchemaKind::AllOf { all_of: parts } => {
                all_of = parts;
                substantive = false;
            }
            SchemaKind::Not { not } => {
                merged.never |= matches!(&**not, ReferenceOr::Item(inner) if is_anything(inner));
                substantive = false;
            }
            SchemaKind::Any(any) => {
                merged.add_any(any, data, pointer);
                all_of = &any.all_of;
                substantive = !is_empty(any);
            }
        }
        merged.add_nullable(data.nullable, outermost, substantive);
        for (index, part) in all_of.iter().enumerate() {
            let part = Part::new(part, format!("{pointer}/allOf/{index}"));
            self.merge_part(merged, &part, seen, depth + 1);
        }
    }

    /// The keywords that `openapiv3` has no field for.
    fn merge_extensions(&self, merged: &mut Merged<'a>, data: &'a SchemaData, pointer: &str) {
        if data.extensions.is_empty() {
            return;
        }
        for (index, schema) in extension::prefix_items(data).into_iter().enumerate() {
            let pointer = format!("{pointer}/x-specwright-prefix-items/{index}");
            merged.prefix.push(Part::new(self.arena.alloc(schema), pointer));
            merged.set_type(JsonType::Array);
        }
        for (pattern, schema) in extension::pattern_properties(data) {
            let pointer = format!("{pointer}/x-specwright-pattern-properties/{}", escape(&pattern));
            merged.patterns.push(Part::new(self.arena.alloc(schema), pointer));
        }
    }

    /// The component schema of this name, where it stands.
    pub(super) fn component_part(&self, name: &str) -> Option<Part<'a>> {
        let (_, schema) = self.schemas.get_key_value(name)?;
        Some(Part::new(schema, format!("/components/schemas/{}", escape(name))))
    }
}

impl<'a> Merged<'a> {
    fn set_type(&mut self, json_type: JsonType) {
        match self.json_type {
            None => self.json_type = Some(json_type),
            Some(known) if known == json_type => {}
            Some(JsonType::Number) if json_type == JsonType::Integer => self.json_type = Some(json_type),
            Some(JsonType::Integer) if json_type == JsonType::Number => {}
            Some(_) => self.conflict = true,
        }
    }

    fn set_format(&mut self, format: Option<String>) {
        if self.format.is_none() {
            self.format = format;
        }
    }

    /// Both lists must hold a value: the common ones count, or all where none is common.
    fn set_values(&mut self, values: impl Iterator<Item = Value>) {
        let values: Vec<Value> = values.collect();
        if values.is_empty() {
            return;
        }
        if self.values.is_empty() {
            self.values = values;
            return;
        }
        let common: Vec<Value> = self
            .values
            .iter()
            .filter(|value| values.contains(value))
            .cloned()
            .collect();
        if common.is_empty() {
            self.values.extend(values);
        } else {
            self.values = common;
        }
    }

    /// `null` is allowed where an outermost schema says so, or where every schema that says anything does.
    fn add_nullable(&mut self, nullable: bool, outermost: bool, substantive: bool) {
        self.outer_nullable |= outermost && nullable;
        if substantive {
            self.inner_nullable = Some(self.inner_nullable.unwrap_or(true) && nullable);
        }
        self.nullable = self.outer_nullable || self.inner_nullable == Some(true);
    }

    fn add_object(
        &mut self,
        properties: &'a IndexMap<String, ReferenceOr<Box<Schema>>>,
        required: &'a [String],
        additional: Option<&'a AdditionalProperties>,
        pointer: &str,
    ) {
        for (name, schema) in properties {
            let part = Part::boxed(schema, format!("{pointer}/properties/{}", escape(name)));
            self.properties.entry(name).or_default().push(part);
        }
        self.required.extend(required.iter().map(String::as_str));
        match additional {
            None => {}
            Some(AdditionalProperties::Any(open)) => {
                self.additional = match std::mem::take(&mut self.additional) {
                    Additional::Unstated if !open => Additional::Closed,
                    Additional::Unstated | Additional::Closed if *open => Additional::Open,
                    known => known,
                };
            }
            Some(AdditionalProperties::Schema(schema)) => {
                let part = Part::new(schema, format!("{pointer}/additionalProperties"));
                match &mut self.additional {
                    Additional::Typed(parts) => parts.push(part),
                    _ => self.additional = Additional::Typed(vec![part]),
                }
            }
        }
    }

    fn add_choice(
        &mut self,
        schemas: &'a [ReferenceOr<Schema>],
        keyword: &str,
        data: &'a SchemaData,
        pointer: &str,
    ) {
        if schemas.is_empty() {
            return;
        }
        let parts = schemas
            .iter()
            .enumerate()
            .map(|(index, schema)| Part::new(schema, format!("{pointer}/{keyword}/{index}")))
            .collect();
        self.choices.push(Choice {
            parts,
            discriminator: data.discriminator.as_ref(),
        });
    }

    fn add_any(&mut self, any: &'a AnySchema, data: &'a SchemaData, pointer: &str) {
        if let Some(json_type) = any.typ.as_deref().and_then(JsonType::parse) {
            self.set_type(json_type);
        }
        self.set_format(any.format.clone());
        self.set_values(any.enumeration.iter().filter(|value| !value.is_null()).cloned());
        self.minimum = self.minimum.or(any.minimum);
        self.maximum = self.maximum.or(any.maximum);
        self.min_length = self.min_length.or(any.min_length);
        self.max_length = self.max_length.or(any.max_length);
        self.min_items = self.min_items.or(any.min_items);
        self.add_object(
            &any.properties,
            &any.required,
            any.additional_properties.as_ref(),
            pointer,
        );
        if let Some(items) = &any.items {
            self.items.push(Part::boxed(items, format!("{pointer}/items")));
        }
        self.add_choice(&any.one_of, "oneOf", data, pointer);
        self.add_choice(&any.any_of, "anyOf", data, pointer);
        if let Some(not) = &any.not {
            self.never |= matches!(&**not, ReferenceOr::Item(inner) if is_anything(inner));
        }
    }

    /// Whether it says nothing about the type of a value.
    pub(super) fn is_unconstrained(&self) -> bool {
        self.json_type.is_none()
            && self.values.is_empty()
            && self.choices.is_empty()
            && self.properties.is_empty()
            && !self.null_only
    }
}

/// The type that keywords imply where `type` is missing.
fn implied_type(merged: &Merged<'_>) -> Option<JsonType> {
    if !merged.choices.is_empty() || !merged.values.is_empty() {
        return None;
    }
    let additional = !matches!(merged.additional, Additional::Unstated);
    if !merged.properties.is_empty() || !merged.patterns.is_empty() || additional {
        Some(JsonType::Object)
    } else if !merged.items.is_empty() {
        Some(JsonType::Array)
    } else {
        None
    }
}

/// `{}` or annotations alone: a schema that every value fits.
fn is_anything(schema: &Schema) -> bool {
    matches!(&schema.schema_kind, SchemaKind::Any(any) if is_empty(any) && any.all_of.is_empty())
}

/// No keyword but `allOf`.
pub(super) fn is_empty(any: &AnySchema) -> bool {
    any.typ.is_none()
        && any.properties.is_empty()
        && any.additional_properties.is_none()
        && any.items.is_none()
        && any.enumeration.is_empty()
        && any.format.is_none()
        && any.one_of.is_empty()
        && any.any_of.is_empty()
        && any.not.is_none()
        && any.required.is_empty()
}

/// A reference token of a JSON pointer.
pub(super) fn escape(token: &str) -> String {
    token.replace('~', "~0").replace('/', "~1")
}

fn string_format(format: &VariantOrUnknownOrEmpty<StringFormat>) -> Option<String> {
    let known = match format {
        VariantOrUnknownOrEmpty::Empty => return None,
        VariantOrUnknownOrEmpty::Unknown(format) => return Some(format.clone()),
        VariantOrUnknownOrEmpty::Item(format) => format,
    };
    let text = match known {
        StringFormat::Date => "date",
        StringFormat::DateTime => "date-time",
        StringFormat::Password => "password",
        StringFormat::Byte => "byte",
        StringFormat::Binary => "binary",
    };
    Some(text.to_owned())
}

fn integer_format(format: &VariantOrUnknownOrEmpty<openapiv3::IntegerFormat>) -> Option<String> {
    match format {
        VariantOrUnknownOrEmpty::Empty => None,
        VariantOrUnknownOrEmpty::Unknown(format) => Some(format.clone()),
        VariantOrUnknownOrEmpty::Item(openapiv3::IntegerFormat::Int32) => Some("int32".to_owned()),
        VariantOrUnknownOrEmpty::Item(openapiv3::IntegerFormat::Int64) => Some("int64".to_owned()),
    }
}

fn number_format(format: &VariantOrUnknownOrEmpty<NumberFormat>) -> Option<String> {
    match format {
        VariantOrUnknownOrEmpty::Empty => None,
        VariantOrUnknownOrEmpty::Unknown(format) => Some(format.clone()),
        VariantOrUnknownOrEmpty::Item(NumberFormat::Float) => Some("float".to_owned()),
        VariantOrUnknownOrEmpty::Item(NumberFormat::Double) => Some("double".to_owned()),
    }
}
