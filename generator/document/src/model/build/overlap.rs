//! Alternatives that a value may fit at once, each of which has properties that the others have not.

use foldhash::HashSet;

use crate::order::IndexMap;

use super::Builder;
use super::alternatives::Alternatives;
use super::combined::Combined;
use super::leaves::{Leaf, Leaves};
use super::origin::Trail;
use super::tagging::Tags;
use crate::description::{AdditionalProperties, JsonType, ObjectKeywords, Schema, SchemaId, Source};
use crate::model::{Docs, Label, Step, Type, TypeKind};
use crate::order;
use crate::source::Text;

/// How deep objects within objects are compared.
const DEEPEST: usize = 4;

/// How deep properties that alternatives describe in several ways are combined.
const DEEPEST_MIX: usize = 3;

/// More objects than this are not compared, but taken to overlap.
const MOST_COMPARED: usize = 64;

/// What a schema says of an object.
struct Outline {
    properties: IndexMap<Text, SchemaId>,
    required: HashSet<Text>,
    /// Whether it has no other properties.
    is_closed: bool,
    /// Whether it has other properties expressly.
    allows_others: bool,
}

impl Outline {
    fn new() -> Self {
        Self {
            properties: IndexMap::default(),
            required: HashSet::default(),
            is_closed: false,
            allows_others: false,
        }
    }

    /// Returns whether its type keeps properties that it does not name.
    fn keeps_others(&self) -> bool {
        self.properties.is_empty() || self.allows_others
    }
}

