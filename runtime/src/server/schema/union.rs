//! Alternatives that a `discriminator` tells apart, as a keyword.
//!
//! It looks at the tag first: the alternative that it names is the only one that is judged, and the one whose violations are told.

use std::collections::{BTreeMap, BTreeSet};

use jsonschema::{Keyword, PatternCache, ValidationError, Validator};
use serde_json::{Map, Value, json};

use super::{compiled, component_name, judge};
use crate::server::rejection::Violation;

/// The keyword of alternatives with a `discriminator`.
pub(super) const UNION: &str = "x-union";

/// How many tags a violation names.
const MAX_NAMED: usize = 8;

/// What the keyword has for a schema, but for the alternatives, which stand under `alternatives`.
pub(super) struct Told {
    /// `oneOf` or `anyOf`.
    pub(super) keyword: &'static str,
    tag: String,
    /// The indexes of the alternatives that each value of the tag names.
    names: BTreeMap<String, BTreeSet<usize>>,
}

impl Told {
    /// Returns how the alternatives of a schema are told apart, if a discriminator does.
    pub(super) fn of(schema: &Map<String, Value>) -> Option<Self> {
        let discriminator = schema.get("discriminator")?;
        let keyword = match (schema.get("oneOf"), schema.get("anyOf")) {
            (Some(_), None) => "oneOf",
            (None, Some(_)) => "anyOf",
            _ => return None,
        };
        let alternatives = schema[keyword].as_array()?;
        let mapping = discriminator.get("mapping").and_then(Value::as_object);
        let mut mapped: BTreeMap<&str, Vec<&String>> = BTreeMap::new();
        for (name, target) in mapping.into_iter().flatten() {
            mapped
                .entry(target.as_str().unwrap_or_default())
                .or_default()
                .push(name);
        }
        let mut names: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
        for (index, alternative) in alternatives.iter().enumerate() {
            let Some(reference) = alternative.get("$ref").and_then(Value::as_str) else {
                continue;
            };
            let own = match mapped.get(reference) {
                Some(own) => own.iter().map(|name| (*name).clone()).collect(),
                None => Vec::from_iter(component_name(reference)),
            };
            for name in own {
                names.entry(name).or_default().insert(index);
            }
        }
        Some(Told {
            keyword,
            tag: discriminator.get("propertyName")?.as_str()?.to_owned(),
            names,
        })
    }

    /// Returns the value of the keyword.
    pub(super) fn with(&self, alternatives: Value) -> Value {
        json!({
            "keyword": self.keyword,
            "tag": self.tag,
            "names": self.names,
            "alternatives": alternatives,
        })
    }
}

/// Alternatives that a discriminator tells apart.
struct Union {
    tag: String,
    names: BTreeMap<String, Vec<usize>>,
    alternatives: Vec<Validator>,
    /// Whether a value is of one alternative, not of several.
    is_exact: bool,
}

/// Makes the keyword of alternatives with a `discriminator`.
pub(super) fn union<'a>(
    value: &'a Value,
    patterns: &PatternCache,
) -> Result<Box<dyn for<'i> Keyword<'i>>, ValidationError<'a>> {
    let alternatives = super::list(value, "alternatives").iter();
    let alternatives = alternatives.map(|schema| compiled(schema, patterns).ok_or(schema));
    let alternatives: Result<Vec<Validator>, &Value> = alternatives.collect();
    let names = serde_json::from_value(value["names"].clone()).unwrap_or_default();
    Ok(Box::new(Union {
        tag: value["tag"].as_str().unwrap_or_default().to_owned(),
        names,
        alternatives: alternatives
            .map_err(|_| ValidationError::custom("an alternative is no schema that can be checked"))?,
        is_exact: value["keyword"] == "oneOf",
    }))
}

impl Union {
    /// Returns the alternatives that the tag of a value names; `None` if it names none.
    fn named(&self, value: &Value) -> Option<&[usize]> {
        let tag = value.get(&self.tag)?.as_str()?;
        self.names.get(tag).map(Vec::as_slice)
    }

    fn fits(&self, index: usize, value: &Value) -> bool {
        self.alternatives
            .get(index)
            .is_some_and(|one| one.is_valid(value))
    }

    fn what_is_wrong(&self, value: &Value) -> String {
        let tag = &self.tag;
        match value.get(tag) {
            None if value.is_object() && self.is_exact => {
                format!("the value has no `{tag}`, and without it does not fit exactly one alternative")
            }
            Some(_) if self.named(value).is_none() && !self.names.is_empty() => {
                let mut names: Vec<String> = self.names.keys().map(|name| format!("`{name}`")).collect();
                let further = names.len().saturating_sub(MAX_NAMED);
                names.truncate(MAX_NAMED);
                let further = match further {
                    0 => String::new(),
                    further => format!(" and {further} more"),
                };
                let names = names.join(", ");
                format!("the value fits no alternative; its `{tag}` is none of {names}{further}")
            }
            _ => "the value fits no alternative".to_owned(),
        }
    }
}

