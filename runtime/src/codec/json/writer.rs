//! JSON text under construction.

use serde::Serialize;

use super::error::Step;
use super::write_tag::Tags;
use super::{Encode, EncodeError};

/// A writer of JSON values to a text.
#[derive(Default)]
pub struct Writer {
    pub(super) text: Vec<u8>,
    /// The first thing that could not be written, and the way to it from the innermost outwards.
    failure: Option<(String, Vec<Step>)>,
    pub(super) tags: Tags,
}

impl Writer {
    pub(crate) fn new() -> Self {
        Self {
            text: Vec::with_capacity(128),
            failure: None,
            tags: Tags::default(),
        }
    }

    pub(crate) fn finish(self) -> Result<Vec<u8>, EncodeError> {
        match self.failure {
            None => Ok(self.text),
            Some((message, steps)) => Err(EncodeError::at(message, &steps)),
        }
    }

    /// Appends a text that is JSON already.
    pub fn raw(&mut self, json: &str) {
        self.text.extend_from_slice(json.as_bytes());
    }

    /// Appends `null`.
    pub fn null(&mut self) {
        self.raw("null");
    }

    /// Appends a string.
    pub fn string(&mut self, text: &str) {
        let mut text = text.as_bytes();
        self.text.reserve(text.len() + 2);
        self.text.push(b'"');
        loop {
            let (plain, rest) = text.split_at(plain_length(text));
            self.text.extend_from_slice(plain);
            let [byte, rest @ ..] = rest else { break };
            self.escape(*byte);
            text = rest;
        }
        self.text.push(b'"');
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
                return self.text.extend_from_slice(&[b'\\', b'u', b'0', b'0', high, low]);
            }
        };
        self.text.extend_from_slice(&[b'\\', short]);
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
    pub(crate) fn element(&mut self, index: usize, value: &dyn Encode) {
        self.separate();
        self.within(value, || Step::Index(index));
    }

    /// Appends a property to the object that was opened last.
    pub(crate) fn property(&mut self, name: &str, value: &dyn Encode) {
        self.name(name);
        let start = self.text.len();
        self.within(value, || Step::Property(name.to_owned().into()));
        self.correct_tag(name, start);
    }

    /// Appends the name of a property and what stands around it.
    fn name(&mut self, name: &str) {
        self.separate();
        self.string(name);
        self.text.push(b':');
    }

    fn separate(&mut self) {
        if !matches!(self.text.last(), Some(b'[' | b'{')) {
            self.text.push(b',');
        }
    }

    fn within(&mut self, value: &dyn Encode, step: impl Fn() -> Step) {
        let failed_before = self.failure.is_some();
        value.encode(self);
        if let Some((_, steps)) = self.failure.as_mut().filter(|_| !failed_before) {
            steps.push(step());
        }
    }
}

/// Returns how many bytes a text begins with that stand in JSON as they are, without any escape.
#[inline]
fn plain_length(text: &[u8]) -> usize {
    let Some(last) = text.last_chunk() else {
        return plain_length_of_short(text);
    };
    let (words, _) = text.as_chunks();
    for (index, word) in words.iter().enumerate() {
        let escaped = escaped_bytes(u64::from_le_bytes(*word));
        if escaped != 0 {
            return index * 8 + escaped.trailing_zeros() as usize / 8;
        }
    }
    // The last word has bytes that were looked at already, which are plain.
    match escaped_bytes(u64::from_le_bytes(*last)) {
        0 => text.len(),
        escaped => text.len() - 8 + escaped.trailing_zeros() as usize / 8,
    }
}

/// Does what [`plain_length`] does, for less than eight bytes.
#[inline]
fn plain_length_of_short(text: &[u8]) -> usize {
    if let (Some(first), Some(last)) = (text.first_chunk(), text.last_chunk()) {
        let word = u64::from(u32::from_le_bytes(*last)) << 32 | u64::from(u32::from_le_bytes(*first));
        if escaped_bytes(word) == 0 {
            return text.len();
        }
    }
    let escaped = text
        .iter()
        .position(|byte| *byte < b' ' || matches!(byte, b'"' | b'\\'));
    escaped.unwrap_or(text.len())
}

/// Returns the highest bit of each byte that is a quote, a backslash or a control character. Behind the first of these, a carry can set it for
/// others, too.
#[inline]
fn escaped_bytes(word: u64) -> u64 {
    const ONES: u64 = u64::from_le_bytes([1; 8]);
    let below = |word: u64, limit: u8| word.wrapping_sub(ONES * u64::from(limit)) & !word;
    let is = |byte: u8| below(word ^ (ONES * u64::from(byte)), 1);
    (below(word, b' ') | is(b'"') | is(b'\\')) & (ONES << 7)
}
