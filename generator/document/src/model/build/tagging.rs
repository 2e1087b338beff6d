//! How the alternatives of a union are told apart: by a discriminator that the document names, or by constants that
//! prove to be one.

use foldhash::{HashMap, HashSet};

use crate::order::IndexMap;

use super::Builder;
use super::alternatives::Alternatives;
use super::leaves::{Constant, ConstantType, Leaves};
use crate::description::{Discriminator, SchemaId};

/// What tells alternatives apart.
pub(super) struct Tags {
    pub(super) property: String,
    /// For each alternative, in order: what selects it.
    pub(super) alternatives: Vec<Selection>,
    /// The alternative for a value that selects none.
    pub(super) fallback: Option<usize>,
}

/// The values of a tag that select an alternative.
#[derive(Clone, Default)]
pub(super) struct Selection {
    pub(super) tags: Vec<String>,
    /// Whether it may also have no tag, or one that another alternative has, too.
    pub(super) may_be_untagged: bool,
}

impl Tags {
    /// Returns how many alternatives have a tag.
    fn tagged(&self) -> usize {
        let selections = self.alternatives.iter();
        selections.filter(|selection| !selection.tags.is_empty()).count()
    }

    /// Returns how many alternatives are known by their tag alone.
    fn surely_tagged(&self) -> usize {
        let selections = self.alternatives.iter();
        selections.filter(|selection| !selection.may_be_untagged).count()
    }
}

impl<'a> Builder<'a> {
    /// Returns the tags of these alternatives; `None` where nothing tells them apart for sure.
    pub(super) fn tagging(&self, alternatives: &Alternatives<'a>) -> Option<Tags> {
        let leaves = alternatives.schemas.iter().zip(&alternatives.listed);
        let leaves: Vec<Leaves<'a>> = leaves
            .map(|(&alternative, &listed)| self.leaves(alternative, listed))
            .collect();
        let named = alternatives
            .discriminator
            .and_then(|discriminator| self.named_tags(alternatives, &leaves, discriminator));
        named.or_else(|| self.proved_tags(&leaves))
    }

