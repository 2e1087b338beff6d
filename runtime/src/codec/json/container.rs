//! Types that hold others.
//!
//! Each function here is compiled once for each type that a client holds in it, so they use matches and loops over
//! patterns, where closures and iterators would bring several more functions with them.

use std::borrow::Cow;
use std::sync::Arc;

use super::{Decode, DecodeError, Encode, Reader, Writer};

impl<T: Decode> Decode for Option<T> {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        match reader.take_null() {
            Ok(true) => Ok(None),
            Ok(false) => match T::decode(reader) {
                Ok(value) => Ok(Some(value)),
                Err(error) => Err(error),
            },
            Err(error) => Err(error),
        }
    }

    fn absent() -> Option<Self> {
        Some(None)
    }
}

impl<T: Encode> Encode for Option<T> {
    fn encode(&self, writer: &mut Writer) {
        match self {
            Some(value) => value.encode(writer),
            None => writer.null(),
        }
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl<T: Decode> Decode for Box<T> {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        reader.take_memory(size_of::<T>())?;
        match T::decode(reader) {
            Ok(value) => Ok(Self::new(value)),
            Err(error) => Err(error),
        }
    }

    fn absent() -> Option<Self> {
        T::absent().map(Self::new)
    }
}

impl<T: Encode + ?Sized> Encode for Box<T> {
    fn encode(&self, writer: &mut Writer) {
        (**self).encode(writer);
    }

    fn is_absent(&self) -> bool {
        (**self).is_absent()
    }
}

impl<T: Encode + ?Sized> Encode for Arc<T> {
    fn encode(&self, writer: &mut Writer) {
        (**self).encode(writer);
    }

    fn is_absent(&self) -> bool {
        (**self).is_absent()
    }
}

impl<T: Encode + ToOwned + ?Sized> Encode for Cow<'_, T> {
    fn encode(&self, writer: &mut Writer) {
        (**self).encode(writer);
    }
}

impl<T: Encode + ?Sized> Encode for &T {
    fn encode(&self, writer: &mut Writer) {
        (**self).encode(writer);
    }

    fn is_absent(&self) -> bool {
        (**self).is_absent()
    }
}

impl<T: Decode> Decode for Vec<T> {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let mut items = Self::new();
        let (outer, mut more) = reader.open_array()?;
        while more {
            let item = match T::decode(reader) {
                Ok(item) => item,
                Err(error) => return Err(error.in_element(items.len())),
            };
            if items.len() == items.capacity() {
                match reader.take_room(items.capacity(), size_of::<T>()) {
                    Ok(room) => items.reserve_exact(room),
                    Err(error) => return Err(error.in_element(items.len())),
                }
            }
            items.push(item);
            more = reader.next_element()?;
        }
        reader.close_array(outer);
        Ok(items)
    }
}

impl<T: Encode> Encode for [T] {
    fn encode(&self, writer: &mut Writer) {
        writer.open(b'[');
        let mut items = self;
        let mut index = 0;
        while let [item, rest @ ..] = items {
            writer.element(index, item);
            items = rest;
            index += 1;
        }
        writer.close(b']');
    }
}

impl<T: Encode, const N: usize> Encode for [T; N] {
    fn encode(&self, writer: &mut Writer) {
        self.as_slice().encode(writer);
    }
}

impl<T: Encode> Encode for Vec<T> {
    fn encode(&self, writer: &mut Writer) {
        self.as_slice().encode(writer);
    }
}
