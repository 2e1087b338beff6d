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
        match is_plain(text.as_bytes()) {
            true => {
                self.text.reserve(text.len() + 2);
                self.text.push(b'"');
                self.text.extend_from_slice(text.as_bytes());
                self.text.push(b'"');
            }
            false => self.serialize(text),
        }
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
        if !is_plain(name.as_bytes()) {
            self.separate();
            self.serialize(name);
            self.text.push(b':');
            return;
        }
        self.text.reserve(name.len() + 4);
        self.separate();
        self.text.push(b'"');
        self.text.extend_from_slice(name.as_bytes());
        self.text.extend_from_slice(b"\":");
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

/// Tells whether a string stands in JSON as it is, without any escape.
#[inline]
fn is_plain(text: &[u8]) -> bool {
    // In pieces whose bytes the compiler looks at all at once.
    let (pieces, rest) = text.as_chunks::<16>();
    pieces.iter().all(|piece| no_escapes(piece)) && no_escapes(rest)
}

#[inline]
fn no_escapes(bytes: &[u8]) -> bool {
    let escapes = bytes.iter().fold(false, |any, byte| {
        any | (*byte < 0x20) | (*byte == b'"') | (*byte == b'\\')
    });
    !escapes
}
