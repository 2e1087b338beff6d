//! Values of generated types, for tests: made of what the document describes.
//!
//! A client that is generated with the setting `mock` implements [`Example`] for its types, where the feature `values` of this crate is on.
//!
//! ```
//! # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/doc/store.rs"));
//! # mod described {
//! #     use super::store;
//! #     pub const DESCRIPTION: &str = r##"{"openapi": "3.2.0", "components": {"schemas": {"Pet": {"type": "object", "required": ["id", "name"],
//! #         "properties": {"id": {"type": "integer", "minimum": 0}, "name": {"type": "string", "examples": ["Tom"]}}}}}}"##;
//! #     specwright_runtime::examples! { DESCRIPTION; store::types::Pet = "#/components/schemas/Pet", }
//! # }
//! # fn main() {
//! use specwright_runtime::values::Example;
//! use store::types::Pet;
//!
//! let tom = Pet::example();
//! assert_eq!(tom.name, "Tom");
//! assert_eq!(Pet::arbitrary(7), Pet::arbitrary(7));
//! assert!(Pet::interesting().iter().any(|pet| pet.id == 0));
//! # }
//! ```

use std::any::type_name;
use std::fmt;
use std::sync::OnceLock;

use serde_json::Value;
use specwright_values::{Document, Schema};

use crate::codec::json::{self, Decode};

/// A generated type that has values of its own.
///
/// They are the same on every machine, valid by the document, and bounded: at most ten levels deep.
pub trait Example: Decode {
    /// Returns where the document describes the type.
    #[doc(hidden)]
    fn described() -> Described;

    /// Returns a value as the document shows it: from its examples where they are valid; what has none is made. Optional properties are
    /// there, down to the second level.
    ///
    /// # Panics
    /// There is no value: the document allows none, or none that is found within the bounds.
    fn example() -> Self {
        let described = Self::described();
        let shown = described.schema().and_then(|schema| schema.example());
        let made = shown.into_iter().chain(described.interesting());
        made.into_iter()
            .find_map(|value| json::from_value(&value).ok())
            .unwrap_or_else(|| panic!("{}", described.nothing(type_name::<Self>())))
    }

    /// Returns a value by a seed: the same for the same seed.
    ///
    /// # Panics
    /// There is no value: as [`example`](Self::example).
    fn arbitrary(seed: u64) -> Self {
        let made = Self::described()
            .schema()
            .and_then(|schema| schema.arbitrary(seed));
        match made.and_then(|value| json::from_value(&value).ok()) {
            Some(value) => value,
            None => Self::example(),
        }
    }

    /// Returns values at which programs break: only what is required, all of it, each alternative of each union, each value of an enum, bounds,
    /// odd texts, lists of none, one and several. At most 80.
    fn interesting() -> Vec<Self> {
        let made = Self::described().interesting().into_iter();
        made.filter_map(|value| json::from_value(&value).ok()).collect()
    }
}

/// The schemas of a client's document, which are read when a value is first asked for.
pub struct Schemas {
    text: &'static str,
    document: OnceLock<Document>,
}

impl Schemas {
    /// Takes the text of a document.
    pub const fn new(text: &'static str) -> Self {
        Schemas {
            text,
            document: OnceLock::new(),
        }
    }
}

impl fmt::Debug for Schemas {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Schemas")
    }
}

/// Where a document describes a type.
#[derive(Clone, Copy, Debug)]
pub struct Described {
    /// The schemas of the document.
    pub schemas: &'static Schemas,
    /// The reference to the schema.
    pub reference: &'static str,
}

impl Described {
    fn schema(&self) -> Option<Schema<'static>> {
        // The generator wrote the text.
        let read = || Document::parse(self.schemas.text).unwrap_or_else(|_| Document::new(Value::Null));
        self.schemas.document.get_or_init(read).schema(self.reference)
    }

    fn interesting(&self) -> Vec<Value> {
        self.schema()
            .map(|schema| schema.interesting())
            .unwrap_or_default()
    }

    fn nothing(&self, name: &str) -> String {
        format!(
            "{name} has no example: by {}, the document allows no value, or none is found of at most ten levels",
            self.reference
        )
    }
}
