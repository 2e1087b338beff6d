//! Values of a schema at which programs break.

mod array;
mod object;

use std::cell::RefCell;
use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};

use serde_json::{Map, Value, json};

use crate::Schemas;
use crate::flat::{Flat, flats};
use crate::pattern::Texts;
use crate::scalars::{anything, integers, is_of, likely_type, numbers, strings};
use crate::work::Work;

pub(crate) use object::tags;

/// How many values are made for a schema, for a property's schema inside it, and further in.
const LIMITS: [usize; 3] = [64, 10, 1];

/// How many ways to take branches are tried for a schema, for a property's schema inside it, and further in.
const BRANCHES: [usize; 3] = [64, 24, 4];

/// How many objects of one alternative with the properties of another are made.
const MIXED: usize = 16;

/// How many items a list inside a property shows, so that each branch of what they may be comes up.
const ITEMS: usize = 8;

/// How deep a made value is.
pub(crate) const DEPTH: usize = 10;

/// How many schemas are visited for one.
pub(crate) const STEPS: usize = 20_000;

/// How many values one holds at most, in itself and in what it holds.
pub(crate) const SIZE: usize = 100_000;

/// How many values all hold together that are made for one schema.
const ALL_SIZE: usize = 500_000;

/// How many keywords are looked at for one schema, in all ways to take branches.
pub(crate) const WORK: usize = 400_000;

/// Returns values of a schema at which programs break, as far as `is_valid` takes them: one with only what is required, one
/// with all, one for each branch (also of unions inside of unions), enum value, boundary, form of string and length of list, and the
/// schema's examples; at most 64. And at most 16 objects of one alternative that have properties of another.
///
/// This is the engine: [`Schema::interesting`](crate::Schema::interesting) judges by the schema itself.
pub fn interesting(document: Schemas<'_>, schema: &Value, is_valid: &dyn Fn(&Value) -> bool) -> Vec<Value> {
    let mut made = interesting_of_one(document, schema, is_valid);
    let maker = Maker::new(document, LIMITS, false);
    let mixed = mixed(&maker.firsts(schema), &made, is_valid);
    made.extend(mixed);
    made
}

/// Returns the same as [`interesting`], without objects that have properties of several alternatives.
pub fn interesting_of_one(
    document: Schemas<'_>,
    schema: &Value,
    is_valid: &dyn Fn(&Value) -> bool,
) -> Vec<Value> {
    let mut made = Maker::new(document, LIMITS, false).make(&[schema], 0);
    made.retain(is_valid);
    made.truncate(LIMITS[0]);
    made
}

/// Returns the one value of a schema that shows best what it is, which may not be valid: with the examples of the document.
pub(crate) fn shown(document: Schemas<'_>, schema: &Value) -> Option<Value> {
    let maker = Maker::new(document, [1; 3], true);
    maker.make(&[schema], 0).into_iter().next()
}

/// Valid objects of one alternative with what others declare besides, as far as they have no such property themselves.
fn mixed(firsts: &[Value], known: &[Value], is_valid: &dyn Fn(&Value) -> bool) -> Vec<Value> {
    let mut found: Vec<Value> = Vec::new();
    let mut seen = Seen::default();
    for value in known {
        seen.is_new(value);
    }
    let size = Work::new(ALL_SIZE);
    for (one, own) in firsts.iter().enumerate() {
        for other in firsts
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != one)
            .map(|(_, other)| other)
        {
            let (Value::Object(own), Value::Object(more)) = (own, other) else {
                continue;
            };
            if found.len() == MIXED || !size.take(nodes_of(own) + nodes_of(more)) {
                return found;
            }
            let mut both = more.clone();
            both.extend(own.clone());
            let both = Value::Object(both);
            if seen.is_new(&both) && is_valid(&both) {
                found.push(both);
            }
        }
    }
    found
}

struct Maker<'b> {
    document: Schemas<'b>,
    limits: [usize; 3],
    /// Whether the document's examples come before what is made.
    examples_first: bool,
    /// How many schemas may still be visited.
    steps: Work,
    /// How many keywords may still be looked at.
    work: Work,
    texts: RefCell<Texts<'b>>,
    /// How many values may still be made.
    size: Work,
}

impl<'b> Maker<'b> {
    fn new(document: Schemas<'b>, limits: [usize; 3], examples_first: bool) -> Self {
        Maker {
            document,
            limits,
            examples_first,
            steps: Work::new(STEPS),
            work: Work::new(WORK),
            texts: RefCell::new(Texts::new()),
            size: Work::new(ALL_SIZE),
        }
    }

