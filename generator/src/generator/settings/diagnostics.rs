//! Which diagnostics are silenced, and which are errors.

use crate::generator::Generator;
use crate::generator::levels::{Level, LevelSetting};
use specwright_document::diagnostic::Codes;

impl Generator {
    /// Silences warnings of a kind, at or below a place.
    ///
    /// A place is a JSON pointer: `#` is everywhere, `#/components/schemas/Pet` a schema in any of the document's files,
    /// `common.yaml#/components` a place in one of them. A `*` in a step stands for anything: `#/paths/*/get`.
    ///
    /// Where several settings are for one diagnostic, the narrowest place counts, then the one for a single code, then the strictest
    /// level, whatever their order. An error is never silenced: there is no client with it. A setting that silences
    /// nothing is a warning, `unused-allow`.
    ///
    /// ```
    /// use specwright::Generator;
    /// use specwright::diagnostic::Code;
    ///
    /// let generator = Generator::new("spec/api.yaml")
    ///     .allow(Code::NullValue, "#/components/schemas/*")
    ///     .allow(Code::UnknownField, "#");
    /// ```
    pub fn allow(self, codes: impl Into<Codes>, place: impl Into<String>) -> Self {
        self.level(Level::Allow, codes, place)
    }

    /// Lets diagnostics of a kind be warnings, at or below a place, where a wider place is allowed or denied: see
    /// [`allow`](Self::allow).
    ///
    /// ```
    /// use specwright::Generator;
    /// use specwright::diagnostic::{Code, Codes};
    ///
    /// let generator = Generator::new("spec/api.yaml")
    ///     .deny(Codes::All, "#")
    ///     .warn(Code::UnknownField, "#/paths");
    /// ```
    pub fn warn(self, codes: impl Into<Codes>, place: impl Into<String>) -> Self {
        self.level(Level::Warn, codes, place)
    }

    /// Makes errors of warnings of a kind, at or below a place: there is no client then. See [`allow`](Self::allow) for places.
    ///
    /// ```
    /// use specwright::Generator;
    /// use specwright::diagnostic::Code;
    ///
    /// let generator = Generator::new("spec/api.yaml").deny(Code::DuplicateKey, "#");
    /// ```
    pub fn deny(self, codes: impl Into<Codes>, place: impl Into<String>) -> Self {
        self.level(Level::Deny, codes, place)
    }

    fn level(mut self, level: Level, codes: impl Into<Codes>, place: impl Into<String>) -> Self {
        self.levels.push(LevelSetting {
            level,
            codes: codes.into(),
            place: place.into(),
            span: None,
        });
        self
    }
}