    /// Returns tags by a discriminator: its mapping, the constants of the alternatives, or the names of their components.
    fn named_tags(
        &self,
        alternatives: &Alternatives<'a>,
        leaves: &[Leaves<'a>],
        discriminator: &Discriminator,
    ) -> Option<Tags> {
        let property: &str = &discriminator.property_name;
        let listed = &alternatives.listed;
        let mut owners: IndexMap<String, Vec<usize>> = IndexMap::default();
        let mut meant: HashMap<SchemaId, usize> = HashMap::default();
        for (index, leaves) in leaves.iter().enumerate() {
            let components = leaves.objects.iter().filter_map(|leaf| leaf.component);
            for schema in components.chain([listed[index]]) {
                meant.entry(self.schemas.meant(schema)).or_insert(index);
            }
        }
        for (tag, target) in &discriminator.mapping {
            if let Some(&index) = meant.get(&self.schemas.meant(*target)) {
                owners.insert(tag.to_string(), vec![index]);
            }
        }
        let mapped = owners.len();
        for (index, leaves) in leaves.iter().enumerate() {
            let constants = leaves.objects.iter();
            let constants = constants
                .filter_map(|leaf| self.constants(leaf, property))
                .flatten();
            for constant in constants {
                match owners.get_full_mut(&constant.text) {
                    Some((place, _, known)) if place >= mapped && known.last() != Some(&index) => {
                        known.push(index)
                    }
                    Some(_) => {}
                    None => drop(owners.insert(constant.text, vec![index])),
                }
            }
        }
        let has_any: HashSet<usize> = owners.values().flatten().copied().collect();
        for (index, leaves) in leaves.iter().enumerate() {
            if has_any.contains(&index) {
                continue;
            }
            for component in leaves.objects.iter().filter_map(|leaf| leaf.component) {
                let name = self.component_name(component);
                owners.entry(name.to_owned()).or_insert_with(|| vec![index]);
            }
        }
        let has_mapped: HashSet<usize> = owners.values().take(mapped).flatten().copied().collect();
        let shared = owners.values_mut().filter(|owners| owners.len() > 1);
        // Many variants have all values of the tag in their schema: what is mapped to them says more.
        shared.for_each(|owners| owners.retain(|owner| !has_mapped.contains(owner)));
        owners.retain(|_, owners| !owners.is_empty());
        let mut selections = selections(leaves, owners);
        for (selection, leaves) in selections.iter_mut().zip(leaves) {
            let objects = &leaves.objects;
            let is_sent = objects
                .iter()
                .all(|leaf| leaf.describes(property) || leaf.component.is_some());
            if !is_sent {
                selection.tags.clear();
            }
            selection.may_be_untagged |= selection.tags.is_empty();
        }
        let fallback = discriminator.default_mapping;
        let tags = Tags {
            property: property.to_owned(),
            alternatives: selections,
            fallback: fallback.and_then(|target| listed.iter().position(|&id| id == target)),
        };
        (tags.tagged() > 0).then_some(tags)
    }

    /// Returns tags by constants: a property that alternatives demand, with values that no two share.
    fn proved_tags(&self, leaves: &[Leaves<'a>]) -> Option<Tags> {
        if leaves.len() < 2 {
            return None;
        }
        let mut best: Option<Tags> = None;
        let mut seen: HashSet<&str> = HashSet::default();
        let objects = || leaves.iter().flat_map(|leaves| &leaves.objects);
        let required: Vec<HashSet<&str>> = objects().map(|leaf| leaf.required().collect()).collect();
        for property in objects().flat_map(|leaf| leaf.required()) {
            if !seen.insert(property) {
                continue;
            }
            if !self.work.spend(objects().count()) {
                return None;
            }
            let Some(tags) = self.tags_by(property, leaves, &required) else {
                continue;
            };
            let rank = |tags: &Tags| (tags.tagged(), tags.surely_tagged());
            if best.as_ref().is_none_or(|best| rank(&tags) > rank(best)) {
                best = Some(tags);
            }
        }
        best
    }

    /// Returns the tags by the constants of a property, if they tell more than one alternative from others; `required` has the names
    /// of the properties that each object demands.
    fn tags_by(&self, property: &str, leaves: &[Leaves<'a>], required: &[HashSet<&str>]) -> Option<Tags> {
        let mut required = required.iter();
        let mut owners: IndexMap<String, Vec<usize>> = IndexMap::default();
        let mut types: HashMap<String, ConstantType> = HashMap::default();
        let mut are_checked = true;
        let mut untagged = Vec::new();
        for (index, leaves) in leaves.iter().enumerate() {
            for leaf in &leaves.objects {
                let is_required = required.next().is_some_and(|names| names.contains(property));
                let Some(constants) = self.constants(leaf, property).filter(|_| is_required) else {
                    untagged.push(index);
                    continue;
                };
                for Constant { text, json_type } in constants {
                    are_checked &= json_type != ConstantType::Other;
                    let known = owners.entry(text.clone()).or_default();
                    if known.last() != Some(&index) {
                        known.push(index);
                    }
                    if *types.entry(text).or_insert(json_type) != json_type {
                        // A string and a number that look the same.
                        return None;
                    }
                }
            }
        }
        let listing: HashSet<usize> = owners.values().flatten().copied().collect();
        let mut alternatives = selections(leaves, owners);
        for index in untagged {
            alternatives[index].may_be_untagged = true;
        }
        for selection in &mut alternatives {
            selection.may_be_untagged |= selection.tags.is_empty();
        }
        let tags = Tags {
            property: property.to_owned(),
            alternatives,
            fallback: None,
        };
        // Of strings and integers the types of the alternatives tell whether they are the right ones; of others only tags do.
        let least = if are_checked { 2 } else { 1 };
        (tags.tagged() >= least && listing.len() > 1).then_some(tags)
    }

    /// Returns, for each component, the discriminator properties of the unions that it is a variant of: by `oneOf` or
    /// `anyOf`, by a mapping alone, or as one of `children`.
    pub(super) fn implied_tags(
        &self,
        children: &HashMap<SchemaId, Vec<SchemaId>>,
    ) -> HashMap<SchemaId, Vec<&'a str>> {
        let mut implied: HashMap<SchemaId, Vec<&'a str>> = HashMap::default();
        for (id, schema) in self.description.schemas.iter() {
            let Some(discriminator) = schema.discriminator().filter(|_| self.is_built(id)) else {
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

/// Returns what selects each alternative: the tags that it owns alone.
fn selections(leaves: &[Leaves<'_>], owners: IndexMap<String, Vec<usize>>) -> Vec<Selection> {
    let selections = leaves.iter().map(|leaves| Selection {
        tags: Vec::new(),
        may_be_untagged: !leaves.are_all || leaves.objects.is_empty(),
    });
    let mut selections: Vec<Selection> = selections.collect();
    for (tag, owners) in owners {
        match *owners.as_slice() {
            [only] => selections[only].tags.push(tag),
            _ => owners
                .into_iter()
                .for_each(|index| selections[index].may_be_untagged = true),
        }
    }
    selections
}
