//! What several schemas that all apply say together.

use std::collections::HashSet;
use std::rc::Rc;

use indexmap::{IndexMap, IndexSet};
use openapiv3::{AdditionalProperties, AnySchema, Discriminator, ReferenceOr, Schema, SchemaData};
use serde_json::Value;

use super::merge::is_anything;
use super::part::Part;
use super::pointer::Pointer;
use crate::model::JsonType;

impl JsonType {
    pub(super) fn parse(text: &str) -> Option<Self> {
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
    /// A reference in it leads nowhere.
    pub(super) unresolved: bool,
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

impl<'a> Merged<'a> {
    pub(super) fn set_type(&mut self, json_type: JsonType) {
        match self.json_type {
            None => self.json_type = Some(json_type),
            Some(known) if known == json_type => {}
            Some(JsonType::Number) if json_type == JsonType::Integer => self.json_type = Some(json_type),
            Some(JsonType::Integer) if json_type == JsonType::Number => {}
            Some(_) => self.conflict = true,
        }
    }

    pub(super) fn set_format(&mut self, format: Option<String>) {
        if self.format.is_none() {
            self.format = format;
        }
    }

    /// Both lists must hold a value: the common ones count, or all where none is common.
    pub(super) fn set_values(&mut self, values: impl Iterator<Item = Value>) {
        let values: Vec<Value> = values.collect();
        if values.is_empty() {
            return;
        }
        if self.values.is_empty() {
            self.values = values;
            return;
        }
        let theirs: HashSet<String> = values.iter().map(Value::to_string).collect();
        let common: Vec<Value> = self
            .values
            .iter()
            .filter(|value| theirs.contains(&value.to_string()))
            .cloned()
            .collect();
        if common.is_empty() {
            self.values.extend(values);
        } else {
            self.values = common;
        }
    }

    /// `null` is allowed where an outermost schema says so, or where every schema that says anything does.
    pub(super) fn add_nullable(&mut self, nullable: bool, outermost: bool, substantive: bool) {
        self.outer_nullable |= outermost && nullable;
        if substantive {
            self.inner_nullable = Some(self.inner_nullable.unwrap_or(true) && nullable);
        }
        self.nullable = self.outer_nullable || self.inner_nullable == Some(true);
    }

    pub(super) fn add_object(
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

    pub(super) fn add_choice(
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

    pub(super) fn add_any(&mut self, any: &'a AnySchema, data: &'a SchemaData, here: &Rc<Pointer<'a>>) {
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

    /// Nothing yet, about a schema at `pointer`.
    pub(super) fn at(pointer: Pointer<'a>) -> Self {
        Self {
            pointer,
            ..Self::default()
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
pub(super) fn implied_type(merged: &Merged<'_>) -> Option<JsonType> {
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
