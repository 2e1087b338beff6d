//! The tokens of a JSON text (RFC 8259).

use std::borrow::Cow;

use super::DecodeError;
use super::run::run_length;
use super::syntax::{Syntax, syntax};

/// A position in a JSON text, and the strings, literals and signs that are read from there.
///
/// What fails leaves the position where it was, but for white space.
pub(super) struct Scanner<'a> {
    text: &'a str,
    position: usize,
    /// The last string that had escapes, without them.
    unescaped: String,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            text,
            position: 0,
            unescaped: String::new(),
        }
    }

    /// Returns the position in the text, in bytes.
    pub(super) fn position(&self) -> usize {
        self.position
    }

    /// Goes to where [`position`](Self::position) was before.
    pub(super) fn go_to(&mut self, position: usize) {
        self.position = position;
    }

    pub(super) fn byte(&self, position: usize) -> Option<u8> {
        self.text.as_bytes().get(position).copied()
    }

    /// Returns the text from the position on.
    pub(super) fn rest(&self) -> &'a [u8] {
        self.text.as_bytes().get(self.position..).unwrap_or_default()
    }

    /// Returns the text between two positions that are no part of a character.
    pub(super) fn between(&self, start: usize, end: usize) -> &'a str {
        self.text.get(start..end).unwrap_or_default()
    }

    /// Reads the text up to a position that is no part of a character.
    pub(super) fn take_to(&mut self, end: usize) -> &'a str {
        let text = self.between(self.position, end);
        self.position = end;
        text
    }

    /// Skips white space and returns the byte after it.
    #[inline]
    pub(super) fn peek(&mut self) -> Option<u8> {
        match self.byte(self.position) {
            Some(byte) if byte > b' ' => Some(byte),
            _ => self.peek_behind_space(),
        }
    }

    #[inline(never)]
    fn peek_behind_space(&mut self) -> Option<u8> {
        loop {
            match self.byte(self.position) {
                Some(b' ' | b'\n' | b'\r' | b'\t') => self.position += 1,
                next => return next,
            }
        }
    }

    /// Checks that nothing but white space follows.
    ///
    /// # Errors
    ///
    /// When anything else follows.
    pub(super) fn finish(&mut self) -> Result<(), DecodeError> {
        match self.peek() {
            None => Ok(()),
            Some(_) => Err(syntax(Syntax::TrailingCharacters, self.position)),
        }
    }

    /// Tells whether this word comes next, and not the beginning of a longer one.
    pub(super) fn is_word(&self, word: &str) -> bool {
        let rest = self.rest().strip_prefix(word.as_bytes());
        rest.is_some_and(|rest| {
            !rest
                .first()
                .is_some_and(|next| next.is_ascii_alphanumeric() || *next == b'_')
        })
    }

    /// Reads `null`, `true` or `false`, whose first letter is next.
    pub(super) fn literal(&mut self, literal: &'static str) -> Result<(), DecodeError> {
        if self.rest().starts_with(literal.as_bytes()) {
            self.position += literal.len();
            return Ok(());
        }
        for (letter, position) in literal.bytes().zip(self.position..) {
            match self.byte(position) {
                Some(found) if found == letter => {}
                Some(_) => return Err(syntax(Syntax::ExpectedLiteral, position)),
                None => return Err(syntax(Syntax::EndInValue, position)),
            }
        }
        Ok(())
    }

    /// Reads the `[` that is next, and tells whether an element follows; an empty array is read whole.
    pub(super) fn array_start(&mut self) -> Result<bool, DecodeError> {
        self.position += 1;
        match self.peek() {
            Some(b']') => {
                self.position += 1;
                Ok(false)
            }
            Some(_) => Ok(true),
            None => Err(syntax(Syntax::EndInArray, self.position)),
        }
    }

    /// Reads what follows an element, and tells whether another does.
    #[inline]
    pub(super) fn array_step(&mut self) -> Result<bool, DecodeError> {
        match self.rest() {
            [b',', next, ..] if *next > b' ' && *next != b']' => {
                self.position += 1;
                Ok(true)
            }
            _ => self.any_array_step(),
        }
    }

    fn any_array_step(&mut self) -> Result<bool, DecodeError> {
        match self.peek() {
            Some(b',') => {
                self.position += 1;
                match self.peek() {
                    Some(b']') => Err(syntax(Syntax::TrailingComma, self.position)),
                    Some(_) => Ok(true),
                    None => Err(syntax(Syntax::EndInValue, self.position)),
                }
            }
            Some(b']') => {
                self.position += 1;
                Ok(false)
            }
            Some(_) => Err(syntax(Syntax::ExpectedCommaInArray, self.position)),
            None => Err(syntax(Syntax::EndInArray, self.position)),
        }
    }

    /// Reads the `{` that is next, and tells whether a name follows; an empty object is read whole.
    pub(super) fn object_start(&mut self) -> Result<bool, DecodeError> {
        self.position += 1;
        match self.peek() {
            Some(b'"') => Ok(true),
            Some(b'}') => {
                self.position += 1;
                Ok(false)
            }
            Some(_) => Err(syntax(Syntax::ExpectedName, self.position)),
            None => Err(syntax(Syntax::EndInObject, self.position)),
        }
    }

    /// Reads what follows a property's value, and tells whether another name does.
    #[inline]
    pub(super) fn object_step(&mut self) -> Result<bool, DecodeError> {
        match self.rest() {
            [b',', b'"', ..] => {
                self.position += 1;
                Ok(true)
            }
            _ => self.any_object_step(),
        }
    }

    fn any_object_step(&mut self) -> Result<bool, DecodeError> {
        match self.peek() {
            Some(b',') => {
                self.position += 1;
                match self.peek() {
                    Some(b'"') => Ok(true),
                    Some(b'}') => Err(syntax(Syntax::TrailingComma, self.position)),
                    Some(_) => Err(syntax(Syntax::ExpectedName, self.position)),
                    None => Err(syntax(Syntax::EndInValue, self.position)),
                }
            }
            Some(b'}') => {
                self.position += 1;
                Ok(false)
            }
            Some(_) => Err(syntax(Syntax::ExpectedCommaInObject, self.position)),
            None => Err(syntax(Syntax::EndInObject, self.position)),
        }
    }

    /// Reads the name whose opening quote is next and the colon behind it, if it is this one, which has no escapes.
    #[inline]
    pub(super) fn take_name(&mut self, name: &str) -> bool {
        let start = self.position + 1;
        let end = start + name.len();
        match self.text.as_bytes().get(start..end + 2) {
            Some([found @ .., b'"', b':']) if are_same(found, name.as_bytes()) => {
                self.position = end + 2;
                true
            }
            _ => false,
        }
    }

    /// Reads the colon between a name and its value.
    #[inline]
    pub(super) fn colon(&mut self) -> Result<(), DecodeError> {
        match self.peek() {
            Some(b':') => {
                self.position += 1;
                Ok(())
            }
            Some(_) => Err(syntax(Syntax::ExpectedColon, self.position)),
            None => Err(syntax(Syntax::EndInObject, self.position)),
        }
    }

    /// Reads the string whose opening quote is next.
    #[inline]
    pub(super) fn string(&mut self) -> Result<&str, DecodeError> {
        match self.plain_string() {
            Ok(text) => Ok(text),
            Err(end) => self.escaped_string(end),
        }
    }

    /// Reads the string whose opening quote is next, borrowed from the text if it has no escapes.
    pub(super) fn lasting_string(&mut self) -> Result<Cow<'a, str>, DecodeError> {
        match self.plain_string() {
            Ok(text) => Ok(Cow::Borrowed(text)),
            Err(end) => self.escaped_string(end).map(|text| Cow::Owned(text.to_owned())),
        }
    }

    /// Reads past the string whose opening quote is next.
    pub(super) fn skip_string(&mut self) -> Result<(), DecodeError> {
        let mut end = self.run(self.position + 1);
        while self.string_goes_on(end)? {
            end = self.run(self.escape(end)?.1);
        }
        self.position = end + 1;
        Ok(())
    }

    /// Reads `true` or `false` if it is next, and a comma or the end of an array or object behind it.
    #[inline]
    pub(super) fn take_boolean(&mut self) -> Option<bool> {
        let (value, length) = match self.rest() {
            [b't', b'r', b'u', b'e', b',' | b'}' | b']', ..] => (true, 4),
            [b'f', b'a', b'l', b's', b'e', b',' | b'}' | b']', ..] => (false, 5),
            _ => return None,
        };
        self.position += length;
        Some(value)
    }

    /// Reads the string whose opening quote is next, unless there is an escape or an error in it: where that is.
    #[inline]
    pub(super) fn plain_string(&mut self) -> Result<&'a str, usize> {
        let start = self.position + 1;
        let end = self.run(start);
        match self.text.get(start..end) {
            Some(text) if self.byte(end) == Some(b'"') => {
                self.position = end + 1;
                Ok(text)
            }
            _ => Err(end),
        }
    }

    /// Reads the string whose opening quote is next, and whose first run ends at a position.
    #[inline(never)]
    pub(super) fn escaped_string(&mut self, mut end: usize) -> Result<&str, DecodeError> {
        self.unescaped.clear();
        let mut start = self.position + 1;
        while self.string_goes_on(end)? {
            let (character, next) = self.escape(end)?;
            self.unescaped.push_str(self.between(start, end));
            self.unescaped.push(character);
            start = next;
            end = self.run(start);
        }
        self.unescaped.push_str(self.between(start, end));
        self.position = end + 1;
        Ok(&self.unescaped)
    }

    /// Tells whether an escape stands at the end of a [run](Self::run), and not the closing quote.
    fn string_goes_on(&self, end: usize) -> Result<bool, DecodeError> {
        match self.byte(end) {
            Some(b'"') => Ok(false),
            Some(b'\\') => Ok(true),
            Some(_) => Err(syntax(Syntax::ControlCharacter, end)),
            None => Err(syntax(Syntax::EndInString, end)),
        }
    }

    /// Returns the position of the first quote, backslash or control character from a position in a string on, or the text's end.
    #[inline]
    fn run(&self, start: usize) -> usize {
        start + run_length(self.text.as_bytes().get(start..).unwrap_or_default())
    }

    /// Returns the character that the escape at a position stands for, and the position after it.
    fn escape(&self, backslash: usize) -> Result<(char, usize), DecodeError> {
        let position = backslash + 1;
        let character = match self.byte(position) {
            Some(same @ (b'"' | b'\\' | b'/')) => char::from(same),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.code_point(position + 1),
            Some(_) => return Err(syntax(Syntax::InvalidEscape, position)),
            None => return Err(syntax(Syntax::EndInString, position)),
        };
        Ok((character, position + 1))
    }

    /// Returns the character of four hexadecimal digits, or of two surrogates with that many each, and the position after it.
    fn code_point(&self, start: usize) -> Result<(char, usize), DecodeError> {
        let high = self.code_unit(start)?;
        let end = start + 4;
        if let Some(character) = char::from_u32(high) {
            return Ok((character, end));
        }
        if high >= 0xdc00 {
            return Err(syntax(Syntax::LoneSurrogate, end - 1));
        }
        match (self.byte(end), self.byte(end + 1)) {
            (Some(b'\\'), Some(b'u')) => {}
            (None, _) | (Some(b'\\'), None) => return Err(syntax(Syntax::EndInString, self.text.len())),
            (Some(b'\\'), _) => return Err(syntax(Syntax::UnexpectedEndOfEscape, end + 1)),
            _ => return Err(syntax(Syntax::UnexpectedEndOfEscape, end)),
        }
        let low = self.code_unit(end + 2)?;
        let end = end + 6;
        let character = match low {
            0xdc00..=0xdfff => char::from_u32(0x1_0000 + ((high - 0xd800) << 10) + (low - 0xdc00)),
            _ => None,
        };
        match character {
            Some(character) => Ok((character, end)),
            None => Err(syntax(Syntax::LoneSurrogate, end - 1)),
        }
    }

    fn code_unit(&self, start: usize) -> Result<u32, DecodeError> {
        let Some(digits) = self.text.as_bytes().get(start..start + 4) else {
            return Err(syntax(Syntax::EndInString, self.text.len()));
        };
        let mut unit = 0;
        for (digit, position) in digits.iter().zip(start..) {
            match char::from(*digit).to_digit(16) {
                Some(digit) => unit = unit << 4 | digit,
                None => return Err(syntax(Syntax::InvalidEscape, position)),
            }
        }
        Ok(unit)
    }
}

/// Tells whether two texts are the same, for those of which most have a few bytes.
#[inline]
fn are_same(left: &[u8], right: &[u8]) -> bool {
    match left.len() {
        _ if left.len() != right.len() => false,
        2..4 => have_same_ends::<2>(left, right),
        4..8 => have_same_ends::<4>(left, right),
        8..=16 => have_same_ends::<8>(left, right),
        _ => left == right,
    }
}

/// Tells whether the first and the last bytes of two texts are the same.
#[inline]
fn have_same_ends<const N: usize>(left: &[u8], right: &[u8]) -> bool {
    left.first_chunk::<N>() == right.first_chunk::<N>() && left.last_chunk::<N>() == right.last_chunk::<N>()
}
