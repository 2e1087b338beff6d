//! Objects with named properties.

use foldhash::HashSet;

use crate::order::IndexSet;

use super::combined::Combined;
use super::origin::Trail;
use super::types::TextOfNumbers;
use super::{Builder, docs};
use crate::description::{AdditionalProperties, JsonType, Schema, SchemaId};
use crate::model::{Access, Docs, Field, FieldSource, Presence, Struct, Type, TypeKind};
use crate::source::Text;

/// The names that are required.
enum Required<'a> {
    /// Up to sixteen: to look at each is faster than a set of them.
    Few(&'a [Text]),
    Many(HashSet<&'a str>),
}

impl<'a> Required<'a> {
    fn of(names: &'a [Text]) -> Self {
        match names.len() {
            0..=16 => Self::Few(names),
            _ => Self::Many(names.iter().map(|name| name.as_str()).collect()),
        }
    }

    fn contains(&self, name: &Text) -> bool {
        match self {
            Self::Few(names) => names.contains(name),
            Self::Many(names) => names.contains(name.as_str()),
        }
    }
}

impl<'a> Builder<'a> {
    /// Returns the struct of a schema that has properties, or that is closed.
    pub(super) fn struct_of(&mut self, combined: &Combined<'a>, trail: &Trail<'_>) -> Struct {
        let inside = TextOfNumbers {
            is_struct: true,
            is_found: false,
        };
        let outside = std::mem::replace(&mut self.text_of_numbers, inside);
        let mut object = self.fields_of(combined, trail);
        object.reads_text = std::mem::replace(&mut self.text_of_numbers, outside).is_found;
        object
    }

    fn fields_of(&mut self, combined: &Combined<'a>, trail: &Trail<'_>) -> Struct {
        let object = combined.object();
        let required = Required::of(&object.required);
        let mut described_and_required = 0;
        let mut fields = Vec::with_capacity(object.properties.len());
        for (name, &schema) in &object.properties {
            let ty = match self.may_get_name(schema) {
                true => self.type_of(schema, &trail.property(name)),
                false => self.type_of(schema, trail),
            };
            let described = self.described(schema);
            let description = described.and_then(|described| described.description.as_deref());
            if !self.work.spend_text(description.unwrap_or_default()) {
                break;
            }
            let is_required = required.contains(name);
            described_and_required += usize::from(is_required);
            fields.push(Field {
                wire: name.as_str().to_owned(),
                ty,
                presence: match is_required {
                    true => Presence::Required,
                    false => Presence::Optional,
                },
                access: self.access(schema, described),
                docs: described.map(docs::of_property).unwrap_or_default(),
                deprecated: described.is_some_and(|described| described.deprecated),
                source: self.field_source(combined, name, schema),
            });
        }
        let is_all_described =
            described_and_required == object.required.len() && combined.demanded.is_empty();
        if object.additional_properties.is_none() && !is_all_described {
            let demanded = combined.demanded.iter().copied();
            let names: IndexSet<&Text> = object.required.iter().chain(demanded).collect();
            for name in names {
                if !object.properties.contains_key(name) {
                    fields.push(self.undescribed_field(combined, name));
                }
            }
        }
        let extra = self.map_values(combined, trail);
        Struct {
            fields,
            closed: object.additional_properties == Some(AdditionalProperties::None) && extra.is_none(),
            extra,
            reads_text: false,
        }
    }

    /// Returns a property that is required but not described: kept as any JSON, and not insisted on, since such a list
    /// is more often stale than meant.
    fn undescribed_field(&mut self, combined: &Combined<'a>, name: &str) -> Field {
        Field {
            wire: name.to_owned(),
            ty: self.any_json(combined.keywords.source, "required, but not described"),
            presence: Presence::Optional,
            access: Access::Both,
            docs: Docs {
                notes: vec!["Required, but not described.".to_owned()],
                ..Docs::default()
            },
            deprecated: false,
            source: None,
        }
    }

    /// Returns where a property is described. One that is but a reference is described by the component that has it.
    fn field_source(&self, combined: &Combined<'a>, name: &Text, schema: SchemaId) -> Option<FieldSource> {
        let parts = self.schemas.parts(schema);
        let schema = parts.and_then(|parts| parts.first()).copied().unwrap_or(schema);
        let described = self.schemas.get(schema);
        if described.component.is_none() {
            return Some(FieldSource::Here(described.source));
        }
        let mut components = combined.components.iter().map(|id| self.schemas.get(*id));
        let has_it = |component: &&Schema| {
            let object = component.object.as_deref();
            object.is_some_and(|object| object.properties.contains_key(name))
        };
        components
            .find(has_it)
            .map(|component| FieldSource::PropertyOf(component.source))
    }

    /// Returns who sends a property: what it says of that itself counts more than what the component says that it refers
    /// to.
    fn access(&self, id: SchemaId, described: Option<&Schema>) -> Access {
        let of = |schema: &Schema| match schema {
            Schema { read_only: true, .. } => Access::ReadOnly,
            Schema { write_only: true, .. } => Access::WriteOnly,
            _ => Access::Both,
        };
        let parts = self.schemas.parts(id).unwrap_or(std::slice::from_ref(&id));
        let components = parts.iter().filter(|part| self.schemas.is_component(**part));
        let of_components = components.map(|component| of(&self.combined(*component).keywords));
        described
            .map(of)
            .into_iter()
            .chain(of_components)
            .find(|access| *access != Access::Both)
            .unwrap_or(Access::Both)
    }

    /// Returns the field for a discriminator that a variant of a union does not describe itself.
    pub(super) fn implied_tag_field(&self, fields: &[Field], wire: &str) -> Option<Field> {
        if fields.iter().any(|field| field.wire == wire) {
            return None;
        }
        Some(Field {
            wire: wire.to_owned(),
            ty: Type::String,
            presence: Presence::Optional,
            access: Access::Both,
            docs: Docs {
                notes: vec!["Tells the variants of a union apart.".to_owned()],
                ..Docs::default()
            },
            deprecated: false,
            source: None,
        })
    }

    /// Adds the field for a discriminator to the struct that a variant of a union is, if it does not have it.
    pub(super) fn add_implied_tag(&mut self, variant: &Type, wire: &str) {
        let Type::Named(id) = variant else { return };
        let TypeKind::Struct(object) = &self.types[id.0].kind else {
            return;
        };
        let field = self.implied_tag_field(&object.fields, wire);
        if let TypeKind::Struct(object) = &mut self.types[id.0].kind {
            object.fields.extend(field);
        }
    }

    /// Returns whether a schema may become a type with a name of its own; most properties are scalars or references.
    fn may_get_name(&self, id: SchemaId) -> bool {
        let schema = self.schemas.get(id);
        let is_scalar = matches!(
            schema.json_type,
            Some(JsonType::String | JsonType::Integer | JsonType::Number | JsonType::Boolean)
        );
        let is_plain = is_scalar && schema.values.is_empty() && schema.composition.is_none();
        schema.component.is_none() && !is_plain
    }
}
