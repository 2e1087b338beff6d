//! Numbers of JSON, compared exactly.

use serde_json::Value;

/// The number as an integer; rounded up where it has a fraction.
pub(super) fn integer(value: &Value) -> Option<i128> {
    #[allow(clippy::cast_possible_truncation)]
    let rounded = value.as_f64().map(|number| number.ceil() as i128);
    value
        .as_i64()
        .map(i128::from)
        .or_else(|| value.as_u64().map(i128::from))
        .or(rounded)
}

/// The integer as a number of JSON, if 64 bits hold it.
pub(super) fn number(integer: i128) -> Option<Value> {
    i64::try_from(integer)
        .map(Value::from)
        .or_else(|_| u64::try_from(integer).map(Value::from))
        .ok()
}
