//! From schemas to types.

use super::Builder;
use super::combined::Combined;
use super::integer::integer;
use super::origin::Trail;
use super::reach::Owner;
use super::replace;
use crate::description::{AdditionalProperties, JsonType, Schema, SchemaId, Source};
use crate::model::settings::Format;
use crate::model::{Docs, Label, Step, Tagging, Type, TypeDef, TypeId, TypeKind, Union, Variant};

/// How deep inline types may nest before the rest is any JSON.
const DEEPEST: usize = 100;

/// The runtime reads and writes tuples up to this length.
const LONGEST_TUPLE: usize = 12;

/// What the fields of the struct that is built now say of numbers that may be strings.
#[derive(Clone, Copy, Default)]
pub(super) struct TextOfNumbers {
    /// Whether there is such a struct: elsewhere, they are a union.
    pub(super) is_struct: bool,
    /// Whether a field has such a number.
    pub(super) is_found: bool,
}

impl<'a> Builder<'a> {
    /// Returns the type of a schema; `trail` is where it comes from.
    pub(super) fn type_of(&mut self, id: SchemaId, trail: &Trail<'_>) -> Type {
        if !self.work.spend(1) {
            return Type::Json;
        }
        if self.depth > DEEPEST {
            return self.any_json(self.schemas.get(id).source, "nested too deep");
        }
        self.depth += 1;
        let ty = self.type_within_bounds(id, trail);
        self.depth -= 1;
        ty
    }

    fn type_within_bounds(&mut self, id: SchemaId, trail: &Trail<'_>) -> Type {
        let id = match self.schemas.parts(id) {
            Some(parts) => self.without_repetition(parts),
            None => id,
        };
        let parts = self.schemas.parts(id);
        if parts.is_none()
            && let Some((component, nullable)) = self.schemas.sole_component(id)
        {
            let ty = self.component_type(component);
            return if nullable { nullable_type(ty) } else { ty };
        }
        let combined = self.combined(id);
        let nullable = self.allows_null(&combined);
        let are_components =
            parts.is_some_and(|parts| parts.iter().all(|part| self.schemas.is_component(*part)));
        let ty = match are_components && is_struct(&combined) {
            true => self.intersection(id, &combined, trail),
            false => match self.mapping(id, &combined, trail) {
                Some(kind) => self.type_of_kind(kind, &combined, trail),
                None => self.type_of_combined(&combined, trail),
            },
        };
        if nullable { nullable_type(ty) } else { ty }
    }

    /// Returns the struct of what fits several components: one for each combination of them, which may lead back to
    /// itself.
    fn intersection(&mut self, id: SchemaId, combined: &Combined<'a>, trail: &Trail<'_>) -> Type {
        if let Some(&known) = self.intersections.get(&id) {
            return Type::Named(known);
        }
        let ty = self.reserve(trail, combined.keywords.source);
        self.intersections.insert(id, ty);
        let outer = std::mem::replace(&mut self.owner, Owner::Type(ty));
        let kind = TypeKind::Struct(self.struct_of(combined, trail));
        self.owner = outer;
        let docs = self.docs_of(&combined.keywords);
        self.define(ty, kind, docs, combined.keywords.deprecated)
    }

    fn type_of_combined(&mut self, combined: &Combined<'a>, trail: &Trail<'_>) -> Type {
        if is_struct(combined) {
            let docs = self.docs_of(&combined.keywords);
            let id = self.reserve(trail, combined.keywords.source);
            let kind = TypeKind::Struct(self.struct_of(combined, trail));
            return self.define(id, kind, docs, combined.keywords.deprecated);
        }
        let kind = self.kind_of(combined, trail);
        self.type_of_kind(kind, combined, trail)
    }

    fn type_of_kind(&mut self, kind: TypeKind, combined: &Combined<'a>, trail: &Trail<'_>) -> Type {
        if let TypeKind::Alias(ty) = kind {
            return ty;
        }
        let docs = self.docs_of(&combined.keywords);
        let id = self.reserve(trail, combined.keywords.source);
        self.define(id, kind, docs, combined.keywords.deprecated)
    }

    /// Returns what a schema is, if it gets a name; an alias where it needs none.
    pub(super) fn kind_of(&mut self, combined: &Combined<'a>, trail: &Trail<'_>) -> TypeKind {
        if combined.keywords.only_null {
            return TypeKind::Alias(Type::Null);
        }
        if let Some(kind) = self.enumeration(combined) {
            return kind;
        }
        if !combined.choices.is_empty() {
            return self.choice(combined, trail);
        }
        if is_struct(combined) {
            return TypeKind::Struct(self.struct_of(combined, trail));
        }
        let ty = self.plain(combined, trail);
        match combined.keywords.text_of_number {
            true => self.number_or_text(ty),
            false => TypeKind::Alias(ty),
        }
    }

