//! The property that tells the variants of a union apart, as the union writes it.

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

/// The tags of the object that comes next, and of the one that is being written.
#[derive(Default)]
pub(super) struct Tags {
    next: SmallVec<[Tag; 1]>,
    current: SmallVec<[Tag; 1]>,
}

/// The tags of the object around.
pub(crate) struct Outer(SmallVec<[Tag; 1]>);

/// Tags the object that is written next: if the property is absent, `null`, or a string that is none of `values`, the
/// first of them is written. A union within a union knows better, if the property is the same.
pub fn write_tag(writer: &mut Writer, property: &'static str, values: &'static [&'static str]) {
    let start = writer.text.len();
    let next = &mut writer.tags.next;
    next.retain(|tag| tag.start == start && tag.property != property);
    next.push(Tag {
        property,
        values,
        start,
    });
}

impl Writer {
    /// Appends the start of an object, and of its tags those that it does not have.
    pub(crate) fn open_object(&mut self, has: &dyn Fn(&str) -> bool) -> Outer {
        if self.tags.next.is_empty() {
            self.open(b'{');
            return Outer(std::mem::take(&mut self.tags.current));
        }
        let start = self.text.len();
        let mut tags = std::mem::take(&mut self.tags.next);
        tags.retain(|tag| tag.start == start);
        self.open(b'{');
        let outer = std::mem::take(&mut self.tags.current);
        for tag in &tags {
            if let Some(value) = tag.values.first().filter(|_| !has(tag.property)) {
                self.property(tag.property, value);
            }
        }
        self.tags.current = tags;
        Outer(outer)
    }

    /// Appends the end of the object that was opened last.
    pub(crate) fn close_object(&mut self, outer: Outer) {
        self.tags.current = outer.0;
        self.close(b'}');
    }

    /// Replaces the value of a property, which begins at `start`, if it is to be a tag and is none.
    pub(super) fn correct_tag(&mut self, property: &str, start: usize) {
        let mut tags = self.tags.current.iter();
        let Some(&Tag { values, .. }) = tags.find(|tag| tag.property == property) else {
            return;
        };
        let written = self.text.get(start..).unwrap_or_default();
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
            self.text.truncate(start);
            value.encode(self);
        }
    }
}
