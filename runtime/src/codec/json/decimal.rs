//! Numbers with all of their digits (`format: decimal`).

use std::fmt;
use std::str::FromStr;

use super::reader::Kind;
use super::{Decode, DecodeError, Encode, Reader, Writer};

/// A number as it is written in JSON, with all of its digits.
///
/// Two are equal if they are written alike: `1.0` is another than `1`. A crate for decimal numbers reads the text.
///
/// ```
/// use specwright_runtime::{Decimal, json};
///
/// let price: Decimal = json::from_slice(b"1234567890.12345678901234567890")?;
/// assert_eq!(price.as_str(), "1234567890.12345678901234567890");
/// assert_eq!(json::to_vec(&price)?, b"1234567890.12345678901234567890");
/// assert_eq!("19.90".parse::<Decimal>()?.to_f64(), 19.9);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Decimal(String);

impl Decimal {
    /// Returns the number as it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the nearest float: infinite where there is none.
    pub fn to_f64(&self) -> f64 {
        self.0.parse().unwrap_or(f64::NAN)
    }
}

impl Decode for Decimal {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        reader.expect(Kind::Number, "a number")?;
        reader.scanner.number().map(|text| Self(text.to_owned()))
    }
}

impl Encode for Decimal {
    fn encode(&self, writer: &mut Writer) {
        writer.raw(&self.0);
    }
}

impl FromStr for Decimal {
    type Err = DecodeError;

    /// Reads a number as JSON has it.
    fn from_str(text: &str) -> Result<Self, DecodeError> {
        super::from_slice(text.as_bytes())
    }
}

impl From<i64> for Decimal {
    fn from(integer: i64) -> Self {
        Self(integer.to_string())
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
