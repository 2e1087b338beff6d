//! Objects with known properties: one loop for all types.

use super::reader::{Kind, syntax};
use super::{Decode, DecodeError, Encode, Reader, Writer};
use crate::Map;

/// Where the value of a property goes while its object is read.
pub trait Slot {
    /// Reads the value.
    ///
    /// # Errors
    ///
    /// When the value is none of the slot's type.
    fn fill(&mut self, reader: &mut Reader<'_>) -> Result<(), DecodeError>;
}

/// The properties that a type keeps beside the named ones.
pub trait Entries {
    /// Reads the value of a property.
    ///
    /// # Errors
    ///
    /// When the value is none of the map's type.
    fn insert(&mut self, name: String, reader: &mut Reader<'_>) -> Result<(), DecodeError>;

    /// Appends all entries to the object that the writer is in.
    fn write(&self, writer: &mut Writer);
}

impl<T: Decode + Encode> Entries for Map<T> {
    fn insert(&mut self, name: String, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
        match T::decode(reader) {
            Ok(value) => {
                self.insert(name, value);
                Ok(())
            }
            Err(error) => Err(error.in_property(name)),
        }
    }

    fn write(&self, writer: &mut Writer) {
        for (name, value) in self {
            writer.property(name, value);
        }
    }
}

/// What becomes of properties without a slot.
pub enum Rest<'a> {
    /// They are read past.
    Skip,
    /// The schema allows none: they are read past, but a union takes any other variant that fits.
    Closed,
    /// They are kept.
    Keep(&'a mut dyn Entries),
}

/// What an unknown property of a closed object counts, so that any variant with a place for it wins.
const UNKNOWN_IN_CLOSED: u32 = 1000;

impl Reader<'_> {
    /// Reads an object into slots. Of a property that comes twice, the last value stays.
    ///
    /// # Errors
    ///
    /// When the next value is none, is nested too deep, or a value doesn't fit its slot.
    pub fn object(
        &mut self,
        slots: &mut [(&'static str, &mut dyn Slot)],
        mut rest: Rest<'_>,
    ) -> Result<(), DecodeError> {
        self.expect(Kind::Object, "an object")?;
        self.enter()?;
        let mut expected = 0;
        let mut key = self.jiter.known_object().map_err(syntax)?;
        while let Some(name) = key {
            if let Some(index) = position(slots, expected, name) {
                expected = index + 1;
                if let Some((name, slot)) = slots.get_mut(index) {
                    slot.fill(self).map_err(|error| error.in_property(*name))?;
                }
            } else if let Rest::Keep(entries) = &mut rest {
                let name = name.to_owned();
                self.loosen();
                entries.insert(name, self)?;
            } else {
                self.lose(if matches!(rest, Rest::Closed) {
                    UNKNOWN_IN_CLOSED
                } else {
                    1
                });
                self.skip()?;
            }
            key = self.jiter.next_key().map_err(syntax)?;
        }
        self.leave();
        Ok(())
    }
}

/// The slot of a property, looked for from where it is when properties come in the order of the slots.
fn position(slots: &[(&'static str, &mut dyn Slot)], expected: usize, name: &str) -> Option<usize> {
    let (before, after) = slots.split_at_checked(expected)?;
    let found = after
        .iter()
        .position(|(slot, _)| *slot == name)
        .map(|index| expected + index);
    found.or_else(|| before.iter().position(|(slot, _)| *slot == name))
}

impl Writer {
    /// Appends an object: each property's name, whether it is there even when its value is absent, and its value; then
    /// the entries of maps.
    pub fn object(&mut self, properties: &[(&'static str, bool, &dyn Encode)], rest: &[&dyn Entries]) {
        self.open(b'{');
        for (name, required, value) in properties {
            if *required || !value.is_absent() {
                self.property(name, *value);
            }
        }
        for entries in rest {
            entries.write(self);
        }
        self.close(b'}');
    }
}
