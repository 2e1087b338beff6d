//! How the alternatives of a union are told apart: by a discriminator that the document names, or by constants that
//! prove to be one.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::Builder;
use super::alternatives::Alternatives;
use super::combined::{Choice, Combined};
use crate::description::{Discriminator, SchemaId};

/// How deep unions within a union are looked through.
const DEEPEST: usize = 8;

/// The tag of each alternative.
pub(super) struct Tags {
    pub(super) property: String,
    /// For each alternative, in order: the values that select it, never none.
    pub(super) tags: Vec<Vec<String>>,
    pub(super) fallback: Option<usize>,
}

/// An object that an alternative may be: itself, or one of those that it is a union of.
struct Leaf<'a> {
    component: Option<SchemaId>,
    combined: Rc<Combined<'a>>,
}

impl<'a> Builder<'a> {
    /// Returns the tags of these alternatives; `None` where nothing tells them apart for sure.
    pub(super) fn tagging(&self, alternatives: &Alternatives<'a>) -> Option<Tags> {
        let leaves: Vec<Vec<Leaf<'a>>> = alternatives
            .schemas
            .iter()
            .zip(&alternatives.listed)
            .map(|(&alternative, &listed)| self.leaves(alternative, listed, 0))
            .collect::<Option<_>>()?;
        if let Some(discriminator) = alternatives.discriminator
            && let Some(tags) = self.named_tags(alternatives, &leaves, discriminator)
        {
            return Some(tags);
        }
        self.proved_tags(&leaves)
    }

    /// Returns the objects that an alternative may be, which the document lists as `listed`; `None` where it may be
    /// anything else.
    fn leaves(&self, alternative: SchemaId, listed: SchemaId, depth: usize) -> Option<Vec<Leaf<'a>>> {
        let combined = self.combined(alternative);
        if !self.work.spend(1) || combined.keywords.only_null || depth > DEEPEST {
            return None;
        }
        let component = self.schemas.is_component(listed).then_some(listed);
        match combined.choices.as_slice() {
            [] => combined.is_object().then(|| vec![Leaf { component, combined }]),
            [choice] if !combined.has_properties() || self.is_inherited(choice, &combined) => {
                let mut leaves = Vec::new();
                for &inner in choice.alternatives {
                    leaves.extend(self.leaves(inner, inner, depth + 1)?);
                }
                Some(leaves)
            }
            _ => None,
        }
    }

    /// Returns tags by a discriminator: its mapping, the constants of the alternatives, or the names of their components.
    fn named_tags(
        &self,
        alternatives: &Alternatives<'a>,
        leaves: &[Vec<Leaf<'a>>],
        discriminator: &Discriminator,
    ) -> Option<Tags> {
        let property: &str = &discriminator.property_name;
        let listed = &alternatives.listed;
        let mut tags: Vec<Vec<String>> = vec![Vec::new(); leaves.len()];
        let mut taken: HashSet<String> = HashSet::new();
        for (tag, target) in &discriminator.mapping {
            let target = self.schemas.meant(*target);
            let is_target = |index: usize| {
                let mut components = leaves[index].iter().filter_map(|leaf| leaf.component);
                self.schemas.meant(listed[index]) == target
                    || components.any(|component| self.schemas.meant(component) == target)
            };
            if let Some(index) = (0..leaves.len()).find(|&index| is_target(index)) {
                taken.insert(tag.to_string());
                tags[index].push(tag.to_string());
            }
        }
        let mapped = taken.clone();
        for (index, leaves) in leaves.iter().enumerate() {
            for leaf in leaves {
                for constant in self.constants(&leaf.combined, property).into_iter().flatten() {
                    if taken.insert(constant.clone()) {
                        tags[index].push(constant);
                    } else if !mapped.contains(&constant) && !tags[index].contains(&constant) {
                        // Two alternatives have the same constant, and nothing says whose it is.
                        return None;
                    }
                }
            }
        }
        for (index, leaves) in leaves.iter().enumerate() {
            if !tags[index].is_empty() {
                continue;
            }
            for component in leaves.iter().filter_map(|leaf| leaf.component) {
                let name = self.component_name(component);
                if taken.insert(name.to_owned()) {
                    tags[index].push(name.to_owned());
                }
            }
        }
        let tag_is_sent = leaves
            .iter()
            .flatten()
            .all(|leaf| leaf.combined.property(property).is_some() || leaf.component.is_some());
        if tags.iter().any(Vec::is_empty) || !tag_is_sent {
            return None;
        }
        let fallback = discriminator.default_mapping;
        Some(Tags {
            property: property.to_owned(),
            tags,
            fallback: fallback.and_then(|target| listed.iter().position(|&id| id == target)),
        })
    }

    /// Returns tags by constants: a property that every alternative demands, with values that no two share.
    fn proved_tags(&self, leaves: &[Vec<Leaf<'a>>]) -> Option<Tags> {
        let first = leaves.first()?.first()?;
        if leaves.len() < 2 {
            return None;
        }
        first.combined.object().required.iter().find_map(|property| {
            let tags: Vec<Vec<String>> = leaves
                .iter()
                .map(|leaves| {
                    let mut tags = Vec::new();
                    for leaf in leaves {
                        if !leaf.combined.requires(property) {
                            return None;
                        }
                        tags.extend(self.constants(&leaf.combined, property)?);
                    }
                    Some(tags)
                })
                .collect::<Option<_>>()?;
            let mut seen = HashSet::new();
            let distinct = tags.iter().flatten().all(|tag| seen.insert(tag));
            distinct.then(|| Tags {
                property: property.to_string(),
                tags,
                fallback: None,
            })
        })
    }

    /// Returns the strings that a property may have, where they are listed.
    pub(super) fn constants(&self, combined: &Combined<'a>, property: &str) -> Option<Vec<String>> {
        let property = self.combined(combined.property(property)?);
        let values: Option<Vec<String>> = property
            .keywords
            .values
            .iter()
            .map(|value| value.value.as_str().map(str::to_owned))
            .collect();
        values.filter(|values| !values.is_empty())
    }

    /// Returns whether all alternatives of a list extend the schema that has it, so that nothing stands beside it.
    fn is_inherited(&self, choice: &Choice<'a>, combined: &Combined<'a>) -> bool {
        let mut alternatives = choice.alternatives.iter();
        alternatives.all(|&alternative| self.extends(alternative, combined))
    }

    /// Returns, for each component, the discriminator properties of the unions that it is a variant of: by `oneOf` or
    /// `anyOf`, by a mapping alone, or as one of `children`.
    pub(super) fn implied_tags(
        &self,
        children: &HashMap<SchemaId, Vec<SchemaId>>,
    ) -> HashMap<SchemaId, Vec<&'a str>> {
        let mut implied: HashMap<SchemaId, Vec<&'a str>> = HashMap::new();
        for (id, schema) in self.description.schemas.iter() {
            let Some(discriminator) = schema.discriminator() else {
                continue;
            };
            let listed = [schema.one_of(), schema.any_of()];
            let children = children.get(&id).into_iter().flatten();
            let mapped = self.mapped(id, schema).into_iter();
            let variants = listed.into_iter().flatten().chain(children).copied();
            for variant in variants.chain(mapped) {
                let variant = self.schemas.meant(variant);
                if self.schemas.is_component(variant) {
                    let tags = implied.entry(variant).or_default();
                    tags.push(&discriminator.property_name);
                }
            }
        }
        implied
    }
}
