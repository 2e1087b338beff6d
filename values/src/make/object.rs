//! Objects.

use serde_json::{Map, Value, json};

use super::{Maker, nodes, nodes_of};
use crate::Schemas;
use crate::flat::{Flat, flats};
use crate::scalars::anything;
use crate::work::Work;

impl<'b> Maker<'b> {
    pub(super) fn objects(&self, flat: &Flat<'b>, depth: usize) -> Vec<Value> {
        let mut least = Map::new();
        for name in &flat.required {
            let schemas = match flat.property(name) {
                Some(schemas) => schemas.to_vec(),
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
        for name in asked.into_iter().filter(|name| !flat.is_required(name)) {
            let schemas = flat.property(name);
            let first = self
                .make(schemas.unwrap_or_default(), depth + 1)
                .into_iter()
                .next();
            least.extend(first.map(|value| (name.to_owned(), value)));
        }
        let tags = tags(self.document, flat, &self.work);
        least.extend(tags.clone());
        let mut made = Vec::new();
        let optional = || flat.properties.iter().filter(|(name, _)| !flat.is_required(name));
        if depth < 2 {
            let mut most = least.clone();
            for (name, schemas) in optional() {
                let first = self.make(schemas, depth + 1).into_iter().next();
                most.extend(first.map(|value| ((*name).to_owned(), value)));
            }
            most.extend(tags.clone());
            if self.size.take(nodes_of(&most)) {
                made.push(Value::Object(most));
            }
        }
        let size = nodes_of(&least);
        if !self.size.take(size) {
            return made;
        }
        made.push(Value::Object(least.clone()));
        let extras = self.extras(flat, depth, &least);
        made.extend(extras.map(Value::Object));
        if depth == 0 && self.limits[0] > 1 {
            // A tag of any other value is one of another branch, or of none, unless its own schema lists it.
            let is_told = |name: &str, schemas: &[&'b Value]| {
                let is_listed = || {
                    flats(self.document, schemas, 1, &self.work)
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
            let turns = turns(&least, &choices);
            made.extend(turns.take_while(|object| self.size.take(nodes(object))));
            for (name, values) in choices {
                let known = flat.is_required(name);
                for value in values.into_iter().skip(usize::from(known)) {
                    if !self.size.take(size + nodes(&value)) {
                        return made;
                    }
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
        if !self.size.take(nodes_of(least)) {
            return None;
        }
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
                is_open || takes_any || flat.patterns.iter().any(|(pattern, _)| self.finds(pattern, name));
            let named = flat.property(name).is_some();
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
            let values: Vec<Value> = flats(self.document, &[schema], 1, &self.work)
                .iter()
                .flat_map(strings_or_values)
                .collect();
            values.is_empty()
                || values.contains(&Value::String(name.to_owned()))
                || schema.get("enum").is_none()
        })
    }

    fn finds(&self, pattern: &'b str, name: &str) -> bool {
        self.texts.borrow_mut().finds(pattern, name)
    }

    /// The schemas of a property that has no schema of its own.
    fn schemas_of_other(&self, flat: &Flat<'b>, name: &str) -> Vec<&'b Value> {
        let by_pattern: Vec<&Value> = flat
            .patterns
            .iter()
            .filter(|(pattern, _)| self.finds(pattern, name))
            .map(|(_, schema)| *schema)
            .collect();
        if by_pattern.is_empty() {
            flat.additional.clone().unwrap_or_default()
        } else {
            by_pattern
        }
    }
}

/// Returns the properties that tell which branch of a union was taken, and their values. A branch that lists the values of its property itself tells
/// by these.
pub(crate) fn tags<'b>(document: Schemas<'b>, flat: &Flat<'b>, work: &Work) -> Vec<(String, Value)> {
    let is_told = |(name, value): &&(&str, String)| {
        let schemas = flat.property(name).unwrap_or_default();
        let ways = flats(document, schemas, 1, work);
        let mut listed = ways.into_iter().filter_map(|way| way.values);
        listed.all(|values| values.contains(&&json!(value)))
    };
    let tags = flat.tags.iter().filter(is_told);
    tags.map(|(name, value)| ((*name).to_owned(), json!(value)))
        .collect()
}

/// Objects with all properties at once: each with its second value, each with its third, and so on until each value of
/// each property had its turn.
fn turns(least: &Map<String, Value>, choices: &[(&str, Vec<Value>)]) -> impl Iterator<Item = Value> {
    let longest = choices
        .iter()
        .map(|(_, values)| values.len())
        .max()
        .unwrap_or_default();
    let turn = move |turn: usize| {
        let mut object = least.clone();
        for (name, values) in choices {
            let value = values.iter().cycle().nth(turn);
            object.extend(value.map(|value| ((*name).to_owned(), value.clone())));
        }
        Value::Object(object)
    };
    (1..longest).map(turn)
}

fn strings_or_values(flat: &Flat<'_>) -> Vec<Value> {
    match &flat.values {
        Some(values) => values.iter().map(|value| (*value).clone()).collect(),
        None => Vec::new(),
    }
}
