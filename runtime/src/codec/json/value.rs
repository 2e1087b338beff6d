//! Values of any kind.

use serde_json::{Map, Number, Value};

use super::reader::Kind;
use super::{Decode, DecodeError, Encode, Reader, Writer};

impl Decode for Value {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        Ok(match reader.peek()? {
            Kind::Null => {
                reader.null()?;
                Self::Null
            }
            Kind::Boolean => Self::Bool(reader.boolean()?),
            Kind::Number => Self::Number(Number::decode(reader)?),
            Kind::String => Self::String(String::decode(reader)?),
            Kind::Array => Self::Array(Vec::decode(reader)?),
            Kind::Object => Self::Object(Map::decode(reader)?),
        })
    }
}

/// Reads what the generator wrote of a document, however deep it is nested: the text is the program's own, and the generator bounds it.
///
/// # Errors
/// It is no JSON.
#[cfg(any(feature = "server", feature = "cassette"))]
pub(crate) fn described(text: &str) -> Result<Value, serde_json::Error> {
    use ::serde::Deserialize as _;

    let mut reader = serde_json::Deserializer::from_str(text);
    reader.disable_recursion_limit();
    let value = Value::deserialize(&mut reader)?;
    reader.end()?;
    Ok(value)
}

impl Decode for Number {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        reader.any_number()
    }
}

impl Encode for Number {
    fn encode(&self, writer: &mut Writer) {
        writer.raw(&self.to_string());
    }
}

impl Encode for Value {
    fn encode(&self, writer: &mut Writer) {
        match self {
            Self::Null => writer.null(),
            Self::Bool(value) => value.encode(writer),
            Self::Number(number) => number.encode(writer),
            Self::String(text) => writer.string(text),
            Self::Array(items) => items.encode(writer),
            Self::Object(object) => object.encode(writer),
        }
    }
}

/// Tells whether a value equals a JSON text. Numbers are compared by their value, so that `1.0` is `1`.
#[must_use]
pub fn is_literal(value: &Value, literal: &str) -> bool {
    super::from_slice::<Value>(literal.as_bytes()).is_ok_and(|literal| equal(value, &literal))
}

fn equal(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => left == right || left.as_f64() == right.as_f64(),
        (Value::Array(left), Value::Array(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(left, right)| equal(left, right))
        }
        (Value::Object(left), Value::Object(right)) => {
            left.len() == right.len()
                && left
                    .iter()
                    .all(|(name, left)| right.get(name).is_some_and(|right| equal(left, right)))
        }
        _ => left == right,
    }
}
