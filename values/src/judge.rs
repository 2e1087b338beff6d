use std::cell::RefCell;
use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::sync::{Arc, Mutex, PoisonError};

use jsonschema::error::ValidationErrorKind;
use jsonschema::paths::Location;
use jsonschema::{Keyword, PatternCache, ValidationError, Validator};
use serde_json::{Map, Value, json};

use crate::Schemas;

/// The keyword of a reference, which calls the validator of what it leads to.
const REFERENCE: &str = "x-specwright-reference";

/// How many references are followed for one value.
const FOLLOWED: usize = 2_000_000;

/// How many references are followed within each other.
const NESTED: usize = 512;

/// How many ways `unevaluatedProperties` looks along. Where there are more, it is not checked.
const WAYS: usize = 1_000;

/// How many errors of one value are told.
const ERRORS: usize = 64;

/// Keywords whose schemas apply to the same value.
const IN_PLACE: [&str; 3] = ["allOf", "anyOf", "oneOf"];

/// What a value of several alternatives of a `oneOf` is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unions {
    /// Not valid, unless a `discriminator` tells which it is.
    Strict,
    /// Valid.
    Lenient,
}

/// A document that judges values.
///
/// A few lines of references can stand for very many schemas: `A` is all of `B` and `B`, `B` all of `C` and `C`, and so on. So each that is referred to
/// is compiled once, and judges a value once.
pub(crate) struct Judged {
    root: Value,
    /// What is compiled of regular expressions.
    patterns: PatternCache,
    /// Whether it says anything that only a whole document tells the meaning of, or that looks through references.
    is_whole: bool,
    /// By reference; `None` for what is no schema that the validator takes.
    validators: [Mutex<HashMap<String, Option<Arc<Validator>>>>; 2],
}

impl Judged {
    pub(crate) fn new(root: Value) -> Self {
        let has_schemas_that_look_further = has_any(
            &root,
            &[
                "$dynamicRef",
                "$id",
                "$anchor",
                "unevaluatedProperties",
                "unevaluatedItems",
            ],
        );
        Judged {
            is_whole: has_schemas_that_look_further,
            root,
            patterns: PatternCache::new(),
            validators: Default::default(),
        }
    }

    pub(crate) fn root(&self) -> &Value {
        &self.root
    }

    /// Returns the validator of the schema that a reference leads to.
    pub(crate) fn validator(&self, reference: &str, unions: Unions) -> Option<Arc<Validator>> {
        let lock = || {
            self.validators[unions as usize]
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
        };
        if let Some(known) = lock().get(reference) {
            return known.clone();
        }
        let schema = Schemas::new(&self.root).get(reference);
        let validator = schema.and_then(|schema| self.compile(schema, unions));
        let validator = validator.map(Arc::new);
        lock().insert(reference.to_owned(), validator.clone());
        validator
    }

    pub(crate) fn is_valid(self: &Arc<Self>, validator: &Validator, value: &Value, unions: Unions) -> bool {
        let _end = begin(self, unions);
        let is_valid = validator.is_valid(value);
        is_valid && with(|judgment| judgment.is_too_much) != Some(true)
    }

    /// Returns where a value is not valid, as JSON pointers, each with what is wrong there.
    pub(crate) fn errors(self: &Arc<Self>, validator: &Validator, value: &Value) -> Vec<(String, String)> {
        let _end = begin(self, Unions::Strict);
        match validator.is_valid(value) {
            true => Vec::new(),
            false => errors(validator, value),
        }
    }

    fn compile(&self, schema: &Value, unions: Unions) -> Option<Validator> {
        let mut own = match schema {
            Value::Object(keywords) => keywords.clone(),
            Value::Bool(true) => Map::new(),
            _ => Map::from_iter([("not".to_owned(), json!({}))]),
        };
        let is_linked = !self.is_whole || self.has_many_ways(schema, &mut WAYS.clone());
        let root = match (&self.root, is_linked) {
            (_, true) => own,
            (Value::Object(root), false) => {
                let mut root = root.clone();
                // Examples and the like are no schemas, and paths are led to by few references.
                for name in ["info", "servers", "tags", "webhooks", "security", "externalDocs"] {
                    root.shift_remove(name);
                }
                root.append(&mut own);
                root
            }
            _ => return None,
        };
        let mut root = Value::Object(root);
        relax(&mut root, unions);
        if is_linked {
            link(&mut root);
        }
        jsonschema::options()
            .with_draft(jsonschema::Draft::Draft202012)
            .should_validate_formats(true)
            .should_ignore_unknown_formats(true)
            .with_pattern_cache(self.patterns.clone())
            .with_keyword(REFERENCE, reference)
            .offline()
            .build(&root)
            .ok()
    }

