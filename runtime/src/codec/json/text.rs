//! Strings.

use super::{Decode, DecodeError, Encode, Reader, Writer};

impl Decode for String {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let text = match reader.string() {
            Ok(text) => text.to_owned(),
            Err(error) => return Err(error),
        };
        match reader.take_text(text.len()) {
            Ok(()) => Ok(text),
            Err(error) => Err(error),
        }
    }
}

impl Encode for str {
    fn encode(&self, writer: &mut Writer) {
        writer.string(self);
    }
}

impl Encode for String {
    fn encode(&self, writer: &mut Writer) {
        writer.string(self);
    }
}
