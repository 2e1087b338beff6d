use std::cmp::Ordering;

use serde_json::{Map, Value};

use super::Bundle;
use super::numbers::compare;
use super::translate::UNKNOWN_TYPE;

/// What several schemas ask for together, with one branch taken of each `anyOf` and `oneOf`.
#[derive(Debug, Default)]
pub(super) struct Flat<'b> {
    pub(super) types: Option<Vec<&'b str>>,
    pub(super) values: Option<Vec<&'b Value>>,
    pub(super) excluded: Vec<&'b Value>,
    pub(super) examples: Vec<&'b Value>,
    pub(super) properties: Vec<(&'b str, Vec<&'b Value>)>,
    pub(super) required: Vec<&'b str>,
    pub(super) additional: Option<Vec<&'b Value>>,
    pub(super) patterns: Vec<(&'b str, &'b Value)>,
    pub(super) names: Vec<&'b Value>,
    pub(super) items: Vec<&'b Value>,
    pub(super) prefix: Vec<Vec<&'b Value>>,
    pub(super) format: Option<&'b str>,
    pub(super) unique: bool,
    least: Map<String, Value>,
    most: Map<String, Value>,
    never: bool,
}

/// The ways to take branches of `schemas`: first the first branch everywhere, then each other branch once with the
/// first ones elsewhere; at most `limit`.
pub(super) fn flats<'b>(bundle: &'b Bundle, schemas: &[&'b Value], limit: usize) -> Vec<Flat<'b>> {
    let mut found = Vec::new();
    let mut waiting = std::collections::VecDeque::from([Vec::new()]);
    while let Some(choices) = waiting.pop_front() {
        let mut choice = Choice {
            bundle,
            wanted: choices,
            options: Vec::new(),
        };
        let mut flat = Flat::default();
        for schema in schemas {
            choice.add(&mut flat, schema, 0);
        }
        for place in choice.wanted.len()..choice.options.len() {
            for option in 1..choice.options[place] {
                if waiting.len() < limit {
                    let mut other = choice.wanted.clone();
                    other.resize(place, 0);
                    other.push(option);
                    waiting.push_back(other);
                }
            }
        }
        if !flat.never {
            found.push(flat);
        }
        if found.len() >= limit {
            break;
        }
    }
    found
}

struct Choice<'b> {
    bundle: &'b Bundle,
    /// Which branch to take at the first, second, … `anyOf` or `oneOf` on the way; the first one at further ones.
    wanted: Vec<usize>,
    /// How many branches were found at each.
    options: Vec<usize>,
}

impl<'b> Choice<'b> {
    fn add(&mut self, flat: &mut Flat<'b>, schema: &'b Value, depth: usize) {
        let Value::Object(keywords) = schema else {
            flat.never |= schema == &Value::Bool(false);
            return;
        };
        if depth > 32 {
            flat.never = true;
            return;
        }
        if let Some(Value::String(reference)) = keywords.get("$ref")
            && let Some(target) = self.bundle.get(reference.trim_start_matches('#'))
        {
            self.add(flat, target, depth + 1);
        }
        for part in list(keywords, "allOf") {
            self.add(flat, part, depth + 1);
        }
        for key in ["anyOf", "oneOf"] {
            let branches = list(keywords, key);
            if branches.is_empty() {
                continue;
            }
            let place = self.options.len();
            self.options.push(branches.len());
            let taken = self.wanted.get(place).copied().unwrap_or_default();
            if let Some(branch) = branches.get(taken) {
                self.add(flat, branch, depth + 1);
            }
        }
        flat.add(keywords);
    }
}

fn list<'b>(keywords: &'b Map<String, Value>, key: &str) -> &'b [Value] {
    keywords
        .get(key)
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}

