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

/// The bound as it was before it went through JavaScript, whose numbers are all 64-bit floats: a document that was written there
/// has `9223372036854776000` for the largest integer of 64 bits.
#[allow(clippy::cast_precision_loss)]
pub(super) fn unrounded(bound: i128) -> i128 {
    let limits: [i128; 3] = [i64::MIN.into(), i64::MAX.into(), u64::MAX.into()];
    let before = limits.into_iter().find(|limit| *limit as f64 == bound as f64);
    before.unwrap_or(bound)
}
