//! How the alternatives of a union are told apart: by a discriminator that the document names, or by constants that
//! prove to be one.

use std::rc::Rc;

use openapiv3::Discriminator;
use serde_json::Value;

use super::Builder;
use super::part::{Merged, Part, SchemaRef, component_name};
use super::union::Alternatives;
use crate::normalise::extension;

/// The tag of each alternative.
pub(super) struct Tags {
    pub(super) property: String,
    /// For each alternative, in order: the values that select it, never none.
    pub(super) tags: Vec<Vec<String>>,
    pub(super) fallback: Option<usize>,
}

impl<'a> Builder<'a> {
    /// The tags of these alternatives; `None` where nothing tells them apart for sure.
    pub(super) fn tagging(&self, alternatives: &Alternatives<'a>) -> Option<Tags> {
        let merged = &alternatives.merged;
        if !merged.iter().all(|merged| is_object(merged)) {
            return None;
        }
        if let Some(discriminator) = alternatives.discriminator
            && let Some(tags) = self.named_tags(alternatives, merged, discriminator)
        {
            return Some(tags);
        }
        self.proved_tags(merged)
    }

    /// By a discriminator: its mapping, the constants of the alternatives, or the names of their components.
    fn named_tags(
        &self,
        alternatives: &Alternatives<'a>,
        merged: &[Rc<Merged<'a>>],
        discriminator: &'a Discriminator,
    ) -> Option<Tags> {
        let property = discriminator.property_name.as_str();
        let components: Vec<Option<&str>> =
            alternatives.lists.iter().map(|list| component_of(list)).collect();
        let mut tags: Vec<Vec<String>> = vec![Vec::new(); merged.len()];
        for (tag, target) in &discriminator.mapping {
            let target = component_name(target);
            if let Some(index) = components.iter().position(|&component| component == Some(target)) {
                tags[index].push(tag.clone());
            }
        }
        let mut taken: Vec<String> = tags.iter().flatten().cloned().collect();
        for (index, merged) in merged.iter().enumerate() {
            let constants = self.constants(merged, property);
            for constant in constants.into_iter().flatten() {
                if !taken.contains(&constant) {
                    taken.push(constant.clone());
                    tags[index].push(constant);
                }
            }
        }
        for (index, component) in components.iter().enumerate() {
            if tags[index].is_empty()
                && let Some(component) = component
                && !taken.iter().any(|tag| tag == component)
            {
                tags[index].push((*component).to_owned());
            }
        }
        let has_property = |merged: &Merged<'a>| merged.properties.contains_key(property);
        let tag_is_sent = merged
            .iter()
            .zip(&components)
            .all(|(merged, component)| has_property(merged) || component.is_some());
        if tags.iter().any(Vec::is_empty) || !tag_is_sent {
            return None;
        }
        let fallback = extension::default_mapping(discriminator).and_then(|target| {
            components
                .iter()
                .position(|&component| component == Some(component_name(&target)))
        });
        Some(Tags {
            property: property.to_owned(),
            tags,
            fallback,
        })
    }

    /// By constants: a property that every alternative demands, with values that no two share.
    fn proved_tags(&self, merged: &[Rc<Merged<'a>>]) -> Option<Tags> {
        let (first, rest) = merged.split_first()?;
        if rest.is_empty() {
            return None;
        }
        first.required.iter().find_map(|&property| {
            let tags: Vec<Vec<String>> = merged
                .iter()
                .map(|merged| {
                    merged
                        .required
                        .contains(property)
                        .then(|| self.constants(merged, property))
                        .flatten()
                })
                .collect::<Option<_>>()?;
            let mut all: Vec<&String> = tags.iter().flatten().collect();
            let count = all.len();
            all.sort();
            all.dedup();
            (all.len() == count).then(|| Tags {
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
    pub(super) fn implied_tags(&self) -> std::collections::HashMap<&'a str, Vec<&'a str>> {
        let mut implied: std::collections::HashMap<&'a str, Vec<&'a str>> = Default::default();
        for name in self.schemas.keys() {
            let Some(part) = self.component_part(name) else {
                continue;
            };
            let SchemaRef::Inline(_) = part.schema else {
                continue;
            };
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
    let object = matches!(merged.json_type, Some(super::part::JsonType::Object));
    (object || !merged.properties.is_empty())
        && !merged.nullable
        && merged.choices.is_empty()
        && merged.values.iter().all(Value::is_object)
}
