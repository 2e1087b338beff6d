//! UUIDs (`format: uuid`).

use uuid::Uuid;

use super::{Decode, DecodeError, Encode, Reader, Writer};

impl Decode for Uuid {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        reader.parsed("a UUID", |text| Self::parse_str(text).ok())
    }
}

impl Encode for Uuid {
    fn encode(&self, writer: &mut Writer) {
        writer.string(self.hyphenated().encode_lower(&mut Self::encode_buffer()));
    }
}
