//! Maps: alone, and beside the named properties of an object.

use serde_json::Value;

use super::memory::{room_in_map, room_in_tree};
use super::{Decode, DecodeError, Encode, Reader, Writer};

/// A map of properties by their names, in the order in which they came.
pub type Map<T> = indexmap::IndexMap<String, T>;

/// A map that takes the properties of an object that have no slot.
pub trait ReadEntries {
    /// Reads the value of a property.
    ///
    /// # Errors
    ///
    /// When the value is none of the map's type.
    fn read(&mut self, name: String, reader: &mut Reader<'_>) -> Result<(), DecodeError>;
}

/// The properties that a type keeps beside the named ones, or instead of them.
pub trait WriteEntries {
    /// Appends all entries to the object that the writer is in.
    fn write(&self, writer: &mut Writer);

    /// Returns whether there is an entry of a name.
    fn has(&self, name: &str) -> bool;
}

impl Reader<'_> {
    /// Reads an object into a map. Of a property that comes twice, the last value stays.
    fn map(&mut self, map: &mut dyn ReadEntries) -> Result<(), DecodeError> {
        self.each_entry(&mut |reader, name| map.read(name, reader))
    }
}

impl Writer {
    fn map(&mut self, map: &dyn WriteEntries) {
        let outer = self.open_object(&|property| map.has(property));
        map.write(self);
        self.close_object(outer);
    }
}

macro_rules! maps {
    ($(($($T:ident)?) $map:ty, $value:ty, $room:expr;)*) => {$(
        impl $(<$T: Decode>)? ReadEntries for $map {
            fn read(&mut self, name: String, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
                let room: fn(&Self) -> usize = $room;
                reader.take_entry(room(self), &name, size_of::<$value>())?;
                match <$value>::decode(reader) {
                    Ok(value) => {
                        self.insert(name, value);
                        Ok(())
                    }
                    Err(error) => Err(error.in_property(name)),
                }
            }
        }

        impl $(<$T: Encode>)? WriteEntries for $map {
            fn write(&self, writer: &mut Writer) {
                for (name, value) in self {
                    writer.property(name, value);
                }
            }

            fn has(&self, name: &str) -> bool {
                self.contains_key(name)
            }
        }

        impl $(<$T: Decode>)? Decode for $map {
            fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
                let mut map = Self::new();
                match reader.map(&mut map) {
                    Ok(()) => Ok(map),
                    Err(error) => Err(error),
                }
            }
        }

        impl $(<$T: Encode>)? Encode for $map {
            fn encode(&self, writer: &mut Writer) {
                writer.map(self);
            }
        }
    )*};
}

maps! {
    (T) Map<T>, T, |map| room_in_map(map.len(), map.capacity());
    () serde_json::Map<String, Value>, Value, |map| room_in_tree(map.len());
}
