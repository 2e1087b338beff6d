use chrono::DateTime;
use serde_json::{Map, Value};

use super::applicable::{Applicable, applicable};
use super::translate::TEXT_OF_NUMBER;
use super::validators::decoded;
use super::{Bundle, Validators};

/// Where `received`, which came back from a decoding and an encoding of `sent`, is another value; `None` where it
/// is the same. Both are read by the schema at `pointer` of the bundle, by which `sent` is valid:
///
/// - numbers are equal by value (`1` and `1.0`), and of format `float` as 32-bit numbers;
/// - a string that holds a number and that may be one, as its pattern says, by the number;
/// - strings of format `date-time` by the instant, of `uuid` by the number, of `byte` by the bytes;
/// - a property of `sent` that no schema declares may be missing, if a schema that applies names other properties
///   and none speaks of additional ones; so may properties within it;
/// - if `sent` is valid by the validator, so must be `received`.
///
/// A value that is valid only where a `oneOf` takes what fits several alternatives is read by schemas that do.
pub fn difference(
    bundle: &Bundle,
    validators: &Validators,
    pointer: &str,
    sent: &Value,
    received: &Value,
) -> Option<String> {
    let (bundle, validators) = validators.judging(bundle, pointer, sent);
    let comparison = Comparison { bundle, validators };
    let found = comparison.compare("$", vec![pointer.to_owned()], sent, received);
    let spoils =
        || sent != received && validators.is_valid(pointer, sent) && !validators.is_valid(pointer, received);
    found.or_else(|| spoils().then(|| format!("$: what came back is not valid any more: {received}")))
}

struct Comparison<'a> {
    bundle: &'a Bundle,
    validators: &'a Validators,
}

impl Comparison<'_> {
    fn compare(&self, path: &str, pointers: Vec<String>, sent: &Value, received: &Value) -> Option<String> {
        if sent == received {
            return None;
        }
        let schemas = applicable(self.bundle, self.validators, pointers, sent);
        match (sent, received) {
            (Value::Object(sent), Value::Object(received)) => {
                self.compare_objects(path, &schemas, sent, received)
            }
            (Value::Array(sent), Value::Array(received)) if sent.len() == received.len() => sent
                .iter()
                .zip(received)
                .enumerate()
                .find_map(|(index, (sent, received))| {
                    let pointers = schemas.iter().filter_map(|schema| schema.item(index)).collect();
                    self.compare(&format!("{path}[{index}]"), pointers, sent, received)
                }),
            _ => {
                (!same_scalar(&schemas, sent, received)).then(|| format!("{path}: {sent} became {received}"))
            }
        }
    }

    fn compare_objects(
        &self,
        path: &str,
        schemas: &[Applicable<'_>],
        sent: &Map<String, Value>,
        received: &Map<String, Value>,
    ) -> Option<String> {
        let may_drop = schemas.iter().any(Applicable::names_properties);
        for (name, value) in sent {
            let pointers: Vec<String> = schemas.iter().flat_map(|schema| schema.property(name)).collect();
            let path = format!("{path}.{name}");
            match received.get(name) {
                Some(received) if pointers.is_empty() && may_drop && is_left_of(received, value) => {}
                Some(received) => {
                    if let Some(found) = self.compare(&path, pointers, value, received) {
                        return Some(found);
                    }
                }
                None if pointers.is_empty() && may_drop => {}
                None => return Some(format!("{path}: {value} is lost")),
            }
        }
        let added = received.iter().find(|(name, _)| !sent.contains_key(*name));
        added.map(|(name, value)| format!("{path}.{name}: {value} is added"))
    }
}

/// Whether `received` is `sent`, or what is left of it when objects within lose properties.
fn is_left_of(received: &Value, sent: &Value) -> bool {
    match (received, sent) {
        (Value::Object(received), Value::Object(sent)) => received
            .iter()
            .all(|(name, value)| sent.get(name).is_some_and(|sent| is_left_of(value, sent))),
        (Value::Array(received), Value::Array(sent)) => {
            let mut pairs = received.iter().zip(sent);
            received.len() == sent.len() && pairs.all(|(received, sent)| is_left_of(received, sent))
        }
        _ => received == sent,
    }
}

fn same_scalar(schemas: &[Applicable<'_>], sent: &Value, received: &Value) -> bool {
    let has_format = |name: &str| {
        schemas
            .iter()
            .any(|schema| schema.keywords.get("format").and_then(Value::as_str) == Some(name))
    };
    match (sent, received) {
        (Value::Number(sent), Value::Number(received)) => match (sent.as_f64(), received.as_f64()) {
            #[allow(clippy::cast_possible_truncation)]
            (Some(a), Some(b)) if has_format("float") => a as f32 == b as f32,
            (Some(a), Some(b)) => {
                let both_integers = !sent.is_f64() && !received.is_f64();
                if both_integers {
                    sent.to_string() == received.to_string()
                } else {
                    a == b
                }
            }
            _ => false,
        },
        (Value::String(sent), Value::Number(received)) => {
            has_format(TEXT_OF_NUMBER) && sent.parse().ok() == received.as_f64()
        }
        (Value::String(sent), Value::String(received)) => {
            let instants = || {
                Some((
                    DateTime::parse_from_rfc3339(sent).ok()?,
                    DateTime::parse_from_rfc3339(received).ok()?,
                ))
            };
            (has_format("date-time") && instants().is_some_and(|(a, b)| a == b))
                || ((has_format("uuid") || has_format("guid")) && sent.eq_ignore_ascii_case(received))
                || (has_format("byte") && decoded(sent).is_some() && decoded(sent) == decoded(received))
        }
        _ => false,
    }
}
