//! The property that tells the variants of a union apart, as the union writes it.

use std::ops::Range;

use smallvec::SmallVec;

use super::{Encode, Writer};

/// The tags by which a variant is known.
#[derive(Clone, Copy)]
struct Tag {
    property: &'static str,
    /// The first one is written where the value has none of them.
    values: &'static [&'static str],
    /// Where the object begins that is tagged.
    start: usize,
}

/// The tags of the objects that are being written, from the outermost inwards, and last those of the object that comes next.
#[derive(Default)]
pub(super) struct Tags {
    all: SmallVec<[Tag; 2]>,
    /// Where in `all` those of the innermost object begin, and where those of the next one.
    current: Range<usize>,
}

impl Tags {
    /// Returns the values of a property of the object that is being written, if it is a tag.
    #[inline]
    pub(super) fn values_of(&self, property: &str) -> Option<&'static [&'static str]> {
        if self.current.is_empty() {
            return None;
        }
        let mut tags = self.all.get(self.current.clone())?.iter();
        let tag = tags.find(|tag| tag.property == property)?;
        Some(tag.values)
    }

    /// Forgets those of the next object that it does not keep.
    fn retain_next(&mut self, keep: impl Fn(&Tag) -> bool) {
        let mut index = self.current.end;
        while let Some(tag) = self.all.get(index) {
            match keep(tag) {
                true => index += 1,
                false => drop(self.all.remove(index)),
            }
        }
    }
}

/// The tags of the object around.
pub(crate) struct Outer(Range<usize>);

/// Tags the object that is written next: if the property is absent, `null`, or a string that is none of `values`, the
/// first of them is written. A union within a union knows better, if the property is the same.
pub fn write_tag(writer: &mut Writer, property: &'static str, values: &'static [&'static str]) {
    let start = writer.text.len();
    let tags = &mut writer.tags;
    tags.retain_next(|tag| tag.start == start && tag.property != property);
    tags.all.push(Tag {
        property,
        values,
        start,
    });
}

impl Writer {
    /// Appends the start of an object, and of its tags those that it does not have.
    pub(crate) fn open_object(&mut self, has: &dyn Fn(&str) -> bool) -> Outer {
        let outer = self.tags.current.clone();
        if self.tags.all.len() == outer.end {
            self.tags.current.start = outer.end;
            self.open(b'{');
        } else {
            self.open_tagged_object(has);
        }
        Outer(outer)
    }

    fn open_tagged_object(&mut self, has: &dyn Fn(&str) -> bool) {
        let start = self.text.len();
        self.tags.retain_next(|tag| tag.start == start);
        self.open(b'{');
        let (first, end) = (self.tags.current.end, self.tags.all.len());
        self.tags.current = end..end;
        for index in first..end {
            if let Some(&Tag { property, values, .. }) = self.tags.all.get(index)
                && let Some(value) = values.first().filter(|_| !has(property))
            {
                self.property(property, value);
            }
        }
        self.tags.current = first..end;
    }

    /// Appends the end of the object that was opened last.
    pub(crate) fn close_object(&mut self, outer: Outer) {
        self.tags.all.truncate(outer.0.end);
        self.tags.current = outer.0;
        self.close(b'}');
    }

    /// Replaces the value of a tag, which begins at `start`, if it is none of `values`.
    pub(super) fn correct_tag(&mut self, values: &'static [&'static str], start: usize) {
        let written = self.text.since(start);
        if let [b'"', text @ .., b'"'] = written
            && values.iter().any(|value| value.as_bytes() == text)
        {
            return;
        }
        let is_wrong = match written {
            b"null" => !values.contains(&"null"),
            [b'"', ..] => {
                serde_json::from_slice::<String>(written).is_ok_and(|text| !values.contains(&text.as_str()))
            }
            _ => false,
        };
        if let Some(value) = values.first().filter(|_| is_wrong) {
            self.text.forget_since(start);
            value.encode(self);
        }
    }
}
