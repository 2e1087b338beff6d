//! A position in a JSON text, and what is common to reading any type from there.

use std::any::TypeId;
use std::collections::HashMap;
use std::fmt;

use jiter::{Jiter, JiterError, JiterErrorType, Peek};

use super::DecodeError;

/// How deep arrays and objects may be nested. It bounds the stack that a hostile text can use.
pub const MAX_DEPTH: u8 = 128;

/// How many bytes of the stack reading may use: half of what the main thread has where it has least.
///
/// [`MAX_DEPTH`] alone doesn't bound it, for a struct of a hundred fields needs tens of kilobytes a level in a build without
/// optimisation.
const MAX_STACK: usize = 512 * 1024;

/// How many times the length of the text its unions may look at: more than unions are nested in any sensible text.
const PATIENCE: usize = 32;

/// What a JSON value is.
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

/// Reads JSON values from a text, one after the other.
///
/// It also keeps the score by which a union chooses among the variants that its text can be read as: what the reading
/// [lost](Self::lose), and what it read more loosely than a better variant would.
pub struct Reader<'a> {
    pub(super) jiter: Jiter<'a>,
    pub(super) score: Score,
    pub(super) depth: u8,
    /// Where the stack ended when reading began.
    stack_start: usize,
    /// Bytes that unions may still look at, each union counted on its own.
    pub(super) patience: usize,
    /// How many unions are trying a variant at this moment.
    pub(super) attempts: usize,
    /// The variant that the union of a type chose at an offset, `None` if none fits.
    pub(super) choices: HashMap<(usize, TypeId), Option<usize>>,
}

/// How badly a reading fits its text: the smaller the better, what was lost first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Score {
    /// Properties dropped, enum values unknown, numbers approximated.
    pub(super) lost: u32,
    /// Properties that only a map took, integers read as floats.
    pub(super) loose: u32,
}

impl<'a> Reader<'a> {
    /// A reader at the start of a text.
    ///
    /// # Errors
    ///
    /// When the text is not UTF-8.
    pub(crate) fn new(text: &'a [u8]) -> Result<Self, DecodeError> {
        if let Err(error) = std::str::from_utf8(text) {
            return Err(DecodeError::custom("the text is not UTF-8", error.valid_up_to()));
        }
        Ok(Self {
            jiter: Jiter::new(text),
            score: Score::default(),
            depth: 0,
            stack_start: stack_position(),
            patience: text.len().saturating_mul(PATIENCE).saturating_add(1 << 18),
            attempts: 0,
            choices: HashMap::new(),
        })
    }

    /// # Errors
    ///
    /// When anything but white space follows.
    pub(crate) fn finish(&mut self) -> Result<(), DecodeError> {
        self.jiter.finish().map_err(syntax)
    }

    /// The position in the text, in bytes.
    #[must_use]
    pub fn offset(&self) -> usize {
        self.jiter.current_index()
    }

    /// Notes that something in the text has no place in the type read.
    pub fn lose(&mut self, amount: u32) {
        self.score.lost = self.score.lost.saturating_add(amount);
    }

    /// How much the reading has lost so far.
    #[must_use]
    pub fn lost(&self) -> u32 {
        self.score.lost
    }

    pub(super) fn loosen(&mut self) {
        self.score.loose = self.score.loose.saturating_add(1);
    }

    /// What the next value is.
    ///
    /// # Errors
    ///
    /// When the text ends or no value starts here.
    pub fn peek(&mut self) -> Result<Kind, DecodeError> {
        let peek = self.jiter.peek().map_err(syntax)?;
        kind(peek).ok_or_else(|| DecodeError::custom("expected a value", self.offset()))
    }

    /// Checks what the next value is; `expected` are the words for it.
    pub(super) fn expect(&mut self, kind: Kind, expected: &'static str) -> Result<(), DecodeError> {
        let found = self.peek()?;
        if found == kind {
            Ok(())
        } else {
            Err(DecodeError::expected(expected, found, self.offset()))
        }
    }

    /// Reads `null`.
    ///
    /// # Errors
    ///
    /// When the next value is another.
    pub fn null(&mut self) -> Result<(), DecodeError> {
        self.expect(Kind::Null, "null")?;
        self.jiter.known_null().map_err(syntax)
    }

