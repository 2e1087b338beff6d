//! Objects with known properties: one loop for all types.

use std::sync::atomic::{AtomicU8, Ordering};

use super::error::Described;
use super::map::{ReadEntries, WriteEntries};
use super::reader::Kind;
use super::run::run_length;
use super::score::Loss;
use super::{Decode, DecodeError, Encode, Reader, Writer};

/// The name of a property, and how it is treated.
pub(super) type Property = (&'static str, Presence);

/// The properties of a type, in the order of the document, and where it describes them.
#[derive(Debug)]
pub struct Properties {
    rows: &'static [Property],
    described: Described,
    names: AtomicU8,
}

/// The names have not been looked at.
const UNKNOWN: u8 = 0;
/// All names stand in JSON as they are.
const PLAIN: u8 = 1;
/// There is a name that needs escapes.
const ESCAPED: u8 = 2;

impl Properties {
    /// Creates the table. `schema` is that of the type, if it is known, and `elsewhere` has the properties whose schemas are not below it.
    ///
    /// The names are looked at when the table is used, for to do so when it is compiled would cost every build of a client.
    #[must_use]
    pub const fn new(
        rows: &'static [Property],
        schema: &'static [&'static str],
        elsewhere: &'static [(&'static str, &'static str)],
    ) -> Self {
        Self {
            rows,
            described: Described { schema, elsewhere },
            names: AtomicU8::new(UNKNOWN),
        }
    }

    /// Tells whether all names stand in JSON as they are, without any escape.
    #[inline]
    fn has_plain_names(&self) -> bool {
        match self.names.load(Ordering::Relaxed) {
            UNKNOWN => self.look_at_names(),
            names => names == PLAIN,
        }
    }

    #[cold]
    fn look_at_names(&self) -> bool {
        let mut names = self.rows.iter().map(|(name, _)| name.as_bytes());
        let is_plain = names.all(|name| run_length(name) == name.len());
        self.names
            .store(if is_plain { PLAIN } else { ESCAPED }, Ordering::Relaxed);
        is_plain
    }
}

/// The presence of a property: whether it has to be there, and what `null` means in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// It has to be there.
    Required,
    /// It need not be there, and `null` counts as absent.
    Optional,
    /// It need not be there, and can be `null`, which is none of the values that its type has.
    Nullable,
    /// It need not be there, and can be `null`, which its type has a value for.
    HoldsNull,
    /// It need not be there, and can be `null`, which counts as absent.
    Received,
}

/// The variants of [`Presence`] by the words in the rows of the macro `object!`.
#[allow(non_upper_case_globals, missing_docs)]
pub mod kind {
    use super::Presence;

    pub const required: Presence = Presence::Required;
    pub const optional: Presence = Presence::Optional;
    pub const nullable: Presence = Presence::Nullable;
    pub const holds_null: Presence = Presence::HoldsNull;
    pub const received: Presence = Presence::Received;
}

/// The slot of a property before it is read, by the same words: a path where otherwise a macro would be called for each
/// property.
pub mod empty {
    #![allow(missing_docs)]

    pub use Option::None as required;
    pub use Option::None as optional;
    pub use Option::None as holds_null;
    pub use Option::None as received;

    pub use crate::codec::json::nullable::Nullable::Absent as nullable;
}

/// A slot for the value of a property while its object is read.
///
/// Both this trait and the functions that use it exist once for all generated types; each type of a property adds only
/// the three functions here.
pub trait Slot {
    /// Reads the value.
    ///
    /// # Errors
    ///
    /// When the value is none of the slot's type.
    fn fill(&mut self, reader: &mut Reader<'_>) -> Result<(), DecodeError>;

    /// Tells whether there is a value.
    fn is_filled(&self) -> bool;

    /// Takes the value for an absent property: none, or for a required one what its type has for that.
    fn reset(&mut self, required: bool);
}

impl<T: Decode> Slot for Option<T> {
    fn fill(&mut self, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
        match T::decode(reader) {
            Ok(value) => {
                *self = Some(value);
                Ok(())
            }
            Err(error) => Err(error),
        }
    }

    fn is_filled(&self) -> bool {
        self.is_some()
    }

