//! From schemas to types.

use std::rc::Rc;

use super::merged::{Additional, Choice, Merged};
use super::origin::Trail;
use super::part::{Part, SchemaRef};
use super::pointer::Pointer;
use super::{Builder, docs};
use crate::model::settings::Format;
use crate::model::{Docs, Integer, JsonType, Step, Type, TypeDef, TypeId, TypeKind, Untyped};

/// How deep inline types may nest before the rest is any JSON.
const DEEPEST: usize = 100;

/// The runtime reads and writes tuples up to this length.
const LONGEST_TUPLE: usize = 12;

impl<'a> Builder<'a> {
    /// The type of a schema; `trail` is where it comes from.
    pub(super) fn type_of(&mut self, part: Part<'a>, trail: &Trail<'_>) -> Type {
        self.type_of_all(vec![part], trail)
    }

    /// The type of what fits all of `parts`.
    pub(super) fn type_of_all(&mut self, parts: Vec<Part<'a>>, trail: &Trail<'_>) -> Type {
        if !self.work.spend(1) {
            return Type::Json;
        }
        if self.depth > DEEPEST {
            return self.any_json(&parts[0].pointer, "nested too deep");
        }
        self.depth += 1;
        let ty = self.type_within_bounds(parts, trail);
        self.depth -= 1;
        ty
    }

    fn type_within_bounds(&mut self, parts: Vec<Part<'a>>, trail: &Trail<'_>) -> Type {
        let parts = self.without_repetition(parts);
        if let [part] = parts.as_slice()
            && let Some((component, nullable)) = self.sole_component(part)
        {
            let ty = self.component_type(component);
            return if nullable { nullable_type(ty) } else { ty };
        }
        let merged = self.merge(&parts);
        let nullable = self.allows_null(&merged);
        let ty = match components_alone(&parts) {
            Some(names) if is_struct(&merged) => self.intersection(names, &merged, trail),
            _ => self.type_of_merged(&merged, trail),
        };
        if nullable { nullable_type(ty) } else { ty }
    }

    /// The struct of what fits several components: one for each combination of them, which may lead back to itself.
    fn intersection(&mut self, components: Vec<&'a str>, merged: &Merged<'a>, trail: &Trail<'_>) -> Type {
        if let Some(&id) = self.intersections.get(&components) {
            return Type::Named(id);
        }
        let id = self.reserve(trail, &merged.pointer);
        self.intersections.insert(components, id);
        let kind = TypeKind::Struct(self.struct_of(merged, trail));
        let deprecated = merged.data.is_some_and(|data| data.deprecated);
        self.define(id, kind, docs::of_schema(merged), deprecated)
    }

    fn type_of_merged(&mut self, merged: &Merged<'a>, trail: &Trail<'_>) -> Type {
        let docs = docs::of_schema(merged);
        let deprecated = merged.data.is_some_and(|data| data.deprecated);
        let pointer = merged.pointer.clone();
        if is_struct(merged) {
            let id = self.reserve(trail, &pointer);
            let kind = TypeKind::Struct(self.struct_of(merged, trail));
            return self.define(id, kind, docs, deprecated);
        }
        match self.kind_of(merged, trail) {
            TypeKind::Alias(ty) => ty,
            kind => {
                let id = self.reserve(trail, &pointer);
                self.define(id, kind, docs, deprecated)
            }
        }
    }

    /// What a schema is, if it gets a name; an alias where it needs none.
    pub(super) fn kind_of(&mut self, merged: &Merged<'a>, trail: &Trail<'_>) -> TypeKind {
        if merged.null_only {
            return TypeKind::Alias(Type::Null);
        }
        if let Some(kind) = self.enumeration(merged) {
            return kind;
        }
        if !merged.choices.is_empty() {
            return self.choice(merged, trail);
        }
        if is_struct(merged) {
            return TypeKind::Struct(self.struct_of(merged, trail));
        }
        TypeKind::Alias(self.plain(merged, trail))
    }

    /// A type that needs no name.
    fn plain(&mut self, merged: &Merged<'a>, trail: &Trail<'_>) -> Type {
        if merged.conflict {
            return self.any_json(&merged.pointer, "allOf of different types");
        }
        match merged.json_type {
            Some(JsonType::String) => self.string(merged.format.as_deref()),
            Some(JsonType::Integer) => Type::Integer(integer(merged)),
            Some(JsonType::Number) => match merged.format.as_deref() {
                Some("int64") => Type::Integer(Integer::I64),
                Some("int32") => Type::Integer(Integer::I32),
                _ => Type::Double,
            },
            Some(JsonType::Boolean) => Type::Boolean,
            Some(JsonType::Array) => self.array(merged, trail),
            Some(JsonType::Object) => {
                let values = self.map_values(merged, trail).unwrap_or(Type::Json);
                Type::Map(Box::new(values))
            }
            None if merged.never => self.any_json(&merged.pointer, "no value fits the schema"),
            None if merged.unresolved => self.any_json(&merged.pointer, "a reference that leads nowhere"),
            None => self.any_json(&merged.pointer, "the schema allows any value"),
        }
    }

