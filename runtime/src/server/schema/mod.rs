//! Schemas: what kinds of values fit, and whether a value does.
//!
//! A few lines of references can stand for very many schemas: `A` is all of `B` and `B`, `B` all of `C` and `C`, and so on. So each schema is looked
//! at once while something is searched for, compiled once for a description, and judges each value once.

mod judge;
mod search;
mod sent;
#[cfg(feature = "mock")]
mod shown;
mod union;
#[cfg(all(feature = "mock", feature = "xml"))]
mod xml;

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use jsonschema::{PatternCache, Validator};
use serde_json::{Map, Value};

use self::sent::Sent;
use super::kinds::Kinds;
use super::rejection::Violation;
#[cfg(all(feature = "mock", feature = "xml"))]
pub(crate) use xml::XmlMarks;

/// How many references are followed in a row.
const MAX_REFERENCES: usize = 32;
/// How many violations of one value are told.
pub(super) const MAX_VIOLATIONS: usize = 8;

/// The component schemas of a description, which others refer to.
#[derive(Debug, Default)]
pub(crate) struct Components {
    schemas: Map<String, Value>,
    /// Where the validators of each are.
    indexes: HashMap<String, usize>,
    validators: Vec<[Compiled; 2]>,
    /// What is compiled of regular expressions, for all of them.
    patterns: PatternCache,
}

/// A validator that is made when it is first asked for; `None` if the schema is none that it can check.
type Compiled = OnceLock<Option<Validator>>;

/// The side that sends a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Side {
    /// The client: what is `readOnly` may be absent.
    Client,
    /// The server: what is `writeOnly` may be absent.
    Server,
}

/// A schema at one place of the description, which all that is read of that place share.
#[derive(Clone, Debug)]
pub(crate) struct Schema(Arc<Stated>);

#[derive(Debug)]
struct Stated {
    value: Value,
    components: Arc<Components>,
    side: Side,
    validator: Compiled,
}

impl Components {
    pub(crate) fn new(document: &Value) -> Self {
        let schemas = document.pointer("/components/schemas");
        let schemas = schemas.and_then(Value::as_object).cloned().unwrap_or_default();
        let names = schemas.keys().cloned();
        Components {
            indexes: names.zip(0..).collect(),
            validators: schemas.iter().map(|_| Default::default()).collect(),
            schemas,
            patterns: PatternCache::new(),
        }
    }

    /// Returns the schema that a chain of references leads to.
    pub(crate) fn resolve<'a>(&'a self, mut schema: &'a Value) -> &'a Value {
        for _ in 0..MAX_REFERENCES {
            match self.referred(schema) {
                Some(target) => schema = target,
                None => break,
            }
        }
        schema
    }

    fn referred(&self, schema: &Value) -> Option<&Value> {
        self.schemas.get(&component_name(schema.get("$ref")?.as_str()?)?)
    }

    /// Returns the index of the component that a schema refers to.
    fn index(&self, schema: &Value) -> Option<usize> {
        let name = component_name(schema.get("$ref")?.as_str()?)?;
        self.indexes.get(&name).copied()
    }

    /// Returns the validator of a component.
    fn validator(&self, index: usize, side: Side) -> Option<&Validator> {
        let validator = &self.validators.get(index)?[side as usize];
        let validator = validator.get_or_init(|| {
            let schema = self.schemas.values().nth(index)?;
            compile(schema, side, self)
        });
        validator.as_ref()
    }
}

impl Schema {
    pub(crate) fn new(value: &Value, components: &Arc<Components>, side: Side) -> Self {
        Schema(Arc::new(Stated {
            value: value.clone(),
            components: components.clone(),
            side,
            validator: OnceLock::new(),
        }))
    }

    /// Returns its JSON.
    pub(crate) fn value(&self) -> &Value {
        &self.0.value
    }

    /// Returns the components that it refers to.
    pub(crate) fn components(&self) -> &Components {
        &self.0.components
    }

    /// Returns the kinds of values that may fit.
    pub(crate) fn kinds(&self) -> Kinds {
        self.0.components.kinds(&self.0.value)
    }

    /// Returns why a value does not fit; nothing if it does. Values are not repeated.
    pub(crate) fn violations(&self, value: &Value) -> Vec<Violation> {
        let Stated {
            value: schema,
            components,
            side,
            validator,
        } = &*self.0;
        match validator.get_or_init(|| compile(schema, *side, components)) {
            Some(validator) => judge::violations(validator, value, *side, components),
            None => Vec::new(),
        }
    }
}

fn compile(schema: &Value, side: Side, components: &Components) -> Option<Validator> {
    let mut schema = Sent::by(side, components).schema(schema);
    let patterns = &components.patterns;
    compiled(&schema, patterns).or_else(|| {
        // A pattern that is none is no reason to check nothing.
        without_bad_patterns(&mut schema, patterns);
        compiled(&schema, patterns)
    })
}

fn compiled(schema: &Value, patterns: &PatternCache) -> Option<Validator> {
    let of_alternatives = patterns.clone();
    let options = jsonschema::options()
        .with_draft(jsonschema::Draft::Draft202012)
        .should_validate_formats(true)
        .should_ignore_unknown_formats(true)
        .with_keyword(judge::REFERENCE, judge::reference)
        .with_keyword(union::UNION, move |_, value, _| {
            union::union(value, &of_alternatives)
        })
        .with_pattern_cache(patterns.clone())
        .offline();
    options.build(schema).ok()
}

fn without_bad_patterns(schema: &mut Value, cache: &PatternCache) {
    let is_bad = |pattern: &str| compiled(&serde_json::json!({ "pattern": pattern }), cache).is_none();
    match schema {
        Value::Object(fields) => {
            if fields.get("pattern").and_then(Value::as_str).is_some_and(is_bad) {
                fields.remove("pattern");
            }
            if let Some(Value::Object(patterns)) = fields.get_mut("patternProperties") {
                let all = patterns.len();
                patterns.retain(|pattern, _| !is_bad(pattern));
                // It may be that one of them describes a property.
                if patterns.len() < all {
                    fields.remove("additionalProperties");
                }
            }
            fields
                .values_mut()
                .for_each(|value| without_bad_patterns(value, cache));
        }
        Value::Array(items) => items
            .iter_mut()
            .for_each(|item| without_bad_patterns(item, cache)),
        _ => {}
    }
}

/// Returns the schemas that stand in a list under a keyword.
fn list<'a>(schema: &'a Value, keyword: &str) -> &'a [Value] {
    let items = schema.get(keyword).and_then(Value::as_array);
    items.map_or(&[], Vec::as_slice)
}

/// Returns the name of the component that a reference leads to.
fn component_name(reference: &str) -> Option<String> {
    let name = reference.strip_prefix("#/components/schemas/")?;
    let decoded = percent_encoding::percent_decode_str(name).decode_utf8().ok()?;
    Some(decoded.replace("~1", "/").replace("~0", "~"))
}

/// Returns a JSON pointer as errors write paths: `$.pets[0].name`.
pub(crate) fn json_path(pointer: &str) -> String {
    let mut path = "$".to_owned();
    for step in pointer.split('/').skip(1) {
        let step = step.replace("~1", "/").replace("~0", "~");
        match step.parse::<usize>() {
            Ok(index) => path.push_str(&format!("[{index}]")),
            Err(_) => {
                path.push('.');
                path.push_str(&step);
            }
        }
    }
    path
}