impl<'a> Builder<'a> {
    /// Returns the type of values that fit several alternatives at once: an object with the properties of all that share
    /// values. `None` where one alternative keeps all that others describe of a value that fits it, too.
    pub(super) fn overlap(
        &mut self,
        alternatives: &Alternatives<'a>,
        tags: Option<&Tags>,
        source: Source,
        trail: &Trail<'_>,
    ) -> Option<Type> {
        let may_share = |index: usize| tags.is_none_or(|tags| tags.alternatives[index].may_be_untagged);
        let schemas = alternatives.schemas.iter().zip(&alternatives.listed);
        let leaves: Vec<(usize, Leaves<'a>)> = schemas
            .enumerate()
            .map(|(index, (&alternative, &listed))| (index, self.leaves(alternative, listed)))
            .collect();
        let outlines: Vec<(usize, Outline)> = leaves
            .iter()
            .flat_map(|(index, leaves)| leaves.objects.iter().map(move |leaf| (*index, leaf)))
            .map(|(index, leaf)| (index, self.outline(leaf)))
            .collect();
        let are_too_many = outlines.len() > MOST_COMPARED;
        let mut sharing = vec![are_too_many && alternatives.are_any; outlines.len()];
        if !are_too_many {
            for (one, (alternative, a)) in outlines.iter().enumerate() {
                for (other, (another, b)) in outlines.iter().enumerate().skip(one + 1) {
                    let both_tagged = !may_share(*alternative) && !may_share(*another);
                    if alternative != another
                        && !both_tagged
                        && (alternatives.are_any || self.are_always_both(a, b))
                        && self.may_both_fit(a, b)
                        && !self.holds(a, b, 0)
                        && !self.holds(b, a, 0)
                    {
                        sharing[one] = true;
                        sharing[other] = true;
                    }
                }
            }
        }
        let outlines = outlines.into_iter().zip(sharing);
        let outlines: Vec<Outline> = outlines
            .filter_map(|((_, outline), shares)| shares.then_some(outline))
            .collect();
        let mut pairs = outlines
            .iter()
            .flat_map(|one| outlines.iter().map(move |other| (one, other)));
        let are_clear = alternatives.are_any || pairs.all(|(one, other)| self.are_always_both(one, other));
        if outlines.is_empty() || !are_clear {
            return None;
        }
        self.mixing += 1;
        let ty = self.object_of_all(&outlines, source, trail);
        self.mixing -= 1;
        Some(ty)
    }

    /// Returns the struct that has the properties of all objects.
    fn object_of_all(&mut self, outlines: &[Outline], source: Source, trail: &Trail<'_>) -> Type {
        let mut described: IndexMap<&Text, Vec<SchemaId>> = IndexMap::default();
        for (name, &schema) in outlines.iter().flat_map(|outline| &outline.properties) {
            let known = described.entry(name).or_default();
            if self.work.spend(known.len()) && !known.iter().any(|&other| self.are_one(other, schema)) {
                known.push(schema);
            }
        }
        let mut object = ObjectKeywords::default();
        for (name, schemas) in described {
            let schema = match *schemas.as_slice() {
                [only] => only,
                _ => self.any_of(schemas, source),
            };
            object.properties.insert(name.clone(), schema);
            if outlines.iter().all(|outline| outline.required.contains(name)) {
                object.required.push(name.clone());
            }
        }
        // What is required but not described is kept, too, by each alternative and so by all together.
        let required = order::set(outlines.iter().flat_map(|outline| &outline.required));
        let undescribed = required
            .into_iter()
            .filter(|name| !object.properties.contains_key(*name));
        object.required.extend(undescribed.cloned());
        if outlines.iter().any(Outline::keeps_others) {
            object.additional_properties = Some(AdditionalProperties::Any);
        }
        let combined = self.combined(self.schemas.add(Schema {
            source,
            json_type: Some(JsonType::Object),
            object: Some(Box::new(object)),
            ..Schema::default()
        }));
        let trail = trail.step(Step::Alternative(Label::Several));
        let id = self.reserve(&trail, source);
        let kind = TypeKind::Struct(self.struct_of(&combined, &trail));
        let docs = Docs {
            summary: Some(
                "A value that fits several alternatives at once: it has the properties of all.".into(),
            ),
            ..Docs::default()
        };
        self.define(id, kind, docs, false)
    }

    /// Returns a schema for a property that alternatives describe in several ways: any JSON where one of them allows that,
    /// and where such properties are nested deep.
    fn any_of(&self, schemas: Vec<SchemaId>, source: Source) -> SchemaId {
        let is_open = |id: &SchemaId| self.combined(*id).is_unconstrained();
        if self.mixing > DEEPEST_MIX || schemas.iter().any(is_open) {
            return self.schemas.add(Schema {
                source,
                ..Schema::default()
            });
        }
        self.schemas.any_of(schemas, source)
    }

    /// Returns whether two schemas become the same type.
    fn are_one(&self, one: SchemaId, other: SchemaId) -> bool {
        let sole = |id| self.schemas.sole_component(id);
        self.schemas.are_same(one, other, false) || sole(one).is_some_and(|one| sole(other) == Some(one))
    }

    fn outline(&self, leaf: &Leaf<'a>) -> Outline {
        let mut outline = Outline::new();
        for said in leaf.said() {
            self.add_to_outline(said, &mut outline);
        }
        outline
    }

    fn add_to_outline(&self, said: &Combined<'a>, outline: &mut Outline) {
        let object = said.object();
        self.work.spend(1 + object.properties.len());
        for (name, &schema) in &object.properties {
            let known = outline.properties.get(name).copied();
            let schema = known.map_or(schema, |known| self.schemas.both(known, schema));
            outline.properties.insert(name.clone(), schema);
        }
        outline.required.extend(object.required.iter().cloned());
        let has_patterns = !object.pattern_properties.is_empty();
        match object.additional_properties {
            Some(AdditionalProperties::None) => outline.is_closed |= !has_patterns,
            Some(AdditionalProperties::Any | AdditionalProperties::Schema(_)) => outline.allows_others = true,
            None => {}
        }
        outline.allows_others |= has_patterns;
    }

    /// Returns whether a value that fits one of two objects fits the other one, too: `oneOf` of these means that one is
    /// to be chosen, which nothing tells.
    fn are_always_both(&self, a: &Outline, b: &Outline) -> bool {
        a.required == b.required
            && a.properties.iter().all(|(name, &one)| {
                let other = b.properties.get(name);
                other.is_none_or(|&other| self.are_one(one, other))
            })
    }

    /// Returns whether a value may fit both: nothing that one demands is what the other one forbids.
    fn may_both_fit(&self, a: &Outline, b: &Outline) -> bool {
        let leaves_room = |a: &Outline, b: &Outline| {
            !a.is_closed || b.required.iter().all(|name| a.properties.contains_key(name))
        };
        let mut demanded = a.required.union(&b.required);
        leaves_room(a, b)
            && leaves_room(b, a)
            && demanded.all(|name| match (a.properties.get(name), b.properties.get(name)) {
                (Some(&a), Some(&b)) => self.may_be_equal(a, b),
                _ => true,
            })
    }

    /// Returns whether a value may fit two schemas, as far as types and listed values tell.
    fn may_be_equal(&self, a: SchemaId, b: SchemaId) -> bool {
        let (a, b) = (self.combined(a), self.combined(b));
        if self.allows_null(&a) && self.allows_null(&b) {
            return true;
        }
        let (values, others) = (&a.keywords.values, &b.keywords.values);
        if !values.is_empty() && !others.is_empty() {
            if !self.work.spend(values.len() + others.len()) {
                return false;
            }
            let others: HashSet<String> = others.iter().map(|other| other.value.to_string()).collect();
            return values
                .iter()
                .any(|value| others.contains(&value.value.to_string()));
        }
        match (a.json_type, b.json_type) {
            (Some(JsonType::Integer), Some(JsonType::Number))
            | (Some(JsonType::Number), Some(JsonType::Integer)) => true,
            (Some(a), Some(b)) => a == b,
            _ => true,
        }
    }

    /// Returns whether the type of one object keeps all that another one describes, of a value that fits both.
    fn holds(&self, one: &Outline, other: &Outline, depth: usize) -> bool {
        let keeps_names = one.is_closed
            || one.keeps_others()
            || other
                .properties
                .keys()
                .all(|name| one.properties.contains_key(name));
        keeps_names
            && self.work.spend(one.properties.len())
            && one.properties.iter().all(|(name, &schema)| {
                let other = other.properties.get(name);
                other.is_none_or(|&other| self.holds_value(schema, other, depth + 1))
            })
    }

    fn holds_value(&self, one: SchemaId, other: SchemaId, depth: usize) -> bool {
        if depth > DEEPEST || self.are_one(one, other) {
            return true;
        }
        let (one, other) = (self.combined(one), self.combined(other));
        if !one.choices.is_empty() || !other.choices.is_empty() {
            return true;
        }
        match (one.json_type, other.json_type) {
            (Some(JsonType::Array), Some(JsonType::Array)) => {
                match (one.array().items, other.array().items) {
                    (Some(one), Some(other)) => self.holds_value(one, other, depth + 1),
                    _ => true,
                }
            }
            (Some(JsonType::Object), Some(JsonType::Object)) => {
                let outline = |said: &Combined<'a>| {
                    let mut outline = Outline::new();
                    self.add_to_outline(said, &mut outline);
                    outline
                };
                let (one, other) = (outline(&one), outline(&other));
                !self.may_both_fit(&one, &other) || self.holds(&one, &other, depth + 1)
            }
            _ => true,
        }
    }
}
