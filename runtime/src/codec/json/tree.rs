//! Values of any kind whose numbers have all of their digits.

use std::fmt;

#[cfg(feature = "server")]
use serde_json::{Number, Value};

use super::map::Map;
use super::reader::Kind;
use super::{Decimal, Decode, DecodeError, Encode, EncodeError, Memory, Reader, Writer};

/// A value on its way between JSON and what is not JSON: the text of a parameter, a form, XML.
///
/// [`serde_json::Value`] keeps a number that is no integer of 64 bits as the nearest float. Here a number stays as it is written.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Tree {
    Null,
    Bool(bool),
    Number(Decimal),
    String(String),
    Array(Vec<Tree>),
    Object(Map<Tree>),
}

impl Tree {
    /// Creates the tree of a value.
    ///
    /// # Errors
    /// As [`to_vec`](super::to_vec), and when the value is nested deeper than [`MAX_DEPTH`](super::MAX_DEPTH).
    pub(crate) fn of(value: &(impl Encode + ?Sized)) -> Result<Self, EncodeError> {
        super::from_slice(&super::to_vec(value)?).map_err(|error| EncodeError::new(error.to_string()))
    }

    /// Reads a value, which may take so much memory.
    ///
    /// # Errors
    /// The tree is none of a `T`. Byte offsets count in the tree's text without spaces.
    pub(crate) fn decode_within<T: Decode>(&self, memory: Memory) -> Result<T, DecodeError> {
        let text = super::to_vec(self).map_err(|error| DecodeError::custom(error.to_string(), 0))?;
        super::from_slice_within(&text, memory)
    }

    /// Returns it with numbers as [`Value`] has them, for what looks at values and does not pass them on.
    #[cfg(feature = "server")]
    pub(crate) fn to_value(&self) -> Value {
        match self {
            Self::Null => Value::Null,
            Self::Bool(value) => (*value).into(),
            Self::Number(number) => match number.as_str().parse::<Number>() {
                Ok(number) => Value::Number(number),
                // Beyond floats: a text is no number either.
                Err(_) => number.as_str().into(),
            },
            Self::String(text) => text.as_str().into(),
            Self::Array(items) => items.iter().map(Self::to_value).collect(),
            Self::Object(properties) => {
                let properties = properties.iter();
                let properties = properties.map(|(name, value)| (name.clone(), value.to_value()));
                Value::Object(properties.collect())
            }
        }
    }

    /// Returns what a JSON pointer leads to: RFC 6901, section 4.
    #[cfg(feature = "server")]
    pub(crate) fn at(&self, pointer: &str) -> Option<&Self> {
        if pointer.is_empty() {
            return Some(self);
        }
        let mut steps = pointer.strip_prefix('/')?.split('/');
        steps.try_fold(self, |value, step| match value {
            Self::Array(items) => items.get(step.parse::<usize>().ok()?),
            Self::Object(properties) => properties.get(&step.replace("~1", "/").replace("~0", "~")),
            _ => None,
        })
    }

    pub(crate) fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }
}

impl From<&str> for Tree {
    fn from(text: &str) -> Self {
        Self::String(text.to_owned())
    }
}

impl FromIterator<Tree> for Tree {
    fn from_iter<I: IntoIterator<Item = Tree>>(items: I) -> Self {
        Self::Array(items.into_iter().collect())
    }
}

impl fmt::Display for Tree {
    /// Writes JSON without any spaces.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = super::to_vec(self).map_err(|_| fmt::Error)?;
        f.write_str(&String::from_utf8_lossy(&text))
    }
}

impl Decode for Tree {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        Ok(match reader.peek()? {
            Kind::Null => {
                reader.null()?;
                Self::Null
            }
            Kind::Boolean => Self::Bool(reader.boolean()?),
            Kind::Number => Self::Number(Decimal::decode(reader)?),
            Kind::String => Self::String(String::decode(reader)?),
            Kind::Array => Self::Array(Vec::decode(reader)?),
            Kind::Object => Self::Object(Map::decode(reader)?),
        })
    }
}

impl Encode for Tree {
    fn encode(&self, writer: &mut Writer) {
        match self {
            Self::Null => writer.null(),
            Self::Bool(value) => value.encode(writer),
            Self::Number(number) => number.encode(writer),
            Self::String(text) => writer.string(text),
            Self::Array(items) => items.encode(writer),
            Self::Object(properties) => properties.encode(writer),
        }
    }
}
