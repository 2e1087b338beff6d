use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value};

use crate::numbers::{compare, integer};
use crate::work::Work;
use crate::{NO_VALUES, Schemas};

/// How many references and compositions are followed within each other.
const DEPTH: usize = 256;

/// What several schemas ask for together, with one branch taken of each `anyOf` and `oneOf`.
#[derive(Debug, Default)]
pub(crate) struct Flat<'b> {
    pub(crate) types: Option<Vec<&'b str>>,
    pub(crate) values: Option<Vec<&'b Value>>,
    pub(crate) excluded: Vec<&'b Value>,
    pub(crate) examples: Vec<&'b Value>,
    pub(crate) properties: Vec<(&'b str, Vec<&'b Value>)>,
    pub(crate) required: Vec<&'b str>,
    pub(crate) additional: Option<Vec<&'b Value>>,
    pub(crate) patterns: Vec<(&'b str, &'b Value)>,
    pub(crate) names: Vec<&'b Value>,
    pub(crate) items: Vec<&'b Value>,
    pub(crate) prefix: Vec<Vec<&'b Value>>,
    pub(crate) format: Option<&'b str>,
    pub(crate) unique: bool,
    /// Values of properties that tell which branch was taken.
    pub(crate) tags: Vec<(&'b str, String)>,
    pub(crate) pattern: Option<&'b str>,
    pub(crate) multiple_of: Option<&'b Value>,
    /// Lists of further properties that come with one, by its name.
    pub(crate) dependent: Vec<(&'b str, Vec<&'b str>)>,
    pub(crate) contains: Vec<&'b Value>,
    /// Where in `properties` each is.
    places: HashMap<&'b str, usize>,
    /// What is in `required`.
    needed: HashSet<&'b str>,
    least: Map<String, Value>,
    most: Map<String, Value>,
    never: bool,
}

/// The ways to take branches of `schemas`: first the first branch everywhere, then each other branch once with the
/// first ones elsewhere; at most `limit`.
pub(crate) fn flats<'b>(
    document: Schemas<'b>,
    schemas: &[&'b Value],
    limit: usize,
    work: &Work,
) -> Vec<Flat<'b>> {
    let mut found = Vec::new();
    let mut waiting = std::collections::VecDeque::from([Vec::new()]);
    while let Some(choices) = waiting.pop_front() {
        let mut choice = Choice {
            document,
            work,
            wanted: choices,
            options: Vec::new(),
            seen: HashMap::new(),
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

struct Choice<'b, 'w> {
    document: Schemas<'b>,
    work: &'w Work,
    /// Which branch to take at the first, second, … `anyOf` or `oneOf` on the way; the first one at further ones.
    wanted: Vec<usize>,
    /// How many branches were found at each.
    options: Vec<usize>,
    /// What references lead to, and whether all of it was added: a few lines of references can stand for very many schemas.
    seen: HashMap<*const Value, bool>,
}

impl<'b> Choice<'b, '_> {
    fn add(&mut self, flat: &mut Flat<'b>, schema: &'b Value, depth: usize) {
        let Value::Object(keywords) = schema else {
            flat.never |= schema == &Value::Bool(false);
            return;
        };
        if depth > DEPTH || !self.work.take(weight(keywords)) {
            flat.never = true;
            return;
        }
        if let Some(Value::String(reference)) = keywords.get("$ref")
            && let Some(target) = self.document.get(reference)
        {
            match self.seen.insert(target, false) {
                None => {
                    self.add(flat, target, depth + 1);
                    self.seen.insert(target, true);
                }
                // It says the same once more.
                Some(true) => drop(self.seen.insert(target, true)),
                // It is all of itself, which nothing is by this way.
                Some(false) => flat.never = true,
            }
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
                flat.tags.extend(tag(keywords, branch));
                self.add(flat, branch, depth + 1);
            }
        }
        flat.add(keywords, self.work);
    }
}

/// Returns how much it takes to add keywords, beside what their schemas do.
fn weight(keywords: &Map<String, Value>) -> usize {
    let listed = keywords.values().map(|value| match value {
        Value::Array(items) => items.len(),
        Value::Object(entries) => entries.len(),
        _ => 0,
    });
    1 + listed.sum::<usize>() / 8
}

/// Returns the property that tells a branch of a union by OpenAPI's `discriminator`, and its value.
fn tag<'b>(keywords: &'b Map<String, Value>, branch: &Value) -> Option<(&'b str, String)> {
    let discriminator = keywords.get("discriminator")?;
    let property = discriminator.get("propertyName")?.as_str()?;
    let reference = branch.get("$ref")?.as_str()?;
    let name = reference.rsplit('/').next()?;
    let mapping = discriminator.get("mapping").and_then(Value::as_object);
    let mut mapped = mapping.into_iter().flatten().filter_map(|(value, target)| {
        let target = target.as_str()?;
        (target == reference || target == name).then(|| value.clone())
    });
    Some((property, mapped.next().unwrap_or_else(|| name.to_owned())))
}

fn list<'b>(keywords: &'b Map<String, Value>, key: &str) -> &'b [Value] {
    keywords
        .get(key)
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}

