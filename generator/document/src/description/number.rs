use std::cmp::Ordering;
use std::fmt;

use crate::source;

/// A number of a document, exactly: bounds of 64-bit integers and beyond are not rounded.
#[derive(Clone, Copy, Debug)]
pub enum Number {
    /// A whole number that was written as one.
    Integer(i128),
    /// Any other number, as the nearest `f64`: a fraction, a number with an exponent, a whole number beyond `i128`.
    Real(f64),
}

impl Number {
    /// Returns the number that `text` writes in JSON's or YAML's decimal form; `None` where it is none.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Ok(integer) = text.parse() {
            return Some(Self::Integer(integer));
        }
        let real: f64 = text.parse().ok()?;
        real.is_finite().then_some(Self::Real(real))
    }

    /// Returns the number as an integer, if it is a whole one: `1.0` and `1e3` are.
    pub fn as_integer(self) -> Option<i128> {
        match self {
            Self::Integer(integer) => Some(integer),
            #[allow(clippy::cast_possible_truncation)] // the range is checked
            Self::Real(real) if real.fract() == 0.0 && real.abs() < 1.7e38 => Some(real as i128),
            Self::Real(_) => None,
        }
    }

    /// Returns the nearest `f64`.
    pub fn as_f64(self) -> f64 {
        match self {
            #[allow(clippy::cast_precision_loss)] // the nearest is what is asked for
            Self::Integer(integer) => integer as f64,
            Self::Real(real) => real,
        }
    }

    /// Returns the number as JSON.
    pub fn to_json(self) -> serde_json::Value {
        match self {
            Self::Integer(integer) => match (i64::try_from(integer), u64::try_from(integer)) {
                (Ok(integer), _) => integer.into(),
                (_, Ok(integer)) => integer.into(),
                _ => self.as_f64().into(),
            },
            Self::Real(real) => real.into(),
        }
    }
}

/// Exact, however large it is: by the text that its author wrote.
impl From<&source::Number> for Number {
    fn from(number: &source::Number) -> Self {
        match number.spelling() {
            Some(text) => Self::parse(text).unwrap_or_else(|| number.value().into()),
            None => number.value().into(),
        }
    }
}

impl From<i128> for Number {
    fn from(integer: i128) -> Self {
        Self::Integer(integer)
    }
}

impl From<&serde_json::Number> for Number {
    fn from(number: &serde_json::Number) -> Self {
        match (number.as_i64(), number.as_u64()) {
            (Some(integer), _) => Self::Integer(integer.into()),
            (_, Some(integer)) => Self::Integer(integer.into()),
            _ => Self::Real(number.as_f64().unwrap_or_default()),
        }
    }
}

/// Compared as values: `1` is `1.0`.
impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.partial_cmp(other) == Some(Ordering::Equal)
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        match (self.as_integer(), other.as_integer()) {
            (Some(one), Some(other)) => Some(one.cmp(&other)),
            _ => self.as_f64().partial_cmp(&other.as_f64()),
        }
    }
}

impl fmt::Display for Number {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Integer(integer) => integer.fmt(formatter),
            Self::Real(real) => real.fmt(formatter),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Number;

    #[test]
    fn whole_numbers_are_exact_beyond_64_bits() {
        for text in [
            "18446744073709551615",
            "-9223372036854775809",
            "99999999999999999999999",
        ] {
            assert_eq!(
                Number::parse(text).map(|number| number.to_string()).as_deref(),
                Some(text)
            );
        }
    }

    #[test]
    fn a_whole_number_with_an_exponent_is_an_integer() {
        let number = Number::parse("1.8446744073709552e+19");
        assert_eq!(number.and_then(Number::as_integer), Some(1 << 64));
    }

    #[test]
    fn numbers_are_compared_as_values() {
        assert_eq!(Number::Integer(1), Number::Real(1.0));
        assert!(Number::Integer(1) < Number::Real(1.5));
    }

    #[test]
    fn words_and_infinities_are_no_numbers() {
        for text in ["", "one", "inf", "NaN", "1e999"] {
            assert_eq!(Number::parse(text), None, "{text}");
        }
    }
}
