//! A base schema with a discriminator whose children name it in their `allOf`: where the base is meant, any of its
//! children may stand.

use std::collections::{HashMap, HashSet};

use super::combined::Combined;
use super::origin::Trail;
use super::{Builder, docs};
use crate::description::{Discriminator, SchemaId};
use crate::model::{Label, Step, Tagging, Type, TypeKind, Union, Variant};

impl<'a> Builder<'a> {
    /// Returns, for each component with a discriminator of its own, the components that extend it, in the document's
    /// order.
    pub(super) fn children(&self) -> HashMap<SchemaId, Vec<SchemaId>> {
        let mut children: HashMap<SchemaId, Vec<SchemaId>> = HashMap::new();
        for &component in self.description.components.schemas.values() {
            if self.schemas.get(component).alias {
                continue;
            }
            let combined = self.combined(component);
            let ancestors = combined.components.iter().filter(|&&other| other != component);
            for &ancestor in ancestors {
                if self.is_base(ancestor) {
                    children.entry(ancestor).or_default().push(component);
                }
            }
        }
        children
    }

    fn is_base(&self, component: SchemaId) -> bool {
        let schema = self.schemas.get(component);
        schema.discriminator().is_some() && schema.one_of().is_empty() && schema.any_of().is_empty()
    }

    /// Returns the union of a base schema's children, and of the base itself.
    pub(super) fn inheritance(
        &mut self,
        component: SchemaId,
        children: &HashMap<SchemaId, Vec<SchemaId>>,
        combined: &Combined<'a>,
        trail: &Trail<'_>,
    ) -> Option<TypeKind> {
        let children = children.get(&component)?;
        let discriminator = combined.discriminator?;
        combined.property(&discriminator.property_name)?;
        let mut variants = Vec::new();
        for &child in children {
            variants.push(Variant {
                label: Label::Component(self.component_name(child).to_owned()),
                ty: self.component_type(child),
                tags: self.tags_of(child, discriminator),
                docs: docs::of_variant(&self.combined(child).keywords),
            });
        }
        let trail = trail.step(Step::Base);
        let id = self.reserve(&trail, combined.keywords.source);
        let base = TypeKind::Struct(self.struct_of(combined, &trail));
        let base_type = self.define(id, base, self.docs_of(&combined.keywords), false);
        variants.push(Variant {
            label: Label::Base,
            ty: base_type,
            tags: self.tags_of(component, discriminator),
            docs: docs::of_variant(&combined.keywords),
        });
        let mut seen = HashSet::new();
        for variant in &mut variants {
            variant.tags.retain(|tag| seen.insert(tag.clone()));
        }
        variants.retain(|variant| !variant.tags.is_empty() && !matches!(variant.ty, Type::Nullable(_)));
        let tagging = Tagging::Property {
            name: discriminator.property_name.to_string(),
            fallback: None,
            untagged: Vec::new(),
        };
        Some(TypeKind::Union(Union {
            variants,
            tagging,
            several: None,
        }))
    }

    /// Returns the values of a discriminator that are mapped to a component, or else its name.
    fn tags_of(&self, component: SchemaId, discriminator: &Discriminator) -> Vec<String> {
        let mapped = discriminator.mapping.iter();
        let mapped = mapped.filter(|(_, target)| *target == component);
        let tags: Vec<String> = mapped.map(|(tag, _)| tag.to_string()).collect();
        match tags.is_empty() {
            true => vec![self.component_name(component).to_owned()],
            false => tags,
        }
    }
}
