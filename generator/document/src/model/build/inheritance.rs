//! A base schema with a discriminator, without a list of alternatives: where the base is meant, any schema may stand that
//! names it in its `allOf`, or that the discriminator's mapping names.

use foldhash::{HashMap, HashSet};

use super::alternatives::Alternatives;
use super::combined::{Choice, Combined};
use super::origin::Trail;
use super::{Builder, docs};
use crate::description::{Discriminator, Schema, SchemaId};
use crate::model::{Label, Step, Tagging, Type, TypeKind, Union, Variant};

impl<'a> Builder<'a> {
    /// Returns, for each component with a discriminator of its own, the components that extend it, in the document's
    /// order.
    pub(super) fn children(&self) -> HashMap<SchemaId, Vec<SchemaId>> {
        let mut children: HashMap<SchemaId, Vec<SchemaId>> = HashMap::default();
        for &component in self.description.components.schemas.values() {
            if self.schemas.get(component).alias || !self.is_built(component) {
                continue;
            }
            let combined = self.combined(component);
            let ancestors = combined.components.iter().filter(|&&other| other != component);
            for &ancestor in ancestors {
                if is_base(self.schemas.get(ancestor)) {
                    children.entry(ancestor).or_default().push(component);
                }
            }
        }
        children
    }

    /// Returns the union of a base schema's children, and of the base itself.
    pub(super) fn inheritance(
        &mut self,
        component: SchemaId,
        children: &HashMap<SchemaId, Vec<SchemaId>>,
        combined: &Combined<'a>,
        trail: &Trail<'_>,
    ) -> Option<TypeKind> {
        let schema = self.schemas.get(component);
        let children = match children.get(&component) {
            Some(children) => children.as_slice(),
            // Its mapping names it beside others, that don't extend it.
            None if self.is_mapped_to_itself(component) => &[],
            None => return self.mapping(component, combined, trail),
        };
        let mapped = self.mapped(component, schema);
        if children.is_empty() && mapped.is_empty() {
            return None;
        }
        let discriminator = combined.discriminator?;
        let mapping = self.tags_by_target(discriminator);
        let mut variants: Vec<Variant> = children
            .iter()
            .map(|&child| self.variant(child, component, discriminator, &mapping))
            .collect();
        for target in mapped {
            if !children.contains(&target) {
                let beside = self.beside(combined, target);
                let mut variant = self.variant(target, component, discriminator, &mapping);
                variant.ty = self.type_of(beside, &trail.step(Step::Alternative(variant.label.clone())));
                variants.push(variant);
            }
        }
        let trail = trail.step(Step::Base);
        let id = self.reserve(&trail, combined.keywords.source);
        let base = TypeKind::Struct(self.struct_of(combined, &trail));
        let base_type = self.define(id, base, self.docs_of(&combined.keywords), false);
        self.add_implied_tag(&base_type, &discriminator.property_name);
        variants.push(Variant {
            label: Label::Base,
            ty: base_type,
            tags: self.tags_of(component, None, discriminator, &mapping),
            docs: docs::of_variant(&combined.keywords),
        });
        Some(tagged(variants, discriminator))
    }

    /// Returns the union of the schemas that the mapping of a discriminator names, where it stands alone.
    pub(super) fn mapping(
        &mut self,
        id: SchemaId,
        combined: &Combined<'a>,
        trail: &Trail<'_>,
    ) -> Option<TypeKind> {
        let schema = self.schemas.get(id);
        let discriminator = schema.discriminator()?;
        let mapped = self.mapped(id, schema);
        if mapped.is_empty() || !combined.choices.is_empty() {
            return None;
        }
        let list = self.schemas.one_of(mapped, combined.keywords.source);
        let choice = Choice {
            alternatives: self.schemas.get(list).one_of(),
            owner: id,
            discriminator: Some(discriminator),
            is_any: false,
        };
        let listing = Combined {
            choices: vec![choice],
            ..combined.clone()
        };
        let alternatives = self.alternatives(&listing)?;
        Some(self.union(
            Alternatives {
                are_some: true,
                ..alternatives
            },
            combined.keywords.source,
            trail,
        ))
    }