    fn reset(&mut self, required: bool) {
        *self = if required { T::absent() } else { None };
    }
}

/// The treatment of properties without a slot.
pub enum Rest<'a> {
    /// They are skipped.
    Skip,
    /// The schema allows none: they are skipped, but a union takes any other variant that fits.
    Closed,
    /// They are kept.
    Keep(&'a mut dyn ReadEntries),
}

/// Reads an object into a slot for each property. Of one that comes twice, the last value stays.
///
/// # Errors
///
/// When the next value is no object, is nested too deep, a value doesn't fit its slot, or a required one is missing.
pub fn read_object(
    reader: &mut Reader<'_>,
    properties: &'static Properties,
    slots: &mut [&mut dyn Slot],
    rest: Rest<'_>,
) -> Result<(), DecodeError> {
    reader.object_with(false, properties, slots, rest)
}

/// Does what [`read_object`] does, for an object whose numbers may be in strings.
///
/// # Errors
///
/// As [`read_object`].
pub fn read_object_with_text(
    reader: &mut Reader<'_>,
    properties: &'static Properties,
    slots: &mut [&mut dyn Slot],
    rest: Rest<'_>,
) -> Result<(), DecodeError> {
    reader.object_with(true, properties, slots, rest)
}

/// Returns the error for an object whose slots were not settled.
#[cold]
pub fn incomplete(reader: &Reader<'_>) -> DecodeError {
    DecodeError::custom("missing properties", reader.offset())
}

/// Appends an object: a value for each property, left out if it is absent and need not be there; then the entries of maps.
pub fn write_object(
    writer: &mut Writer,
    table: &'static Properties,
    values: &[&dyn Encode],
    rest: &[&dyn WriteEntries],
) {
    let properties = || table.rows.iter().zip(values);
    let is_written =
        |presence: Presence, value: &dyn Encode| presence == Presence::Required || !value.is_absent();
    let outer = writer.open_object(&|property| {
        let mut written = properties().filter(|((_, presence), value)| is_written(*presence, **value));
        written.any(|((name, _), _)| *name == property) || rest.iter().any(|entries| entries.has(property))
    });
    let is_plain = table.has_plain_names();
    for ((name, presence), value) in properties() {
        if !is_written(*presence, *value) {
            continue;
        }
        match is_plain {
            true => writer.plain_property(name, *value),
            false => writer.property(name, *value),
        }
    }
    for entries in rest {
        entries.write(writer);
    }
    writer.close_object(outer);
}

impl Reader<'_> {
    fn object_with(
        &mut self,
        numbers_in_text: bool,
        properties: &'static Properties,
        slots: &mut [&mut dyn Slot],
        rest: Rest<'_>,
    ) -> Result<(), DecodeError> {
        let outer = std::mem::replace(&mut self.numbers_in_text, numbers_in_text);
        let result = self.object(properties, slots, rest);
        self.numbers_in_text = outer;
        result.map_err(|error| error.described_at(&properties.described))
    }

    /// Reads the object for [`read_object`].
    fn object(
        &mut self,
        properties: &'static Properties,
        slots: &mut [&mut dyn Slot],
        mut rest: Rest<'_>,
    ) -> Result<(), DecodeError> {
        if self.scanner.peek() != Some(b'{') {
            self.expect(Kind::Object, "an object")?;
        }
        let start = self.offset();
        self.enter()?;
        let rows = properties.rows;
        let plain = if properties.has_plain_names() { rows } else { &[] };
        let mut read = 0_u64;
        let mut expected = 0;
        let mut more = self.scanner.object_start()?;
        while more {
            let index = match plain.get(expected) {
                Some((name, _)) if self.scanner.take_name(name) => Some(expected),
                _ => self.other_property(rows, expected, &mut rest)?,
            };
            if let Some(index) = index {
                expected = index + 1;
                if let (Some(property), Some(slot)) = (rows.get(index), slots.get_mut(index)) {
                    self.property(*property, &mut **slot)?;
                    read |= bit(index);
                }
            }
            more = self.scanner.object_step()?;
        }
        self.leave();
        match rows.len() {
            1..=64 if read == u64::MAX >> (64 - rows.len()) => Ok(()),
            _ => self.settle(rows, slots, read, start),
        }
    }

    /// Reads a name that is not the expected one, and returns the index of the property. One that has no slot is read or skipped.
    #[inline(never)]
    fn other_property(
        &mut self,
        rows: &'static [Property],
        expected: usize,
        rest: &mut Rest<'_>,
    ) -> Result<Option<usize>, DecodeError> {
        let name = self.scanner.string()?;
        if let Some(index) = self.lookup.position(rows, expected, name) {
            self.scanner.colon()?;
            return Ok(Some(index));
        }
        match rest {
            Rest::Keep(entries) => {
                let name = name.to_owned();
                self.scanner.colon()?;
                self.count_loose();
                self.within(false, |reader| entries.read(name, reader))?;
            }
            Rest::Closed => {
                self.scanner.colon()?;
                self.drop_forbidden()?;
            }
            Rest::Skip => {
                self.scanner.colon()?;
                self.drop_value()?;
            }
        }
        Ok(None)
    }

    /// Sees to the required properties that were not read.
    #[inline(never)]
    fn settle(
        &mut self,
        rows: &'static [Property],
        slots: &mut [&mut dyn Slot],
        read: u64,
        start: usize,
    ) -> Result<(), DecodeError> {
        for (((name, presence), slot), index) in rows.iter().zip(slots).zip(0..) {
            if *presence == Presence::Required && read & bit(index) == 0 && !slot.is_filled() {
                slot.reset(true);
                self.count(Loss::AbsentProperty);
                if !slot.is_filled() {
                    return Err(self.told(|| DecodeError::missing(name, start)));
                }
            }
        }
        Ok(())
    }

    fn property(&mut self, (name, presence): Property, slot: &mut dyn Slot) -> Result<(), DecodeError> {
        let null_is_none = matches!(presence, Presence::Optional | Presence::Received);
        if null_is_none && self.take_null()? {
            slot.reset(false);
            if presence == Presence::Optional {
                self.count(Loss::NullProperty);
            }
            return Ok(());
        }
        self.within(presence == Presence::Required, |reader| slot.fill(reader))
            .map_err(|error| error.in_property(name))
    }
}

/// Returns the bit for a property, if it is one of the first, so that hardly ever a slot needs to be asked.
#[inline]
fn bit(index: usize) -> u64 {
    match index {
        0..64 => 1 << index,
        _ => 0,
    }
}
