//! The numbers of a JSON text.

use super::DecodeError;
use super::output::ROOM;
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
        let text = self.rest();
        if let Some((integer, digits, next)) = few_digits(text)
            && !matches!(next, b'.' | b'e' | b'E')
            && (digits == 1 || text.first() != Some(&b'0'))
        {
            self.go_to(self.position() + digits);
            return Some(integer as i64);
        }
        let small = Small::of(text)?;
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
        let text = self.rest();
        let small = match Small::of_few_digits(text) {
            Some(small) => small,
            None => Small::of(text)?,
        };
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
    /// Reads the number at the start of a text if it has less than eight digits before the point, as many behind it, and no sign,
    /// and if eight bytes follow where each of these start.
    #[inline]
    fn of_few_digits(text: &[u8]) -> Option<Self> {
        let (whole, digits, next) = few_digits(text)?;
        if digits > 1 && text.first() == Some(&b'0') {
            return None;
        }
        let (fraction, fraction_digits, next) = match next {
            b'.' => few_digits(text.get(digits + 1..)?)?,
            next => (0, 0, next),
        };
        if let b'e' | b'E' = next {
            return None;
        }
        Some(Self {
            negative: false,
            magnitude: whole * INTEGER_POWERS.get(fraction_digits)? + fraction,
            digits: digits + fraction_digits,
            fraction: fraction_digits,
            length: digits + fraction_digits + usize::from(fraction_digits > 0),
        })
    }

    /// Reads the number at the start of a text: `None` if it has an exponent or is none.
    #[inline(never)]
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

/// Returns the integer that a text starts with, how many digits it has, one to seven, and the byte behind them.
#[inline]
fn few_digits(text: &[u8]) -> Option<(u64, usize, u8)> {
    let word = u64::from_le_bytes(*text.first_chunk()?);
    let digits = word ^ ZEROS;
    // The highest bit of each byte that is more than nine, and perhaps of some above the first of these.
    let others =
        (digits | digits.wrapping_add(u64::from_le_bytes([0x76; 8]))) & u64::from_le_bytes([0x80; 8]);
    let bits = others.trailing_zeros() & !7;
    if bits == 0 || bits == u64::BITS {
        return None;
    }
    // What is no digit is shifted out, and zeros come before the others.
    let integer = joined(digits << (u64::BITS - bits));
    Some((integer, (bits / 8) as usize, (word >> bits) as u8))
}

/// The powers of ten for up to seven digits.
const INTEGER_POWERS: [u64; 8] = [1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000];

/// Returns the integer of eight digits, each a byte, the first one in the lowest: of two neighbors one is made, three times.
#[inline]
fn joined(digits: u64) -> u64 {
    let twos = (digits.wrapping_mul(10 << 8 | 1) >> 8) & 0x00ff_00ff_00ff_00ff;
    let fours = (twos.wrapping_mul(100 << 16 | 1) >> 16) & 0x0000_ffff_0000_ffff;
    fours.wrapping_mul(10_000 << 32 | 1) >> 32
}

/// An integer less than this has eight digits at most.
const EIGHT_DIGITS: u64 = 100_000_000;

/// Writes an integer to a position, and returns where it ends.
#[inline]
pub(super) fn write_digits(room: &mut [u8; ROOM], start: usize, integer: u64) -> usize {
    match integer < EIGHT_DIGITS {
        true => write_few_digits(room, start, integer),
        false => write_many_digits(room, start, integer),
    }
}

#[inline]
fn write_few_digits(room: &mut [u8; ROOM], start: usize, integer: u64) -> usize {
    let digits = eight_digits(integer);
    // The last digit counts as if it were no zero.
    let zeros = (digits | 1 << 56).trailing_zeros() / 8;
    put(room, start, (digits | ZEROS) >> (zeros * 8));
    start + 8 - zeros as usize
}

#[inline(never)]
fn write_many_digits(room: &mut [u8; ROOM], start: usize, integer: u64) -> usize {
    let start = write_digits(room, start, integer / EIGHT_DIGITS);
    put(room, start, eight_digits(integer % EIGHT_DIGITS) | ZEROS);
    start + 8
}

#[inline]
fn put(room: &mut [u8; ROOM], start: usize, word: u64) {
    if let Some(room) = room.get_mut(start..).and_then(<[u8]>::first_chunk_mut) {
        *room = word.to_le_bytes();
    }
}

/// Returns the digits of an integer less than [`EIGHT_DIGITS`], each a byte, the first one in the lowest.
///
/// It is parted until each part is a digit, and all parts in one step: the quotients are products with the inverse, which are exact
/// for so few digits.
#[inline]
fn eight_digits(integer: u64) -> u64 {
    let fours = (integer / 10_000) | ((integer % 10_000) << 32);
    let hundreds = ((fours * 10_486) >> 20) & 0x7f_0000_007f;
    let twos = ((fours - 100 * hundreds) << 16) + hundreds;
    let tens = ((twos * 103) >> 10) & 0x0f_000f_000f_000f;
    ((twos - 10 * tens) << 8) + tens
}

const ZEROS: u64 = u64::from_le_bytes([b'0'; 8]);