    /// Values for `schemas` together, the most usual one first.
    fn make(&self, schemas: &[&'b Value], depth: usize) -> Vec<Value> {
        self.make_several(schemas, depth, 1)
    }

    /// As [`Self::make`], and if there are, `least` values.
    fn make_several(&self, schemas: &[&'b Value], depth: usize, least: usize) -> Vec<Value> {
        if depth > DEPTH || !self.steps.take(1) {
            return Vec::new();
        }
        let limit = self.limits[depth.min(self.limits.len() - 1)].max(least.min(self.limits[0]));
        let branches = BRANCHES[depth.min(BRANCHES.len() - 1)].max(least.min(BRANCHES[1]));
        let mut by_branch = Vec::new();
        for flat in flats(self.document, schemas, branches, &self.work) {
            let values = self.values_of(&flat, depth);
            let has_some = !values.is_empty();
            by_branch.push(values.into_iter());
            if has_some && limit == 1 {
                break;
            }
        }
        // A value of each branch before a second one of any.
        let room = if depth == 0 {
            limit * 2
        } else {
            limit.max(by_branch.len().min(BRANCHES[1]))
        };
        let room = if limit == 1 { 1 } else { room };
        let mut made: Vec<Value> = Vec::new();
        let mut seen = Seen::default();
        while made.len() < room && by_branch.iter().any(|values| values.len() > 0) {
            for value in by_branch.iter_mut().filter_map(Iterator::next) {
                if made.len() < room && seen.is_new(&value) {
                    made.push(value);
                }
            }
        }
        // A null is a value, but seldom what shows most.
        made.sort_by_key(Value::is_null);
        made
    }

    /// The first value of each way to take branches, where there are several.
    fn firsts(&self, schema: &'b Value) -> Vec<Value> {
        let branches = flats(self.document, &[schema], BRANCHES[1], &self.work);
        let several = branches.len() > 1;
        let firsts = branches.iter().filter(|_| several);
        firsts
            .filter_map(|flat| self.values_of(flat, 1).into_iter().next())
            .collect()
    }

    fn values_of(&self, flat: &Flat<'b>, depth: usize) -> Vec<Value> {
        let fits = |value: &Value| {
            flat.types
                .as_ref()
                .is_none_or(|types| types.iter().any(|name| is_of(value, name)))
        };
        let examples = flat.examples.iter().filter(|value| fits(value));
        if self.examples_first && flat.examples.iter().any(|value| fits(value)) {
            return self.copies(examples.copied());
        }
        if let Some(values) = &flat.values {
            let allowed = |value: &&Value| {
                self.work.take(flat.excluded.len() / 16) && fits(value) && !flat.excluded.contains(value)
            };
            return self.copies(values.iter().copied().filter(allowed));
        }
        let order = [
            "object", "array", "string", "integer", "number", "boolean", "null",
        ];
        let types: Vec<&str> = match &flat.types {
            Some(types) => order.into_iter().filter(|name| types.contains(name)).collect(),
            None => likely_type(flat).into_iter().collect(),
        };
        let mut made = Vec::new();
        if types.is_empty() && flat.types.is_none() {
            made.extend(anything());
        }
        for name in types {
            match name {
                "object" => made.extend(self.objects(flat, depth)),
                "array" => made.extend(self.arrays(flat, depth)),
                "string" => made.extend(strings(flat, &mut self.texts.borrow_mut())),
                "integer" => made.extend(integers(flat)),
                "number" => made.extend(numbers(flat)),
                "boolean" => made.extend([json!(true), json!(false)]),
                _ => made.push(Value::Null),
            }
        }
        made.extend(self.copies(flat.examples.iter().copied()));
        made
    }

    /// Returns copies of values, as far as there is room for them.
    fn copies<'v>(&self, values: impl Iterator<Item = &'v Value>) -> Vec<Value> {
        let values = values.take(self.limits[0] * 2);
        values
            .take_while(|value| self.size.take(nodes(value)))
            .cloned()
            .collect()
    }
}

/// Returns how many values one holds, itself included.
pub(crate) fn nodes(value: &Value) -> usize {
    match value {
        Value::Array(items) => 1 + items.iter().map(nodes).sum::<usize>(),
        Value::Object(entries) => nodes_of(entries),
        _ => 1,
    }
}

/// Returns how many values an object holds, itself included.
fn nodes_of(entries: &Map<String, Value>) -> usize {
    1 + entries.values().map(nodes).sum::<usize>()
}

/// Values that were there before.
#[derive(Default)]
struct Seen {
    hasher: RandomState,
    hashes: HashSet<u64>,
}

impl Seen {
    fn is_new(&mut self, value: &Value) -> bool {
        self.hashes.insert(self.hasher.hash_one(value))
    }
}
