//! The property that tells the variants of a union apart, looked for ahead.

use std::borrow::Cow;

use super::reader::Kind;
use super::{DecodeError, Reader};

/// What is shorter is read past again as quickly as it is found here.
const WORTH_REMEMBERING: usize = 256;

/// Where arrays and objects start and end that were read past, in the order of the text.
///
/// A union whose tag stands last reads past all that is before, in which the next one may be, and so on inwards: without
/// this, texts would be read past as many times as they are nested.
#[derive(Default)]
pub(super) struct Passed(Vec<(usize, usize)>);

impl Passed {
    /// Where the value ends that starts at an offset, if it was read past before.
    fn end(&self, start: usize) -> Option<usize> {
        let index = self.0.binary_search_by_key(&start, |(start, _)| *start).ok()?;
        self.0.get(index).map(|(_, end)| *end)
    }

    /// Whether what starts at an offset comes after all that was read past.
    fn is_new(&self, start: usize) -> bool {
        self.0.last().is_none_or(|(last, _)| *last < start)
    }
}

impl<'a> Reader<'a> {
    /// The value of the property that tells the variants of a union apart, looked for ahead. Numbers and booleans count
    /// by their text. Where it comes twice, the first counts.
    ///
    /// # Errors
    ///
    /// When the next value is no object, or what stands before the property is no JSON.
    #[doc(hidden)]
    pub fn tag(&mut self, property: &str) -> Result<Option<Cow<'a, str>>, DecodeError> {
        self.expect(Kind::Object, "an object")?;
        let start = self.mark();
        if self.passed.is_new(self.offset()) {
            self.passed.0.clear();
        }
        let tag = self.find_tag(property)?;
        self.rewind(start);
        Ok(tag)
    }

    fn find_tag(&mut self, property: &str) -> Result<Option<Cow<'a, str>>, DecodeError> {
        self.enter()?;
        let mut more = self.scanner.object_start()?;
        while more {
            let found = self.scanner.string()? == property;
            self.scanner.colon()?;
            if found {
                return self.scalar();
            }
            self.pass()?;
            more = self.scanner.object_step()?;
        }
        Ok(None)
    }

    fn scalar(&mut self) -> Result<Option<Cow<'a, str>>, DecodeError> {
        Ok(match self.peek()? {
            Kind::String => Some(self.scanner.lasting_string()?),
            Kind::Number => Some(self.scanner.number()?.into()),
            Kind::Boolean => Some(if self.boolean()? { "true" } else { "false" }.into()),
            Kind::Null | Kind::Array | Kind::Object => None,
        })
    }

    /// Reads past a value, and remembers where the long ones in it end.
    fn pass(&mut self) -> Result<(), DecodeError> {
        if !matches!(self.scanner.peek(), Some(b'[' | b'{')) {
            return self.skip();
        }
        let start = self.offset();
        if !self.passed.is_new(start) {
            return match self.passed.end(start) {
                Some(end) => {
                    self.scanner.go_to(end);
                    Ok(())
                }
                None => self.skip(),
            };
        }
        let index = self.passed.0.len();
        self.passed.0.push((start, start));
        let result = self.skip_each(Self::pass);
        let end = self.offset();
        match self.passed.0.get_mut(index) {
            Some(passed) if result.is_ok() && end - start >= WORTH_REMEMBERING => passed.1 = end,
            _ => self.passed.0.truncate(index),
        }
        result
    }
}
