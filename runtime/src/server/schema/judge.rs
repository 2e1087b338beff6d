//! Whether a value fits, by validators that share those of the components.
//!
//! A reference to a component is a keyword of our own, which calls the component's validator: it is compiled once, and judges a value once, however
//! many ways of references lead to it. What is known of a value is kept while the whole that it is in is judged.

use std::cell::RefCell;
use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;

use jsonschema::error::ValidationErrorKind;
use jsonschema::paths::Location;
use jsonschema::{Keyword, ValidationError, Validator};
use serde_json::{Map, Value};

use super::union::UNION;
use super::{Components, MAX_VIOLATIONS, Side, json_path};
use crate::server::rejection::Violation;

/// The keyword of a reference: its value is the index of a component.
pub(super) const REFERENCE: &str = "x-component";

/// How many references are followed within each other. The stack holds them also without optimization.
const MAX_NESTED: usize = 512;
/// How many references are followed for one value, and for each value in it.
const MAX_FOLLOWED: (usize, usize) = (1_000_000, 64);
/// What took fewer references is found again, not kept.
const LEAST_KEPT: usize = 16;
/// How many results are kept at least, of those that were asked for last.
const MAX_KEPT: usize = 50_000;
/// What a value may weigh so that more than its first violation is told: values, and 16 bytes of a text.
const MAX_THOROUGH: usize = 4_000;

thread_local! {
    static JUDGMENT: RefCell<Option<Judgment>> = const { RefCell::new(None) };
}

/// A value that is being judged.
struct Judgment {
    components: Arc<Components>,
    side: Side,
    hashers: [RandomState; 2],
    /// What was found lately, and before that.
    known: [HashMap<Key, bool>; 2],
    /// Where in `violations` those of a value are.
    told: HashMap<Key, usize>,
    violations: Vec<Vec<Violation>>,
    /// Components that are judging values, by the addresses of these.
    entered: Vec<(usize, *const Value)>,
    followed: usize,
    most_followed: usize,
    is_thorough: bool,
    is_too_much: bool,
}

/// A component, and a value that it judges.
type Key = (usize, Judged);

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Judged {
    /// What holds others, by its address: it stays where it is.
    Container(*const Value),
    /// Anything else, by what it is: names of properties are values that come and go.
    Scalar([u64; 2]),
}

/// Returns why a value does not fit; nothing if it does.
pub(super) fn violations(
    validator: &Validator,
    value: &Value,
    side: Side,
    components: &Arc<Components>,
) -> Vec<Violation> {
    judge(validator, value, side, components).0
}

/// Returns why a value does not fit, and how many references were followed to find out.
fn judge(
    validator: &Validator,
    value: &Value,
    side: Side,
    components: &Arc<Components>,
) -> (Vec<Violation>, usize) {
    let (count, weight) = size(value);
    let judgment = Judgment {
        components: components.clone(),
        side,
        hashers: Default::default(),
        known: Default::default(),
        told: HashMap::new(),
        violations: Vec::new(),
        entered: Vec::new(),
        followed: 0,
        most_followed: MAX_FOLLOWED
            .0
            .saturating_add(count.saturating_mul(MAX_FOLLOWED.1)),
        is_thorough: weight <= MAX_THOROUGH,
        is_too_much: false,
    };
    let _end = begin(judgment);
    let found = match validator.is_valid(value) {
        true => Vec::new(),
        false => violations_of(validator, value),
    };
    let (is_too_much, followed) =
        with(|judgment| (judgment.is_too_much, judgment.followed)).unwrap_or_default();
    match is_too_much {
        true => (
            vec![Violation::new("$", "the value takes too much work to check")],
            followed,
        ),
        false => (found, followed),
    }
}

/// Ends a judgment, also where the program panics.
struct End;

impl Drop for End {
    fn drop(&mut self) {
        JUDGMENT.set(None);
    }
}

fn begin(judgment: Judgment) -> End {
    JUDGMENT.set(Some(judgment));
    End
}

fn with<T>(use_it: impl FnOnce(&mut Judgment) -> T) -> Option<T> {
    JUDGMENT.with_borrow_mut(|judgment| judgment.as_mut().map(use_it))
}

/// Returns how many values a value holds, itself included, and what they weigh.
fn size(value: &Value) -> (usize, usize) {
    let (mut count, mut weight) = (0, 0);
    let mut waiting = vec![value];
    while let Some(value) = waiting.pop() {
        count += 1;
        weight += 1;
        match value {
            Value::String(text) => weight += text.len() / 16,
            Value::Array(items) => waiting.extend(items),
            Value::Object(fields) => {
                weight += fields.keys().map(|name| name.len() / 16).sum::<usize>();
                waiting.extend(fields.values());
            }
            _ => {}
        }
    }
    (count, weight)
}

/// Returns the violations of a value that is known not to fit.
pub(super) fn violations_of(validator: &Validator, value: &Value) -> Vec<Violation> {
    let mut found: Vec<Violation> = Vec::new();
    let mut add = |error: ValidationError<'_>| {
        let path = json_path(error.instance_path().as_str());
        let violations = match told_by(&error) {
            Some(violations) => {
                let step = path.strip_prefix('$').unwrap_or(&path);
                violations
                    .into_iter()
                    .map(|violation| violation.within(step))
                    .collect()
            }
            None => vec![Violation::new(path, error.masked_with("the value").to_string())],
        };
        for violation in violations {
            if found.len() < MAX_VIOLATIONS && !found.contains(&violation) {
                found.push(violation);
            }
        }
    };
    match with(|judgment| judgment.is_thorough) {
        Some(true) => validator.iter_errors(value).for_each(add),
        _ => {
            let _ = validator.validate(value).map_err(&mut add);
        }
    }
    found
}