    fn string(&self, format: Option<&str>) -> Type {
        let (format, ty) = match format {
            Some("date-time") => (Format::DateTime, Type::DateTime),
            Some("date") => (Format::Date, Type::Date),
            Some("uuid") => (Format::Uuid, Type::Uuid),
            Some("byte") => (Format::Byte, Type::Base64),
            _ => return Type::String,
        };
        if self.settings.strings.contains(&format) {
            Type::String
        } else {
            ty
        }
    }

    fn array(&mut self, merged: &Merged<'a>, trail: &Trail<'_>) -> Type {
        if !merged.prefix.is_empty() {
            return self.tuple(merged, trail);
        }
        if merged.items.is_empty() {
            let items = self.any_json(&merged.pointer, "an array without items");
            return Type::Array(Box::new(items));
        }
        Type::Array(Box::new(
            self.type_of_all(merged.items.clone(), &trail.step(Step::Items)),
        ))
    }

    /// A tuple where all of its items are there; where it may end early, a list of what the items may be.
    fn tuple(&mut self, merged: &Merged<'a>, trail: &Trail<'_>) -> Type {
        let all_there = merged.min_items.is_some_and(|least| least >= merged.prefix.len());
        if all_there && merged.prefix.len() <= LONGEST_TUPLE {
            let items = merged.prefix.iter().enumerate();
            let items =
                items.map(|(index, part)| self.type_of(part.clone(), &trail.step(Step::TupleItem(index))));
            return Type::Tuple(items.collect());
        }
        let parts = merged.prefix.iter().chain(&merged.items).cloned().collect();
        let items = Merged::of_choice(
            Choice {
                parts,
                discriminator: None,
            },
            merged.pointer.clone(),
        );
        Type::Array(Box::new(self.type_of_merged(&items, &trail.step(Step::Items))))
    }

    /// The type of properties without a field of their own, if the schema allows them expressly.
    pub(super) fn map_values(&mut self, merged: &Merged<'a>, trail: &Trail<'_>) -> Option<Type> {
        let value_trail = trail.step(Step::Values);
        let mut types: Vec<Type> = Vec::new();
        match &merged.additional {
            Additional::Unstated | Additional::Closed => {}
            Additional::Open => types.push(Type::Json),
            Additional::Typed(parts) => types.push(self.type_of_all(parts.clone(), &value_trail)),
        }
        for pattern in merged.patterns.clone() {
            types.push(self.type_of(pattern, &value_trail));
        }
        types.dedup();
        match types.as_slice() {
            [] => None,
            [ty] => Some(ty.clone()),
            _ => Some(self.any_json(&merged.pointer, "patterns with values of different types")),
        }
    }

    /// Any JSON value, noted with its reason.
    pub(super) fn any_json(&mut self, pointer: &Pointer<'a>, reason: &'static str) -> Type {
        let pointer = pointer.to_string();
        self.note_reached(&pointer);
        if self.work.spend_text(&pointer) {
            self.untyped.push(Untyped { pointer, reason });
        }
        Type::Json
    }

    /// The type of a reference to a component.
    pub(super) fn component_type(&self, name: &str) -> Type {
        match self.components.get(name) {
            Some(component) if component.nullable => nullable_type(Type::Named(component.id)),
            Some(component) => Type::Named(component.id),
            None => Type::Json,
        }
    }

    /// The component that a schema stands for, where it adds nothing but annotations to a reference; and whether
    /// it adds `null`.
    pub(super) fn sole_component(&self, part: &Part<'a>) -> Option<(&'a str, bool)> {
        let mut part = part.clone();
        let mut nullable = false;
        for _ in 0..DEEPEST {
            let schema = match part.schema {
                SchemaRef::Component(name) => return Some((name, nullable)),
                SchemaRef::Inline(schema) => schema,
            };
            let (only, keyword) = only_alternative(schema)?;
            nullable |= schema.schema_data.nullable;
            part = Part::new(only, Pointer::item(&Rc::new(part.pointer), keyword, 0));
        }
        None
    }

