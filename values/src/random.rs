//! A value for a schema, by a seed.

use serde_json::{Map, Number, Value, json};

use crate::choice::Choice;
use crate::flat::{Flat, flats};
use crate::make::{DEPTH, SIZE, nodes, tags};
use crate::numbers::number;
use crate::pattern::Texts;
use crate::scalars::{LONGEST, anything, is_of, likely_type};
use crate::work::Work;
use crate::{Schemas, formats};

/// How many ways to take branches are looked at.
const BRANCHES: usize = 24;

/// How many schemas are visited for one value.
const STEPS: usize = 5_000;

/// How many characters, items or entries more than the least there are.
const MORE: usize = 12;

/// Deeper than this, properties that need not be there seldom are.
const FULL: usize = 3;

const LETTERS: &[char] = &[
    'a',
    'b',
    'e',
    'n',
    'o',
    'r',
    't',
    'A',
    'Z',
    '0',
    '7',
    '9',
    ' ',
    '_',
    '-',
    '.',
    '/',
    '\\',
    '"',
    '\'',
    '&',
    '<',
    '%',
    '\n',
    '\t',
    'é',
    'ß',
    '中',
    '\u{1f600}',
    '\u{0}',
];

/// Returns a value of a schema by a seed, which may not be valid.
pub(crate) fn random(document: Schemas<'_>, schema: &Value, seed: u64, work: &Work) -> Option<Value> {
    let mut maker = Random {
        document,
        choice: Choice::Seeded(seed),
        steps: STEPS,
        work,
        size: Work::new(SIZE),
        texts: Texts::new(),
    };
    maker.value(&[schema], 0)
}

struct Random<'b, 'w> {
    document: Schemas<'b>,
    choice: Choice,
    steps: usize,
    /// How many keywords may still be looked at.
    work: &'w Work,
    /// How many values the examples and constants in it may hold.
    size: Work,
    texts: Texts<'b>,
}

