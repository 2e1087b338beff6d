//! Numbers of JSON, compared exactly.

use std::cmp::Ordering;

use serde_json::Value;

/// Returns the number as an integer; rounded up where it has a fraction.
pub fn integer(value: &Value) -> Option<i128> {
    #[allow(clippy::cast_possible_truncation)]
    let rounded = value.as_f64().map(|number| number.ceil() as i128);
    value
        .as_i64()
        .map(i128::from)
        .or_else(|| value.as_u64().map(i128::from))
        .or(rounded)
}

/// Returns the integer as a number of JSON, if 64 bits hold it.
pub fn number(integer: i128) -> Option<Value> {
    i64::try_from(integer)
        .map(Value::from)
        .or_else(|_| u64::try_from(integer).map(Value::from))
        .ok()
}

/// Returns which of two numbers is larger: of integers exactly, which 64-bit floats are not.
pub(crate) fn compare(a: &Value, b: &Value) -> Option<Ordering> {
    let is_integer = |value: &Value| value.is_i64() || value.is_u64();
    if is_integer(a) && is_integer(b) {
        Some(integer(a)?.cmp(&integer(b)?))
    } else {
        a.as_f64()?.partial_cmp(&b.as_f64()?)
    }
}
