//! How the alternatives of a union are told apart: by a discriminator that the document names, or by constants that
//! prove to be one.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use openapiv3::Discriminator;

use super::Builder;
use super::alternatives::Alternatives;
use super::merged::Merged;
use super::part::{Part, SchemaRef, component_token};
use super::pointer::unescape;
use crate::model::JsonType;
use crate::normalise::extension;

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
    component: Option<&'a str>,
    merged: Rc<Merged<'a>>,
}

impl<'a> Builder<'a> {
    /// The tags of these alternatives; `None` where nothing tells them apart for sure.
    pub(super) fn tagging(&self, alternatives: &Alternatives<'a>) -> Option<Tags> {
        let leaves: Vec<Vec<Leaf<'a>>> = alternatives
            .lists
            .iter()
            .map(|list| self.leaves(list, 0))
            .collect::<Option<_>>()?;
        if let Some(discriminator) = alternatives.discriminator
            && let Some(tags) = self.named_tags(alternatives, &leaves, discriminator)
        {
            return Some(tags);
        }
        self.proved_tags(&leaves)
    }

    /// The objects that an alternative may be; `None` where it may be anything else.
    fn leaves(&self, list: &[Part<'a>], depth: usize) -> Option<Vec<Leaf<'a>>> {
        let merged = self.merge(list);
        if !self.work.spend(1) || merged.null_only || depth > DEEPEST {
            return None;
        }
        let component = component_of(list);
        match merged.choices.as_slice() {
            [] => is_object(&merged).then(|| vec![Leaf { component, merged }]),
            [choice] if merged.properties.is_empty() => {
                let mut leaves = Vec::new();
                for part in &choice.parts {
                    leaves.extend(self.leaves(std::slice::from_ref(part), depth + 1)?);
                }
                Some(leaves)
            }
            _ => None,
        }
    }

    /// By a discriminator: its mapping, the constants of the alternatives, or the names of their components.
    fn named_tags(
        &self,
        alternatives: &Alternatives<'a>,
        leaves: &[Vec<Leaf<'a>>],
        discriminator: &'a Discriminator,
    ) -> Option<Tags> {
        let property = discriminator.property_name.as_str();
        let components: Vec<Option<&str>> =
            alternatives.lists.iter().map(|list| component_of(list)).collect();
        let mut tags: Vec<Vec<String>> = vec![Vec::new(); leaves.len()];
        let mut taken: HashSet<String> = HashSet::new();
        for (tag, target) in &discriminator.mapping {
            let target = component_token(target);
            let is_target = |index: usize| {
                components[index] == Some(target)
                    || leaves[index].iter().any(|leaf| leaf.component == Some(target))
            };
            if let Some(index) = (0..leaves.len()).find(|&index| is_target(index)) {
                taken.insert(tag.clone());
                tags[index].push(tag.clone());
            }
        }
        let mapped = taken.clone();
        for (index, leaves) in leaves.iter().enumerate() {
            for leaf in leaves {
                for constant in self.constants(&leaf.merged, property).into_iter().flatten() {
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
                if taken.insert(unescape(component)) {
                    tags[index].push(unescape(component));
                }
            }
        }
        let tag_is_sent = leaves
            .iter()
            .flatten()
            .all(|leaf| leaf.merged.properties.contains_key(property) || leaf.component.is_some());
        if tags.iter().any(Vec::is_empty) || !tag_is_sent {
            return None;
        }
        let fallback = extension::default_mapping(discriminator).and_then(|target| {
            components
                .iter()
                .position(|&component| component == Some(component_token(&target)))
        });
        Some(Tags {
            property: property.to_owned(),
            tags,
            fallback,
        })
    }

    /// By constants: a property that every alternative demands, with values that no two share.
    fn proved_tags(&self, leaves: &[Vec<Leaf<'a>>]) -> Option<Tags> {
        let first = leaves.first()?.first()?;
        if leaves.len() < 2 {
            return None;
        }
        first.merged.required.iter().find_map(|&property| {
            let tags: Vec<Vec<String>> = leaves
                .iter()
                .map(|leaves| {
                    let mut tags = Vec::new();
                    for leaf in leaves {
                        if !leaf.merged.required.contains(property) {
                            return None;
                        }
                        tags.extend(self.constants(&leaf.merged, property)?);
                    }
                    Some(tags)
                })
                .collect::<Option<_>>()?;
            let mut seen = HashSet::new();
            let distinct = tags.iter().flatten().all(|tag| seen.insert(tag));
            distinct.then(|| Tags {
                property: property.to_owned(),
                tags,
                fallback: None,
            })
        })
    }

    /// The strings that a property may have, where they are listed.
    fn constants(&self, merged: &Merged<'a>, property: &str) -> Option<Vec<String>> {
        let property = self.merge(merged.properties.get(property)?);
        let values: Option<Vec<String>> = property
            .values
            .iter()
            .map(|value| value.as_str().map(str::to_owned))
            .collect();
        values.filter(|values| !values.is_empty())
    }

    /// For each component: the discriminator properties of the unions that it is a variant of.
    pub(super) fn implied_tags(&self) -> HashMap<&'a str, Vec<&'a str>> {
        let mut implied: HashMap<&'a str, Vec<&'a str>> = HashMap::new();
        for &name in self.schemas.keys() {
            let merged = self.merge_component(name);
            for choice in &merged.choices {
                let Some(discriminator) = choice.discriminator else {
                    continue;
                };
                for part in &choice.parts {
                    if let SchemaRef::Component(component) = part.schema {
                        implied
                            .entry(component)
                            .or_default()
                            .push(&discriminator.property_name);
                    }
                }
            }
        }
        implied
    }
}

fn component_of<'a>(list: &[Part<'a>]) -> Option<&'a str> {
    match list {
        [
            Part {
                schema: SchemaRef::Component(name),
                ..
            },
        ] => Some(name),
        _ => None,
    }
}

fn is_object(merged: &Merged<'_>) -> bool {
    let object = matches!(merged.json_type, Some(JsonType::Object));
    (object || !merged.properties.is_empty()) && merged.values.is_empty()
}