impl<'b> Flat<'b> {
    fn add(&mut self, keywords: &'b Map<String, Value>, work: &Work) {
        self.never |= keywords.get(NO_VALUES) == Some(&Value::Bool(true));
        self.add_types(keywords);
        let values: Option<Vec<&Value>> = match (keywords.get("const"), keywords.get("enum")) {
            (Some(value), _) => Some(vec![value]),
            (None, Some(Value::Array(values))) => Some(values.iter().collect()),
            _ => None,
        };
        if let Some(values) = values {
            self.values = Some(match self.values.take() {
                Some(mut present) => {
                    self.never |= !work.take(present.len().saturating_mul(values.len()) / 16);
                    present.retain(|value| !self.never && values.contains(value));
                    present
                }
                None => values,
            });
        }
        if let Some(Value::Object(not)) = keywords.get("not") {
            self.excluded.extend(list(not, "enum"));
        }
        self.examples.extend(list(keywords, "examples"));
        self.examples.extend(keywords.get("example"));
        self.add_object(keywords);
        self.items.extend(keywords.get("items"));
        for (index, schema) in list(keywords, "prefixItems").iter().enumerate() {
            if self.prefix.len() <= index {
                self.prefix.push(Vec::new());
            }
            self.prefix[index].push(schema);
        }
        self.contains.extend(keywords.get("contains"));
        self.pattern = keywords.get("pattern").and_then(Value::as_str).or(self.pattern);
        self.multiple_of = keywords.get("multipleOf").or(self.multiple_of);
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
            let next = self.properties.len();
            match *self.places.entry(name).or_insert(next) {
                place if place == next => self.properties.push((name, vec![schema])),
                place => self.properties[place].1.push(schema),
            }
        }
        for name in list(keywords, "required").iter().filter_map(Value::as_str) {
            if self.needed.insert(name) {
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
        for (name, others) in map(keywords, "dependentRequired") {
            let others = others.as_array().into_iter().flatten().filter_map(Value::as_str);
            self.dependent.push((name, others.collect()));
        }
    }

    /// Returns the schemas of a property that is named.
    pub(crate) fn property(&self, name: &str) -> Option<&[&'b Value]> {
        let (_, schemas) = self.properties.get(*self.places.get(name)?)?;
        Some(schemas)
    }

    pub(crate) fn is_required(&self, name: &str) -> bool {
        self.needed.contains(name)
    }

    /// `minLength`, `minItems`, `minProperties`, or nothing.
    pub(crate) fn at_least(&self, key: &str) -> usize {
        self.least
            .get(key)
            .and_then(Value::as_u64)
            .and_then(|number| usize::try_from(number).ok())
            .unwrap_or(0)
    }

    /// `maxLength`, `maxItems`, `maxProperties`, or no bound.
    pub(crate) fn at_most(&self, key: &str) -> usize {
        self.most
            .get(key)
            .and_then(Value::as_u64)
            .and_then(|number| usize::try_from(number).ok())
            .unwrap_or(usize::MAX)
    }

    /// Whether `number` is within the bounds.
    pub(crate) fn in_range(&self, number: &Value) -> bool {
        let is = |bounds: &Map<String, Value>, key: &str, wanted: &[Ordering]| {
            let order = bounds.get(key).and_then(|bound| compare(number, bound));
            order.is_none_or(|order| wanted.contains(&order))
        };
        is(&self.least, "minimum", &[Ordering::Greater, Ordering::Equal])
            && is(&self.least, "exclusiveMinimum", &[Ordering::Greater])
            && is(&self.most, "maximum", &[Ordering::Less, Ordering::Equal])
            && is(&self.most, "exclusiveMaximum", &[Ordering::Less])
    }

    /// Returns the least and the largest integer within the bounds, where there are such.
    pub(crate) fn integer_bounds(&self) -> (Option<i128>, Option<i128>) {
        let floor = |bound: &Value| {
            #[allow(clippy::cast_possible_truncation)]
            let floor = bound.as_f64().map(|bound| bound.floor() as i128);
            bound
                .as_i64()
                .map(i128::from)
                .or_else(|| bound.as_u64().map(i128::from))
                .or(floor)
        };
        let least = [
            self.least.get("minimum").and_then(integer),
            self.least
                .get("exclusiveMinimum")
                .and_then(floor)
                .map(|bound| bound.saturating_add(1)),
        ];
        let most = [
            self.most.get("maximum").and_then(floor),
            self.most
                .get("exclusiveMaximum")
                .and_then(integer)
                .map(|bound| bound.saturating_sub(1)),
        ];
        (
            least.into_iter().flatten().max(),
            most.into_iter().flatten().min(),
        )
    }

    /// Returns the least and the largest number within the bounds, those that are excluded included.
    pub(crate) fn number_bounds(&self) -> (Option<f64>, Option<f64>) {
        let bounds = |bounds: &Map<String, Value>| -> Vec<f64> {
            let stated = bounds.iter().filter(|(key, _)| key.ends_with("imum"));
            stated.filter_map(|(_, bound)| bound.as_f64()).collect()
        };
        let least = bounds(&self.least).into_iter().reduce(f64::max);
        let most = bounds(&self.most).into_iter().reduce(f64::min);
        (least, most)
    }

    /// The numbers of the bounds, those that are excluded included.
    pub(crate) fn bounds(&self) -> impl Iterator<Item = &Value> {
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
