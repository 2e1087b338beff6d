//! JSON text under construction.

use serde::Serialize;

use super::digits::write_digits;
use super::error::Step;
use super::output::{Output, ROOM, copy_short};
use super::run::{is_end_of_run, is_run, run_length};
use super::write_tag::Tags;
use super::{Encode, EncodeError};

/// So many bytes of a string are copied in two pieces.
const SHORT: usize = 32;

/// A writer of JSON values to a text.
#[derive(Default)]
pub struct Writer {
    pub(super) text: Output,
    /// The first thing that could not be written, and the way to it from the innermost outwards.
    failure: Option<(String, Vec<Step>)>,
    pub(super) tags: Tags,
}

impl Writer {
    pub(crate) fn new() -> Self {
        Self {
            text: Output::with_room(128),
            failure: None,
            tags: Tags::default(),
        }
    }

    pub(crate) fn finish(self) -> Result<Vec<u8>, EncodeError> {
        match self.failure {
            None => Ok(self.text.into_text()),
            Some((message, steps)) => Err(EncodeError::at(message, &steps)),
        }
    }

    /// Appends a text that is JSON already.
    pub fn raw(&mut self, json: &str) {
        self.text.extend(json.as_bytes());
    }

    /// Appends `null`.
    pub fn null(&mut self) {
        self.raw("null");
    }

    /// Appends a string.
    pub fn string(&mut self, text: &str) {
        let text = text.as_bytes();
        if is_short_run(text) {
            self.text.write(|room| {
                room[0] = b'"';
                let end = copy_short(room, 1, text);
                room[end % ROOM] = b'"';
                end + 1
            });
        } else {
            self.text.push(b'"');
            self.runs(text);
            self.text.push(b'"');
        }
    }

    /// Appends what stands between the quotes of a string, with escapes between the runs.
    #[inline(never)]
    fn runs(&mut self, mut text: &[u8]) {
        loop {
            let (plain, rest) = text.split_at(run_length(text));
            self.text.extend(plain);
            let [byte, rest @ ..] = rest else { break };
            self.escape(*byte);
            text = rest;
        }
    }

    /// Appends the escape of a byte.
    fn escape(&mut self, byte: u8) {
        let short = match byte {
            b'"' | b'\\' => byte,
            0x08 => b'b',
            0x0C => b'f',
            b'\n' => b'n',
            b'\r' => b'r',
            b'\t' => b't',
            _ => {
                let [high, low] =
                    [byte >> 4, byte & 0xF].map(|digit| b"0123456789abcdef"[usize::from(digit)]);
                return self.text.extend(&[b'\\', b'u', b'0', b'0', high, low]);
            }
        };
        self.text.extend(&[b'\\', short]);
    }

    /// Appends an integer.
    #[inline]
    pub(super) fn integer(&mut self, is_negative: bool, magnitude: u64) {
        self.text.write(|room| {
            room[0] = b'-';
            write_digits(room, is_negative.into(), magnitude)
        });
    }

    /// Appends what serde writes as a single JSON scalar.
    pub(super) fn serialize<T: Serialize + ?Sized>(&mut self, scalar: &T) {
        if let Err(error) = serde_json::to_writer(&mut self.text, scalar) {
            self.fail(error.to_string());
        }
    }

    /// Keeps that a value can't be written as JSON.
    pub(super) fn fail(&mut self, message: String) {
        self.failure.get_or_insert((message, Vec::new()));
    }

    pub(crate) fn open(&mut self, bracket: u8) {
        self.text.push(bracket);
    }

    pub(crate) fn close(&mut self, bracket: u8) {
        self.text.push(bracket);
    }

    /// Appends an element to the array that was opened last.
    #[inline]
    pub(crate) fn element<T: Encode + ?Sized>(&mut self, index: usize, value: &T) {
        if index > 0 {
            self.text.push(b',');
        }
        let has_failed = self.has_failed();
        value.encode(self);
        if self.has_failed() && !has_failed {
            self.add_step(Step::Index(index));
        }
    }

    /// Appends a property to the object that was opened last.
    pub(crate) fn property(&mut self, name: &str, value: &dyn Encode) {
        self.separate();
        self.string(name);
        self.text.push(b':');
        self.value(name, value);
    }

    /// Appends a property whose name needs no escapes.
    #[inline]
    pub(super) fn plain_property(&mut self, name: &str, value: &dyn Encode) {
        let is_first = self.is_first();
        match name.as_bytes() {
            short if short.len() <= SHORT => self.text.write(|room| {
                room[..2].copy_from_slice(if is_first { b"\"\"" } else { b",\"" });
                let end = copy_short(room, 2 - usize::from(is_first), short);
                room[end % ROOM] = b'"';
                room[(end + 1) % ROOM] = b':';
                end + 2
            }),
            long => {
                self.text.extend(if is_first { b"\"" } else { b",\"" });
                self.text.extend(long);
                self.text.extend(b"\":");
            }
        }
        self.value(name, value);
    }

    /// Appends the value of a property.
    #[inline(always)]
    fn value(&mut self, name: &str, value: &dyn Encode) {
        let start = self.text.len();
        let has_failed = self.has_failed();
        value.encode(self);
        if self.has_failed() && !has_failed {
            self.add_step(Step::Property(name.to_owned().into()));
        }
        if let Some(values) = self.tags.values_of(name) {
            self.correct_tag(values, start);
        }
    }

    #[inline]
    fn has_failed(&self) -> bool {
        self.failure.is_some()
    }

    /// Puts a step before the way to what could not be written.
    #[cold]
    fn add_step(&mut self, step: Step) {
        if let Some((_, steps)) = &mut self.failure {
            steps.push(step);
        }
    }

    fn separate(&mut self) {
        if !self.is_first() {
            self.text.push(b',');
        }
    }

    /// Tells whether what comes next is the first in an array or object.
    fn is_first(&self) -> bool {
        matches!(self.text.last(), Some(b'[' | b'{'))
    }
}

/// Tells whether a string is short and needs no escapes.
#[inline]
fn is_short_run(text: &[u8]) -> bool {
    if let (Some(first), Some(last)) = (text.first_chunk::<16>(), text.last_chunk::<16>()) {
        text.len() <= SHORT && is_run(first) && is_run(last)
    } else if let (Some(first), Some(last)) = (text.first_chunk::<8>(), text.last_chunk::<8>()) {
        is_run(first) && is_run(last)
    } else if let (Some(first), Some(last)) = (text.first_chunk::<4>(), text.last_chunk::<4>()) {
        is_run(first) && is_run(last)
    } else {
        !text.iter().any(|byte| is_end_of_run(*byte))
    }
}
