//! A schema where it stands, and what several schemas that all apply say together.

use std::collections::HashSet;
use std::rc::Rc;

use indexmap::{IndexMap, IndexSet};
use openapiv3::{
    AdditionalProperties, AnySchema, Discriminator, NumberFormat, ReferenceOr, Schema, SchemaData,
    SchemaKind, StringFormat, VariantOrUnknownOrEmpty,
};
use serde_json::Value;

use super::Builder;
use super::pointer::{Pointer, escape};
use crate::normalise::extension;

/// How deep `allOf` and references within it may nest.
const DEEPEST: usize = 64;

/// A schema and the JSON pointer at which it stands in the normalised document.
#[derive(Clone, Debug)]
pub(super) struct Part<'a> {
    pub(super) schema: SchemaRef<'a>,
    pub(super) pointer: Pointer<'a>,
}

/// A schema or a reference to a component.
#[derive(Clone, Copy, Debug)]
pub(super) enum SchemaRef<'a> {
    Component(&'a str),
    Inline(&'a Schema),
}

impl<'a> Part<'a> {
    pub(super) fn new(schema: &'a ReferenceOr<Schema>, pointer: impl Into<Pointer<'a>>) -> Self {
        let schema = match schema {
            ReferenceOr::Reference { reference } => SchemaRef::Component(component_token(reference)),
            ReferenceOr::Item(schema) => SchemaRef::Inline(schema),
        };
        Self {
            schema,
            pointer: pointer.into(),
        }
    }

    pub(super) fn boxed(schema: &'a ReferenceOr<Box<Schema>>, pointer: Pointer<'a>) -> Self {
        let schema = match schema {
            ReferenceOr::Reference { reference } => SchemaRef::Component(component_token(reference)),
            ReferenceOr::Item(schema) => SchemaRef::Inline(schema),
        };
        Self { schema, pointer }
    }
}

/// The component that a reference of the normalised document names, as the token of a JSON pointer: the form in
/// which this stage names component schemas until it makes text of them.
pub(super) fn component_token(reference: &str) -> &str {
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
    pub(super) pointer: Pointer<'a>,
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
    pub(super) fn merge(&self, parts: &[Part<'a>]) -> Rc<Merged<'a>> {
        let [
            Part {
                schema: SchemaRef::Component(name),
                ..
            },
        ] = parts
        else {
            return Rc::new(self.merge_anew(parts));
        };
        if let Some(merged) = self.merged.borrow().get(name) {
            return Rc::clone(merged);
        }
        let merged = Rc::new(self.merge_anew(parts));
        self.merged.borrow_mut().insert(name, Rc::clone(&merged));
        merged
    }

    /// What the component `name` says.
    pub(super) fn merge_component(&self, name: &'a str) -> Rc<Merged<'a>> {
        self.merge(&[Part {
            schema: SchemaRef::Component(name),
            pointer: component_pointer(name),
        }])
    }

    /// What `parts` say by themselves, without what they refer to: enough for docs and limits.
    pub(super) fn described(&self, parts: &[Part<'a>]) -> Merged<'a> {
        let mut merged = Merged::default();
        let mut seen = HashSet::new();
        for part in parts {
            if let SchemaRef::Inline(schema) = part.schema {
                let alone = Depth {
                    total: DEEPEST,
                    all_of: 0,
                };
                self.merge_schema(&mut merged, schema, &part.pointer, &mut seen, alone);
            }
        }
        merged
    }

    fn merge_anew(&self, parts: &[Part<'a>]) -> Merged<'a> {
        let mut merged = Merged {
            pointer: parts.first().map(|part| part.pointer.clone()).unwrap_or_default(),
            ..Merged::default()
        };
        let mut seen = HashSet::new();
        for part in parts {
            self.merge_part(&mut merged, part, &mut seen, Depth::default());
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
        depth: Depth,
    ) {
        if depth.total > DEEPEST {
            return;
        }
        match part.schema {
            SchemaRef::Component(name) => {
                if !seen.insert(name) {
                    return;
                }
                if let Some(component) = self.component_part(name) {
                    merged.components.push(name);
                    self.merge_part(merged, &component, seen, depth.through_reference());
                }
            }
            SchemaRef::Inline(schema) => self.merge_schema(merged, schema, &part.pointer, seen, depth),
        }
    }

    fn merge_schema(
        &self,
        merged: &mut Merged<'a>,
        schema: &'a Schema,
        pointer: &Pointer<'a>,
        seen: &mut HashSet<&'a str>,
        depth: Depth,
    ) {
        let data = &schema.schema_data;
        let here = Rc::new(pointer.clone());
        let outermost = depth.all_of == 0;
        if merged.data.is_none() {
            merged.data = Some(data);
        }
        if data.discriminator.is_some() && merged.discriminator.is_none() {
            merged.discriminator = data.discriminator.as_ref();
        }
        if extension::is_null_only(data) {
            merged.null_only = true;
        }
        self.merge_extensions(merged, data, &here);
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
                    &here,
                );
            }
            SchemaKind::Type(openapiv3::Type::Array(array)) => {
                merged.set_type(JsonType::Array);
                merged.min_items = merged.min_items.or(array.min_items);
                if let Some(items) = &array.items {
                    merged
                        .items
                        .push(Part::boxed(items, Pointer::keyword(&here, "items")));
                }
            }
            SchemaKind::OneOf { one_of } => merged.add_choice(one_of, "oneOf", data, &here),
            SchemaKind::AnyOf { any_of } => merged.add_choice(any_of, "anyOf", data, &here),
            SchemaKind::AllOf { all_of: parts } => {
                all_of = parts;
                substantive = false;
            }
            SchemaKind::Not { not } => {
                merged.never |= matches!(&**not, ReferenceOr::Item(inner) if is_anything(inner));
                substantive = false;
            }
            SchemaKind::Any(any) => {
                merged.add_any(any, data, &here);
                all_of = &any.all_of;
                substantive = !is_empty(any);
            }
        }
        merged.add_nullable(data.nullable, outermost, substantive);
        for (index, part) in all_of.iter().enumerate() {
            let part = Part::new(part, Pointer::item(&here, "allOf", index));
            self.merge_part(merged, &part, seen, depth.through_all_of());
        }
    }

    /// The keywords that `openapiv3` has no field for.
    fn merge_extensions(&self, merged: &mut Merged<'a>, data: &'a SchemaData, here: &Rc<Pointer<'a>>) {
        if data.extensions.is_empty() {
            return;
        }
        for (index, schema) in extension::prefix_items(data).into_iter().enumerate() {
            let pointer = Pointer::item(here, "x-specwright-prefix-items", index);
            merged.prefix.push(Part::new(self.arena.alloc(schema), pointer));
            merged.set_type(JsonType::Array);
        }
        for (pattern, schema) in extension::pattern_properties(data) {
            let pointer = format!("{here}/x-specwright-pattern-properties/{}", escape(&pattern));
            merged.patterns.push(Part::new(self.arena.alloc(schema), pointer));
        }
    }

    /// The component schema of this name, where it stands.
    pub(super) fn component_part(&self, name: &str) -> Option<Part<'a>> {
        let schema = self.schemas.get(name)?;
        Some(Part::new(schema, component_pointer(name)))
    }
}

/// Where the component schema `name` stands.
fn component_pointer<'a>(name: &str) -> Pointer<'a> {
    format!("/components/schemas/{name}").into()
}

/// How far a schema is from the one that was asked for.
#[derive(Clone, Copy, Debug, Default)]
struct Depth {
    all_of: usize,
    total: usize,
}

impl Depth {
    fn through_reference(self) -> Self {
        Self {
            total: self.total + 1,
            ..self
        }
    }

    fn through_all_of(self) -> Self {
        Self {
            total: self.total + 1,
            all_of: self.all_of + 1,
        }
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
        here: &Rc<Pointer<'a>>,
    ) {
        for (name, schema) in properties {
            let part = Part::boxed(schema, Pointer::entry(here, "properties", name));
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
                let part = Part::new(schema, Pointer::keyword(here, "additionalProperties"));
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
        keyword: &'static str,
        data: &'a SchemaData,
        here: &Rc<Pointer<'a>>,
    ) {
        if schemas.is_empty() {
            return;
        }
        let parts = schemas
            .iter()
            .enumerate()
            .map(|(index, schema)| Part::new(schema, Pointer::item(here, keyword, index)))
            .collect();
        self.choices.push(Choice {
            parts,
            discriminator: data.discriminator.as_ref(),
        });
    }

    fn add_any(&mut self, any: &'a AnySchema, data: &'a SchemaData, here: &Rc<Pointer<'a>>) {
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
            here,
        );
        if let Some(items) = &any.items {
            self.items
                .push(Part::boxed(items, Pointer::keyword(here, "items")));
        }
        self.add_choice(&any.one_of, "oneOf", data, here);
        self.add_choice(&any.any_of, "anyOf", data, here);
        if let Some(not) = &any.not {
            self.never |= matches!(&**not, ReferenceOr::Item(inner) if is_anything(inner));
        }
    }

    /// What a list of alternatives says by itself.
    pub(super) fn of_choice(choice: Choice<'a>, pointer: Pointer<'a>) -> Self {
        Self {
            choices: vec![choice],
            pointer,
            ..Self::default()
        }
    }

    /// The same without `oneOf` and `anyOf`.
    pub(super) fn without_choices(&self) -> Self {
        Self {
            choices: Vec::new(),
            ..self.clone()
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
