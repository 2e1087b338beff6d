//! The one table of keywords: every keyword of JSON Schema and every field of OpenAPI's objects, one row each.
//!
//! A row says in which versions the keyword is, what stands in it, and what becomes of it. From the rows come: the
//! discovery of references to other files, whether an inline schema is given a name, suggestions for misspelt names, and
//! the tables of `docs/specification.md`. For the keywords of schemas there is an enum, [`Keyword`], so that its reader
//! in `normalize` is a `match` which the compiler holds to the table.
//!
//! A keyword is added by its row here and its arm there.

mod fields;
#[cfg(test)]
mod page;
#[cfg(test)]
mod samples;
mod schema;
#[cfg(test)]
mod used;

pub use fields::{fields, known_names};
pub use schema::Keyword;

use foldhash::HashMap;
use std::sync::OnceLock;

use crate::source::{Grammar, Holding};

/// The objects of OpenAPI whose fields have fixed names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Object {
    Document,
    Info,
    Contact,
    License,
    Server,
    ServerVariable,
    Tag,
    ExternalDocs,
    Components,
    PathItem,
    Operation,
    Parameter,
    Header,
    RequestBody,
    MediaType,
    Encoding,
    Response,
    Link,
    Schema,
    Discriminator,
    Xml,
    SecurityScheme,
    OAuthFlows,
    OAuthFlow,
}

impl Object {
    /// All of them.
    pub const ALL: [Self; 24] = [
        Self::Document,
        Self::Info,
        Self::Contact,
        Self::License,
        Self::Server,
        Self::ServerVariable,
        Self::Tag,
        Self::ExternalDocs,
        Self::Components,
        Self::PathItem,
        Self::Operation,
        Self::Parameter,
        Self::Header,
        Self::RequestBody,
        Self::MediaType,
        Self::Encoding,
        Self::Response,
        Self::Link,
        Self::Schema,
        Self::Discriminator,
        Self::Xml,
        Self::SecurityScheme,
        Self::OAuthFlows,
        Self::OAuthFlow,
    ];

    /// Returns what a message calls it, with its article: `a media type`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Document => "a document",
            Self::Info => "`info`",
            Self::Contact => "`contact`",
            Self::License => "`license`",
            Self::Server => "a server",
            Self::ServerVariable => "a server variable",
            Self::Tag => "a tag",
            Self::ExternalDocs => "`externalDocs`",
            Self::Components => "`components`",
            Self::PathItem => "a path item",
            Self::Operation => "an operation",
            Self::Parameter => "a parameter",
            Self::Header => "a header",
            Self::RequestBody => "a request body",
            Self::MediaType => "a media type",
            Self::Encoding => "an encoding",
            Self::Response => "a response",
            Self::Link => "a link",
            Self::Schema => "a schema",
            Self::Discriminator => "a discriminator",
            Self::Xml => "`xml`",
            Self::SecurityScheme => "a security scheme",
            Self::OAuthFlows => "`flows`",
            Self::OAuthFlow => "a flow",
        }
    }
}

/// A row of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// The object that has it.
    pub object: Object,
    /// Its name.
    pub name: &'static str,
    /// The versions that have it.
    pub versions: Versions,
    /// What stands in it.
    pub holds: Holds,
    /// What becomes of it.
    pub effect: Effect,
    /// What the specification's page says besides: what exactly is used, and what is repaired.
    pub note: &'static str,
}

/// The versions of OpenAPI that have a field. Any field is understood in every version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Versions {
    /// All of them.
    All,
    /// Swagger 2.0 alone.
    Only20,
    /// Swagger 2.0 and OpenAPI 3.0.
    UpTo30,
    /// OpenAPI 3.0 and later ones.
    Since30,
    /// OpenAPI 3.1 and later ones.
    Since31,
    /// OpenAPI 3.2.
    Since32,
}

