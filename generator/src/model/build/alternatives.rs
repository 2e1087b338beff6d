//! The alternatives of `oneOf` and `anyOf`, each with what stands beside them.

use super::Builder;
use super::combined::Combined;
use crate::description::{AdditionalProperties, Discriminator, JsonType, ObjectKeywords, Schema, SchemaId};

/// Two lists of alternatives that both apply become the list of their pairs, up to this many.
const MOST_PAIRS: usize = 64;

/// The alternatives of a schema.
pub(super) struct Alternatives<'a> {
    pub(super) schemas: Vec<SchemaId>,
    pub(super) discriminator: Option<&'a Discriminator>,
    /// Whether a value may fit several of them: `anyOf`.
    pub(super) are_any: bool,
}

impl<'a> Builder<'a> {
    /// Returns the alternatives of a schema, each with what the schema says beside them; `None` where they are too many.
    /// Alternatives that only demand properties are left out: they say nothing about types.
    pub(super) fn alternatives(&self, combined: &Combined<'a>) -> Option<Alternatives<'a>> {
        let siblings = self.schema_of_siblings(combined);
        let mut lists: Vec<Vec<SchemaId>> = vec![siblings.into_iter().collect()];
        let mut discriminator = combined.discriminator;
        let mut any = false;
        let mut are_any = false;
        for choice in &combined.choices {
            let alternatives = choice.alternatives;
            let only_demand = alternatives.iter().all(|&id| self.only_demands(id));
            if only_demand && siblings.is_some() {
                continue;
            }
            any = true;
            are_any |= choice.is_any;
            discriminator = choice.discriminator.or(discriminator);
            if lists.len() * alternatives.len() > MOST_PAIRS && lists.len() > 1 {
                return None;
            }
            lists = lists
                .iter()
                .flat_map(|list| {
                    alternatives.iter().map(move |&alternative| {
                        let mut list = list.clone();
                        list.push(alternative);
                        list
                    })
                })
                .collect();
        }
        if !any {
            lists.clear();
        }
        Some(Alternatives {
            schemas: lists.iter().map(|list| self.schemas.all_of(list)).collect(),
            discriminator,
            are_any,
        })
    }

    /// Returns a schema for what stands beside the alternatives of another one, if it constrains anything.
    fn schema_of_siblings(&self, combined: &Combined<'a>) -> Option<SchemaId> {
        let object = combined.object();
        let values = &combined.keywords.values;
        let additional = object
            .additional_properties
            .filter(|additional| *additional != AdditionalProperties::None);
        let allows_others = additional.is_some() || !object.pattern_properties.is_empty();
        if object.properties.is_empty() && values.is_empty() && !allows_others {
            return None;
        }
        if !self.work.spend(1 + object.properties.len() + values.len()) {
            return None;
        }
        let object = ObjectKeywords {
            properties: object.properties.clone(),
            required: object.required.clone(),
            additional_properties: additional,
            pattern_properties: object.pattern_properties.clone(),
            ..ObjectKeywords::default()
        };
        Some(self.schemas.add(Schema {
            source: combined.keywords.source,
            json_type: combined.json_type,
            values: values.clone(),
            object: Some(Box::new(object)),
            ..Schema::default()
        }))
    }

    /// Returns whether a schema is `{required: […]}` or alike.
    fn only_demands(&self, id: SchemaId) -> bool {
        let schema = self.schemas.get(id);
        if schema.component.is_some() || !schema.all_of().is_empty() {
            return false;
        }
        let combined = self.combined(id);
        let object = combined.object();
        combined.is_unconstrained()
            || (object.properties.is_empty()
                && combined.choices.is_empty()
                && combined.json_type == Some(JsonType::Object)
                && !object.required.is_empty())
    }
}
