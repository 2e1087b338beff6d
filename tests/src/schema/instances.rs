use std::cell::Cell;

use serde_json::{Map, Value, json};

use super::applicable::matches;
use super::flat::{Flat, flats};
use super::scalars::{anything, integers, is_of, likely_type, numbers, strings};
use super::{Bundle, Validators};

/// How many values are made for a schema, for a property's schema inside it, and further in.
const LIMITS: [usize; 3] = [64, 10, 1];

/// How many ways to take branches are tried for a schema, for a property's schema inside it, and further in.
const BRANCHES: [usize; 3] = [64, 24, 4];

/// How many objects of one alternative with the properties of another are made.
const MIXED: usize = 16;

/// How many items a list inside a property shows, so that each branch of what they may be comes up.
const ITEMS: usize = 8;

/// How deep a made value is.
const DEPTH: usize = 10;

/// How many schemas are visited for one.
const STEPS: usize = 20_000;

/// Values that are valid by the schema at `pointer` of the bundle: its examples, one with only what is required, one
/// with all, one for each branch (also of unions inside of unions), enum value, boundary, form of string and length of list;
/// at most 64. And objects of one alternative that have properties of another.
pub fn instances(bundle: &Bundle, validators: &Validators, pointer: &str) -> Vec<Value> {
    let mut made = plain_instances(bundle, validators, pointer);
    let Some(schema) = bundle.get(pointer) else {
        return made;
    };
    let mixed = mixed(&Maker::new(bundle).firsts(schema), &made);
    made.extend(
        mixed
            .into_iter()
            .filter(|value| validators.is_valid(pointer, value))
            .take(MIXED),
    );
    made
}

/// As [`instances`], without objects that have properties of several alternatives.
pub(super) fn plain_instances(bundle: &Bundle, validators: &Validators, pointer: &str) -> Vec<Value> {
    let Some(schema) = bundle.get(pointer) else {
        return Vec::new();
    };
    let mut made = Maker::new(bundle).make(&[schema], 0);
    made.retain(|value| validators.is_valid(pointer, value));
    made.truncate(LIMITS[0]);
    made
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

/// Values that are not valid by the schema at `pointer`, made from `valid` ones: without a property, with a property of
/// another type, and of another type as a whole.
pub fn broken(validators: &Validators, pointer: &str, valid: &[Value]) -> Vec<Value> {
    let others = [
        json!(null),
        json!(true),
        json!(-7.5),
        json!("text"),
        json!([[]]),
        json!({"no": {"such": 1}}),
    ];
    let mut broken = others.to_vec();
    for entries in valid.iter().filter_map(Value::as_object).take(2) {
        for name in entries.keys() {
            let mut without = entries.clone();
            without.shift_remove(name);
            broken.push(Value::Object(without));
            for other in &others {
                let mut with = entries.clone();
                with.insert(name.clone(), other.clone());
                broken.push(Value::Object(with));
            }
        }
    }
    broken.retain(|value| !validators.is_valid(pointer, value));
    broken.truncate(LIMITS[0]);
    broken
}

struct Maker<'b> {
    bundle: &'b Bundle,
    steps: Cell<usize>,
}

impl<'b> Maker<'b> {
    fn new(bundle: &'b Bundle) -> Self {
        Self {
            bundle,
            steps: Cell::new(STEPS),
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
        let limit = LIMITS[depth.min(LIMITS.len() - 1)].max(least.min(LIMITS[0]));
        let branches = BRANCHES[depth.min(BRANCHES.len() - 1)].max(least.min(BRANCHES[1]));
        let mut by_branch = Vec::new();
        for flat in flats(self.bundle, schemas, branches) {
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
        let branches = flats(self.bundle, &[schema], BRANCHES[1]);
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
            made.push(Value::Object(most));
        }
        made.push(Value::Object(least.clone()));
        let extras = self.extras(flat, depth, &least);
        made.extend(extras.map(Value::Object));
        if depth == 0 {
            let choices: Vec<(&str, Vec<Value>)> = flat
                .properties
                .iter()
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
            let values: Vec<Value> = flats(self.bundle, &[schema], 1)
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
        let several = |start: usize, count: usize| -> Vec<Value> {
            items.iter().cycle().skip(start).take(count).cloned().collect()
        };
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

fn strings_or_values(flat: &Flat<'_>) -> Vec<Value> {
    match &flat.values {
        Some(values) => values.iter().map(|value| (*value).clone()).collect(),
        None => Vec::new(),
    }
}
