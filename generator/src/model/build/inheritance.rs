//! A base schema with a discriminator whose children name it in their `allOf`: where the base is meant, any of its
//! children may stand.

use std::collections::HashMap;

use super::merged::Merged;
use super::origin::Trail;
use super::part::{Part, SchemaRef, component_token};
use super::pointer::unescape;
use super::{Builder, docs};
use crate::model::{Label, Step, Tagging, Type, TypeKind, Union, Variant};

impl<'a> Builder<'a> {
    /// For each component with a discriminator of its own: the components that extend it, in the document's order.
    pub(super) fn children(&self) -> HashMap<&'a str, Vec<&'a str>> {
        let mut children: HashMap<&'a str, Vec<&'a str>> = HashMap::new();
        for &name in self.schemas.keys() {
            let Some(part) = self.component_part(name) else {
                continue;
            };
            if !matches!(part.schema, SchemaRef::Inline(_)) {
                continue;
            }
            let merged = self.merge_component(name);
            for &ancestor in merged.components.iter().filter(|&&ancestor| ancestor != name) {
                if self.is_base(ancestor) {
                    children.entry(ancestor).or_default().push(name);
                }
            }
        }
        children
    }

    fn is_base(&self, name: &str) -> bool {
        let Some(Part {
            schema: SchemaRef::Inline(schema),
            ..
        }) = self.component_part(name)
        else {
            return false;
        };
        let choices = match &schema.schema_kind {
            openapiv3::SchemaKind::OneOf { .. } | openapiv3::SchemaKind::AnyOf { .. } => true,
            openapiv3::SchemaKind::Any(any) => !any.one_of.is_empty() || !any.any_of.is_empty(),
            _ => false,
        };
        schema.schema_data.discriminator.is_some() && !choices
    }

    /// The union of a base schema's children, and of the base itself.
    pub(super) fn inheritance(
        &mut self,
        name: &'a str,
        children: &HashMap<&'a str, Vec<&'a str>>,
        merged: &Merged<'a>,
        trail: &Trail<'_>,
    ) -> Option<TypeKind> {
        let children = children.get(name)?;
        let discriminator = merged.discriminator?;
        let property = discriminator.property_name.as_str();
        if !merged.properties.contains_key(property) {
            return None;
        }
        let base_tags = mapped_tags(&discriminator.mapping, name);
        let mut variants = Vec::new();
        for &child in children {
            let tags = match mapped_tags(&discriminator.mapping, child) {
                tags if tags.is_empty() => vec![unescape(child)],
                tags => tags,
            };
            variants.push(Variant {
                label: Label::Component(unescape(child)),
                ty: self.component_type(child),
                tags,
                docs: docs::of_variant(&self.merge_component(child)),
            });
        }
        let trail = trail.step(Step::Base);
        let id = self.reserve(&trail, &merged.pointer);
        let base = self.struct_of(merged, &trail);
        let base_type = self.define(id, TypeKind::Struct(base), docs::of_schema(merged), false);
        let tags = if base_tags.is_empty() {
            vec![unescape(name)]
        } else {
            base_tags
        };
        variants.push(Variant {
            label: Label::Base,
            ty: base_type,
            tags,
            docs: docs::of_variant(merged),
        });
        let mut seen = std::collections::HashSet::new();
        for variant in &mut variants {
            variant.tags.retain(|tag| seen.insert(tag.clone()));
        }
        variants.retain(|variant| !variant.tags.is_empty() && !matches!(variant.ty, Type::Nullable(_)));
        let tagging = Tagging::Property {
            name: property.to_owned(),
            fallback: None,
        };
        Some(TypeKind::Union(Union { variants, tagging }))
    }
}

fn mapped_tags(mapping: &indexmap::IndexMap<String, String>, component: &str) -> Vec<String> {
    mapping
        .iter()
        .filter(|(_, target)| component_token(target) == component)
        .map(|(tag, _)| tag.clone())
        .collect()
}