impl<'b> Random<'b, '_> {
    fn value(&mut self, schemas: &[&'b Value], depth: usize) -> Option<Value> {
        self.steps = self.steps.checked_sub(1)?;
        if depth > DEPTH {
            return None;
        }
        let ways = flats(self.document, schemas, BRANCHES, self.work);
        // Deep down the first way, which is seldom the one that goes on and on.
        let chosen = match depth > FULL * 2 {
            true => 0,
            false => self.choice.below(ways.len()),
        };
        let (before, from) = ways.split_at(chosen.min(ways.len()));
        from.iter().chain(before).find_map(|flat| self.of(flat, depth))
    }

    fn of(&mut self, flat: &Flat<'b>, depth: usize) -> Option<Value> {
        let fits = |value: &Value| {
            let mut types = flat.types.iter().flatten();
            flat.types.is_none() || types.any(|name| is_of(value, name))
        };
        if let Some(values) = &flat.values {
            let allowed = |value: &&&Value| fits(value) && !flat.excluded.contains(*value);
            let values: Vec<&Value> = values.iter().filter(allowed).copied().collect();
            let chosen = self.choice.of(&values).copied()?;
            return self.copy(chosen);
        }
        if self.choice.one_in(4)
            && let Some(example) = self.choice.of(&flat.examples)
            && fits(example)
        {
            return self.copy(example);
        }
        let mut types: Vec<&str> = match &flat.types {
            Some(types) => types.clone(),
            None => match likely_type(flat) {
                Some(name) => vec![name],
                None => return self.choice.of(&anything()).cloned(),
            },
        };
        if types.len() > 1 && !self.choice.one_in(8) {
            types.retain(|name| *name != "null");
        }
        let chosen = self.choice.of(&types).copied()?;
        match chosen {
            "object" => self.object(flat, depth),
            "array" => self.array(flat, depth),
            "string" => self.string(flat).map(Value::from),
            "integer" => self.integer(flat),
            "number" => self.number(flat),
            "boolean" => Some(json!(self.choice.one_in(2))),
            _ => Some(Value::Null),
        }
    }

    fn copy(&self, value: &Value) -> Option<Value> {
        self.size.take(nodes(value)).then(|| value.clone())
    }

    fn object(&mut self, flat: &Flat<'b>, depth: usize) -> Option<Value> {
        let mut object = Map::new();
        for (name, schemas) in &flat.properties {
            let is_required = flat.is_required(name);
            let wanted = match depth < FULL {
                true => self.choice.one_in(2),
                false => self.choice.one_in(16),
            };
            if is_required || wanted {
                match self.value(schemas, depth + 1) {
                    Some(value) => drop(object.insert((*name).to_owned(), value)),
                    None if is_required => return None,
                    None => {}
                }
            }
        }
        for name in &flat.required {
            if !object.contains_key(*name) {
                let value = self.other(flat, name, depth)?;
                object.insert((*name).to_owned(), value);
            }
        }
        object.extend(tags(self.document, flat, self.work));
        self.extend(flat, &mut object, depth);
        Some(Value::Object(object))
    }

    /// Adds properties that the schema does not name, where it speaks of such.
    fn extend(&mut self, flat: &Flat<'b>, object: &mut Map<String, Value>, depth: usize) {
        let is_map = flat.properties.is_empty() && flat.required.is_empty();
        let is_open = flat
            .additional
            .as_ref()
            .is_some_and(|schemas| !schemas.contains(&&json!(false)));
        let least = flat.at_least("minProperties");
        let wanted = match is_map || is_open {
            true => self.choice.below(4).max(least),
            false => least,
        };
        // Names that are taken or not allowed are not counted.
        for _ in 0..wanted.min(MORE) * 2 {
            if object.len()
                >= flat
                    .at_most("maxProperties")
                    .min(wanted.max(least) + flat.required.len())
            {
                break;
            }
            let pattern = flat.patterns.first().map(|(pattern, _)| *pattern);
            let name = match pattern.filter(|_| !is_open) {
                Some(pattern) => self.texts.matching(pattern, 0, &mut self.choice),
                None => Some(self.text(1, 8)),
            };
            let named = |name: &String| flat.property(name).is_some();
            let Some(name) = name.filter(|name| !named(name) && !object.contains_key(name)) else {
                continue;
            };
            if let Some(value) = self.other(flat, &name, depth) {
                object.insert(name, value);
            }
        }
    }

    /// Returns the value of a property that has no schema of its own.
    fn other(&mut self, flat: &Flat<'b>, name: &str, depth: usize) -> Option<Value> {
        let patterns = flat.patterns.iter();
        let by_pattern = patterns.filter(|(pattern, _)| self.texts.finds(pattern, name));
        let mut schemas: Vec<&Value> = by_pattern.map(|(_, schema)| *schema).collect();
        if schemas.is_empty() {
            schemas = flat.additional.clone().unwrap_or_default();
        }
        match schemas.is_empty() {
            true => self.choice.of(&anything()).cloned(),
            false => self.value(&schemas, depth + 1),
        }
    }

    fn array(&mut self, flat: &Flat<'b>, depth: usize) -> Option<Value> {
        let mut items = Vec::new();
        for schemas in &flat.prefix {
            items.push(self.value(schemas, depth + 1)?);
        }
        let (least, most) = (flat.at_least("minItems"), flat.at_most("maxItems"));
        if least > STEPS {
            return None;
        }
        let more = match depth < FULL {
            true => MORE / 2,
            false => 1,
        };
        let length = least.saturating_add(self.choice.below(more + 1)).min(most);
        let mut attempts = length * 4;
        while items.len() < length && attempts > 0 {
            attempts -= 1;
            let item = match flat.items.is_empty() {
                true => self.choice.of(&anything()).cloned(),
                false => self.value(&flat.items, depth + 1),
            };
            let Some(item) = item else { break };
            if !(flat.unique && items.contains(&item)) {
                items.push(item);
            }
        }
        (items.len() >= least).then_some(Value::Array(items))
    }

    fn string(&mut self, flat: &Flat<'b>) -> Option<String> {
        let texts = flat.format.map(formats::texts).unwrap_or_default();
        if let Some(text) = self.choice.of(texts) {
            return Some((*text).to_owned());
        }
        let (least, most) = (flat.at_least("minLength"), flat.at_most("maxLength"));
        if least > LONGEST {
            return None;
        }
        if let Some(pattern) = flat.pattern {
            return self.texts.matching(pattern, least, &mut self.choice);
        }
        Some(self.text(least, least.saturating_add(MORE).min(most)))
    }

    fn text(&mut self, least: usize, most: usize) -> String {
        let length = least + self.choice.below(most.saturating_sub(least) + 1);
        (0..length).filter_map(|_| self.choice.of(LETTERS)).collect()
    }

    fn integer(&mut self, flat: &Flat<'b>) -> Option<Value> {
        let (mut least, mut most) = formats::integers(flat.format);
        // A stated bound may lead out of the format.
        let bounds = flat.integer_bounds();
        least = bounds.0.unwrap_or(least);
        most = bounds.1.unwrap_or(most);
        if least > most {
            return None;
        }
        let step = flat
            .multiple_of
            .and_then(Value::as_i64)
            .map_or(1, i128::from)
            .max(1);
        let near = self
            .choice
            .between(least.max(-1000).min(most), most.min(1000).max(least));
        let chosen = match self.choice.below(8) {
            0 => least,
            1 => most,
            2 => self.choice.between(least, most),
            _ => near,
        };
        let multiple = chosen.div_euclid(step).saturating_mul(step);
        number(if multiple < least {
            multiple.saturating_add(step)
        } else {
            multiple
        })
    }

    fn number(&mut self, flat: &Flat<'b>) -> Option<Value> {
        let (least, most) = flat.number_bounds();
        let (least, most) = (least.unwrap_or(-1e6), most.unwrap_or(1e6));
        let share = self.choice.between(0, 1 << 30);
        #[allow(clippy::cast_precision_loss)]
        let share = share as f64 / f64::from(1 << 30);
        let chosen = least + (most.max(least) - least) * share;
        let chosen = match flat.multiple_of.and_then(Value::as_f64) {
            Some(step) => (chosen / step).floor() * step,
            // Few digits, so that a float of 32 bits has them, too.
            None if self.choice.one_in(2) => (chosen * 4.0).round() / 4.0,
            None => chosen,
        };
        Number::from_f64(chosen).map(Value::Number)
    }
}