impl Versions {
    /// Returns the text of the specification's page.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Only20 => "2.0",
            Self::UpTo30 => "up to 3.0",
            Self::Since30 => "3.0",
            Self::Since31 => "3.1",
            Self::Since32 => "3.2",
        }
    }
}

/// What stands in a field, as far as references in it go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Holds {
    /// Scalars, or lists of them.
    Scalar,
    /// Any value of JSON: what looks like a reference in it is none.
    Value,
    /// A reference itself.
    Reference,
    /// Names and references by names that the document chooses.
    References,
    /// One schema, or a boolean.
    Schema,
    /// A list of schemas.
    Schemas,
    /// Schemas by names that the document chooses.
    SchemaMap,
    /// An object.
    One(Object),
    /// A list of objects.
    List(Object),
    /// Objects by names that the document chooses.
    Map(Object),
    /// Objects of a kind that is not read, by names that the document chooses.
    OtherMap,
}

/// What becomes of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Effect {
    /// It shapes the client.
    Used,
    /// It is text on the items of the client.
    Docs,
    /// It is understood, and nothing in a client depends on it.
    Read,
}

impl Effect {
    /// Returns the word of the specification's page.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Used => "used",
            Self::Docs => "docs",
            Self::Read => "read",
        }
    }
}

impl Field {
    /// Returns whether references stand in it or below it.
    fn holding(&self) -> Holding {
        match self.holds {
            Holds::Scalar
            | Holds::Reference
            | Holds::Schema
            | Holds::Schemas
            | Holds::One(_)
            | Holds::List(_) => Holding::Fields,
            Holds::Value => Holding::Values,
            Holds::References => Holding::References,
            Holds::SchemaMap | Holds::Map(_) | Holds::OtherMap => Holding::Names,
        }
    }
}

/// Where references stand in a document: what `source` goes by when it looks for other files.
///
/// A file may be any part of a document, so that what is inside of a key goes by the key alone: where a key means
/// different things in different objects, what holds more references counts.
pub const GRAMMAR: Grammar = Grammar::new(holding);

fn holding(key: &str) -> Holding {
    static HOLDINGS: OnceLock<HashMap<&'static str, Holding>> = OnceLock::new();
    let holdings = HOLDINGS.get_or_init(|| {
        let mut holdings = HashMap::default();
        for field in fields() {
            let holding = holdings.entry(field.name).or_insert(field.holding());
            if rank(field.holding()) > rank(*holding) {
                *holding = field.holding();
            }
        }
        holdings
    });
    match holdings.get(key) {
        Some(holding) => *holding,
        None if key.starts_with("x-") => Holding::Values,
        None => Holding::Fields,
    }
}

fn rank(holding: Holding) -> usize {
    match holding {
        Holding::Values => 0,
        Holding::Fields => 1,
        Holding::References => 2,
        Holding::Names => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_of_several_objects_is_what_may_hold_references() {
        for (key, expected) in [
            // A value in a link, an object in an operation.
            ("requestBody", Holding::Fields),
            // A list in an operation, a value in a link, names in the components.
            ("parameters", Holding::Names),
            ("schema", Holding::Fields),
            ("properties", Holding::Names),
            ("mapping", Holding::References),
            ("example", Holding::Values),
            ("default", Holding::Values),
            ("x-anything", Holding::Values),
            ("unknown", Holding::Fields),
        ] {
            assert_eq!(holding(key), expected, "{key}");
        }
    }

    #[test]
    fn each_field_stands_in_the_table_once() {
        let mut seen = std::collections::HashSet::new();
        for field in fields() {
            assert!(seen.insert((field.object, field.name)), "{field:?}");
        }
    }

    #[test]
    fn each_keyword_is_known_by_its_name() {
        for field in fields().filter(|field| field.object == Object::Schema) {
            let keyword = Keyword::of(field.name).map(Keyword::as_str);
            assert_eq!(keyword, Some(field.name));
        }
    }
}
