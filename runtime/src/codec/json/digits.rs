//! The numbers of a JSON text.

use super::DecodeError;
use super::scanner::Scanner;
use super::syntax::{Syntax, syntax};

/// Before the fraction, a number may have so many digits.
const MAX_WHOLE_DIGITS: usize = 4300;

/// So many digits are an integer that floats of 64 bits hold.
const EXACT_DIGITS: usize = 15;

/// So many digits are an integer of 64 bits.
const SMALL_DIGITS: usize = 18;

/// The powers of ten up to [`EXACT_DIGITS`], which floats of 64 bits hold, too.
const POWERS: [f64; EXACT_DIGITS + 1] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
];

impl<'a> Scanner<'a> {
    /// Reads the number whose first character is next.
    pub(super) fn number(&mut self) -> Result<&'a str, DecodeError> {
        let start = self.position() + usize::from(self.byte(self.position()) == Some(b'-'));
        let mut end = match self.byte(start) {
            Some(b'0') => match self.byte(start + 1) {
                Some(b'0'..=b'9') => return Err(syntax(Syntax::InvalidNumber, start + 1)),
                _ => start + 1,
            },
            _ => self.digits(start)?,
        };
        if end - start > MAX_WHOLE_DIGITS {
            return Err(syntax(Syntax::NumberTooLong, start + MAX_WHOLE_DIGITS + 1));
        }
        if self.byte(end) == Some(b'.') {
            end = self.digits(end + 1)?;
        }
        if let Some(b'e' | b'E') = self.byte(end) {
            end = match self.byte(end + 1) {
                Some(b'-' | b'+') => self.digits(end + 2)?,
                _ => self.digits(end + 1)?,
            };
        }
        Ok(self.take_to(end))
    }

    /// Returns the end of the digits that start at a position, one at least.
    fn digits(&self, start: usize) -> Result<usize, DecodeError> {
        match self.byte(start) {
            Some(b'0'..=b'9') => {}
            Some(_) => return Err(syntax(Syntax::InvalidNumber, start)),
            None => return Err(syntax(Syntax::EndInValue, start)),
        }
        let mut end = start + 1;
        while let Some(b'0'..=b'9') = self.byte(end) {
            end += 1;
        }
        Ok(end)
    }

    /// Reads the number whose first character is next if it is an integer of few digits.
    #[inline]
    pub(super) fn small_integer(&mut self) -> Option<i64> {
        let small = Small::of(self.rest())?;
        if small.fraction > 0 || small.digits > SMALL_DIGITS {
            return None;
        }
        self.go_to(self.position() + small.length);
        let magnitude = small.magnitude as i64;
        Some(if small.negative { -magnitude } else { magnitude })
    }

    /// Reads the number whose first character is next if it has few digits and no exponent; also tells whether it has no
    /// fraction.
    ///
    /// Both the digits as an integer and the power of ten are exact then, so that the quotient is the nearest float.
    #[inline]
    pub(super) fn small_decimal(&mut self) -> Option<(f64, bool)> {
        let small = Small::of(self.rest())?;
        if small.digits > EXACT_DIGITS {
            return None;
        }
        let magnitude = small.magnitude as f64 / POWERS.get(small.fraction)?;
        self.go_to(self.position() + small.length);
        Some((
            if small.negative { -magnitude } else { magnitude },
            small.fraction == 0,
        ))
    }
}

/// A number without an exponent.
struct Small {
    negative: bool,
    /// All digits as an integer, wrapped when there are too many of them.
    magnitude: u64,
    digits: usize,
    /// How many of the digits stand behind the point.
    fraction: usize,
    /// In characters.
    length: usize,
}

impl Small {
    /// Reads the number at the start of a text: `None` if it has an exponent or is none.
    #[inline]
    fn of(text: &[u8]) -> Option<Self> {
        let (negative, text) = match text {
            [b'-', text @ ..] => (true, text),
            text => (false, text),
        };
        let mut magnitude = 0;
        let whole = digits(text, &mut magnitude);
        if whole == 0 || (whole > 1 && text.first() == Some(&b'0')) {
            return None;
        }
        let rest = text.get(whole..)?;
        let (fraction, length, next) = match rest {
            [b'.', rest @ ..] => {
                let fraction = digits(rest, &mut magnitude);
                if fraction == 0 {
                    return None;
                }
                (fraction, whole + 1 + fraction, rest.get(fraction))
            }
            rest => (0, whole, rest.first()),
        };
        if let Some(b'e' | b'E') = next {
            return None;
        }
        Some(Self {
            negative,
            magnitude,
            digits: whole + fraction,
            fraction,
            length: length + usize::from(negative),
        })
    }
}

/// Appends the digits that a text starts with to an integer, and counts them.
#[inline]
fn digits(text: &[u8], magnitude: &mut u64) -> usize {
    let mut count = 0;
    for byte in text {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            break;
        }
        *magnitude = magnitude.wrapping_mul(10).wrapping_add(digit.into());
        count += 1;
    }
    count
}
