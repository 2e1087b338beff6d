use crate::description::keyword::{Object, known_names};
use crate::diagnostic::Code;
use crate::normalize::cursor::Cursor;
use crate::normalize::normalizer::Normalizer;

impl<'d> Normalizer<'_, 'd> {
    /// Warns of fields that an object doesn't have.
    pub(in crate::normalize) fn known_fields(&mut self, at: &Cursor<'d, '_>, object: Object) {
        let known = known_names(object);
        for (key, value) in at.entries() {
            if !known.contains(&key.as_str()) && !key.starts_with("x-") {
                self.unknown_field(&value, key, object);
            }
        }
    }

    /// Warns of a field that an object doesn't have.
    pub(in crate::normalize) fn unknown_field(&mut self, at: &Cursor<'d, '_>, key: &str, object: Object) {
        let names = known_names(object).iter().copied();
        let help = match self.diagnostics.suggestions().nearest(key, names) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "remove it, or let its name begin with `x-`".to_owned(),
        };
        self.warn(
            Code::UnknownField,
            at,
            format!("unknown field `{key}` in {}; ignored", object.as_str()),
            help,
        );
    }
}
