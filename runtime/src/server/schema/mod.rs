//! Schemas: what kinds of values fit, and whether a value does.

mod sent;
#[cfg(feature = "mock")]
mod shown;

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use serde_json::{Map, Value};

use self::sent::Sent;
use super::kinds::Kinds;
use super::rejection::Violation;

/// How many references and compositions are followed within each other.
const MAX_DEPTH: usize = 32;
/// How many violations of one value are told.
pub(super) const MAX_VIOLATIONS: usize = 8;

/// The component schemas of a description, which others refer to.
#[derive(Debug, Default)]
pub(crate) struct Components(Map<String, Value>);

/// The side that sends a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// The client: what is `readOnly` may be absent.
    Client,
    /// The server: what is `writeOnly` may be absent.
    Server,
}

/// A schema at one place of the description.
#[derive(Debug)]
pub(crate) struct Schema {
    value: Value,
    components: Arc<Components>,
    side: Side,
    /// `None` if it can't be checked.
    validator: OnceLock<Option<jsonschema::Validator>>,
}

impl Components {
    pub(crate) fn new(document: &Value) -> Self {
        let schemas = document.pointer("/components/schemas");
        Components(schemas.and_then(Value::as_object).cloned().unwrap_or_default())
    }

    /// Returns the schema that a chain of references leads to.
    pub(crate) fn resolve<'a>(&'a self, mut schema: &'a Value) -> &'a Value {
        for _ in 0..MAX_DEPTH {
            match self.referred(schema) {
                Some(target) => schema = target,
                None => break,
            }
        }
        schema
    }

    fn referred(&self, schema: &Value) -> Option<&Value> {
        self.0.get(&component_name(schema.get("$ref")?.as_str()?)?)
    }

    /// Returns the kinds of values that may fit a schema.
    pub(crate) fn kinds(&self, schema: &Value) -> Kinds {
        self.kinds_within(schema, MAX_DEPTH)
    }

    fn kinds_within(&self, schema: &Value, depth: usize) -> Kinds {
        let Some(depth) = depth.checked_sub(1) else {
            return Kinds::ALL;
        };
        let schema = self.resolve(schema);
        let mut kinds = match schema.get("type") {
            Some(Value::String(name)) => Kinds::named(name),
            Some(Value::Array(names)) => {
                let names = names.iter().filter_map(Value::as_str).map(Kinds::named);
                names.fold(Kinds::NONE, Kinds::or)
            }
            _ => Kinds::ALL,
        };
        if let Some(only) = schema.get("const") {
            kinds = kinds.and(Kinds::of_value(only));
        }
        if let Some(values) = schema.get("enum").and_then(Value::as_array) {
            kinds = kinds.and(values.iter().map(Kinds::of_value).fold(Kinds::NONE, Kinds::or));
        }
        for part in list(schema, "allOf") {
            kinds = kinds.and(self.kinds_within(part, depth));
        }
        for keyword in ["oneOf", "anyOf"] {
            let alternatives = list(schema, keyword);
            if !alternatives.is_empty() {
                let each = alternatives.iter().map(|one| self.kinds_within(one, depth));
                kinds = kinds.and(each.fold(Kinds::NONE, Kinds::or));
            }
        }
        if kinds.is_open() {
            // Keywords of one type say what a text is meant for.
            let implied = [
                ("properties", Kinds::OBJECT),
                ("items", Kinds::ARRAY),
                ("prefixItems", Kinds::ARRAY),
            ];
            let implied = implied
                .into_iter()
                .find(|(keyword, _)| schema.get(keyword).is_some());
            kinds = implied.map_or(kinds, |(_, kind)| kind);
        }
        kinds
    }

    /// Returns the first that `look` finds in a schema or in what it is composed of.
    pub(crate) fn find<'a, T>(
        &'a self,
        schema: &'a Value,
        look: &mut dyn FnMut(&'a Value) -> Option<T>,
    ) -> Option<T> {
        self.find_within(schema, look, MAX_DEPTH)
    }

    fn find_within<'a, T>(
        &'a self,
        schema: &'a Value,
        look: &mut dyn FnMut(&'a Value) -> Option<T>,
        depth: usize,
    ) -> Option<T> {
        let depth = depth.checked_sub(1)?;
        let schema = self.resolve(schema);
        if let Some(found) = look(schema) {
            return Some(found);
        }
        let parts = ["allOf", "oneOf", "anyOf"];
        let mut parts = parts.iter().flat_map(|keyword| list(schema, keyword));
        parts.find_map(|part| self.find_within(part, look, depth))
    }

    /// Returns the schema of the item at `index` of an array.
    pub(crate) fn item<'a>(&'a self, schema: &'a Value, index: usize) -> Option<&'a Value> {
        self.find(schema, &mut |schema| {
            let prefix = list(schema, "prefixItems").get(index);
            prefix.or_else(|| schema.get("items"))
        })
    }

