//! A position in a JSON text, and what is common to reading any type from there.

use std::any::TypeId;
use std::collections::HashMap;
use std::fmt;

use super::lookup::Lookup;
use super::scanner::Scanner;
use super::score::{Extent, Score};
use super::syntax::{Syntax, syntax};
use super::tag::Skipped;
use super::{DecodeError, Memory};

/// How deep arrays and objects may be nested. It bounds the stack that a hostile text can use.
///
/// What is read may also use 512 KiB of the stack at most, which a type of many fields in itself reaches before this depth in a build
/// without optimization, where a level of a hundred fields needs tens of kilobytes.
pub const MAX_DEPTH: u8 = 128;

/// How many bytes of the stack reading may use: half of what the main thread has where it has least.
///
/// [`MAX_DEPTH`] alone doesn't bound it, for a struct of a hundred fields needs tens of kilobytes a level in a build without
/// optimization.
const MAX_STACK: usize = 512 * 1024;

/// How many times the length of the text its unions may look at: more than unions are nested in any sensible text.
const WORK_PER_BYTE: usize = 32;

/// The kinds of JSON values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Kind {
    Null,
    Boolean,
    Number,
    String,
    Array,
    Object,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Null => "null",
            Self::Boolean => "a boolean",
            Self::Number => "a number",
            Self::String => "a string",
            Self::Array => "an array",
            Self::Object => "an object",
        })
    }
}

/// A reader of JSON values from a text, one after the other.
///
/// It also keeps the score by which a union chooses among the variants that its text can be read as.
pub struct Reader<'a> {
    pub(super) scanner: Scanner<'a>,
    pub(super) score: Score,
    /// What the score is for.
    pub(super) extent: Extent,
    pub(super) depth: u8,
    pub(super) memory: Memory,
    /// Where the stack ended when reading began.
    stack_start: usize,
    /// Bytes that unions may still look at, each union counted on its own.
    pub(super) work_left: usize,
    /// How many unions are trying a variant at this moment.
    pub(super) attempts: usize,
    /// The variant that the union of a type chose at an offset, `None` if none fits.
    pub(super) choices: HashMap<(usize, TypeId), Option<usize>>,
    /// Whether numbers may be in strings.
    pub(super) numbers_in_text: bool,
    /// What was skipped to find the tags of unions.
    pub(super) skipped: Skipped,
    pub(super) lookup: Lookup,
    /// Whether nobody asks why a value does not fit, for another reading of it is tried then.
    pub(super) is_trying: bool,
}

impl<'a> Reader<'a> {
    /// Creates a reader at the start of a text.
    ///
    /// # Errors
    ///
    /// When the text is not UTF-8.
    pub(crate) fn new(text: &'a [u8]) -> Result<Self, DecodeError> {
        let text = std::str::from_utf8(text)
            .map_err(|error| DecodeError::custom("the text is not UTF-8", error.valid_up_to()))?;
        Ok(Self {
            scanner: Scanner::new(text),
            score: Score::default(),
            extent: Extent::whole(),
            depth: 0,
            memory: Memory::UNLIMITED,
            stack_start: stack_position(),
            work_left: text.len().saturating_mul(WORK_PER_BYTE).saturating_add(1 << 18),
            attempts: 0,
            choices: HashMap::new(),
            numbers_in_text: false,
            skipped: Skipped::default(),
            lookup: Lookup::default(),
            is_trying: false,
        })
    }

    /// Checks that nothing but white space follows.
    ///
    /// # Errors
    ///
    /// When anything else follows.
    pub(crate) fn finish(&mut self) -> Result<(), DecodeError> {
        self.scanner.finish()
    }

    /// Returns the position in the text, in bytes.
    #[must_use]
    pub fn offset(&self) -> usize {
        self.scanner.position()
    }

    /// Returns the kind of the next value.
    ///
    /// # Errors
    ///
    /// When the text ends or no value starts here.
    pub fn peek(&mut self) -> Result<Kind, DecodeError> {
        match self.scanner.peek() {
            Some(b'"') => Ok(Kind::String),
            Some(b'{') => Ok(Kind::Object),
            Some(b'[') => Ok(Kind::Array),
            Some(b'-' | b'0'..=b'9') => Ok(Kind::Number),
            Some(b't') => self.word("true", Kind::Boolean),
            Some(b'f') => self.word("false", Kind::Boolean),
            Some(b'n') => self.word("null", Kind::Null),
            Some(_) => Err(DecodeError::custom("expected a value", self.offset())),
            None => Err(syntax(Syntax::EndInValue, self.offset())),
        }
    }

