//! Schemas taken together: each with what it refers to, and the parts of its `allOf`.

use std::collections::HashSet;
use std::rc::Rc;

use openapiv3::{AnySchema, ReferenceOr, Schema, SchemaData, SchemaKind};
use serde_json::Value;

use super::Builder;
use super::format::{integer_format, number_format, string_format};
use super::merged::{Merged, implied_type};
use super::part::{Part, SchemaRef};
use super::pointer::{Pointer, escape};
use crate::model::JsonType;
use crate::normalise::extension;

/// How deep `allOf` and references within it may nest.
const DEEPEST: usize = 64;

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

    /// Whether `null` fits: by the schema itself, or by one of its alternatives.
    pub(super) fn allows_null(&self, merged: &Merged<'a>) -> bool {
        let mut seen = HashSet::new();
        self.alternative_allows_null(merged, &mut seen, 0)
    }

    fn alternative_allows_null(
        &self,
        merged: &Merged<'a>,
        seen: &mut HashSet<&'a str>,
        depth: usize,
    ) -> bool {
        if merged.nullable {
            return true;
        }
        let [choice] = merged.choices.as_slice() else {
            return false;
        };
        let beside = !merged.properties.is_empty() || !merged.values.is_empty();
        depth < DEEPEST
            && !beside
            && choice.parts.iter().any(|part| {
                let first = match part.schema {
                    SchemaRef::Component(name) => seen.insert(name),
                    SchemaRef::Inline(_) => true,
                };
                first
                    && self.alternative_allows_null(&self.merge(std::slice::from_ref(part)), seen, depth + 1)
            })
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
        let pointer = parts.first().map(|part| part.pointer.clone());
        let mut merged = Merged::at(pointer.unwrap_or_default());
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
        if !self.work.spend(size(schema)) {
            return;
        }
        let data = &schema.schema_data;
        let here = Rc::new(pointer.clone());
        let outermost = depth.all_of == 0;
        if merged.data.is_none() {
            merged.data = Some(data);
        }
        if data.discriminator.is_some() && merged.discriminator.is_none() {
            merged.discriminator = data.discriminator.as_ref();
        }
        merged.unresolved |= extension::is_unresolved(data);
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

/// `{}` or annotations alone: a schema that every value fits.
pub(super) fn is_anything(schema: &Schema) -> bool {
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

/// What `schema` lists itself: steps that merging it takes.
fn size(schema: &Schema) -> usize {
    let listed = match &schema.schema_kind {
        SchemaKind::Type(openapiv3::Type::Object(object)) => object.properties.len() + object.required.len(),
        SchemaKind::Type(openapiv3::Type::String(string)) => string.enumeration.len(),
        SchemaKind::Type(openapiv3::Type::Integer(integer)) => integer.enumeration.len(),
        SchemaKind::Type(openapiv3::Type::Number(number)) => number.enumeration.len(),
        SchemaKind::OneOf { one_of } => one_of.len(),
        SchemaKind::AnyOf { any_of } => any_of.len(),
        SchemaKind::AllOf { all_of } => all_of.len(),
        SchemaKind::Any(any) => {
            any.properties.len()
                + any.required.len()
                + any.enumeration.len()
                + any.one_of.len()
                + any.any_of.len()
                + any.all_of.len()
        }
        SchemaKind::Type(openapiv3::Type::Boolean(_) | openapiv3::Type::Array(_))
        | SchemaKind::Not { .. } => 0,
    };
    1 + listed
}