    /// Tells whether there are more ways through a schema than `left`, to what applies to the same value.
    fn has_many_ways(&self, schema: &Value, left: &mut usize) -> bool {
        if *left == 0 {
            return true;
        }
        *left -= 1;
        let target = schema.get("$ref").and_then(Value::as_str);
        let target = target.and_then(|reference| Schemas::new(&self.root).get(reference));
        let parts = IN_PLACE
            .iter()
            .filter_map(|keyword| schema.get(keyword)?.as_array());
        let mut within = target.into_iter().chain(parts.flatten());
        within.any(|schema| self.has_many_ways(schema, left))
    }
}

fn has_any(value: &Value, names: &[&str]) -> bool {
    let mut waiting = vec![value];
    while let Some(value) = waiting.pop() {
        match value {
            Value::Object(fields) if fields.keys().any(|name| names.contains(&name.as_str())) => return true,
            Value::Object(fields) => waiting.extend(fields.values()),
            Value::Array(items) => waiting.extend(items),
            _ => {}
        }
    }
    false
}

/// Makes an `anyOf` of each `oneOf` whose alternatives a discriminator tells apart, or of each one.
fn relax(schema: &mut Value, unions: Unions) {
    match schema {
        Value::Object(keywords) => {
            let is_union = keywords.get("oneOf").is_some_and(Value::is_array);
            let is_told_apart = keywords.get("discriminator").is_some_and(Value::is_object);
            if is_union && (is_told_apart || unions == Unions::Lenient) && !keywords.contains_key("anyOf") {
                let alternatives = keywords.remove("oneOf");
                keywords.extend(alternatives.map(|alternatives| ("anyOf".to_owned(), alternatives)));
            }
            keywords.values_mut().for_each(|value| relax(value, unions));
        }
        Value::Array(items) => items.iter_mut().for_each(|value| relax(value, unions)),
        _ => {}
    }
}

/// Makes the keyword of each reference.
fn link(schema: &mut Value) {
    let Value::Object(keywords) = schema else {
        return;
    };
    keywords.shift_remove("unevaluatedProperties");
    keywords.shift_remove("unevaluatedItems");
    if let Some(Value::String(reference)) = keywords.shift_remove("$ref") {
        keywords.insert(REFERENCE.to_owned(), reference.into());
    }
    for (keyword, value) in keywords {
        match (keyword.as_str(), value) {
            ("enum" | "const" | "default" | "examples" | "example" | "discriminator", _) => {}
            (
                "properties" | "patternProperties" | "dependentSchemas" | "$defs" | "definitions",
                Value::Object(schemas),
            ) => schemas.values_mut().for_each(link),
            (_, Value::Array(schemas)) => schemas.iter_mut().for_each(link),
            (_, schema) => link(schema),
        }
    }
}

thread_local! {
    static JUDGMENT: RefCell<Option<Judgment>> = const { RefCell::new(None) };
}

/// A value that is being judged.
struct Judgment {
    document: Arc<Judged>,
    unions: Unions,
    hashers: [RandomState; 2],
    known: HashMap<Key, bool>,
    /// Where in `errors` those of a value are.
    told: HashMap<Key, usize>,
    errors: Vec<Vec<(String, String)>>,
    /// What is judging values, by the addresses of these.
    entered: Vec<(String, *const Value)>,
    followed: usize,
    is_too_much: bool,
}

/// What is referred to, and a value: what holds others by its address, anything else by what it is.
type Key = (String, Result<*const Value, [u64; 2]>);

/// Ends a judgment, also where the program panics.
struct End;

impl Drop for End {
    fn drop(&mut self) {
        JUDGMENT.set(None);
    }
}