    /// `parts` less those that say nothing, that stand twice, or that another one extends.
    fn without_repetition(&self, parts: Vec<Part<'a>>) -> Vec<Part<'a>> {
        if parts.len() < 2 {
            return parts;
        }
        let mut kept: Vec<Part<'a>> = Vec::new();
        for part in &parts {
            let says_something = !self.merge(std::slice::from_ref(part)).is_unconstrained();
            let repeated = kept.iter().any(|other| match (other.schema, part.schema) {
                (SchemaRef::Component(a), SchemaRef::Component(b)) => a == b,
                (SchemaRef::Inline(a), SchemaRef::Inline(b)) => a.schema_kind == b.schema_kind,
                _ => false,
            });
            if says_something && !repeated {
                kept.push(part.clone());
            }
        }
        let extended = |name: &str, others: &[Part<'a>]| {
            others.iter().any(|other| {
                let is_itself = matches!(other.schema, SchemaRef::Component(component) if component == name);
                !is_itself && self.merge(std::slice::from_ref(other)).components.contains(&name)
            })
        };
        let all = kept.clone();
        kept.retain(|part| !matches!(part.schema, SchemaRef::Component(name) if extended(name, &all)));
        if kept.is_empty() {
            parts.into_iter().take(1).collect()
        } else {
            kept
        }
    }

    /// Adds a type, of which is known only where it comes from.
    pub(super) fn reserve(&mut self, trail: &Trail<'_>, pointer: &Pointer<'a>) -> TypeId {
        let pointer = pointer.to_string();
        self.work.spend_bytes(trail.length());
        self.work.spend_text(&pointer);
        let origin = self.origin(trail);
        let id = TypeId(self.types.len());
        self.types.push(TypeDef {
            origin,
            pointer,
            docs: Docs::default(),
            deprecated: false,
            kind: TypeKind::Alias(Type::Json),
            selected: false,
        });
        id
    }

    /// Says what a reserved type is.
    pub(super) fn define(&mut self, id: TypeId, kind: TypeKind, docs: Docs, deprecated: bool) -> Type {
        let def = &mut self.types[id.0];
        def.kind = kind;
        def.docs = docs;
        def.deprecated = deprecated;
        Type::Named(id)
    }
}

/// The type or `null`; what allows `null` already stays as it is.
pub(super) fn nullable_type(ty: Type) -> Type {
    match ty {
        Type::Nullable(_) | Type::Json | Type::Null => ty,
        other => Type::Nullable(Box::new(other)),
    }
}

/// The names of the components that `parts` are, where they are several.
fn components_alone<'a>(parts: &[Part<'a>]) -> Option<Vec<&'a str>> {
    let name = |part: &Part<'a>| match part.schema {
        SchemaRef::Component(name) => Some(name),
        SchemaRef::Inline(_) => None,
    };
    (parts.len() > 1).then(|| parts.iter().map(name).collect())?
}

/// Whether a schema becomes a struct.
fn is_struct(merged: &Merged<'_>) -> bool {
    let object = matches!(merged.json_type, Some(JsonType::Object)) || !merged.properties.is_empty();
    let closed = matches!(merged.additional, Additional::Closed) && merged.patterns.is_empty();
    object
        && !merged.null_only
        && merged.choices.is_empty()
        && merged.values.is_empty()
        && (!merged.properties.is_empty() || closed)
}

fn integer(merged: &Merged<'_>) -> Integer {
    match merged.format.as_deref() {
        Some("int8") => Integer::I8,
        Some("int16") => Integer::I16,
        Some("int32") => Integer::I32,
        Some("uint8") => Integer::U8,
        Some("uint16") => Integer::U16,
        Some("uint32") => Integer::U32,
        Some("uint64" | "uint") => Integer::U64,
        _ if merged.maximum.is_some_and(|maximum| maximum > i64::MAX as f64) => Integer::U64,
        _ => Integer::I64,
    }
}

/// The one schema that `allOf`, `oneOf` or `anyOf` of `schema` holds, where nothing else constrains it.
fn only_alternative(
    schema: &openapiv3::Schema,
) -> Option<(&openapiv3::ReferenceOr<openapiv3::Schema>, &'static str)> {
    use openapiv3::SchemaKind;
    let (list, keyword) = match &schema.schema_kind {
        SchemaKind::AllOf { all_of } => (all_of, "allOf"),
        SchemaKind::OneOf { one_of } => (one_of, "oneOf"),
        SchemaKind::AnyOf { any_of } => (any_of, "anyOf"),
        SchemaKind::Any(any) if super::merge::is_empty(any) => (&any.all_of, "allOf"),
        _ => return None,
    };
    match list.as_slice() {
        [only] => Some((only, keyword)),
        _ => None,
    }
}