    /// Returns the kind of a value that begins like this word, if it is that word.
    fn word(&mut self, word: &'static str, kind: Kind) -> Result<Kind, DecodeError> {
        if self.scanner.is_word(word) {
            return Ok(kind);
        }
        let offset = self.offset();
        self.scanner.literal(word)?;
        Err(DecodeError::custom("expected a value", offset))
    }

    /// Checks the kind of the next value; `expected` are the words for it.
    pub(super) fn expect(&mut self, kind: Kind, expected: &'static str) -> Result<(), DecodeError> {
        let found = self.peek()?;
        if found == kind {
            Ok(())
        } else {
            Err(self.told(|| DecodeError::expected(expected, found, self.offset())))
        }
    }

    /// Reads `null`.
    ///
    /// # Errors
    ///
    /// When the next value is another.
    pub fn null(&mut self) -> Result<(), DecodeError> {
        self.expect(Kind::Null, "null")?;
        self.scanner.literal("null")
    }

    /// Reads `null` if it is next.
    pub(super) fn take_null(&mut self) -> Result<bool, DecodeError> {
        if self.scanner.peek() != Some(b'n') {
            return Ok(false);
        }
        self.scanner.literal("null")?;
        Ok(true)
    }

    /// Reads `true` or `false`.
    ///
    /// # Errors
    ///
    /// When the next value is another.
    pub fn boolean(&mut self) -> Result<bool, DecodeError> {
        self.scanner.peek();
        if let Some(value) = self.scanner.take_boolean() {
            return Ok(value);
        }
        self.expect(Kind::Boolean, "a boolean")?;
        let value = self.scanner.peek() == Some(b't');
        self.scanner.literal(if value { "true" } else { "false" })?;
        Ok(value)
    }

    /// Reads a string.
    ///
    /// # Errors
    ///
    /// When the next value is another, or the string has an invalid escape.
    pub fn string(&mut self) -> Result<&str, DecodeError> {
        self.expect(Kind::String, "a string")?;
        self.scanner.string()
    }

    /// Reads a string to keep it, which takes of the memory.
    pub(super) fn kept_string(&mut self) -> Result<String, DecodeError> {
        if self.scanner.peek() != Some(b'"') {
            self.expect(Kind::String, "a string")?;
        }
        let text = match self.scanner.plain_string() {
            Ok(text) => text,
            Err(end) => return self.kept_escaped_string(end),
        };
        self.take_text(text.len())?;
        Ok(text.to_owned())
    }

    #[inline(never)]
    fn kept_escaped_string(&mut self, end: usize) -> Result<String, DecodeError> {
        let text = self.scanner.escaped_string(end)?.to_owned();
        self.take_text(text.len())?;
        Ok(text)
    }

    /// Reads a value as it is written, and returns it with its position.
    pub(super) fn raw(&mut self) -> Result<(&str, usize), DecodeError> {
        self.peek()?;
        let start = self.scanner.position();
        self.skip()?;
        Ok((self.scanner.between(start, self.scanner.position()), start))
    }

    /// Reads a string that stands for something; `expected` are the words for that.
    pub(super) fn parsed<T>(
        &mut self,
        expected: &'static str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Result<T, DecodeError> {
        self.expect(Kind::String, expected)?;
        let offset = self.offset();
        let text = self.scanner.string()?;
        if let Some(parsed) = parse(text) {
            return Ok(parsed);
        }
        if self.is_trying {
            return Err(DecodeError::untold());
        }
        let shown: String = text.chars().take(40).collect();
        Err(DecodeError::custom(
            format!("expected {expected}, found {shown:?}"),
            offset,
        ))
    }

    /// Reads an array, each element by the function.
    ///
    /// # Errors
    ///
    /// When the next value is another, is nested too deep, or the function fails.
    pub fn array(
        &mut self,
        element: &mut dyn FnMut(&mut Self) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        let (outer, mut more) = self.open_array()?;
        let mut index = 0;
        while more {
            element(self).map_err(|error| error.in_element(index))?;
            index += 1;
            more = self.scanner.array_step()?;
        }
        self.close_array(outer);
        Ok(())
    }