fn begin(document: &Arc<Judged>, unions: Unions) -> End {
    JUDGMENT.set(Some(Judgment {
        document: document.clone(),
        unions,
        hashers: Default::default(),
        known: HashMap::new(),
        told: HashMap::new(),
        errors: Vec::new(),
        entered: Vec::new(),
        followed: 0,
        is_too_much: false,
    }));
    End
}

fn with<T>(use_it: impl FnOnce(&mut Judgment) -> T) -> Option<T> {
    JUDGMENT.with_borrow_mut(|judgment| judgment.as_mut().map(use_it))
}

fn errors(validator: &Validator, value: &Value) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    for error in validator.iter_errors(value) {
        let at = error.instance_path().to_string();
        let told = match error.kind() {
            ValidationErrorKind::Custom { keyword, message } if keyword == REFERENCE => message.parse().ok(),
            _ => None,
        };
        let told = told.and_then(|index: usize| with(|judgment| judgment.errors.get(index).cloned())?);
        let errors = match told {
            Some(told) => {
                let told = told.into_iter();
                told.map(|(within, message)| (format!("{at}{within}"), message))
                    .collect()
            }
            None => vec![(at, error.to_string())],
        };
        for error in errors {
            if found.len() < ERRORS && !found.contains(&error) {
                found.push(error);
            }
        }
    }
    found
}

struct Reference(String);

#[allow(clippy::needless_pass_by_value, reason = "jsonschema calls it")]
#[allow(clippy::unnecessary_wraps, reason = "jsonschema calls it")]
fn reference<'a>(
    _: &'a Map<String, Value>,
    reference: &'a Value,
    _: Location,
) -> Result<Box<dyn for<'i> Keyword<'i>>, ValidationError<'a>> {
    let reference = reference.as_str().unwrap_or_default();
    Ok(Box::new(Reference(reference.to_owned())))
}

impl<'i> Keyword<'i> for Reference {
    fn is_valid(&self, instance: &'i Value) -> bool {
        let known = with(|judgment| {
            let key = judgment.key(&self.0, instance);
            judgment.known.get(&key).copied()
        });
        if let Some(known) = known.flatten() {
            return known;
        }
        let is_valid = self.enter(instance, |validator| validator.is_valid(instance));
        let Some(is_valid) = is_valid else {
            return true;
        };
        with(|judgment| {
            let key = judgment.key(&self.0, instance);
            judgment.known.insert(key, is_valid);
        });
        is_valid
    }

    fn validate(&self, instance: &'i Value) -> Result<(), ValidationError<'i>> {
        if self.is_valid(instance) {
            return Ok(());
        }
        let told = with(|judgment| {
            let key = judgment.key(&self.0, instance);
            judgment.told.get(&key).copied()
        });
        let told = told.flatten().or_else(|| {
            let found = self.enter(instance, |validator| errors(validator, instance))?;
            with(|judgment| {
                let key = judgment.key(&self.0, instance);
                judgment.errors.push(found);
                let index = judgment.errors.len() - 1;
                judgment.told.insert(key, index);
                index
            })
        });
        Err(ValidationError::custom(told.map_or_else(
            || format!("not valid by {}", self.0),
            |told| told.to_string(),
        )))
    }
}

impl Reference {
    /// Calls something with the validator. `None` if there is none, or it judges the value already.
    fn enter<T>(&self, instance: &Value, call: impl FnOnce(&Validator) -> T) -> Option<T> {
        let (document, unions) = with(|judgment| {
            let entry = (self.0.clone(), std::ptr::from_ref(instance));
            judgment.followed += 1;
            judgment.is_too_much |= judgment.followed > FOLLOWED || judgment.entered.len() == NESTED;
            if judgment.is_too_much || judgment.entered.contains(&entry) {
                return None;
            }
            judgment.entered.push(entry);
            Some((judgment.document.clone(), judgment.unions))
        })??;
        let result = document
            .validator(&self.0, unions)
            .map(|validator| call(&validator));
        with(|judgment| judgment.entered.pop());
        result
    }
}

impl Judgment {
    fn key(&self, reference: &str, instance: &Value) -> Key {
        let value = match instance {
            Value::Array(_) | Value::Object(_) => Ok(std::ptr::from_ref(instance)),
            scalar => Err([0, 1].map(|index: usize| self.hashers[index].hash_one(scalar))),
        };
        (reference.to_owned(), value)
    }
}