    /// Returns whether the mapping of a component's discriminator names the component.
    fn is_mapped_to_itself(&self, component: SchemaId) -> bool {
        let discriminator = self.schemas.get(component).discriminator();
        let mut mapping = discriminator
            .iter()
            .flat_map(|discriminator| &discriminator.mapping);
        mapping.any(|(_, target)| self.schemas.meant(*target) == component)
    }

    /// Returns the objects that the mapping of a base names, without the base itself; none where it names what the base extends.
    pub(super) fn mapped(&self, base: SchemaId, schema: &Schema) -> Vec<SchemaId> {
        let mut mapped: Vec<SchemaId> = Vec::new();
        let Some(discriminator) = schema.discriminator().filter(|_| is_base(schema)) else {
            return mapped;
        };
        let targets = discriminator.mapping.iter().map(|(_, target)| *target);
        let targets = targets.filter(|target| self.schemas.meant(*target) != base);
        let ancestors = &self.combined(base).components;
        for target in targets {
            if ancestors.contains(&self.schemas.meant(target)) {
                return Vec::new();
            }
            let combined = self.combined(target);
            if combined.is_object() && !mapped.contains(&target) {
                mapped.push(target);
            }
        }
        mapped
    }

    fn variant(
        &self,
        child: SchemaId,
        base: SchemaId,
        discriminator: &Discriminator,
        mapping: &HashMap<SchemaId, Vec<String>>,
    ) -> Variant {
        Variant {
            label: Label::Component(self.component_name(child).to_owned()),
            ty: match self.component_type(child) {
                Type::Nullable(inner) => *inner,
                ty => ty,
            },
            tags: self.tags_of(child, Some(base), discriminator, mapping),
            docs: docs::of_variant(&self.combined(child).keywords),
        }
    }

    /// Returns the values of a discriminator that are mapped to each component.
    fn tags_by_target(&self, discriminator: &Discriminator) -> HashMap<SchemaId, Vec<String>> {
        let mut tags: HashMap<SchemaId, Vec<String>> = HashMap::default();
        for (tag, target) in &discriminator.mapping {
            let tags = tags.entry(self.schemas.meant(*target)).or_default();
            tags.push(tag.to_string());
        }
        tags
    }

    /// Returns the values of a discriminator that are mapped to a component, or else those that it lists other than its
    /// base does, or else its name.
    fn tags_of(
        &self,
        component: SchemaId,
        base: Option<SchemaId>,
        discriminator: &Discriminator,
        mapping: &HashMap<SchemaId, Vec<String>>,
    ) -> Vec<String> {
        if let Some(tags) = mapping.get(&self.schemas.meant(component)) {
            return tags.clone();
        }
        let property = &discriminator.property_name;
        let listed = base.and_then(|_| self.strings(component, property));
        let of_base = base.and_then(|base| self.strings(base, property));
        match listed {
            Some(listed) if Some(&listed) != of_base.as_ref() => listed,
            _ => vec![self.component_name(component).to_owned()],
        }
    }
}

/// Returns a union of these variants, each tag once.
fn tagged(mut variants: Vec<Variant>, discriminator: &Discriminator) -> TypeKind {
    let mut seen = HashSet::default();
    for variant in &mut variants {
        variant.tags.retain(|tag| seen.insert(tag.clone()));
    }
    variants.retain(|variant| !variant.tags.is_empty());
    let tagging = Tagging::Property {
        name: discriminator.property_name.to_string(),
        fallback: None,
        untagged: Vec::new(),
    };
    TypeKind::Union(Union {
        variants,
        tagging,
        several: None,
    })
}

/// Returns whether others may stand where a schema is meant, by its discriminator alone.
fn is_base(schema: &Schema) -> bool {
    schema.discriminator().is_some() && schema.one_of().is_empty() && schema.any_of().is_empty()
}
