//! Ids, which are texts or whole numbers, read from text.

use serde_json::Value;

use super::{Decode, DecodeError};

/// Reads an id: as a whole number if the text is one and the type has room for it, else as a text.
///
/// # Errors
/// The text is no value of the type.
pub fn read_id<T: Decode>(text: &str) -> Result<T, DecodeError> {
    if is_whole_number(text)
        && let Ok(number) = super::from_slice(text.as_bytes())
    {
        return Ok(number);
    }
    super::from_value(&Value::String(text.to_owned()))
}

/// Returns whether the text is how a whole number is written: `007` and `-0` are not.
fn is_whole_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_zero = text == "0";
    !digits.is_empty()
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && (is_zero || !digits.starts_with('0'))
}