/// Returns the error of a keyword that stands for violations. They are passed on beside: an error has no room for several, with their paths.
pub(super) fn told<'a>(violations: Vec<Violation>) -> ValidationError<'a> {
    let index = with(|judgment| judgment.pass_on(violations));
    not_fitting(index)
}

fn not_fitting<'a>(told: Option<usize>) -> ValidationError<'a> {
    ValidationError::custom(told.map_or_else(|| "the value does not fit".to_owned(), |told| told.to_string()))
}

/// Returns the violations that the error of a keyword of our own stands for.
fn told_by(error: &ValidationError<'_>) -> Option<Vec<Violation>> {
    let ValidationErrorKind::Custom { keyword, message } = error.kind() else {
        return None;
    };
    let index: usize = message
        .parse()
        .ok()
        .filter(|_| keyword == REFERENCE || keyword == UNION)?;
    with(|judgment| judgment.violations.get(index).cloned())?
}

/// A reference to a component, as a keyword.
struct Reference(usize);

/// Makes the keyword of a reference.
#[allow(
    clippy::needless_pass_by_value,
    clippy::unnecessary_wraps,
    reason = "jsonschema calls it"
)]
pub(super) fn reference<'a>(
    _: &'a Map<String, Value>,
    index: &'a Value,
    _: Location,
) -> Result<Box<dyn for<'i> Keyword<'i>>, ValidationError<'a>> {
    let index = index.as_u64().and_then(|index| usize::try_from(index).ok());
    Ok(Box::new(Reference(index.unwrap_or(usize::MAX))))
}

impl<'i> Keyword<'i> for Reference {
    fn is_valid(&self, instance: &'i Value) -> bool {
        let known = with(|judgment| judgment.known(self.0, instance));
        match known {
            Some(Some(known)) => known,
            // It holds itself, or is of no judgment.
            _ => self.judge(instance),
        }
    }

    fn validate(&self, instance: &'i Value) -> Result<(), ValidationError<'i>> {
        if self.is_valid(instance) {
            return Ok(());
        }
        let told = with(|judgment| {
            let key = judgment.key(self.0, instance);
            judgment.told.get(&key).copied()
        });
        let told = told.flatten().or_else(|| {
            let found = self.enter(instance, |validator| violations_of(validator, instance))?;
            with(|judgment| judgment.tell(self.0, instance, found))
        });
        Err(not_fitting(told))
    }
}

impl Reference {
    fn judge(&self, instance: &Value) -> bool {
        let Some(before) = with(|judgment| judgment.follow()) else {
            return true;
        };
        let Some(before) = before else {
            return false;
        };
        let is_valid = self
            .enter(instance, |validator| validator.is_valid(instance))
            .unwrap_or(true);
        with(|judgment| judgment.keep(self.0, instance, is_valid, before));
        is_valid
    }

    /// Calls something with the validator of the component. `None` if there is none, or it judges the value already.
    fn enter<T>(&self, instance: &Value, call: impl FnOnce(&Validator) -> T) -> Option<T> {
        let (components, side) = with(|judgment| {
            let entry = (self.0, std::ptr::from_ref(instance));
            // Those of the same value are on top.
            let mut of_value = judgment
                .entered
                .iter()
                .rev()
                .take_while(|(_, value)| *value == entry.1);
            if of_value.any(|entered| *entered == entry) {
                return None;
            }
            if judgment.entered.len() == MAX_NESTED {
                judgment.is_too_much = true;
                return None;
            }
            judgment.entered.push(entry);
            Some((judgment.components.clone(), judgment.side))
        })??;
        let result = components.validator(self.0, side).map(call);
        with(|judgment| judgment.entered.pop());
        result
    }
}

impl Judgment {
    fn key(&self, component: usize, instance: &Value) -> Key {
        let judged = match instance {
            Value::Array(_) | Value::Object(_) => Judged::Container(instance),
            scalar => Judged::Scalar([0, 1].map(|index: usize| self.hashers[index].hash_one(scalar))),
        };
        (component, judged)
    }

    fn known(&mut self, component: usize, instance: &Value) -> Option<bool> {
        if self.known.iter().all(HashMap::is_empty) {
            return None;
        }
        let key = self.key(component, instance);
        let [lately, before] = &self.known;
        lately.get(&key).or_else(|| before.get(&key)).copied()
    }

    /// Counts a reference that is followed, and returns how many were before; `None` if there were too many.
    fn follow(&mut self) -> Option<usize> {
        if self.is_too_much || self.followed == self.most_followed {
            self.is_too_much = true;
            return None;
        }
        self.followed += 1;
        Some(self.followed)
    }

    fn keep(&mut self, component: usize, instance: &Value, is_valid: bool, before: usize) {
        if self.followed - before < LEAST_KEPT {
            return;
        }
        if self.known[0].len() == MAX_KEPT {
            self.known.swap(0, 1);
            self.known[0].clear();
        }
        let key = self.key(component, instance);
        self.known[0].insert(key, is_valid);
    }

    fn tell(&mut self, component: usize, instance: &Value, mut found: Vec<Violation>) -> usize {
        if found.is_empty() {
            found.push(Violation::new("$", "the value does not fit"));
        }
        let key = self.key(component, instance);
        let index = self.pass_on(found);
        self.told.insert(key, index);
        index
    }

    fn pass_on(&mut self, found: Vec<Violation>) -> usize {
        self.violations.push(found);
        self.violations.len() - 1
    }
}

#[cfg(test)]
mod tests;
