//! The text of one value: JSON says what kind it is, and text does not.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;
use serde_json::{Number, Value};

use crate::codec::json::{self, Decimal, Tree};
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
pub(crate) fn value(text: &str, schema: Option<&Value>, components: &Components) -> Tree {
    let kinds = schema.map_or(Kinds::STRING, |schema| components.kinds(schema));
    if kinds.is_open() {
        return text.into();
    }
    typed(text, kinds).unwrap_or_else(|| text.into())
}

/// Returns the value with the text of each number and boolean in its place, as it was written.
pub(crate) fn as_text(value: &Tree) -> Tree {
    match value {
        Tree::Number(_) | Tree::Bool(_) => Tree::String(value.to_string()),
        Tree::Array(items) => items.iter().map(as_text).collect(),
        Tree::Object(properties) => {
            let properties = properties.iter();
            let properties = properties.map(|(name, value)| (name.clone(), as_text(value)));
            Tree::Object(properties.collect())
        }
        Tree::Null | Tree::String(_) => value.clone(),
    }
}

fn typed(text: &str, kinds: Kinds) -> Option<Tree> {
    // Where a string fits as well, only what a value of another kind is written as is one.
    let is_written = |value: &Tree| {
        let written = value.to_value().to_string();
        written == text
    };
    let is_own = |value: &Tree| !kinds.has(Kinds::STRING) || is_written(value);
    let candidates = [
        number(text)
            .filter(|number| match is_integral(number.as_str()) {
                true => kinds.has(Kinds::INTEGER),
                false => kinds.has(Kinds::NUMBER),
            })
            .map(Tree::Number),
        matches!(text, "true" | "false")
            .then(|| Tree::Bool(text == "true"))
            .filter(|_| kinds.has(Kinds::BOOLEAN)),
        (text == "null" && kinds.has(Kinds::NULL) && !kinds.has(Kinds::STRING)).then_some(Tree::Null),
        composite(text, kinds),
    ];
    candidates.into_iter().flatten().find(is_own)
}

/// Returns the number that a text writes as JSON does, if floats go that far.
fn number(text: &str) -> Option<Decimal> {
    let is_number = text
        .bytes()
        .all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte));
    match is_number && !text.is_empty() {
        true if text.parse::<Number>().is_ok() => text.parse().ok(),
        _ => None,
    }
}

fn is_integral(number: &str) -> bool {
    !number.contains(['.', 'e', 'E'])
}

/// Returns the list or object that a text writes as JSON: what stands where only a scalar can.
fn composite(text: &str, kinds: Kinds) -> Option<Tree> {
    let is_meant = match text.as_bytes().first() {
        Some(b'[') => kinds.has(Kinds::ARRAY),
        Some(b'{') => kinds.has(Kinds::OBJECT),
        _ => false,
    };
    is_meant.then(|| json::from_slice(text.as_bytes()).ok()).flatten()
}
