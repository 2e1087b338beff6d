//! Objects with named properties.

use std::rc::Rc;

use super::merged::{Additional, Merged};
use super::origin::Trail;
use super::part::{Part, SchemaRef};
use super::pointer::Pointer;
use super::{Builder, docs};
use crate::model::{Access, Docs, Field, Presence, Struct, Type};

impl<'a> Builder<'a> {
    /// The struct of a schema that has properties, or that is closed.
    pub(super) fn struct_of(&mut self, merged: &Merged<'a>, trail: &Trail<'_>) -> Struct {
        let mut fields = Vec::with_capacity(merged.properties.len());
        for (&wire, parts) in &merged.properties {
            let ty = if parts.len() > 1 || parts.iter().any(may_get_name) {
                self.type_of_all(parts.clone(), &trail.property(wire))
            } else {
                self.type_of_all(parts.clone(), trail)
            };
            let presence = if merged.required.contains(wire) {
                Presence::Required
            } else {
                Presence::Optional
            };
            let property = self.described(parts);
            let description = property.data.and_then(|data| data.description.as_deref());
            if !self.work.spend_text(description.unwrap_or_default()) {
                break;
            }
            fields.push(Field {
                wire: wire.to_owned(),
                ty,
                presence,
                access: self.access(parts, &property),
                docs: docs::of_property(&property),
                deprecated: property.data.is_some_and(|data| data.deprecated),
            });
        }
        for &wire in merged
            .required
            .iter()
            .filter(|&&wire| !merged.properties.contains_key(wire))
        {
            if matches!(merged.additional, Additional::Unstated) {
                fields.push(self.undescribed_field(merged, wire));
            }
        }
        let extra = self.map_values(merged, trail);
        let closed = matches!(merged.additional, Additional::Closed) && extra.is_none();
        Struct {
            fields,
            extra,
            closed,
        }
    }

    /// A property that is required but not described: kept as any JSON, and not insisted on, since such a list is
    /// more often stale than meant.
    fn undescribed_field(&mut self, merged: &Merged<'a>, wire: &str) -> Field {
        let ty = self.any_json(
            &Pointer::keyword(&Rc::new(merged.pointer.clone()), "required"),
            "required, but not described",
        );
        Field {
            wire: wire.to_owned(),
            ty,
            presence: Presence::Optional,
            access: Access::Both,
            docs: Docs {
                notes: vec!["Required, but not described.".to_owned()],
                ..Docs::default()
            },
            deprecated: false,
        }
    }

    /// Who sends a property: what it says of that itself counts more than what the component says that it refers to.
    fn access(&self, parts: &[Part<'a>], property: &Merged<'a>) -> Access {
        let of = |merged: &Merged<'a>| match merged.data {
            Some(data) if data.read_only => Access::ReadOnly,
            Some(data) if data.write_only => Access::WriteOnly,
            _ => Access::Both,
        };
        let components = parts.iter().filter_map(|part| match part.schema {
            SchemaRef::Component(name) => Some(of(&self.merge_component(name))),
            SchemaRef::Inline(_) => None,
        });
        std::iter::once(of(property))
            .chain(components)
            .find(|access| *access != Access::Both)
            .unwrap_or(Access::Both)
    }

    /// The field for a discriminator that a variant of a union does not describe itself.
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
        })
    }
}

/// Whether a schema may become a type with a name of its own; most properties are scalars or references.
fn may_get_name(part: &Part<'_>) -> bool {
    use openapiv3::{SchemaKind, Type};
    let SchemaRef::Inline(schema) = part.schema else {
        return false;
    };
    match &schema.schema_kind {
        SchemaKind::Type(Type::String(string)) => !string.enumeration.is_empty(),
        SchemaKind::Type(Type::Integer(integer)) => !integer.enumeration.is_empty(),
        SchemaKind::Type(Type::Boolean(_)) => false,
        _ => true,
    }
}