impl<'i> Keyword<'i> for Union {
    fn is_valid(&self, value: &'i Value) -> bool {
        let mut all = 0..self.alternatives.len();
        let is_tagged = !value.is_object() || value.get(&self.tag).is_some();
        match self.named(value) {
            Some(named) if self.is_exact => named.iter().any(|index| self.fits(*index, value)),
            None if self.is_exact && !is_tagged => {
                all.by_ref().any(|index| self.fits(index, value)) && !all.any(|index| self.fits(index, value))
            }
            _ => all.any(|index| self.fits(index, value)),
        }
    }

    fn validate(&self, value: &'i Value) -> Result<(), ValidationError<'i>> {
        if self.is_valid(value) {
            return Ok(());
        }
        let of_named = match self.named(value) {
            Some([index]) => self.alternatives.get(*index),
            _ => None,
        };
        let found = of_named.map(|alternative| judge::violations_of(alternative, value));
        let found = found.filter(|found| !found.is_empty());
        let found = found.unwrap_or_else(|| vec![Violation::new("$", self.what_is_wrong(value))]);
        Err(judge::told(found))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use serde_json::{Value, json};

    use super::super::{Components, Schema, Side};
    use crate::server::rejection::Violation;

    fn of(name: &str) -> Value {
        json!({ "$ref": format!("#/components/schemas/{name}") })
    }

    fn violations(schema: &Value, schemas: &Value, value: &Value) -> Vec<(String, String)> {
        let components = Components::new(&json!({ "components": { "schemas": schemas } }));
        let schema = Schema::new(schema, &Arc::new(components), Side::Client);
        let violations = schema.violations(value).into_iter();
        violations
            .map(|Violation { path, message, .. }| (path, message))
            .collect()
    }

    fn shapes() -> Value {
        json!({
            "circle": { "type": "object", "required": ["kind", "radius"], "properties": { "radius": { "type": "integer", "minimum": 1 } } },
            "square": { "type": "object", "required": ["kind", "side"], "properties": { "side": { "type": "integer" } } },
        })
    }

    #[test]
    fn what_is_wrong_with_the_alternative_that_the_tag_names_is_told() {
        for keyword in ["oneOf", "anyOf"] {
            let schema =
                json!({ keyword: [of("circle"), of("square")], "discriminator": { "propertyName": "kind" } });
            let within = json!({ "properties": { "shapes": { "items": schema } } });
            for (shape, path, message) in [
                (
                    json!({ "kind": "circle", "radius": 0 }),
                    "$.shapes[1].radius",
                    "the value is less than the minimum of 1",
                ),
                (
                    json!({ "kind": "square", "radius": 0 }),
                    "$.shapes[1]",
                    "\"side\" is a required property",
                ),
                (
                    json!({ "kind": "line", "radius": 1.5 }),
                    "$.shapes[1]",
                    "the value fits no alternative; its `kind` is none of `circle`, `square`",
                ),
                (
                    json!({ "radius": 1 }),
                    "$.shapes[1]",
                    match keyword {
                        "oneOf" => {
                            "the value has no `kind`, and without it does not fit exactly one alternative"
                        }
                        _ => "the value fits no alternative",
                    },
                ),
                (json!("circle"), "$.shapes[1]", "the value fits no alternative"),
            ] {
                let value = json!({ "shapes": [{ "kind": "circle", "radius": 2 }, shape] });
                let found = violations(&within, &shapes(), &value);
                assert_eq!(
                    found,
                    [(path.to_owned(), message.to_owned())],
                    "{keyword}: {value}"
                );
            }
        }
    }

    #[test]
    fn what_is_not_evaluated_is_found_beside_alternatives_that_a_tag_tells_apart() {
        let schema = json!({
            "oneOf": [of("circle"), of("square")],
            "discriminator": { "propertyName": "kind" },
            "properties": { "kind": {} },
            "unevaluatedProperties": false,
        });
        for (value, fits) in [
            (json!({ "kind": "circle", "radius": 1 }), true),
            (json!({ "kind": "circle", "radius": 1, "color": 1 }), false),
            (json!({ "kind": "square", "radius": 1 }), false),
        ] {
            let found = violations(&schema, &shapes(), &value);
            assert_eq!(found.is_empty(), fits, "{value}: {found:?}");
        }
    }

    #[test]
    fn a_thousand_alternatives_and_alternatives_within_alternatives_take_little_work() {
        let names: Vec<String> = (0..1000).map(|number| format!("S{number}")).collect();
        let schemas = names
            .iter()
            .map(|name| (name.clone(), json!({ "type": "object" })));
        let schemas = Value::Object(schemas.collect());
        let references: Vec<Value> = names.iter().map(|name| of(name)).collect();
        let schema = json!({ "oneOf": references, "discriminator": { "propertyName": "kind" } });
        let components = Components::new(&json!({ "components": { "schemas": schemas } }));
        let written = super::super::Sent::by(Side::Client, &components).schema(&schema);
        assert!(written.to_string().len() < 100_000);

        let mut nested = json!({ "type": "object", "required": ["id"] });
        for _ in 0..60 {
            nested = json!({ "oneOf": [nested, false], "discriminator": { "propertyName": "kind" } });
        }
        assert!(violations(&nested, &json!({}), &json!({ "kind": "a", "id": 1 })).is_empty());
        assert_eq!(violations(&nested, &json!({}), &json!({ "kind": "a" })).len(), 1);
    }
}
