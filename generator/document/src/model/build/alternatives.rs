//! The alternatives of `oneOf` and `anyOf`, each with what stands beside them.

use foldhash::HashSet;

use super::Builder;
use super::combined::{Choice, Combined};
use crate::description::{AdditionalProperties, Discriminator, JsonType, ObjectKeywords, Schema, SchemaId};
use crate::source::Text;

/// Two lists of alternatives that both apply become the list of their pairs, up to this many.
const MOST_PAIRS: usize = 64;

/// The alternatives of a schema.
pub(super) struct Alternatives<'a> {
    pub(super) schemas: Vec<SchemaId>,
    /// For each of them, what the list with the discriminator has: the same without what stands beside the list.
    pub(super) listed: Vec<SchemaId>,
    pub(super) discriminator: Option<&'a Discriminator>,
    /// Whether a value may fit several of them: `anyOf`.
    pub(super) are_any: bool,
    /// Whether they are but some of those that fit.
    pub(super) are_some: bool,
    /// The properties that lists demand which say nothing else, and which are left out for that.
    pub(super) demanded: Vec<&'a Text>,
}

/// Schemas that all hold, of which one is an alternative of the list that matters for tags.
#[derive(Clone)]
struct Pair {
    schemas: Vec<SchemaId>,
    listed: Option<SchemaId>,
}

impl<'a> Builder<'a> {
    /// Returns the alternatives of a schema, each with what the schema says beside them; `None` where they are too many.
    /// Alternatives that only demand properties are left out: they say nothing about types.
    pub(super) fn alternatives(&self, combined: &Combined<'a>) -> Option<Alternatives<'a>> {
        let mut siblings = self.schema_of_siblings(combined, &[]);
        let mut pairs = vec![Pair {
            schemas: Vec::new(),
            listed: None,
        }];
        let mut discriminator = combined.discriminator;
        let mut any = false;
        let mut are_any = false;
        let mut demanded = Vec::new();
        for choice in &combined.choices {
            let alternatives = self.without_circles(choice);
            let only_demand = alternatives.iter().all(|&id| self.only_demands(id));
            if only_demand && siblings.is_some() {
                let objects = alternatives
                    .iter()
                    .filter_map(|&id| self.schemas.get(id).object.as_deref());
                demanded.extend(objects.flat_map(|object| &object.required));
                continue;
            }
            let decides = choice.discriminator.is_some() || !any;
            any = true;
            are_any |= choice.is_any;
            discriminator = choice.discriminator.or(discriminator);
            if pairs.len() * alternatives.len() > MOST_PAIRS && pairs.len() > 1 {
                return None;
            }
            let with = |pair: &Pair, alternative| {
                let mut pair = pair.clone();
                pair.schemas.push(alternative);
                if decides {
                    pair.listed = Some(alternative);
                }
                pair
            };
            let paired = pairs
                .iter()
                .flat_map(|pair| alternatives.iter().map(|&alternative| with(pair, alternative)));
            pairs = paired.collect();
        }
        if !any {
            pairs.clear();
        } else if !demanded.is_empty() {
            siblings = self.schema_of_siblings(combined, &demanded);
        }
        let with_siblings = |pair: &Pair| {
            let includes = |one: &SchemaId| self.includes(*one, combined);
            let siblings = siblings.filter(|_| !pair.schemas.iter().any(includes));
            let all: Vec<SchemaId> = siblings.into_iter().chain(pair.schemas.iter().copied()).collect();
            self.schemas.all_of(&all)
        };
        Some(Alternatives {
            schemas: pairs.iter().map(with_siblings).collect(),
            listed: pairs.iter().filter_map(|pair| pair.listed).collect(),
            discriminator,
            are_any,
            are_some: false,
            demanded,
        })
    }

    /// Returns whether a schema has the component `base` in its `allOf`.
    pub(super) fn extends(&self, schema: SchemaId, base: &Combined<'a>) -> bool {
        base.component
            .is_some_and(|base| base != schema && self.combined(schema).components.contains(&base))
    }

    /// Returns what fits an alternative and what stands beside the list that has it.
    pub(super) fn beside(&self, combined: &Combined<'a>, alternative: SchemaId) -> SchemaId {
        match self.schema_of_siblings(combined, &[]) {
            Some(siblings) if !self.includes(alternative, combined) => {
                self.schemas.all_of(&[siblings, alternative])
            }
            _ => alternative,
        }
    }

    /// Returns whether an alternative says all that stands beside the list that has it: it extends the schema with the
    /// list, or repeats its properties.
    fn includes(&self, alternative: SchemaId, combined: &Combined<'a>) -> bool {
        self.extends(alternative, combined)
            || (self.schemas.is_component(alternative) && self.repeats(alternative, combined))
    }

    fn repeats(&self, alternative: SchemaId, combined: &Combined<'a>) -> bool {
        let own = self.combined(alternative);
        let object = combined.object();
        let mut required = object.required.iter();
        let mut properties = object.properties.iter();
        combined.keywords.values.is_empty()
            && (!allows_others(object) || allows_others(own.object()))
            && self.work.spend(object.properties.len())
            && required.all(|name| own.object().required.contains(name))
            && properties.all(|(name, &property)| {
                let own = own.property(name);
                own.is_some_and(|own| self.is_as_narrow(own, property))
            })
    }

    /// Returns whether a schema says all that another one does, as far as that is plain to see.
    fn is_as_narrow(&self, narrow: SchemaId, wide: SchemaId) -> bool {
        let schema = self.schemas.get(wide);
        let is_type_alone = schema.component.is_none()
            && schema.json_type.is_some()
            && schema.values.is_empty()
            && schema.format.is_none()
            && schema.object.is_none()
            && schema.array.is_none()
            && schema.composition.is_none();
        self.schemas.are_same(narrow, wide, false)
            || (is_type_alone && self.combined(narrow).json_type == schema.json_type)
    }

    /// Returns the alternatives of a list without those that lead to nothing but the list itself: in their place stand
    /// the others that they lead to.
    pub(super) fn without_circles(&self, choice: &Choice<'a>) -> Vec<SchemaId> {
        if !self.is_circular(choice) {
            return choice.alternatives.to_vec();
        }
        let owner = self.list_meant(choice.owner);
        let mut kept = Vec::new();
        let mut seen = HashSet::from_iter([owner]);
        let mut open: Vec<SchemaId> = choice.alternatives.iter().rev().copied().collect();
        while let Some(alternative) = open.pop() {
            if !self.work.spend(1) || !seen.insert(self.list_meant(alternative)) {
                continue;
            }
            match self.leads_to(alternative, owner) {
                true => open.extend(self.alternatives_alone(alternative).iter().rev()),
                false => kept.push(alternative),
            }
        }
        kept
    }

    /// Returns whether an alternative of a list leads to nothing but alternatives, among which is the list itself.
    pub(super) fn is_circular(&self, choice: &Choice<'a>) -> bool {
        // A list is asked for at each way that leads to it, of which there may be many.
        let list = (choice.owner, choice.alternatives.as_ptr());
        if let Some(&known) = self.circular.borrow().get(&list) {
            return known;
        }
        let owner = self.list_meant(choice.owner);
        let mut alternatives = choice.alternatives.iter();
        let is_circular = alternatives.any(|&alternative| self.leads_to(alternative, owner));
        self.circular.borrow_mut().insert(list, is_circular);
        is_circular
    }

    /// Returns whether a schema is `target`, or a list of alternatives that leads to it.
    fn leads_to(&self, schema: SchemaId, target: SchemaId) -> bool {
        let mut seen = HashSet::default();
        let mut open = vec![schema];
        while let Some(next) = open.pop() {
            let meant = self.list_meant(next);
            if meant == target {
                return true;
            }
            if self.work.spend(1) && seen.insert(meant) {
                open.extend(self.alternatives_alone(next));
            }
        }
        false
    }

    /// Returns the schema that one adds nothing to, if it has a list of alternatives: one that is in the list, and extends
    /// the schema that has it, is an alternative that adds nothing.
    fn list_meant(&self, schema: SchemaId) -> SchemaId {
        match self.combined(schema).choices.is_empty() {
            true => schema,
            false => self.schemas.essence(schema),
        }
    }

    /// Returns the alternatives of a schema that has one list of them, and nothing beside it.
    fn alternatives_alone(&self, schema: SchemaId) -> &'a [SchemaId] {
        let combined = self.combined(schema);
        match combined.choices.as_slice() {
            [choice] if !combined.has_properties() && combined.keywords.values.is_empty() => {
                choice.alternatives
            }
            _ => &[],
        }
    }