impl<'b> Flat<'b> {
    fn add(&mut self, keywords: &'b Map<String, Value>) {
        self.never |= keywords.contains_key(UNKNOWN_TYPE);
        self.add_types(keywords);
        let values: Option<Vec<&Value>> = match (keywords.get("const"), keywords.get("enum")) {
            (Some(value), _) => Some(vec![value]),
            (None, Some(Value::Array(values))) => Some(values.iter().collect()),
            _ => None,
        };
        if let Some(values) = values {
            self.values = Some(match self.values.take() {
                Some(mut present) => {
                    present.retain(|value| values.contains(value));
                    present
                }
                None => values,
            });
        }
        if let Some(Value::Object(not)) = keywords.get("not") {
            self.excluded.extend(list(not, "enum"));
        }
        self.examples.extend(list(keywords, "examples"));
        self.add_object(keywords);
        self.items.extend(keywords.get("items"));
        for (index, schema) in list(keywords, "prefixItems").iter().enumerate() {
            if self.prefix.len() <= index {
                self.prefix.push(Vec::new());
            }
            self.prefix[index].push(schema);
        }
        self.unique |= keywords.get("uniqueItems") == Some(&Value::Bool(true));
        self.format = keywords.get("format").and_then(Value::as_str).or(self.format);
        for key in [
            "minLength",
            "minItems",
            "minProperties",
            "minimum",
            "exclusiveMinimum",
        ] {
            keep(&mut self.least, keywords, key, Ordering::Greater);
        }
        for key in [
            "maxLength",
            "maxItems",
            "maxProperties",
            "maximum",
            "exclusiveMaximum",
        ] {
            keep(&mut self.most, keywords, key, Ordering::Less);
        }
    }

    fn add_types(&mut self, keywords: &'b Map<String, Value>) {
        let types: Vec<&str> = match keywords.get("type") {
            Some(Value::String(one)) => vec![one],
            Some(Value::Array(several)) => several.iter().filter_map(Value::as_str).collect(),
            _ => return,
        };
        self.types = Some(match self.types.take() {
            Some(mut present) => {
                present
                    .retain(|name| types.contains(name) || (*name == "integer" && types.contains(&"number")));
                present
            }
            None => types,
        });
    }

    fn add_object(&mut self, keywords: &'b Map<String, Value>) {
        for (name, schema) in map(keywords, "properties") {
            match self.properties.iter_mut().find(|(known, _)| known == name) {
                Some((_, schemas)) => schemas.push(schema),
                None => self.properties.push((name, vec![schema])),
            }
        }
        for name in list(keywords, "required").iter().filter_map(Value::as_str) {
            if !self.required.contains(&name) {
                self.required.push(name);
            }
        }
        for key in ["additionalProperties", "unevaluatedProperties"] {
            self.additional = match (self.additional.take(), keywords.get(key)) {
                (Some(mut present), Some(schema)) => {
                    present.push(schema);
                    Some(present)
                }
                (None, Some(schema)) => Some(vec![schema]),
                (present, None) => present,
            };
        }
        self.patterns
            .extend(map(keywords, "patternProperties").map(|(pattern, schema)| (pattern.as_str(), schema)));
        self.names.extend(keywords.get("propertyNames"));
    }

    /// `minLength`, `minItems`, `minProperties`, or nothing.
    pub(super) fn at_least(&self, key: &str) -> usize {
        self.least
            .get(key)
            .and_then(Value::as_u64)
            .and_then(|number| usize::try_from(number).ok())
            .unwrap_or(0)
    }

    /// `maxLength`, `maxItems`, `maxProperties`, or no bound.
    pub(super) fn at_most(&self, key: &str) -> usize {
        self.most
            .get(key)
            .and_then(Value::as_u64)
            .and_then(|number| usize::try_from(number).ok())
            .unwrap_or(usize::MAX)
    }

    /// Whether `number` is within the bounds.
    pub(super) fn in_range(&self, number: &Value) -> bool {
        let is = |bounds: &Map<String, Value>, key: &str, wanted: &[Ordering]| {
            let order = bounds.get(key).and_then(|bound| compare(number, bound));
            order.is_none_or(|order| wanted.contains(&order))
        };
        is(&self.least, "minimum", &[Ordering::Greater, Ordering::Equal])
            && is(&self.least, "exclusiveMinimum", &[Ordering::Greater])
            && is(&self.most, "maximum", &[Ordering::Less, Ordering::Equal])
            && is(&self.most, "exclusiveMaximum", &[Ordering::Less])
    }

    /// The numbers of the bounds, those that are excluded included.
    pub(super) fn bounds(&self) -> impl Iterator<Item = &Value> {
        self.least
            .iter()
            .chain(&self.most)
            .filter(|(key, _)| key.ends_with("imum"))
            .map(|(_, value)| value)
    }
}

fn map<'b>(keywords: &'b Map<String, Value>, key: &str) -> impl Iterator<Item = (&'b String, &'b Value)> {
    keywords.get(key).and_then(Value::as_object).into_iter().flatten()
}

fn keep(bounds: &mut Map<String, Value>, keywords: &Map<String, Value>, key: &str, replaces: Ordering) {
    let Some(new) = keywords.get(key) else { return };
    let is_new = |present: &Value| compare(new, present) == Some(replaces);
    if bounds.get(key).is_none_or(is_new) {
        bounds.insert(key.to_owned(), new.clone());
    }
}
