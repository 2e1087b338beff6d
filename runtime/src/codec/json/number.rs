//! Booleans and numbers.

use std::fmt;

use serde_json::Number;

use super::reader::Kind;
use super::score::Loss;
use super::{Decode, DecodeError, Encode, Reader, Writer};

impl Reader<'_> {
    /// Reads an integer, also one written as an integral float (`1.0`, `1e3`).
    fn integer(&mut self) -> Result<i128, DecodeError> {
        if self.numbers_in_text && self.peek()? == Kind::String {
            return self.within_text(|reader| reader.integer());
        }
        self.expect(Kind::Number, "an integer")?;
        match self.scanner.small_integer() {
            Some(integer) => Ok(integer.into()),
            None => self.unusual_integer(),
        }
    }

    /// Reads a number that is all of a string.
    #[cold]
    fn within_text<T>(
        &mut self,
        read: fn(&mut Reader<'_>) -> Result<T, DecodeError>,
    ) -> Result<T, DecodeError> {
        let offset = self.offset();
        let text = self.scanner.string()?;
        if text.trim() != text {
            return Err(self.misfit(offset, || "expected a number, found a string".to_owned()));
        }
        let mut inner = Reader::new(text.as_bytes())?;
        inner.is_trying = self.is_trying;
        let number = read(&mut inner).and_then(|number| inner.finish().map(|()| number));
        let number = number.map_err(|error| self.misfit(offset, || error.message()))?;
        self.count_loose();
        Ok(number)
    }

    #[cold]
    fn out_of_range(&self, number: &dyn fmt::Display, of: &str, offset: usize) -> DecodeError {
        self.misfit(offset, || {
            format!("{} is out of range for {of}", shorten(&number.to_string()))
        })
    }

    #[cold]
    fn unusual_integer(&mut self) -> Result<i128, DecodeError> {
        let offset = self.offset();
        let text = self.scanner.number()?;
        let digits = match text.split_once('.') {
            Some((digits, fraction)) if fraction.bytes().all(|digit| digit == b'0') => digits,
            _ => text,
        };
        if let Ok(integer) = digits.parse() {
            return Ok(integer);
        }
        match text.parse::<f64>() {
            Ok(float) if float.abs() >= 1e30 => Err(self.out_of_range(&text, "an integer", offset)),
            Ok(float) if float.fract() == 0.0 => Ok(float as i128),
            _ => Err(self.misfit(offset, || format!("expected an integer, found {}", shorten(text)))),
        }
    }

    /// Reads a number that is not too large for 64 bits.
    pub(super) fn float(&mut self) -> Result<f64, DecodeError> {
        self.scanner.peek();
        let (float, integral) = match self.scanner.small_decimal() {
            Some(decimal) => decimal,
            None => return self.unusual_float(),
        };
        self.count_float(float, integral);
        Ok(float)
    }

    fn unusual_float(&mut self) -> Result<f64, DecodeError> {
        if self.numbers_in_text && self.peek()? == Kind::String {
            return self.within_text(|reader| reader.float());
        }
        self.expect(Kind::Number, "a number")?;
        let offset = self.offset();
        let text = self.scanner.number()?;
        match text.parse::<f64>() {
            Ok(float) if float.is_finite() => {
                self.count_float(float, is_integral(text));
                Ok(float)
            }
            _ => Err(self.out_of_range(&text, "a float of 64 bits", offset)),
        }
    }

    /// Counts that a number is read as a float.
    #[inline]
    fn count_float(&mut self, float: f64, integral: bool) {
        if integral {
            self.count_loose();
            if float.abs() > MAX_EXACT {
                self.count(Loss::Digits);
            }
        }
    }

    /// Reads a number without losing any of it, as far as serde_json can hold it.
    pub(super) fn any_number(&mut self) -> Result<Number, DecodeError> {
        self.expect(Kind::Number, "a number")?;
        let offset = self.offset();
        let text = self.scanner.number()?;
        if is_integral(text) {
            if let Ok(integer) = text.parse::<i64>()
                && text != "-0"
            {
                return Ok(integer.into());
            }
        } else if text.len() <= MAX_DIGITS
            && let Some(number) = text.parse().ok().and_then(Number::from_f64)
        {
            return Ok(number);
        }
        // serde_json keeps all digits when the program has switched on its `arbitrary_precision`.
        match text.parse::<Number>() {
            Ok(number) if number.to_string() == text => return Ok(number),
            _ => {}
        }
        let float = text.parse().ok().and_then(Number::from_f64);
        float.ok_or_else(|| self.out_of_range(&text, "a float of 64 bits", offset))
    }
}

/// Tells whether a number has neither a fraction nor an exponent.
fn is_integral(text: &str) -> bool {
    !text.bytes().any(|byte| matches!(byte, b'.' | b'e' | b'E'))
}

/// A number of so many characters has no more digits than a float of 64 bits keeps.
const MAX_DIGITS: usize = 15;

/// Floats of 64 bits hold each integer up to here.
const MAX_EXACT: f64 = 9_007_199_254_740_992.0;

fn shorten(text: &str) -> &str {
    text.get(..40).unwrap_or(text)
}

macro_rules! integers {
    ($($integer:ty: $words:literal,)*) => {$(
        impl Decode for $integer {
            fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
                reader.scanner.peek();
                let offset = reader.offset();
                let integer = match reader.scanner.small_integer() {
                    Some(integer) => match Self::try_from(integer) {
                        Ok(integer) => return Ok(integer),
                        Err(_) => integer.into(),
                    },
                    None => reader.integer()?,
                };
                Self::try_from(integer).map_err(|_| reader.out_of_range(&integer, $words, offset))
            }
        }

        impl Encode for $integer {
            fn encode(&self, writer: &mut Writer) {
                #[allow(unused_comparisons, clippy::absurd_extreme_comparisons, reason = "some have no sign")]
                let is_negative = *self < 0;
                writer.integer(is_negative, self.abs_diff(0).into());
            }
        }
    )*};
}

integers! {
    i8: "an integer of 8 bits",
    i16: "an integer of 16 bits",
    i32: "an integer of 32 bits",
    i64: "an integer of 64 bits",
    u8: "an integer of 8 bits without sign",
    u16: "an integer of 16 bits without sign",
    u32: "an integer of 32 bits without sign",
    u64: "an integer of 64 bits without sign",
}

impl Decode for f64 {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        reader.float()
    }
}

impl Decode for f32 {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        reader.peek()?;
        let offset = reader.offset();
        let float = reader.float()?;
        let narrow = float as f32;
        if narrow.is_finite() {
            Ok(narrow)
        } else {
            Err(reader.out_of_range(&float, "a float of 32 bits", offset))
        }
    }
}

impl Encode for f64 {
    fn encode(&self, writer: &mut Writer) {
        if self.is_finite() {
            writer.serialize(self)
        } else {
            writer.fail(format!("JSON has no number {self}"))
        }
    }
}

impl Encode for f32 {
    fn encode(&self, writer: &mut Writer) {
        if self.is_finite() {
            writer.serialize(self)
        } else {
            writer.fail(format!("JSON has no number {self}"))
        }
    }
}

impl Decode for bool {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        reader.boolean()
    }
}

impl Encode for bool {
    fn encode(&self, writer: &mut Writer) {
        writer.raw(if *self { "true" } else { "false" });
    }
}
