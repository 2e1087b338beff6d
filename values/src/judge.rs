use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::sync::{Arc, Mutex, PoisonError};

use jsonschema::error::ValidationErrorKind;
use jsonschema::paths::Location;
use jsonschema::{Keyword, PatternCache, ValidationError, Validator};
use serde_json::{Map, Value};

use crate::Schemas;
use crate::linked::linked;

/// The keyword of a reference, which calls the validator of what it leads to.
pub(crate) const REFERENCE: &str = "x-specwright-reference";

/// How many references are followed for one value.
const FOLLOWED: usize = 2_000_000;

/// How many references are followed within each other.
const NESTED: usize = 512;

/// What took fewer references is found again, not kept.
const LEAST_KEPT: usize = 16;

/// How many results are kept at least, of those that were asked for last.
const KEPT: usize = 50_000;

/// How many errors of one value are told.
const ERRORS: usize = 64;

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
    /// By reference; `None` for what is no schema that the validator takes.
    validators: [Mutex<HashMap<String, Option<Arc<Validator>>>>; 2],
}

impl Judged {
    pub(crate) fn new(root: Value) -> Self {
        Judged {
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

    /// Tells whether a value is valid. What is too much work, alone or after others by the same `effort`, is not.
    pub(crate) fn is_valid(
        self: &Arc<Self>,
        validator: &Validator,
        value: &Value,
        unions: Unions,
        effort: &Effort,
    ) -> bool {
        let _end = begin(self, unions, effort.0.get());
        let is_valid = validator.is_valid(value);
        let judged = with(|judgment| (judgment.left, judgment.is_too_much));
        let (left, is_too_much) = judged.unwrap_or_default();
        effort.0.set(left);
        is_valid && !is_too_much
    }

    /// Returns where a value is not valid, as JSON pointers, each with what is wrong there.
    pub(crate) fn errors(self: &Arc<Self>, validator: &Validator, value: &Value) -> Vec<(String, String)> {
        let _end = begin(self, Unions::Strict, FOLLOWED);
        match validator.is_valid(value) {
            true => Vec::new(),
            false => errors(validator, value),
        }
    }

    fn compile(&self, schema: &Value, unions: Unions) -> Option<Validator> {
        let mut schema = linked(Schemas::new(&self.root), schema);
        relax(&mut schema, unions);
        jsonschema::options()
            .with_draft(jsonschema::Draft::Draft202012)
            .should_validate_formats(true)
            .should_ignore_unknown_formats(true)
            .with_pattern_cache(self.patterns.clone())
            .with_keyword(REFERENCE, reference)
            .offline()
            .build(&schema)
            .ok()
    }
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

thread_local! {
    static JUDGMENT: RefCell<Option<Judgment>> = const { RefCell::new(None) };
}

/// How many references may be followed for several values.
#[derive(Debug)]
pub(crate) struct Effort(Cell<usize>);

impl Default for Effort {
    fn default() -> Self {
        Effort(Cell::new(FOLLOWED))
    }
}

/// A value that is being judged.
struct Judgment {
    document: Arc<Judged>,
    unions: Unions,
    hashers: [RandomState; 2],
    /// What was found lately, and before that.
    known: [HashMap<Key, bool>; 2],
    /// Where in `errors` those of a value are.
    told: HashMap<Key, usize>,
    errors: Vec<Vec<(String, String)>>,
    /// What is judging values, by the addresses of these.
    entered: Vec<(Arc<str>, *const Value)>,
    /// How many references may still be followed.
    left: usize,
    is_too_much: bool,
}

/// What is referred to, and a value: what holds others by its address, anything else by what it is.
type Key = (Arc<str>, Result<*const Value, [u64; 2]>);

/// Ends a judgment, also where the program panics.
struct End;

impl Drop for End {
    fn drop(&mut self) {
        JUDGMENT.set(None);
    }
}

fn begin(document: &Arc<Judged>, unions: Unions, left: usize) -> End {
    JUDGMENT.set(Some(Judgment {
        document: document.clone(),
        unions,
        hashers: Default::default(),
        known: Default::default(),
        told: HashMap::new(),
        errors: Vec::new(),
        entered: Vec::new(),
        left,
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

struct Reference(Arc<str>);

#[allow(clippy::needless_pass_by_value, reason = "jsonschema calls it")]
#[allow(clippy::unnecessary_wraps, reason = "jsonschema calls it")]
fn reference<'a>(
    _: &'a Map<String, Value>,
    reference: &'a Value,
    _: Location,
) -> Result<Box<dyn for<'i> Keyword<'i>>, ValidationError<'a>> {
    let reference = reference.as_str().unwrap_or_default();
    Ok(Box::new(Reference(reference.into())))
}

impl<'i> Keyword<'i> for Reference {
    fn is_valid(&self, instance: &'i Value) -> bool {
        let known = with(|judgment| (judgment.known(&self.0, instance), judgment.left));
        let Some((known, before)) = known else {
            return true;
        };
        if let Some(known) = known {
            return known;
        }
        let is_valid = self.enter(instance, |validator| validator.is_valid(instance));
        let is_valid = is_valid.unwrap_or(true);
        with(|judgment| judgment.keep(&self.0, instance, is_valid, before));
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
            // Those of the same value are on top.
            let mut of_value = judgment
                .entered
                .iter()
                .rev()
                .take_while(|(_, value)| std::ptr::eq(*value, instance));
            if of_value.any(|(entered, _)| *entered == self.0) {
                return None;
            }
            judgment.is_too_much |= judgment.left == 0 || judgment.entered.len() == NESTED;
            if judgment.is_too_much {
                return None;
            }
            judgment.left -= 1;
            judgment
                .entered
                .push((self.0.clone(), std::ptr::from_ref(instance)));
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
    fn key(&self, reference: &Arc<str>, instance: &Value) -> Key {
        let value = match instance {
            Value::Array(_) | Value::Object(_) => Ok(std::ptr::from_ref(instance)),
            scalar => Err([0, 1].map(|index: usize| self.hashers[index].hash_one(scalar))),
        };
        (reference.clone(), value)
    }

    fn known(&self, reference: &Arc<str>, instance: &Value) -> Option<bool> {
        if self.known.iter().all(HashMap::is_empty) {
            return None;
        }
        let key = self.key(reference, instance);
        let [lately, before] = &self.known;
        lately.get(&key).or_else(|| before.get(&key)).copied()
    }

    fn keep(&mut self, reference: &Arc<str>, instance: &Value, is_valid: bool, before: usize) {
        if before - self.left < LEAST_KEPT {
            return;
        }
        if self.known[0].len() == KEPT {
            self.known.swap(0, 1);
            self.known[0].clear();
        }
        let key = self.key(reference, instance);
        self.known[0].insert(key, is_valid);
    }
}
