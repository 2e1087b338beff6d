use std::fmt;

/// A number, with the text that its author wrote where that is not how the value is printed.
///
/// `version: 1.10` is a number to YAML, yet its author meant the text `1.10`: [`Display`](fmt::Display) gives
/// just that text, and [`value`](Number::value) the number.
#[derive(Clone)]
pub struct Number(Form);

#[derive(Clone)]
enum Form {
    Plain(serde_json::Number),
    Spelled(Box<Spelled>),
}

#[derive(Clone)]
struct Spelled {
    value: serde_json::Number,
    text: Box<str>,
}

impl Number {
    /// Creates a number that is written as `text`.
    pub fn spelled(value: serde_json::Number, text: &str) -> Self {
        if value.to_string() == text {
            return Self(Form::Plain(value));
        }
        let text = text.into();
        Self(Form::Spelled(Box::new(Spelled { value, text })))
    }

    /// Returns the value.
    pub fn value(&self) -> &serde_json::Number {
        match &self.0 {
            Form::Plain(value) => value,
            Form::Spelled(spelled) => &spelled.value,
        }
    }

    /// Returns the text that its author wrote, where that is not how the value is printed.
    pub fn spelling(&self) -> Option<&str> {
        match &self.0 {
            Form::Plain(_) => None,
            Form::Spelled(spelled) => Some(&spelled.text),
        }
    }

    /// Returns the value, if it is a whole number within `i64`.
    pub fn as_i64(&self) -> Option<i64> {
        self.value().as_i64()
    }

    /// Returns the value, if it is a whole number within `u64`.
    pub fn as_u64(&self) -> Option<u64> {
        self.value().as_u64()
    }

    /// Returns the value, or the nearest to it.
    pub fn as_f64(&self) -> Option<f64> {
        self.value().as_f64()
    }
}

impl<T: Into<serde_json::Number>> From<T> for Number {
    fn from(value: T) -> Self {
        Self(Form::Plain(value.into()))
    }
}

impl fmt::Display for Number {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Form::Plain(value) => value.fmt(formatter),
            Form::Spelled(spelled) => formatter.write_str(&spelled.text),
        }
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Number({self})")
    }
}

/// Equal as values: `1.0` and `1.00` are the same number.
impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.value() == other.value()
    }
}
