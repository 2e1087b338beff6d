//! The property that tells the variants of a union apart, looked for ahead.

use std::borrow::Cow;

use super::reader::Kind;
use super::{DecodeError, Reader};

/// What is shorter is skipped again as quickly as it is found here.
const WORTH_REMEMBERING: usize = 256;

/// The starts and ends of arrays and objects that were skipped, in the order of the text.
///
/// A union whose tag stands last skips all that is before, in which the next one may be, and so on inwards: without this,
/// texts would be skipped as many times as they are nested.
#[derive(Default)]
pub(super) struct Skipped(Vec<(usize, usize)>);

impl Skipped {
    /// Returns where the value ends that starts at an offset, if it was skipped before.
    fn end(&self, start: usize) -> Option<usize> {
        let index = self.0.binary_search_by_key(&start, |(start, _)| *start).ok()?;
        self.0.get(index).map(|(_, end)| *end)
    }

    /// Tells whether what starts at an offset comes after all that was skipped.
    fn is_new(&self, start: usize) -> bool {
        self.0.last().is_none_or(|(last, _)| *last < start)
    }
}

/// Returns the value of the property that tells the variants of a union apart, without reading on. Other scalars
/// count by their text, an integer as it is without a fraction or an exponent. Where it comes twice, the first counts.
///
/// # Errors
///
/// When the next value is no object, or what stands before the property is no JSON.
pub fn read_tag<'a>(reader: &mut Reader<'a>, property: &str) -> Result<Option<Cow<'a, str>>, DecodeError> {
    reader.tag(property)
}

/// The largest integer up to which a float holds each.
const MAX_EXACT: f64 = 9_007_199_254_740_992.0;

/// Returns the text of a number; of an integer that is written as a float, as it is written otherwise.
fn without_exponent(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') {
        return text.into();
    }
    match text.parse::<f64>() {
        Ok(float) if float.abs() <= MAX_EXACT => {
            // There is no negative zero among integers.
            (float + 0.0).to_string().into()
        }
        _ => text.into(),
    }
}

/// Returns what [`read_tag`] does; nothing where the next value is no object.
///
/// # Errors
///
/// When what stands before the property is no JSON.
pub fn read_tag_if_object<'a>(
    reader: &mut Reader<'a>,
    property: &str,
) -> Result<Option<Cow<'a, str>>, DecodeError> {
    match reader.peek()? {
        Kind::Object => reader.tag(property),
        _ => Ok(None),
    }
}

impl<'a> Reader<'a> {
    /// Finds the tag for [`read_tag`].
    fn tag(&mut self, property: &str) -> Result<Option<Cow<'a, str>>, DecodeError> {
        self.expect(Kind::Object, "an object")?;
        let start = self.checkpoint();
        if self.skipped.is_new(self.offset()) {
            self.skipped.0.clear();
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
            self.skip_and_remember()?;
            more = self.scanner.object_step()?;
        }
        Ok(None)
    }

    fn scalar(&mut self) -> Result<Option<Cow<'a, str>>, DecodeError> {
        Ok(match self.peek()? {
            Kind::String => Some(self.scanner.lasting_string()?),
            Kind::Number => Some(without_exponent(self.scanner.number()?)),
            Kind::Boolean => Some(if self.boolean()? { "true" } else { "false" }.into()),
            Kind::Null => Some("null".into()),
            Kind::Array | Kind::Object => None,
        })
    }

    /// Skips a value, and remembers where the long ones in it end.
    fn skip_and_remember(&mut self) -> Result<(), DecodeError> {
        if !matches!(self.scanner.peek(), Some(b'[' | b'{')) {
            return self.skip();
        }
        let start = self.offset();
        if !self.skipped.is_new(start) {
            return match self.skipped.end(start) {
                Some(end) => {
                    self.scanner.go_to(end);
                    Ok(())
                }
                None => self.skip(),
            };
        }
        let index = self.skipped.0.len();
        if !self.memory.has_room_for_choice(index) {
            return self.skip();
        }
        self.skipped.0.push((start, start));
        let result = self.skip_each(Self::skip_and_remember);
        let end = self.offset();
        match self.skipped.0.get_mut(index) {
            Some(skipped) if result.is_ok() && end - start >= WORTH_REMEMBERING => skipped.1 = end,
            _ => self.skipped.0.truncate(index),
        }
        result
    }
}
