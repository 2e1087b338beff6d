//! Types of the user's in place of those that a document gives.

use std::fmt;
use std::str::FromStr;

use serde::Serialize;

/// A type of the user's in place of one that a document gives, and how its values are read and written.
///
/// ```
/// use specwright::{Generator, Replacement};
///
/// let generator = Generator::new("spec/bank.yaml")
///     .replace("Money", Replacement::json("crate::Money"))
///     .replace("format:decimal", Replacement::text("rust_decimal::Decimal").derives(["Eq", "Hash"]))
///     .replace("#/components/schemas/Event/properties/created", Replacement::unix_seconds());
/// ```
///
/// As text, for a configuration and the command: `json crate::Money`, `text rust_decimal::Decimal derives Eq Hash`,
/// `serde crate::Address`, `with crate::Cents crate::Money`, `unix-seconds`, `unix-milliseconds`, `base64`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Replacement {
    /// The type, and how its values are read and written.
    #[doc(hidden)]
    pub form: ReplacementForm,
    /// Which of `Eq`, `Hash`, `PartialOrd`, `Ord` the type has, each once, besides `Clone`, `Debug` and `PartialEq`.
    #[doc(hidden)]
    pub derives: Vec<String>,
}

/// A type, and how its values are read and written.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReplacementForm {
    /// The type at a path, which has the runtime's `Decode` and `Encode`.
    Json(String),
    /// The type at a path, by its `Serialize` and `Deserialize`.
    Serde(String),
    /// The type at a path, by its `FromStr` and `Display`.
    Text {
        /// The path.
        path: String,
        /// Whether it is a number in JSON.
        is_number: bool,
    },
    /// The type at a path, by a codec at another one.
    With {
        /// The path of the codec.
        codec: String,
        /// The path of the type.
        path: String,
    },
    /// An instant, in seconds since 1970.
    UnixSeconds,
    /// An instant, in milliseconds since 1970.
    UnixMilliseconds,
    /// Bytes in base64.
    Base64,
}

/// Values of the document that are those of a replacement.
#[derive(Clone, Debug, PartialEq)]
pub struct ReplacedValues {
    /// What is replaced, as the user wrote it.
    pub item: String,
    /// The type, as it is for these values.
    pub replacement: Replacement,
    /// Examples, defaults and listed values.
    pub values: Vec<serde_json::Value>,
}

/// The traits that a replacement can have besides those that all have.
const DERIVES: [&str; 4] = ["Eq", "Hash", "PartialOrd", "Ord"];

impl Replacement {
    /// Creates the type at a path, such as `crate::Money`, that reads and writes JSON itself: it has `Decode` and `Encode` of `specwright_runtime::json`.
    pub fn json(path: impl Into<String>) -> Self {
        Self::of(ReplacementForm::Json(path.into()))
    }

    /// Creates the type at a path by its `Serialize` and `Deserialize` of serde.
    pub fn serde(path: impl Into<String>) -> Self {
        Self::of(ReplacementForm::Serde(path.into()))
    }

    /// Creates the type at a path by its `FromStr` and `Display`: a string, or, where the schema says so, a number with all of its digits.
    pub fn text(path: impl Into<String>) -> Self {
        Self::of(ReplacementForm::Text {
            path: path.into(),
            is_number: false,
        })
    }

    /// Creates the type at a path by the two functions of a `Codec` of `specwright_runtime::via` at another path.
    pub fn with(codec: impl Into<String>, path: impl Into<String>) -> Self {
        Self::of(ReplacementForm::With {
            codec: codec.into(),
            path: path.into(),
        })
    }

    /// Creates an instant, a `chrono::DateTime<Utc>`, from seconds since 1970.
    pub fn unix_seconds() -> Self {
        Self::of(ReplacementForm::UnixSeconds).derives(DERIVES)
    }

    /// Creates an instant, a `chrono::DateTime<Utc>`, from milliseconds since 1970.
    pub fn unix_milliseconds() -> Self {
        Self::of(ReplacementForm::UnixMilliseconds).derives(DERIVES)
    }

    /// Creates bytes from a string in base64, where the document does not say so by a format.
    pub fn base64() -> Self {
        Self::of(ReplacementForm::Base64).derives(DERIVES)
    }

    /// Says which traits the type has besides `Clone`, `Debug` and `PartialEq`: of `Eq`, `Hash`, `PartialOrd` and `Ord`. Types around it derive no others.
    pub fn derives<'a>(mut self, traits: impl IntoIterator<Item = &'a str>) -> Self {
        for name in traits {
            if !self.derives.iter().any(|known| known == name) {
                self.derives.push(name.to_owned());
            }
        }
        self
    }

    fn of(form: ReplacementForm) -> Self {
        Self {
            form,
            derives: Vec::new(),
        }
    }

    /// Returns whether the type is one of the program, and not one that the runtime has anyway.
    #[doc(hidden)]
    pub fn is_of_program(&self) -> bool {
        !matches!(
            self.form,
            ReplacementForm::UnixSeconds | ReplacementForm::UnixMilliseconds | ReplacementForm::Base64
        )
    }

    /// Returns whether values are numbers in JSON, as far as it is known.
    #[doc(hidden)]
    pub fn is_number(&self) -> bool {
        match &self.form {
            ReplacementForm::Text { is_number, .. } => *is_number,
            ReplacementForm::UnixSeconds | ReplacementForm::UnixMilliseconds => true,
            _ => false,
        }
    }

    /// Returns whether the type has all of these traits.
    #[doc(hidden)]
    pub fn has(&self, traits: &[&str]) -> bool {
        traits
            .iter()
            .all(|wanted| self.derives.iter().any(|name| name == wanted))
    }

    /// Checks that paths are paths, and the traits known.
    ///
    /// # Errors
    ///
    /// What is wrong, and what to do.
    #[doc(hidden)]
    pub fn check(&self) -> Result<(), (String, String)> {
        let paths = match &self.form {
            ReplacementForm::Json(path)
            | ReplacementForm::Serde(path)
            | ReplacementForm::Text { path, .. } => vec![path],
            ReplacementForm::With { codec, path } => vec![codec, path],
            ReplacementForm::UnixSeconds | ReplacementForm::UnixMilliseconds | ReplacementForm::Base64 => {
                Vec::new()
            }
        };
        for path in paths {
            check_path(path)?;
        }
        match self.derives.iter().find(|name| !DERIVES.contains(&name.as_str())) {
            None => Ok(()),
            Some(name) => Err((
                format!("expected `Eq`, `Hash`, `PartialOrd` or `Ord`, found `{name}`"),
                "other traits are not derived".to_owned(),
            )),
        }
    }
}