    /// Returns what a number is that may also be a string.
    fn number_or_text(&mut self, number: Type) -> TypeKind {
        if self.text_of_numbers.is_struct {
            self.text_of_numbers.is_found = true;
            return TypeKind::Alias(number);
        }
        let variants = [number, Type::String].into_iter().map(|ty| Variant {
            label: Label::Type,
            ty,
            tags: Vec::new(),
            docs: Docs::default(),
        });
        TypeKind::Union(Union {
            variants: variants.collect(),
            tagging: Tagging::Untagged,
            several: None,
        })
    }

    /// Returns a type that needs no name.
    fn plain(&mut self, combined: &Combined<'a>, trail: &Trail<'_>) -> Type {
        let keywords = &combined.keywords;
        let source = keywords.source;
        if combined.is_contradictory {
            return self.any_json(source, "allOf of different types");
        }
        if let Some(ty) = self.replaced_format(combined) {
            return ty;
        }
        match combined.json_type {
            Some(JsonType::String) => self.string(combined.format()),
            Some(JsonType::Integer) => Type::Integer(integer(keywords)),
            Some(JsonType::Number) => match combined.format() {
                Some("decimal") if self.settings.exact_decimals => Type::Decimal,
                Some("float") if self.settings.f32_for_float => Type::Float,
                _ => Type::Double,
            },
            Some(JsonType::Boolean) => Type::Boolean,
            Some(JsonType::Array) => self.array(combined, trail),
            Some(JsonType::Object) => {
                let values = self.map_values(combined, trail).unwrap_or(Type::Json);
                Type::Map(Box::new(values))
            }
            None if keywords.never => self.any_json(source, "no value fits the schema"),
            None if keywords.unresolved => self.any_json(source, "a reference that leads nowhere"),
            None => self.any_json(source, "the schema allows any value"),
        }
    }

    /// Returns the type of the user's for a format, if there is one.
    fn replaced_format(&mut self, combined: &Combined<'a>) -> Option<Type> {
        let is_number = match combined.json_type? {
            JsonType::String => false,
            JsonType::Integer | JsonType::Number => true,
            JsonType::Boolean | JsonType::Object | JsonType::Array => return None,
        };
        let (index, replacement) = replace::of_format(&self.settings.replacements, combined.format()?)?;
        self.replaced_formats.insert(index);
        Some(replace::replaced(replacement, is_number))
    }

    fn string(&self, format: Option<&str>) -> Type {
        let (format, ty) = match format {
            Some("date-time") if self.settings.keep_offsets => (Format::DateTime, Type::DateTimeWithOffset),
            Some("date-time") => (Format::DateTime, Type::DateTime),
            Some("date") => (Format::Date, Type::Date),
            Some("uuid" | "guid") => (Format::Uuid, Type::Uuid),
            Some("byte") => (Format::Byte, Type::Base64),
            _ => return Type::String,
        };
        if self.settings.strings.contains(&format) {
            Type::String
        } else {
            ty
        }
    }

    fn array(&mut self, combined: &Combined<'a>, trail: &Trail<'_>) -> Type {
        let array = combined.array();
        if !array.prefix_items.is_empty() {
            return self.tuple(combined, trail);
        }
        let items = match array.items {
            Some(items) => self.type_of(items, &trail.step(Step::Items)),
            None => self.any_json(combined.keywords.source, "an array without items"),
        };
        Type::Array(Box::new(items))
    }

    /// Returns a tuple where its length is fixed, else a list of what the items may be.
    fn tuple(&mut self, combined: &Combined<'a>, trail: &Trail<'_>) -> Type {
        let array = combined.array();
        let prefix = &array.prefix_items;
        let length = prefix.len() as u64;
        let rest = array.items.map(|items| self.combined(items));
        let has_end = rest.as_ref().is_some_and(|rest| rest.keywords.never);
        let is_whole = has_end || array.min_items.is_some_and(|least| least >= length);
        let is_bounded = array.max_items.is_some_and(|most| most <= length);
        let may_be_shorter = array.max_items.is_some_and(|most| most < length);
        if is_whole && (has_end || is_bounded) && !may_be_shorter && prefix.len() <= LONGEST_TUPLE {
            let items = prefix.iter().enumerate();
            let items = items.map(|(index, item)| self.type_of(*item, &trail.step(Step::TupleItem(index))));
            return Type::Tuple(items.collect());
        }
        let mut items = prefix.clone();
        match array.items {
            _ if has_end || is_bounded => {}
            Some(rest) => items.push(rest),
            None => items.push(self.schemas.add(Schema {
                source: combined.keywords.source,
                ..Schema::default()
            })),
        }
        let source = self.schemas.get(prefix[0]).source;
        let items = self.combined(self.schemas.any_of(items, source));
        Type::Array(Box::new(self.type_of_combined(&items, &trail.step(Step::Items))))
    }

