//! The kinds of properties of [`object!`](crate::object): a function each, which makes the property's slot.

use super::{Decode, DecodeError, Reader, Slot};

/// The slot of a property that has to be there.
pub struct Required<T>(Option<T>);

/// The slot of a property that need not be there; `null` counts as absent.
pub struct Optional<T>(Option<T>);

/// The slot of a property that need not be there and can be `null`.
pub struct Nullable<T>(Option<Option<T>>);

pub fn required<T>() -> Required<T> {
    Required(None)
}

pub fn optional<T>() -> Optional<T> {
    Optional(None)
}

pub fn nullable<T>() -> Nullable<T> {
    Nullable(None)
}

impl<T: Decode> Slot for Required<T> {
    fn fill(&mut self, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
        self.0 = Some(T::decode(reader)?);
        Ok(())
    }
}

impl<T: Decode> Slot for Optional<T> {
    fn fill(&mut self, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
        self.0 = Decode::decode(reader)?;
        Ok(())
    }
}

impl<T: Decode> Slot for Nullable<T> {
    fn fill(&mut self, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
        self.0 = Some(Decode::decode(reader)?);
        Ok(())
    }
}

impl<T: Decode> Required<T> {
    pub fn take(self, name: &'static str, reader: &mut Reader<'_>) -> Result<T, DecodeError> {
        match self.0 {
            Some(value) => Ok(value),
            None => absent(name, reader),
        }
    }
}

#[cold]
fn absent<T: Decode>(name: &'static str, reader: &mut Reader<'_>) -> Result<T, DecodeError> {
    reader.lose(1);
    T::absent().ok_or_else(|| DecodeError::missing(name, reader.offset()))
}

impl<T> Optional<T> {
    pub fn take(self, _: &'static str, _: &mut Reader<'_>) -> Result<Option<T>, DecodeError> {
        Ok(self.0)
    }
}

impl<T> Nullable<T> {
    pub fn take(self, _: &'static str, _: &mut Reader<'_>) -> Result<Option<Option<T>>, DecodeError> {
        Ok(self.0)
    }
}

/// Whether a property is written even when its value is absent.
#[allow(non_upper_case_globals)]
pub mod always {
    pub const required: bool = true;
    pub const optional: bool = false;
    pub const nullable: bool = false;
}