    /// Reads the start of an array, and tells whether an element follows; what comes first of the pair is for its end.
    pub(super) fn open_array(&mut self) -> Result<(bool, bool), DecodeError> {
        if self.scanner.peek() != Some(b'[') {
            self.expect(Kind::Array, "an array")?;
        }
        self.enter()?;
        let more = self.scanner.array_start()?;
        Ok((std::mem::replace(&mut self.extent.is_required, false), more))
    }

    /// Reads what follows an element of an array, and tells whether another does.
    pub(super) fn next_element(&mut self) -> Result<bool, DecodeError> {
        self.scanner.array_step()
    }

    /// Leaves an array.
    pub(super) fn close_array(&mut self, outer: bool) {
        self.extent.is_required = outer;
        self.leave();
    }

    /// Reads an object, each property's value by the function. The path of an error of the function begins with the property.
    ///
    /// # Errors
    ///
    /// When the next value is another, is nested too deep, or the function fails.
    pub fn entries(
        &mut self,
        entry: &mut dyn FnMut(&mut Self, String) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        self.each_entry(&mut |reader, name| {
            let property = name.clone();
            entry(reader, name).map_err(|error| error.in_property(property))
        })
    }

    /// Reads an object as [`entries`](Self::entries) does, by a function that sees to the paths of its errors.
    pub(super) fn each_entry(
        &mut self,
        entry: &mut dyn FnMut(&mut Self, String) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        self.expect(Kind::Object, "an object")?;
        self.enter()?;
        let mut more = self.scanner.object_start()?;
        while more {
            let name = self.scanner.string()?.to_owned();
            self.scanner.colon()?;
            self.within(false, |reader| entry(reader, name))?;
            more = self.scanner.object_step()?;
        }
        self.leave();
        Ok(())
    }

    /// Skips a value of any kind.
    ///
    /// # Errors
    ///
    /// When the value is no JSON or nested too deep.
    pub fn skip(&mut self) -> Result<(), DecodeError> {
        self.skip_each(Self::skip)
    }

    /// Skips a value, those that it contains by the function.
    #[inline]
    pub(super) fn skip_each(
        &mut self,
        skip: impl Fn(&mut Self) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        match self.scanner.peek() {
            Some(b'"') => self.scanner.skip_string(),
            Some(b'-' | b'0'..=b'9') => self.scanner.number().map(drop),
            Some(b'{') => {
                self.enter()?;
                let mut more = self.scanner.object_start()?;
                while more {
                    self.scanner.skip_string()?;
                    self.scanner.colon()?;
                    skip(self)?;
                    more = self.scanner.object_step()?;
                }
                self.leave();
                Ok(())
            }
            Some(b'[') => {
                self.enter()?;
                let mut more = self.scanner.array_start()?;
                while more {
                    skip(self)?;
                    more = self.scanner.array_step()?;
                }
                self.leave();
                Ok(())
            }
            Some(b't') => self.scanner.literal("true"),
            Some(b'f') => self.scanner.literal("false"),
            Some(b'n') => self.scanner.literal("null"),
            Some(_) => Err(syntax(Syntax::ExpectedValue, self.offset())),
            None => Err(syntax(Syntax::EndInValue, self.offset())),
        }
    }

    pub(super) fn enter(&mut self) -> Result<(), DecodeError> {
        if self.depth == MAX_DEPTH {
            let message = format!("arrays and objects nested deeper than {MAX_DEPTH}");
            return Err(DecodeError::custom(message, self.offset()));
        }
        if self.stack_start.abs_diff(stack_position()) > MAX_STACK {
            let message = "arrays and objects nested too deep for the stack that reading may use";
            return Err(DecodeError::custom(message, self.offset()));
        }
        self.depth += 1;
        Ok(())
    }

    pub(super) fn leave(&mut self) {
        self.depth = self.depth.saturating_sub(1);
    }
}

/// Returns roughly where the stack ends at the moment.
fn stack_position() -> usize {
    let marker = 0_u8;
    std::ptr::from_ref(&marker).addr()
}
