//! Bounds of numbers, as documents have them.

/// The bound as it was before it went through JavaScript, whose numbers are all 64-bit floats: a document that was written there
/// has `9223372036854776000` for the largest integer of 64 bits.
#[allow(clippy::cast_precision_loss)]
pub(super) fn unrounded(bound: i128) -> i128 {
    let limits: [i128; 3] = [i64::MIN.into(), i64::MAX.into(), u64::MAX.into()];
    let before = limits.into_iter().find(|limit| *limit as f64 == bound as f64);
    before.unwrap_or(bound)
}
