use super::Read;
use super::reading::Reading;
use crate::description::SchemaId;
use crate::normalize::cursor::Cursor;
use crate::normalize::normalizer::Normalizer;

impl<'d> Normalizer<'_, 'd> {
    /// Reads the alternatives of `oneOf` or `anyOf`. One that is `null` makes the schema nullable instead.
    pub(super) fn alternatives(&mut self, reading: &mut Reading<'d>, at: &Cursor<'d, '_>) -> Vec<Read> {
        let mut alternatives = Vec::new();
        for alternative in self.list(at) {
            if self.takes_only_null(&alternative) {
                reading.schema.nullable = true;
                reading.lost_null = true;
            } else {
                alternatives.push(self.read_schema(&alternative));
            }
        }
        reading.only_null |= alternatives.is_empty() && reading.lost_null;
        alternatives
    }

    /// Reads a list of schemas.
    pub(super) fn schemas(&mut self, at: &Cursor<'d, '_>) -> Vec<SchemaId> {
        let mut schemas = Vec::new();
        for schema in self.list(at) {
            schemas.push(self.schema(&schema));
        }
        schemas
    }
}