/// Checks that a text is the path of an item: identifiers, of which the first may be `crate`.
pub fn check_path(path: &str) -> Result<(), (String, String)> {
    let wrong = |help: &str| Err((format!("`{path}` is not the path of a type"), help.to_owned()));
    if path.contains('<') {
        return wrong("parameters can't be given: write a `type` alias in your crate, and its path");
    }
    let mut segments = path.strip_prefix("::").unwrap_or(path).split("::");
    let first = segments.next().unwrap_or_default();
    let mut rest = segments.peekable();
    if rest.peek().is_none() {
        return wrong("begin with `crate` or the name of a crate: `crate::Money`, `url::Url`");
    }
    let is_crate = first == "crate" && !path.starts_with("::");
    let is_identifier =
        |text: &str| syn::parse_str::<proc_macro2::Ident>(text).is_ok_and(|ident| ident == text);
    if (is_crate || is_identifier(first)) && rest.all(is_identifier) {
        return Ok(());
    }
    wrong("write identifiers with `::` between them: `crate::Money`, `url::Url`")
}

/// Returns a path so that no item of the client is in its way.
pub fn absolute(path: &str) -> String {
    match path.starts_with("crate::") || path.starts_with("::") {
        true => path.to_owned(),
        false => format!("::{path}"),
    }
}

/// The error of a text that is no [`Replacement`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplacementError(String);

impl fmt::Display for ReplacementError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{}; expected `json PATH`, `serde PATH`, `text PATH`, `with CODEC PATH`, `unix-seconds`, `unix-milliseconds` or `base64`, then perhaps \
             `derives` and names of traits",
            self.0
        )
    }
}

impl std::error::Error for ReplacementError {}

impl FromStr for Replacement {
    type Err = ReplacementError;

    fn from_str(text: &str) -> Result<Self, ReplacementError> {
        let mut words = text.split_whitespace();
        let kind = words
            .next()
            .ok_or_else(|| ReplacementError("found nothing".to_owned()))?;
        let mut path = || {
            words
                .next()
                .ok_or_else(|| ReplacementError(format!("found no path behind `{kind}`")))
        };
        let replacement = match kind {
            "json" => Self::json(path()?),
            "serde" => Self::serde(path()?),
            "text" => Self::text(path()?),
            "with" => Self::with(path()?, path()?),
            "unix-seconds" => Self::unix_seconds(),
            "unix-milliseconds" => Self::unix_milliseconds(),
            "base64" => Self::base64(),
            other => return Err(ReplacementError(format!("found `{other}`"))),
        };
        let replacement = match words.next() {
            None => replacement,
            Some("derives") => replacement.derives(words),
            Some(other) => return Err(ReplacementError(format!("found `{other}`"))),
        };
        replacement
            .check()
            .map_err(|(message, help)| ReplacementError(format!("{message}; {help}")))?;
        Ok(replacement)
    }
}

#[cfg(test)]
mod tests {
    use super::Replacement;

    #[test]
    fn nothing_but_a_path_is_a_path() {
        for path in [
            "crate::Money",
            "::url::Url",
            "rust_decimal::Decimal",
            "a::r#type::B",
        ] {
            assert_eq!(Replacement::json(path).check(), Ok(()), "{path}");
        }
        for path in [
            "",
            "Money",
            "crate",
            "crate::",
            "::",
            "crate::Vec<u8>",
            "self::A",
            "super::A",
            "a::super::B",
            "a::b!()",
            "a:: b",
            "a::B; fn x() {}",
            "a::_",
            "a::crate::B",
            "a::1",
            "a::type",
        ] {
            assert!(Replacement::json(path).check().is_err(), "{path}");
        }
        assert!(Replacement::json("a::B").derives(["Evil"]).check().is_err());
    }

    #[test]
    fn words_stand_for_a_replacement() {
        let text = "text rust_decimal::Decimal derives Eq Hash";
        let expected = Replacement::text("rust_decimal::Decimal").derives(["Eq", "Hash"]);
        assert_eq!(text.parse(), Ok(expected));
        assert_eq!(
            "with crate::Cents crate::Money".parse(),
            Ok(Replacement::with("crate::Cents", "crate::Money"))
        );
        for text in ["", "json", "text a::B c", "cents a::B", "json Money"] {
            assert!(text.parse::<Replacement>().is_err(), "{text}");
        }
    }
}
