//! What formats and schemas become.

use std::panic::Location;

use crate::generator::Generator;
use specwright_document::diagnostic::SourceSpan;
use specwright_document::model::{AddedSetting, Format, Replacement, ReplacementSetting};

use super::names::caller;

/// What a format of strings becomes in Rust: see [`Generator::format`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum As {
    /// A type of its own, from a crate that its users already have.
    #[default]
    Typed,
    /// `String`, as it came.
    String,
}

impl Generator {
    /// Leaves the structs and enums of a stand-alone crate ([`Generated::crate_files`](crate::Generated::crate_files)) exhaustive: programs can write them as literals and match
    /// all their variants. Then a property or value that the document gains breaks such programs.
    ///
    /// Unless it is said, they are `#[non_exhaustive]`: programs make structs by `new` and setters, match enums with a further arm `_`, and
    /// make structs that only responses have from JSON. A client that a build script makes is in the program's own crate, where
    /// the attribute does nothing, so that it has none.
    ///
    /// ```
    /// use specwright::Generator;
    ///
    /// let generator = Generator::new("spec/klavis.yaml").exhaustive(true);
    /// ```
    pub fn exhaustive(mut self, on: bool) -> Self {
        self.exhaustive = on;
        self
    }

    /// What strings of a format become, if not a type of their own.
    ///
    /// ```
    /// use specwright::{As, Format, Generator};
    ///
    /// let generator = Generator::new("spec/klavis.yaml").format(Format::DateTime, As::String);
    /// ```
    pub fn format(mut self, format: Format, what: As) -> Self {
        match what {
            As::Typed => self.settings.strings.remove(&format),
            As::String => self.settings.strings.insert(format),
        };
        self
    }

    /// Whether strings of the format `date-time` keep the offset that they are written with: `DateTime<FixedOffset>`; otherwise they
    /// are `DateTime<Utc>`, the same instant.
    ///
    /// ```
    /// use specwright::Generator;
    ///
    /// let generator = Generator::new("spec/calendar.yaml").keep_offsets(true);
    /// ```
    pub fn keep_offsets(mut self, on: bool) -> Self {
        self.settings.keep_offsets = on;
        self
    }

    /// Whether numbers of the format `decimal` are a `Decimal` of the runtime, which keeps all of their digits; `f64` unless set.
    ///
    /// ```
    /// use specwright::Generator;
    ///
    /// let generator = Generator::new("spec/bank.yaml").exact_decimals(true);
    /// ```
    pub fn exact_decimals(mut self, on: bool) -> Self {
        self.settings.exact_decimals = on;
        self
    }

    /// Whether numbers of the format `float` are `f32`, so that `0.1` travels as `0.1`; `f64` unless set, which loses nothing of what
    /// a server sends.
    ///
    /// ```
    /// use specwright::Generator;
    ///
    /// let generator = Generator::new("spec/vectors.json").f32_for_float(true);
    /// ```
    pub fn f32_for_float(mut self, on: bool) -> Self {
        self.settings.f32_for_float = on;
        self
    }

    /// Puts a type of the program's in place of the one that the document gives: of a component schema (`Money`), of the schema at a place
    /// (`#/components/schemas/Event/properties/created`, `…/properties/prices/items`), of a parameter (`parameter:Since`, `#/paths/~1pets/get/parameters/since`), or of
    /// all strings or numbers of a format (`format:decimal`). It is that in properties, lists, maps, unions, parameters and bodies; what may be null
    /// or absent stays so.
    ///
    /// ```
    /// use specwright::{Generator, Replacement};
    ///
    /// let generator = Generator::new("spec/bank.yaml")
    ///     .replace("Money", Replacement::json("crate::Money"))
    ///     .replace("format:uri", Replacement::text("url::Url"))
    ///     .replace("format:unix-time", Replacement::unix_seconds());
    /// ```
    #[track_caller]
    pub fn replace(mut self, item: impl Into<String>, replacement: Replacement) -> Self {
        self.settings.replacements.push(ReplacementSetting {
            item: item.into(),
            replacement,
            span: Some(caller(Location::caller())),
        });
        self
    }