    /// Reads `null` if it is next.
    pub(super) fn take_null(&mut self) -> Result<bool, DecodeError> {
        if self.peek()? != Kind::Null {
            return Ok(false);
        }
        self.jiter.known_null().map_err(syntax)?;
        Ok(true)
    }

    /// Reads `true` or `false`.
    ///
    /// # Errors
    ///
    /// When the next value is another.
    pub fn boolean(&mut self) -> Result<bool, DecodeError> {
        self.expect(Kind::Boolean, "a boolean")?;
        self.jiter.next_bool().map_err(syntax)
    }

    /// Reads a string.
    ///
    /// # Errors
    ///
    /// When the next value is another, or the string has an invalid escape.
    pub fn string(&mut self) -> Result<&str, DecodeError> {
        self.expect(Kind::String, "a string")?;
        self.jiter.known_str().map_err(syntax)
    }

    /// Reads a string that stands for something; `expected` are the words for that.
    pub(super) fn parsed<T>(
        &mut self,
        expected: &'static str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Result<T, DecodeError> {
        self.expect(Kind::String, expected)?;
        let offset = self.offset();
        let text = self.jiter.known_str().map_err(syntax)?;
        parse(text).ok_or_else(|| {
            let shown: String = text.chars().take(40).collect();
            DecodeError::custom(format!("expected {expected}, found {shown:?}"), offset)
        })
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
        self.expect(Kind::Array, "an array")?;
        self.enter()?;
        let mut next = self.jiter.known_array().map_err(syntax)?;
        let mut index = 0;
        while next.is_some() {
            element(self).map_err(|error| error.in_element(index))?;
            index += 1;
            next = self.jiter.array_step().map_err(syntax)?;
        }
        self.leave();
        Ok(())
    }

    /// Reads an object, each property's value by the function.
    ///
    /// # Errors
    ///
    /// When the next value is another, is nested too deep, or the function fails.
    pub fn entries(
        &mut self,
        entry: &mut dyn FnMut(&mut Self, String) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        self.expect(Kind::Object, "an object")?;
        self.enter()?;
        let mut key = self.jiter.known_object().map_err(syntax)?.map(str::to_owned);
        while let Some(name) = key {
            entry(self, name)?;
            key = self.jiter.next_key().map_err(syntax)?.map(str::to_owned);
        }
        self.leave();
        Ok(())
    }

    /// Reads past a value of any kind.
    ///
    /// # Errors
    ///
    /// When the value is no JSON or nested too deep.
    pub fn skip(&mut self) -> Result<(), DecodeError> {
        let peek = self.jiter.peek().map_err(syntax)?;
        match peek {
            Peek::Array => {
                self.enter()?;
                let mut next = self.jiter.known_array().map_err(syntax)?;
                while next.is_some() {
                    self.skip()?;
                    next = self.jiter.array_step().map_err(syntax)?;
                }
                self.leave();
                Ok(())
            }
            Peek::Object => {
                self.enter()?;
                let mut more = self.jiter.next_object_bytes().map_err(syntax)?.is_some();
                while more {
                    self.skip()?;
                    more = self.jiter.next_key_bytes().map_err(syntax)?.is_some();
                }
                self.leave();
                Ok(())
            }
            _ => self.jiter.known_skip(peek).map_err(syntax),
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

/// Roughly where the stack ends at the moment.
fn stack_position() -> usize {
    let marker = 0_u8;
    std::ptr::from_ref(&marker).addr()
}

fn kind(peek: Peek) -> Option<Kind> {
    match peek {
        Peek::Null => Some(Kind::Null),
        Peek::True | Peek::False => Some(Kind::Boolean),
        Peek::String => Some(Kind::String),
        Peek::Array => Some(Kind::Array),
        Peek::Object => Some(Kind::Object),
        Peek::Infinity | Peek::NaN => None,
        number => number.is_num().then_some(Kind::Number),
    }
}

#[cold]
pub(super) fn syntax(error: JiterError) -> DecodeError {
    let message = match error.error_type {
        JiterErrorType::JsonError(kind) => format!("no valid JSON: {kind}"),
        other => other.to_string(),
    };
    DecodeError::custom(message, error.index)
}
