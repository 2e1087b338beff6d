//! The schemas of the document, and those that are made of several of them.

use foldhash::{HashMap, HashSet};
use std::cell::RefCell;

use typed_arena::Arena;

use crate::description::{Composition, JsonType, Schema, SchemaId, Schemas, Source};

/// How many schemas may stand for the next one.
const LONGEST_CHAIN: usize = 64;

/// The schemas of the document, and behind them, with ids that follow, those that were made here.
pub(super) struct AllSchemas<'a> {
    described: &'a Schemas,
    arena: &'a Arena<Schema>,
    made: RefCell<Vec<&'a Schema>>,
    /// The schemas that hold all of a list, by the list.
    joint: RefCell<HashMap<Box<[SchemaId]>, SchemaId>>,
}

impl<'a> AllSchemas<'a> {
    pub(super) fn new(described: &'a Schemas, arena: &'a Arena<Schema>) -> Self {
        Self {
            described,
            arena,
            made: RefCell::default(),
            joint: RefCell::default(),
        }
    }

    /// Returns the schema that `id` names.
    pub(super) fn get(&self, id: SchemaId) -> &'a Schema {
        match id.index().checked_sub(self.described.len()) {
            None => &self.described[id],
            Some(index) => self.made.borrow()[index],
        }
    }

    /// Returns how many there are.
    pub(super) fn len(&self) -> usize {
        self.described.len() + self.made.borrow().len()
    }

    /// Adds a schema that the document does not have.
    pub(super) fn add(&self, schema: Schema) -> SchemaId {
        let id = SchemaId::new(self.len());
        self.made.borrow_mut().push(self.arena.alloc(schema));
        id
    }

    /// Returns the schema that a value fits if it fits all of `ids`.
    pub(super) fn all_of(&self, ids: &[SchemaId]) -> SchemaId {
        if let [only] = ids {
            return *only;
        }
        if let Some(known) = self.joint.borrow().get(ids) {
            return *known;
        }
        let source = ids.first().map(|first| self.get(*first).source);
        let id = self.add(Schema {
            source: source.unwrap_or_default(),
            composition: Some(Box::new(Composition {
                all_of: ids.to_vec(),
                ..Composition::default()
            })),
            ..Schema::default()
        });
        self.joint.borrow_mut().insert(ids.into(), id);
        id
    }

    /// Returns the schema that a value fits if it fits one and the other, either of which may be made of several.
    pub(super) fn both(&self, one: SchemaId, other: SchemaId) -> SchemaId {
        let mut ids = self.parts(one).unwrap_or(&[one]).to_vec();
        ids.extend(self.parts(other).unwrap_or(&[other]));
        self.all_of(&ids)
    }

    /// Returns the schema, of `source`, that a value fits if it fits any of `ids`.
    pub(super) fn any_of(&self, ids: Vec<SchemaId>, source: Source) -> SchemaId {
        self.add(Schema {
            source,
            composition: Some(Box::new(Composition {
                any_of: ids,
                ..Composition::default()
            })),
            ..Schema::default()
        })
    }

    /// Returns the schema, of `source`, that a value fits if it fits one of `ids`.
    pub(super) fn one_of(&self, ids: Vec<SchemaId>, source: Source) -> SchemaId {
        self.add(Schema {
            source,
            composition: Some(Box::new(Composition {
                one_of: ids,
                ..Composition::default()
            })),
            ..Schema::default()
        })
    }

    /// Returns the schemas of which [`all_of`](Self::all_of) made a schema; `None` for any other.
    pub(super) fn parts(&self, id: SchemaId) -> Option<&'a [SchemaId]> {
        let is_made = id.index() >= self.described.len();
        let parts = if is_made { self.get(id).all_of() } else { &[] };
        (!parts.is_empty()).then_some(parts)
    }

    /// Returns whether a schema is a component.
    pub(super) fn is_component(&self, id: SchemaId) -> bool {
        self.get(id).component.is_some()
    }

    /// Returns the component that a schema stands for, where it adds nothing but annotations to a reference; and whether
    /// it adds `null`.
    pub(super) fn sole_component(&self, id: SchemaId) -> Option<(SchemaId, bool)> {
        let mut id = id;
        let mut nullable = false;
        let mut must_be_object = false;
        // Each step leads deeper, until a component ends it.
        while !self.is_component(id) {
            let schema = self.get(id);
            nullable |= schema.nullable;
            must_be_object |= schema.json_type.is_some();
            id = self.only_part(schema, &mut must_be_object)?;
        }
        (!must_be_object || self.is_object(id)).then_some((id, nullable))
    }

    /// Returns what [`sole_component`](Self::sole_component) does, for the schema that a component itself is.
    pub(super) fn sole_component_within(&self, component: SchemaId) -> Option<(SchemaId, bool)> {
        let schema = self.get(component);
        let mut must_be_object = schema.json_type.is_some();
        let (sole, nullable) = self.sole_component(self.only_part(schema, &mut must_be_object)?)?;
        (!must_be_object || self.is_object(sole)).then_some((sole, nullable || schema.nullable))
    }

    /// Returns the one schema that `allOf`, `oneOf` or `anyOf` of `schema` holds, where nothing else constrains it than
    /// that it is an object; whether it is to be one is set then.
    fn only_part(&self, schema: &Schema, must_be_object: &mut bool) -> Option<SchemaId> {
        if !says_at_most_object(schema) {
            return None;
        }
        let composition = schema.composition.as_deref()?;
        if composition.discriminator.is_some() && schema.json_type.is_some() {
            return None;
        }
        let says_object = |part: &SchemaId| {
            let part = self.get(*part);
            part.component.is_none()
                && part.json_type == Some(JsonType::Object)
                && part.composition.is_none()
                && says_at_most_object(part)
        };
        let all_of = composition.all_of.iter().filter(|part| {
            let says_object = composition.all_of.len() > 1 && says_object(part);
            *must_be_object |= says_object;
            !says_object
        });
        let alternatives = [&composition.one_of, &composition.any_of];
        let mut parts = all_of.chain(alternatives.into_iter().flatten());
        match (composition.not, parts.next(), parts.next()) {
            (None, Some(only), None) => Some(*only),
            _ => None,
        }
    }

    /// Returns whether a schema says that values are objects, by itself or by a part of its `allOf`.
    fn is_object(&self, id: SchemaId) -> bool {
        let mut open = vec![id];
        let mut seen = HashSet::default();
        while let Some(id) = open.pop() {
            let schema = self.get(id);
            if schema.json_type == Some(JsonType::Object) {
                return true;
            }
            if seen.len() < LONGEST_CHAIN && seen.insert(id) {
                open.extend(schema.all_of());
            }
        }
        false
    }

    /// Returns the components that stand for themselves, by way of others or not: no value is said to fit them.
    pub(super) fn circular(&self, components: impl Iterator<Item = SchemaId>) -> HashSet<SchemaId> {
        let mut circular = HashSet::default();
        // For each component, the one from which a walk met it first.
        let mut met: HashMap<SchemaId, SchemaId> = HashMap::default();
        for start in components {
            let mut next = Some(start);
            while let Some(here) = next {
                match met.get(&here) {
                    None => drop(met.insert(here, start)),
                    // The walk is in a circle; it is through when it has each of it.
                    Some(&first) if first == start && circular.insert(here) => {}
                    Some(_) => break,
                }
                next = self.sole_component_within(here).map(|(sole, _)| sole);
            }
        }
        circular
    }

    /// Returns the component that a reference leads to in the end, annotated or not; any other schema as it is.
    pub(super) fn meant(&self, id: SchemaId) -> SchemaId {
        let (mut meant, _) = self.sole_component(id).unwrap_or((id, false));
        for _ in 0..LONGEST_CHAIN {
            match self.get(meant) {
                schema if schema.alias => meant = schema.all_of().first().copied().unwrap_or(meant),
                _ => break,
            }
        }
        meant
    }

    /// Returns the schema that one has in its `allOf` and adds nothing but annotations to, through any number of them;
    /// itself where it says something.
    pub(super) fn essence(&self, id: SchemaId) -> SchemaId {
        let mut essence = id;
        for _ in 0..LONGEST_CHAIN {
            let schema = self.get(essence);
            let only = self.only_part(schema, &mut false);
            match only.filter(|only| schema.all_of().contains(only)) {
                Some(next) => essence = next,
                None => return essence,
            }
        }
        // They stand for each other.
        id
    }

    /// Returns whether two schemas say the same. Components are the same only if they are one. Annotations of the two
    /// themselves count where `annotated`.
    pub(super) fn are_same(&self, one: SchemaId, other: SchemaId, annotated: bool) -> bool {
        if one == other {
            return true;
        }
        let (a, b) = (self.get(one), self.get(other));
        if a.component.is_some() || b.component.is_some() {
            return false;
        }
        let annotations_agree = !annotated
            || (a.nullable == b.nullable
                && a.title == b.title
                && a.description == b.description
                && a.default == b.default
                && a.deprecated == b.deprecated
                && a.read_only == b.read_only
                && a.write_only == b.write_only);
        let same = |one: &SchemaId, other: &SchemaId| self.are_same(*one, *other, true);
        annotations_agree
            && a.json_type == b.json_type
            && a.only_null == b.only_null
            && a.never == b.never
            && a.text_of_number == b.text_of_number
            && a.unresolved == b.unresolved
            && a.format == b.format
            && a.values == b.values
            && a.number == b.number
            && a.string == b.string
            && are_alike(&a.object, &b.object, |a, b| {
                let maps = [
                    (&a.properties, &b.properties),
                    (&a.pattern_properties, &b.pattern_properties),
                ];
                a.required == b.required
                    && maps.into_iter().all(|(a, b)| {
                        a.len() == b.len()
                            && a.iter()
                                .all(|(name, one)| b.get(name).is_some_and(|other| same(one, other)))
                    })
                    && match (&a.additional_properties, &b.additional_properties) {
                        (
                            Some(crate::description::AdditionalProperties::Schema(a)),
                            Some(crate::description::AdditionalProperties::Schema(b)),
                        ) => same(a, b),
                        (a, b) => a == b,
                    }
            })
            && are_alike(&a.array, &b.array, |a, b| {
                a.min_items == b.min_items
                    && are_alike(&a.items, &b.items, same)
                    && are_all_alike(&a.prefix_items, &b.prefix_items, same)
            })
            && are_alike(&a.composition, &b.composition, |a, b| {
                a.discriminator == b.discriminator
                    && are_all_alike(&a.all_of, &b.all_of, same)
                    && are_all_alike(&a.one_of, &b.one_of, same)
                    && are_all_alike(&a.any_of, &b.any_of, same)
                    && are_alike(&a.not, &b.not, same)
            })
    }
}

fn are_alike<T>(a: &Option<T>, b: &Option<T>, same: impl Fn(&T, &T) -> bool) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => same(a, b),
        (a, b) => a.is_none() && b.is_none(),
    }
}

fn are_all_alike<T>(a: &[T], b: &[T], same: impl Fn(&T, &T) -> bool) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
}

/// Returns whether nothing but its composition constrains a schema, unless that values are objects.
fn says_at_most_object(schema: &Schema) -> bool {
    schema
        .json_type
        .is_none_or(|json_type| json_type == JsonType::Object)
        && !schema.only_null
        && !schema.never
        && schema.values.is_empty()
        && schema.format.is_none()
        && schema.object.is_none()
        && schema.array.is_none()
}