    /// Returns the type of properties without a field of their own, if the schema allows them expressly.
    pub(super) fn map_values(&mut self, combined: &Combined<'a>, trail: &Trail<'_>) -> Option<Type> {
        let object = combined.object();
        let trail = trail.step(Step::Values);
        let mut types: Vec<Type> = Vec::new();
        match object.additional_properties {
            None | Some(AdditionalProperties::None) => {}
            Some(AdditionalProperties::Any) => types.push(Type::Json),
            Some(AdditionalProperties::Schema(schema)) => types.push(self.type_of(schema, &trail)),
        }
        for &pattern in object.pattern_properties.values() {
            types.push(self.type_of(pattern, &trail));
        }
        let mut patterns = object.pattern_properties.keys();
        let leave_names = patterns.len() > 0 && !patterns.any(|pattern| matches_any_name(pattern));
        if leave_names && object.additional_properties.is_none() && combined.has_properties() {
            return Some(self.any_json(combined.keywords.source, "names that no pattern matches"));
        }
        types.dedup();
        match types.len() {
            0 | 1 => types.pop(),
            _ => Some(self.any_json(
                combined.keywords.source,
                "patterns with values of different types",
            )),
        }
    }

    /// Returns any JSON value, noted with its reason.
    pub(super) fn any_json(&mut self, source: Source, reason: &'static str) -> Type {
        self.note_untyped(source, reason);
        Type::Json
    }

    /// Returns the type of a reference to a component.
    pub(super) fn component_type(&self, id: SchemaId) -> Type {
        match self.components.get(&id) {
            Some(component) if component.nullable => nullable_type(Type::Named(component.id)),
            Some(component) => Type::Named(component.id),
            None => Type::Json,
        }
    }

    /// Returns the name of a component.
    pub(super) fn component_name(&self, id: SchemaId) -> &'a str {
        self.schemas.get(id).component.as_deref().unwrap_or_default()
    }

    /// Returns a schema for all of `parts` less those that say nothing, that stand twice, or that another one extends.
    fn without_repetition(&self, parts: &[SchemaId]) -> SchemaId {
        let mut kept: Vec<SchemaId> = Vec::new();
        for &part in parts {
            let says_something = !self.combined(part).is_unconstrained();
            let is_repeated = kept
                .iter()
                .any(|&other| self.schemas.are_same(other, part, false));
            if says_something && !is_repeated {
                kept.push(part);
            }
        }
        let all = kept.clone();
        kept.retain(|&part| {
            let extends =
                |other: &SchemaId| *other != part && self.combined(*other).components.contains(&part);
            !self.schemas.is_component(part) || !all.iter().any(extends)
        });
        match kept.as_slice() {
            [] => parts[0],
            kept => self.schemas.all_of(kept),
        }
    }

    /// Adds a type, of which is known only where it comes from.
    pub(super) fn reserve(&mut self, trail: &Trail<'_>, source: Source) -> TypeId {
        self.work.spend_bytes(trail.length());
        let origin = self.origin(trail);
        let id = TypeId(self.types.len());
        self.types.push(TypeDef {
            origin,
            source,
            docs: Docs::default(),
            deprecated: false,
            kind: TypeKind::Alias(Type::Json),
            selected: false,
        });
        id
    }

    /// Sets what a reserved type is.
    pub(super) fn define(&mut self, id: TypeId, kind: TypeKind, docs: Docs, deprecated: bool) -> Type {
        let def = &mut self.types[id.0];
        def.kind = kind;
        def.docs = docs;
        def.deprecated = deprecated;
        Type::Named(id)
    }
}

/// Returns whether a pattern is one of those that people write for any name.
fn matches_any_name(pattern: &str) -> bool {
    let pattern = pattern.strip_prefix('^').unwrap_or(pattern);
    let pattern = pattern.strip_suffix('$').unwrap_or(pattern);
    matches!(pattern, "" | ".*" | ".+" | "(.*)" | "(.+)")
}

/// Returns the type or `null`; what allows `null` already stays as it is.
pub(super) fn nullable_type(ty: Type) -> Type {
    match ty {
        Type::Nullable(_) | Type::Json | Type::Null => ty,
        other => Type::Nullable(Box::new(other)),
    }
}

/// Returns whether a schema becomes a struct.
fn is_struct(combined: &Combined<'_>) -> bool {
    let object = combined.object();
    let is_object = combined.json_type == Some(JsonType::Object) || combined.has_properties();
    let is_closed = object.additional_properties == Some(AdditionalProperties::None)
        && object.pattern_properties.is_empty();
    is_object
        && !combined.keywords.only_null
        && combined.choices.is_empty()
        && combined.keywords.values.is_empty()
        && (combined.has_properties() || is_closed)
}
