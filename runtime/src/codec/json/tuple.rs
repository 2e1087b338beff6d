//! Tuples, as arrays (`prefixItems` of JSON Schema 2020-12), and the unit, as `null`.

use super::score::Loss;
use super::{Decode, DecodeError, Encode, Reader, Writer};

impl Decode for () {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        reader.null()
    }
}

impl Encode for () {
    fn encode(&self, writer: &mut Writer) {
        writer.null();
    }
}

/// Returns the element of a tuple, or what stands for it when the array is too short.
fn element<T: Decode>(slot: Option<T>, index: usize, reader: &mut Reader<'_>) -> Result<T, DecodeError> {
    if let Some(value) = slot {
        return Ok(value);
    }
    reader.count(Loss::AbsentElement);
    T::absent().ok_or_else(|| reader.misfit(reader.offset(), || format!("missing element {index}")))
}

macro_rules! tuples {
    ($(($($index:tt $T:ident $slot:ident),+))*) => {$(
        impl<$($T: Decode),+> Decode for ($($T,)+) {
            fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
                $(let mut $slot = None;)+
                let mut index = 0;
                reader.array(&mut |reader| {
                    match index {
                        $($index => $slot = Some($T::decode(reader)?),)+
                        _ => reader.drop_value()?,
                    }
                    index += 1;
                    Ok(())
                })?;
                Ok(($(element($slot, $index, reader)?,)+))
            }
        }

        impl<$($T: Encode),+> Encode for ($($T,)+) {
            fn encode(&self, writer: &mut Writer) {
                writer.open(b'[');
                $(writer.element($index, &self.$index);)+
                writer.close(b']');
            }
        }
    )*};
}

tuples! {
    (0 A a)
    (0 A a, 1 B b)
    (0 A a, 1 B b, 2 C c)
    (0 A a, 1 B b, 2 C c, 3 D d)
    (0 A a, 1 B b, 2 C c, 3 D d, 4 E e)
    (0 A a, 1 B b, 2 C c, 3 D d, 4 E e, 5 F f)
    (0 A a, 1 B b, 2 C c, 3 D d, 4 E e, 5 F f, 6 G g)
    (0 A a, 1 B b, 2 C c, 3 D d, 4 E e, 5 F f, 6 G g, 7 H h)
    (0 A a, 1 B b, 2 C c, 3 D d, 4 E e, 5 F f, 6 G g, 7 H h, 8 I i)
    (0 A a, 1 B b, 2 C c, 3 D d, 4 E e, 5 F f, 6 G g, 7 H h, 8 I i, 9 J j)
    (0 A a, 1 B b, 2 C c, 3 D d, 4 E e, 5 F f, 6 G g, 7 H h, 8 I i, 9 J j, 10 K k)
    (0 A a, 1 B b, 2 C c, 3 D d, 4 E e, 5 F f, 6 G g, 7 H h, 8 I i, 9 J j, 10 K k, 11 L l)
}
