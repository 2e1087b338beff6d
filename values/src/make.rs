use std::cell::Cell;

use serde_json::{Map, Value, json};

use crate::Schemas;
use crate::flat::{Flat, flats};
use crate::scalars::{anything, integers, is_of, likely_type, numbers, strings};

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

/// Returns values of a schema at which programs break, as far as `is_valid` takes them: one with only what is required, one
/// with all, one for each branch (also of unions inside of unions), enum value, boundary, form of string and length of list, and the
/// schema's examples; at most 64. And at most 16 objects of one alternative that have properties of another.
///
/// This is the engine: [`Schema::interesting`](crate::Schema::interesting) judges by the schema itself.
pub fn interesting(document: Schemas<'_>, schema: &Value, is_valid: &dyn Fn(&Value) -> bool) -> Vec<Value> {
    let mut made = interesting_of_one(document, schema, is_valid);
    let maker = Maker::new(document, LIMITS, false);
    let mixed = mixed(&maker.firsts(schema), &made);
    made.extend(mixed.into_iter().filter(is_valid).take(MIXED));
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

/// Objects of one alternative with what others declare besides, as far as they have no such property themselves.
fn mixed(firsts: &[Value], known: &[Value]) -> Vec<Value> {
    let mut found: Vec<Value> = Vec::new();
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
            let mut both = more.clone();
            both.extend(own.clone());
            let both = Value::Object(both);
            if !known.contains(&both) && !found.contains(&both) {
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
    steps: Cell<usize>,
    /// How many values lists may still hold.
    size: Cell<usize>,
}

impl<'b> Maker<'b> {
    fn new(document: Schemas<'b>, limits: [usize; 3], examples_first: bool) -> Self {
        Maker {
            document,
            limits,
            examples_first,
            steps: Cell::new(STEPS),
            size: Cell::new(SIZE),
        }
    }

    /// Values for `schemas` together, the most usual one first.
    fn make(&self, schemas: &[&'b Value], depth: usize) -> Vec<Value> {
        self.make_several(schemas, depth, 1)
    }

    /// As [`Self::make`], and if there are, `least` values.
    fn make_several(&self, schemas: &[&'b Value], depth: usize, least: usize) -> Vec<Value> {
        let steps = self.steps.get();
        if depth > DEPTH || steps == 0 {
            return Vec::new();
        }
        self.steps.set(steps - 1);
        let limit = self.limits[depth.min(self.limits.len() - 1)].max(least.min(self.limits[0]));
        let branches = BRANCHES[depth.min(BRANCHES.len() - 1)].max(least.min(BRANCHES[1]));
        let mut by_branch = Vec::new();
        for flat in flats(self.document, schemas, branches) {
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
        while made.len() < room && by_branch.iter().any(|values| values.len() > 0) {
            for value in by_branch.iter_mut().filter_map(Iterator::next) {
                if made.len() < room && !made.contains(&value) {
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
        let branches = flats(self.document, &[schema], BRANCHES[1]);
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
        let examples = flat
            .examples
            .iter()
            .filter(|value| fits(value))
            .map(|value| (*value).clone());
        if self.examples_first && flat.examples.iter().any(|value| fits(value)) {
            return examples.collect();
        }
        if let Some(values) = &flat.values {
            return values
                .iter()
                .filter(|value| fits(value) && !flat.excluded.contains(value))
                .map(|value| (*value).clone())
                .collect();
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
                "string" => made.extend(strings(flat)),
                "integer" => made.extend(integers(flat)),
                "number" => made.extend(numbers(flat)),
                "boolean" => made.extend([json!(true), json!(false)]),
                _ => made.push(Value::Null),
            }
        }
        made.extend(flat.examples.iter().map(|value| (*value).clone()));
        made
    }

    fn objects(&self, flat: &Flat<'b>, depth: usize) -> Vec<Value> {
        let property = |name: &str| flat.properties.iter().find(|(known, _)| *known == name);
        let mut least = Map::new();
        for name in &flat.required {
            let schemas = match property(name) {
                Some((_, schemas)) => schemas.clone(),
                None => self.schemas_of_other(flat, name),
            };
            match self.make(&schemas, depth + 1).into_iter().next() {
                Some(value) => least.insert((*name).to_owned(), value),
                None => return Vec::new(),
            };
        }
        // What a present property asks for, once.
        let present = flat
            .dependent
            .iter()
            .filter(|(name, _)| least.contains_key(*name));
        let asked: Vec<&str> = present.flat_map(|(_, others)| others.iter().copied()).collect();
        for name in asked.into_iter().filter(|name| !flat.required.contains(name)) {
            let schemas = property(name).map(|(_, schemas)| schemas.as_slice());
            let first = self
                .make(schemas.unwrap_or_default(), depth + 1)
                .into_iter()
                .next();
            least.extend(first.map(|value| (name.to_owned(), value)));
        }
        let tags = tags(self.document, flat);
        least.extend(tags.clone());
        let mut made = Vec::new();
        let optional = || {
            flat.properties
                .iter()
                .filter(|(name, _)| !flat.required.contains(name))
        };
        if depth < 2 {
            let mut most = least.clone();
            for (name, schemas) in optional() {
                let first = self.make(schemas, depth + 1).into_iter().next();
                most.extend(first.map(|value| ((*name).to_owned(), value)));
            }
            most.extend(tags.clone());
            made.push(Value::Object(most));
        }
        made.push(Value::Object(least.clone()));
        let extras = self.extras(flat, depth, &least);
        made.extend(extras.map(Value::Object));
        if depth == 0 && self.limits[0] > 1 {
            // A tag of any other value is one of another branch, or of none, unless its own schema lists it.
            let is_told = |name: &str, schemas: &[&'b Value]| {
                let is_listed = || {
                    flats(self.document, schemas, 1)
                        .iter()
                        .any(|way| way.values.is_some())
                };
                tags.iter().any(|(tag, _)| tag == name) && !is_listed()
            };
            let choices: Vec<(&str, Vec<Value>)> = flat
                .properties
                .iter()
                .filter(|(name, schemas)| !is_told(name, schemas))
                .map(|(name, schemas)| (*name, self.make(schemas, 1)))
                .collect();
            made.extend(turns(&least, &choices));
            for (name, values) in choices {
                let known = flat.required.contains(&name);
                for value in values.into_iter().skip(usize::from(known)) {
                    let mut with = least.clone();
                    with.insert(name.to_owned(), value);
                    made.push(Value::Object(with));
                }
            }
        }
        made
    }

    /// The least object with properties that it does not name, if it speaks of such.
    fn extras(
        &self,
        flat: &Flat<'b>,
        depth: usize,
        least: &Map<String, Value>,
    ) -> Option<Map<String, Value>> {
        let is_open = flat.properties.is_empty() && flat.additional.is_none() && flat.patterns.is_empty();
        let takes_any = flat
            .additional
            .as_ref()
            .is_some_and(|schemas| !schemas.contains(&&Value::Bool(false)));
        let names = [
            "extra",
            "Größe/1 ~",
            "a",
            "x-extra",
            "A1",
            "1",
            "en",
            "0.5",
            "key_1",
            "00",
            "/path",
        ];
        let mut with = least.clone();
        let count = flat.at_least("minProperties").max(2);
        for name in names
            .into_iter()
            .filter(|_| is_open || takes_any || !flat.patterns.is_empty())
        {
            if with.len() >= least.len() + count || with.len() >= flat.at_most("maxProperties") {
                break;
            }
            let schemas = self.schemas_of_other(flat, name);
            let allowed =
                is_open || takes_any || flat.patterns.iter().any(|(pattern, _)| matches(pattern, name));
            let named = flat.properties.iter().any(|(known, _)| *known == name);
            if !allowed || named || !self.is_name(flat, name) {
                continue;
            }
            let nth = with.len() - least.len();
            let value = match schemas.is_empty() {
                true => anything().into_iter().nth(nth),
                false => self.make(&schemas, depth + 1).into_iter().nth(nth.min(1)),
            };
            with.extend(value.map(|value| (name.to_owned(), value)));
        }
        (with.len() > least.len()).then_some(with)
    }

    fn is_name(&self, flat: &Flat<'b>, name: &str) -> bool {
        flat.names.iter().all(|schema| {
            let values: Vec<Value> = flats(self.document, &[schema], 1)
                .iter()
                .flat_map(strings_or_values)
                .collect();
            values.is_empty()
                || values.contains(&Value::String(name.to_owned()))
                || schema.get("enum").is_none()
        })
    }

    /// The schemas of a property that has no schema of its own.
    fn schemas_of_other(&self, flat: &Flat<'b>, name: &str) -> Vec<&'b Value> {
        let by_pattern: Vec<&Value> = flat
            .patterns
            .iter()
            .filter(|(pattern, _)| matches(pattern, name))
            .map(|(_, schema)| *schema)
            .collect();
        if by_pattern.is_empty() {
            flat.additional.clone().unwrap_or_default()
        } else {
            by_pattern
        }
    }

    fn arrays(&self, flat: &Flat<'b>, depth: usize) -> Vec<Value> {
        let most = flat.at_most("maxItems");
        let least = flat.at_least("minItems");
        if !flat.prefix.is_empty() {
            let firsts: Option<Vec<Value>> = flat
                .prefix
                .iter()
                .map(|schemas| self.make(schemas, depth + 1).into_iter().next())
                .collect();
            return firsts.map(Value::Array).into_iter().collect();
        }
        let items = if flat.items.is_empty() {
            anything()
        } else {
            let wanted = match depth {
                _ if flat.unique => least,
                0 | 1 => ITEMS,
                _ => 1,
            };
            self.make_several(&flat.items, depth + 1, wanted)
        };
        let mut made = Vec::new();
        let largest = items.iter().map(nodes).max().unwrap_or_default();
        let room = self.size.get().checked_sub(largest.saturating_mul(least.max(1)));
        let Some(room) = room.filter(|_| least <= SIZE) else {
            return Vec::new();
        };
        self.size.set(room);
        let several = |start: usize, count: usize| -> Vec<Value> {
            items.iter().cycle().skip(start).take(count).cloned().collect()
        };
        if !flat.contains.is_empty() && !items.is_empty() {
            let wanted = self.make(&flat.contains, depth + 1).into_iter().next();
            let with = wanted.into_iter().chain(several(0, least.saturating_sub(1)));
            made.push(Value::Array(with.collect()));
        }
        if !items.is_empty() && most > 0 {
            made.push(Value::Array(several(0, least.max(1).min(most))));
        }
        if least == 0 {
            made.push(json!([]));
        }
        if depth < 2 && !items.is_empty() {
            let all = items.len().max(least).min(most);
            made.push(Value::Array(several(0, all)));
            made.extend((1..items.len()).map(|start| Value::Array(several(start, least.max(1).min(most)))));
        }
        made
    }
}

/// Returns the properties that tell which branch of a union was taken, and their values. A branch that lists the values of its property itself tells
/// by these.
pub(crate) fn tags<'b>(document: Schemas<'b>, flat: &Flat<'b>) -> Vec<(String, Value)> {
    let is_told = |(name, value): &&(&str, String)| {
        let property = flat.properties.iter().find(|(known, _)| known == name);
        let ways = property
            .map(|(_, schemas)| flats(document, schemas, 1))
            .unwrap_or_default();
        let mut listed = ways.into_iter().filter_map(|way| way.values);
        listed.all(|values| values.contains(&&json!(value)))
    };
    let tags = flat.tags.iter().filter(is_told);
    tags.map(|(name, value)| ((*name).to_owned(), json!(value)))
        .collect()
}

/// Objects with all properties at once: each with its second value, each with its third, and so on until each value of
/// each property had its turn.
fn turns(least: &Map<String, Value>, choices: &[(&str, Vec<Value>)]) -> Vec<Value> {
    let longest = choices
        .iter()
        .map(|(_, values)| values.len())
        .max()
        .unwrap_or_default();
    let turn = |turn: usize| {
        let mut object = least.clone();
        for (name, values) in choices {
            let value = values.iter().cycle().nth(turn);
            object.extend(value.map(|value| ((*name).to_owned(), value.clone())));
        }
        Value::Object(object)
    };
    (1..longest).map(turn).collect()
}

/// Returns how many values one holds, itself included.
pub(crate) fn nodes(value: &Value) -> usize {
    match value {
        Value::Array(items) => 1 + items.iter().map(nodes).sum::<usize>(),
        Value::Object(entries) => 1 + entries.values().map(nodes).sum::<usize>(),
        _ => 1,
    }
}

/// Tells whether the regular expression finds something in `name`.
pub(crate) fn matches(pattern: &str, name: &str) -> bool {
    let schema = json!({"type": "string", "pattern": pattern});
    jsonschema::validator_for(&schema).is_ok_and(|validator| validator.is_valid(&json!(name)))
}

fn strings_or_values(flat: &Flat<'_>) -> Vec<Value> {
    match &flat.values {
        Some(values) => values.iter().map(|value| (*value).clone()).collect(),
        None => Vec::new(),
    }
}
