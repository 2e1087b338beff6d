//! Keywords for numbers, as exactly as `openapiv3` and JSON hold them.

use indexmap::IndexMap;
use serde_json::Value;

use specwright_document::description::{Number, NumberKeywords};

/// The keywords, as `i64`.
#[derive(Default)]
pub(super) struct Integers {
    pub(super) minimum: Option<i64>,
    pub(super) maximum: Option<i64>,
    pub(super) multiple_of: Option<i64>,
}

impl Integers {
    /// Returns the keywords, if each is a whole number within `i64`.
    pub(super) fn new(keywords: &NumberKeywords) -> Option<Self> {
        let whole = |number: Option<Number>| match number {
            None => Some(None),
            Some(number) => i64::try_from(number.as_integer()?).ok().map(Some),
        };
        Some(Self {
            minimum: whole(keywords.minimum)?,
            maximum: whole(keywords.maximum)?,
            multiple_of: whole(keywords.multiple_of)?,
        })
    }
}

/// The keywords, as `f64`.
#[derive(Default)]
pub(super) struct Reals {
    pub(super) minimum: Option<f64>,
    pub(super) maximum: Option<f64>,
    pub(super) multiple_of: Option<f64>,
}

impl Reals {
    /// Returns the keywords that an `f64` holds, and adds those to `others` that only the text can have.
    pub(super) fn new(keywords: &NumberKeywords, others: &mut IndexMap<String, Value>) -> Self {
        let mut real = |name: &str, number: Option<Number>, nearest: fn(Number) -> Option<f64>| {
            let number = number?;
            match number.as_integer() {
                Some(integer) if !is_exact(integer) => match exact(integer) {
                    Some(value) => {
                        others.insert(name.to_owned(), value);
                        None
                    }
                    None => nearest(number),
                },
                _ => Some(number.as_f64()),
            }
        };
        Self {
            minimum: real("minimum", keywords.minimum, |number| {
                Some(number.as_f64().next_down())
            }),
            maximum: real("maximum", keywords.maximum, |number| {
                Some(number.as_f64().next_up())
            }),
            multiple_of: real("multipleOf", keywords.multiple_of, |_| None),
        }
    }
}

/// Returns whether an `f64` holds the integer.
#[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation)] // that is what is asked
fn is_exact(integer: i128) -> bool {
    (integer as f64) as i128 == integer
}

/// Returns the integer as JSON, if that holds it.
fn exact(integer: i128) -> Option<Value> {
    match (i64::try_from(integer), u64::try_from(integer)) {
        (Ok(integer), _) => Some(integer.into()),
        (_, Ok(integer)) => Some(integer.into()),
        _ => None,
    }
}
