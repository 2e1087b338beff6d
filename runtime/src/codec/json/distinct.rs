//! Values whose objects have each property once.

use serde_json::{Map, Value};

use super::memory::room_in_tree;
use super::reader::Kind;
use super::{Decode, DecodeError, Reader};

/// A value whose objects have each property once. Of one that comes twice, one reader takes the first and another one the last: what was checked would not
/// be what is used.
#[derive(Debug)]
pub(crate) struct Distinct(pub(crate) Value);

impl Decode for Distinct {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let value = match reader.peek()? {
            Kind::Array => {
                let items = Vec::<Distinct>::decode(reader)?;
                Value::Array(items.into_iter().map(|item| item.0).collect())
            }
            Kind::Object => Value::Object(object(reader)?),
            _ => Value::decode(reader)?,
        };
        Ok(Distinct(value))
    }
}

fn object(reader: &mut Reader<'_>) -> Result<Map<String, Value>, DecodeError> {
    let mut object = Map::new();
    reader.each_entry(&mut |reader, name| {
        if object.contains_key(&name) {
            let error = reader.misfit(reader.offset(), || "the property is there twice".to_owned());
            return Err(error.in_property(name));
        }
        reader.take_entry(room_in_tree(object.len()), &name, size_of::<Value>())?;
        match Distinct::decode(reader) {
            Ok(value) => {
                object.insert(name, value.0);
                Ok(())
            }
            Err(error) => Err(error.in_property(name)),
        }
    })?;
    Ok(object)
}
