use indexmap::IndexMap;
use openapiv3::{Discriminator, ReferenceOr, Schema};

use crate::diagnostic::{Code, nearest};
use crate::source::Node;

use super::draft::Draft;
use super::{BoxedSchema, all_unboxed, unboxed};
use crate::normalise::at::{At, escape};
use crate::normalise::extension;
use crate::normalise::lift::Lift;
use crate::normalise::reference::{Kind, component_pointer};

impl<'d> Lift<'_, 'd> {
    /// The alternatives of `oneOf` or `anyOf`. One that is `null` makes the schema nullable instead.
    pub(super) fn alternatives(&mut self, draft: &mut Draft, at: &At<'d, '_>) -> Vec<ReferenceOr<Schema>> {
        let mut lifted = Vec::new();
        for (index, alternative) in self.list(at).enumerate() {
            if self.takes_only_null(&alternative) {
                draft.data.nullable = true;
                draft.lost_null = true;
            } else {
                if lifted.len() != index {
                    self.origins.insert(
                        format!("{}/{}", at.canonical(), lifted.len()),
                        alternative.place(),
                    );
                }
                lifted.push(self.boxed_schema(&alternative));
            }
        }
        draft.only_null |= lifted.is_empty() && draft.lost_null;
        all_unboxed(lifted)
    }

    /// Notes that the keywords of the only alternative beside `null` stand in the schema itself from now on.
    pub(super) fn move_lone_alternative(&mut self, at: &At<'d, '_>) {
        for list in ["anyOf", "oneOf"].iter().filter_map(|key| at.field(key)) {
            for alternative in list.items() {
                if self.takes_only_null(&alternative) {
                    continue;
                }
                for (key, keyword) in alternative.entries() {
                    if matches!(keyword.node, Node::Mapping(_) | Node::Sequence(_)) {
                        self.origins
                            .insert(format!("{}/{}", at.canonical(), escape(key)), keyword.place());
                    }
                }
            }
        }
    }

    /// A list of schemas.
    pub(in crate::normalise) fn schemas(&mut self, at: &At<'d, '_>) -> Vec<ReferenceOr<Schema>> {
        let mut lifted = Vec::new();
        for schema in self.list(at) {
            lifted.push(self.boxed_schema(&schema));
        }
        all_unboxed(lifted)
    }

    /// A schema behind a pointer of its own.
    pub(super) fn pointed_at(&mut self, at: &At<'d, '_>) -> Box<ReferenceOr<Schema>> {
        let schema = self.boxed_schema(at);
        pointer_to(schema)
    }

    /// A Discriminator Object; its property's name alone in Swagger 2.0. The mapping leads to components.
    pub(super) fn discriminator(&mut self, at: &At<'d, '_>) -> Option<Discriminator> {
        if let Node::String(property) = at.node {
            return Some(Discriminator {
                property_name: property.as_str().to_owned(),
                ..Discriminator::default()
            });
        }
        if !self.is_mapping(at) {
            return None;
        }
        let Some(property_name) = self.text_field(at, "propertyName") else {
            self.warn(
                Code::MissingField,
                at,
                "the discriminator has no `propertyName`; it is left out",
                "name the property that tells the schemas apart",
            );
            return None;
        };
        let mut discriminator = Discriminator {
            property_name,
            mapping: IndexMap::new(),
            extensions: self.extensions(at),
        };
        if let Some(mapping) = at.field("mapping") {
            for (value, target) in self.entries(&mapping) {
                if let Some(reference) = self.mapped_schema(&target) {
                    discriminator.mapping.insert(value.to_owned(), reference);
                }
            }
        }
        if let Some(fallback) = at.field("defaultMapping")
            && let Some(reference) = self.mapped_schema(&fallback)
        {
            discriminator
                .extensions
                .insert(extension::DEFAULT_MAPPING.to_owned(), reference.into());
        }
        self.known_fields(
            at,
            "a discriminator",
            &["propertyName", "mapping", "defaultMapping"],
        );
        Some(discriminator)
    }

    /// What a discriminator's mapping leads to: the name of a schema, or a reference.
    fn mapped_schema(&mut self, at: &At<'d, '_>) -> Option<String> {
        let text = match at.node {
            Node::Mapping(_) => at.reference(),
            _ => at.text(),
        };
        let Some(text) = text else {
            self.expected(
                at,
                "the name of a schema, or a reference to one",
                "it is left out",
            );
            return None;
        };
        if self.references.has_component(Kind::Schema, text) {
            return Some(component_pointer(Kind::Schema, text));
        }
        if self.peek(at.file(), text).is_some() {
            return self.component_reference(Kind::Schema, at, text);
        }
        let last = text.rsplit(['/', '#']).next().unwrap_or(text);
        if self.references.has_component(Kind::Schema, last) {
            self.warn(
                Code::DiscriminatorMapping,
                at,
                format!("`{text}` leads to nothing; the schema `{last}` is taken"),
                format!("write `{}`", component_pointer(Kind::Schema, last)),
            );
            return Some(component_pointer(Kind::Schema, last));
        }
        let near = nearest(last, self.references.component_names(Kind::Schema)).map(str::to_owned);
        self.warn(
            Code::DiscriminatorMapping,
            at,
            format!("`{text}` is no schema; the entry is left out"),
            match near {
                Some(near) => format!("did you mean `{}`?", component_pointer(Kind::Schema, &near)),
                None => "name a schema of the components".to_owned(),
            },
        );
        None
    }
}

/// The other way to hold a schema by a pointer.
fn pointer_to(schema: BoxedSchema) -> Box<ReferenceOr<Schema>> {
    Box::new(unboxed(schema))
}