    /// Derives further traits for schemas, by their names or those of their types; a `*` stands for anything.
    ///
    /// Traits of the standard library are `Eq` and `Hash`, which come together, `PartialOrd` and `Ord`, which come with these, `Copy`, and `Default`.
    /// What a schema consists of derives them, too. A schema that can't have one is an error that says which field is in the way; of a pattern, those schemas
    /// are meant that can.
    ///
    /// Other traits are named by their paths, and derived as told: `schemars::JsonSchema`. What is on the wire is told to `schemars::JsonSchema`,
    /// `utoipa::ToSchema`, `ts_rs::TS` and serde's traits by their attributes: `#[schemars(rename = "created-at")]`.
    ///
    /// ```
    /// use specwright::Generator;
    ///
    /// let generator = Generator::new("spec/api.yaml")
    ///     .derive("*Id", ["Eq", "Hash", "PartialOrd", "Ord"])
    ///     .derive("*", ["schemars::JsonSchema"]);
    /// ```
    #[track_caller]
    pub fn derive<'a>(
        mut self,
        schemas: impl Into<String>,
        traits: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        self.settings.derives.push(AddedSetting {
            schemas: schemas.into(),
            text: traits.into_iter().collect::<Vec<_>>().join(" "),
            span: Some(caller(Location::caller())),
        });
        self
    }

    /// Puts an attribute before the types of schemas, by their names or those of their types; a `*` stands for anything.
    ///
    /// ```
    /// use specwright::Generator;
    ///
    /// let generator = Generator::new("spec/api.yaml")
    ///     .attribute("Pet", r#"#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]"#);
    /// ```
    #[track_caller]
    pub fn attribute(mut self, schemas: impl Into<String>, attribute: impl Into<String>) -> Self {
        self.settings.attributes.push(AddedSetting {
            schemas: schemas.into(),
            text: attribute.into(),
            span: Some(caller(Location::caller())),
        });
        self
    }

    /// Sets where the last trait was added: in a configuration, or nowhere.
    #[cfg(feature = "config")]
    pub(crate) fn locate_derive(mut self, span: Option<SourceSpan>) -> Self {
        if let Some(last) = self.settings.derives.last_mut() {
            last.span = span;
        }
        self
    }

    /// Sets where the last attribute was added: in a configuration, or nowhere.
    #[cfg(feature = "config")]
    pub(crate) fn locate_attribute(mut self, span: Option<SourceSpan>) -> Self {
        if let Some(last) = self.settings.attributes.last_mut() {
            last.span = span;
        }
        self
    }

    /// Sets where the last replacement was set: in a configuration, or nowhere.
    #[cfg(feature = "config")]
    pub(crate) fn locate_replacement(mut self, span: Option<SourceSpan>) -> Self {
        if let Some(last) = self.settings.replacements.last_mut() {
            last.span = span;
        }
        self
    }

    /// Accepts responses that lack a required property: at or below a place of the document, which is a JSON pointer. `#` is
    /// everywhere, `#/components/schemas/Pet` a schema, `#/components/schemas/Pet/properties/name` a property, as the errors of a client
    /// name it.
    ///
    /// The field is an `Option` then, also where a request has the type. A place without a required property of a response is an
    /// error. Unless it is said, a response that lacks what is required is an error: the document is taken at its word.
    ///
    /// ```
    /// use specwright::Generator;
    ///
    /// let generator = Generator::new("spec/api.yaml")
    ///     .accept_missing("#/components/schemas/Invoice")
    ///     .accept_missing("#/components/schemas/Customer/properties/email");
    /// ```
    pub fn accept_missing(mut self, place: impl Into<String>) -> Self {
        self.settings.accept_missing.push(place.into());
        self
    }
}
