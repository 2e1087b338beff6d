//! The text of one value: JSON says what kind it is, and text does not.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;
use serde_json::{Number, Value};

use crate::server::kinds::Kinds;
use crate::server::schema::Components;

/// How the text of a value is encoded where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Escape {
    /// Not at all: a header.
    None,
    /// By percent signs: a path, a cookie.
    Percent,
    /// By percent signs, and a plus sign is a space: a query, a form.
    Form,
}

impl Escape {
    /// Returns what the text says.
    ///
    /// # Errors
    /// It is no UTF-8.
    pub(crate) fn decode(self, text: &str) -> Result<Cow<'_, str>, &'static str> {
        let text: Cow<'_, str> = match self {
            Escape::None => return Ok(Cow::Borrowed(text)),
            Escape::Form if text.contains('+') => Cow::Owned(text.replace('+', " ")),
            Escape::Form | Escape::Percent => Cow::Borrowed(text),
        };
        let decoded = match text {
            Cow::Borrowed(text) => percent_decode_str(text).decode_utf8(),
            Cow::Owned(text) => {
                return percent_decode_str(&text)
                    .decode_utf8()
                    .map(|text| Cow::Owned(text.into_owned()))
                    .map_err(|_| NO_TEXT);
            }
        };
        decoded.map_err(|_| NO_TEXT)
    }
}

const NO_TEXT: &str = "expected text in UTF-8, found other bytes";

/// Returns the value that a text stands for. A text that fits no kind stays a string, of which the schema then says what is wrong.
pub(crate) fn value(text: &str, schema: Option<&Value>, components: &Components) -> Value {
    let kinds = schema.map_or(Kinds::STRING, |schema| components.kinds(schema));
    if kinds.is_open() {
        return text.into();
    }
    typed(text, kinds).unwrap_or_else(|| text.into())
}

/// Returns the value with the text of each number and boolean in its place, as it was written.
pub(crate) fn as_text(value: &Value) -> Value {
    match value {
        Value::Number(_) | Value::Bool(_) => value.to_string().into(),
        Value::Array(items) => items.iter().map(as_text).collect(),
        Value::Object(properties) => {
            let properties = properties.iter();
            let properties = properties.map(|(name, value)| (name.clone(), as_text(value)));
            Value::Object(properties.collect())
        }
        Value::Null | Value::String(_) => value.clone(),
    }
}

fn typed(text: &str, kinds: Kinds) -> Option<Value> {
    // Where a string fits as well, only what a value of another kind is written as is one.
    let is_written = |value: &Value| serde_json::to_string(value).is_ok_and(|written| written == text);
    let is_own = |value: &Value| !kinds.has(Kinds::STRING) || is_written(value);
    let candidates = [
        number(text)
            .filter(|number| match number.is_f64() {
                true => kinds.has(Kinds::NUMBER),
                false => kinds.has(Kinds::INTEGER),
            })
            .map(Value::Number),
        matches!(text, "true" | "false")
            .then(|| Value::Bool(text == "true"))
            .filter(|_| kinds.has(Kinds::BOOLEAN)),
        (text == "null" && kinds.has(Kinds::NULL) && !kinds.has(Kinds::STRING)).then_some(Value::Null),
        composite(text, kinds),
    ];
    candidates.into_iter().flatten().find(is_own)
}

/// Returns the number that a text writes as JSON does.
fn number(text: &str) -> Option<Number> {
    let is_number = text
        .bytes()
        .all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte));
    match is_number && !text.is_empty() {
        true => serde_json::from_str(text).ok(),
        false => None,
    }
}

/// Returns the list or object that a text writes as JSON: what stands where only a scalar can.
fn composite(text: &str, kinds: Kinds) -> Option<Value> {
    let is_meant = match text.as_bytes().first() {
        Some(b'[') => kinds.has(Kinds::ARRAY),
        Some(b'{') => kinds.has(Kinds::OBJECT),
        _ => false,
    };
    is_meant.then(|| serde_json::from_str(text).ok()).flatten()
}