    /// Returns a schema for what stands beside the alternatives of another one, if it constrains anything. It has the
    /// `demanded` properties, too, which may be anything where nothing describes them.
    fn schema_of_siblings(&self, combined: &Combined<'a>, demanded: &[&'a Text]) -> Option<SchemaId> {
        let object = combined.object();
        let values = &combined.keywords.values;
        let additional = object
            .additional_properties
            .filter(|additional| *additional != AdditionalProperties::None);
        if object.properties.is_empty() && values.is_empty() && !allows_others(object) {
            return None;
        }
        if !self.work.spend(1 + object.properties.len() + values.len()) {
            return None;
        }
        let mut properties = object.properties.clone();
        if !demanded.is_empty() && object.additional_properties.is_none() {
            let anything = self.schemas.add(Schema {
                source: combined.keywords.source,
                ..Schema::default()
            });
            for &name in demanded {
                properties.entry(name.clone()).or_insert(anything);
            }
        }
        let object = ObjectKeywords {
            properties,
            required: object.required.clone(),
            additional_properties: additional,
            pattern_properties: object.pattern_properties.clone(),
            ..ObjectKeywords::default()
        };
        Some(self.schemas.add(Schema {
            source: combined.keywords.source,
            // Keywords for objects say nothing of other values, even where `type` does: who lists such an alternative
            // means it.
            json_type: combined.json_type.filter(|_| !values.is_empty()),
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

/// Returns whether an object may have properties that have no name, expressly.
fn allows_others(object: &ObjectKeywords) -> bool {
    let additional = object.additional_properties;
    additional.is_some_and(|additional| additional != AdditionalProperties::None)
        || !object.pattern_properties.is_empty()
}