    /// Returns the schema of a property of an object.
    pub(crate) fn property<'a>(&'a self, schema: &'a Value, name: &str) -> Option<&'a Value> {
        let declared = self.declared_property(schema, name);
        declared.or_else(|| {
            self.find(schema, &mut |schema| {
                let additional = schema.get("additionalProperties")?;
                additional.is_object().then_some(additional)
            })
        })
    }

    /// Returns the schema of a property that is named in `properties`.
    pub(crate) fn declared_property<'a>(&'a self, schema: &'a Value, name: &str) -> Option<&'a Value> {
        self.find(schema, &mut |schema| schema.get("properties")?.get(name))
    }

    /// Tells whether an object may have properties that no schema names.
    pub(crate) fn takes_any_property(&self, schema: &Value) -> bool {
        let additional = self.find(schema, &mut |schema| schema.get("additionalProperties"));
        match additional {
            Some(additional) => additional != &Value::Bool(false),
            None => self
                .find(schema, &mut |schema| schema.get("properties"))
                .is_none(),
        }
    }
}

impl Schema {
    pub(crate) fn new(value: &Value, components: &Arc<Components>, side: Side) -> Self {
        Schema {
            value: value.clone(),
            components: components.clone(),
            side,
            validator: OnceLock::new(),
        }
    }

    /// Returns its JSON.
    pub(crate) fn value(&self) -> &Value {
        &self.value
    }

    /// Returns the components that it refers to.
    pub(crate) fn components(&self) -> &Components {
        &self.components
    }

    /// Returns the kinds of values that may fit.
    pub(crate) fn kinds(&self) -> Kinds {
        self.components.kinds(&self.value)
    }

    /// Returns why a value does not fit; nothing if it does. Values are not repeated.
    pub(crate) fn violations(&self, value: &Value) -> Vec<Violation> {
        let Some(validator) = self.validator.get_or_init(|| self.compile()) else {
            return Vec::new();
        };
        let errors = validator.iter_errors(value).take(MAX_VIOLATIONS);
        errors
            .map(|error| {
                let pointer = error.instance_path().to_string();
                Violation::new(json_path(&pointer), error.masked_with("the value").to_string())
            })
            .collect()
    }

    fn compile(&self) -> Option<jsonschema::Validator> {
        let mut sent = Sent::by(self.side, &self.components);
        let names = self.reached();
        let schemas = names.iter().filter_map(|name| {
            let schema = self.components.0.get(name)?;
            Some((name.clone(), sent.schema(schema)))
        });
        let schemas: Map<String, Value> = schemas.collect();
        let mut bundle = serde_json::json!({
            "$ref": "#/schema",
            "schema": sent.schema(&self.value),
            "components": { "schemas": schemas },
        });
        compiled(&bundle).or_else(|| {
            // A pattern that is none is no reason to check nothing.
            without_bad_patterns(&mut bundle);
            compiled(&bundle)
        })
    }

    /// Returns the names of the components that the schema reaches.
    fn reached(&self) -> BTreeSet<String> {
        let mut names = BTreeSet::new();
        let mut waiting = vec![&self.value];
        while let Some(schema) = waiting.pop() {
            match schema {
                Value::Object(fields) => {
                    let reference = fields.get("$ref").and_then(Value::as_str);
                    let name = reference.and_then(component_name);
                    if let Some(name) = name
                        && let Some(component) = self.components.0.get(&name)
                        && names.insert(name)
                    {
                        waiting.push(component);
                    }
                    waiting.extend(fields.values());
                }
                Value::Array(items) => waiting.extend(items),
                _ => {}
            }
        }
        names
    }
}

fn compiled(bundle: &Value) -> Option<jsonschema::Validator> {
    let options = jsonschema::options()
        .with_draft(jsonschema::Draft::Draft202012)
        .should_validate_formats(true)
        .should_ignore_unknown_formats(true)
        .offline();
    options.build(bundle).ok()
}

fn without_bad_patterns(schema: &mut Value) {
    let is_bad = |pattern: &str| compiled(&serde_json::json!({ "pattern": pattern })).is_none();
    match schema {
        Value::Object(fields) => {
            if fields.get("pattern").and_then(Value::as_str).is_some_and(is_bad) {
                fields.remove("pattern");
            }
            if let Some(Value::Object(patterns)) = fields.get_mut("patternProperties") {
                patterns.retain(|pattern, _| !is_bad(pattern));
            }
            fields.values_mut().for_each(without_bad_patterns);
        }
        Value::Array(items) => items.iter_mut().for_each(without_bad_patterns),
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
