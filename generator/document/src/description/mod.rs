//! An API as its document describes it: OpenAPI's and JSON Schema's terms, whatever the version and however many files.
//!
//! The stage `normalize` makes a [`Description`], and the stage `model` reads it. It knows nothing of Rust, and nothing
//! of where it came from but the [`Source`] that each part carries.
//!
//! # The canonical form
//!
//! **Schemas** are held once each, in [`Schemas`], and are named by a [`SchemaId`]; a component schema is a schema that
//! has a name beside it. A reference is nothing but the id of the component that it leads to. Each schema is of at most
//! one [`JsonType`], which is inferred where the document does not state it and the other keywords imply it; `null` is
//! [`Schema::nullable`]; a list of types is `anyOf` with a schema for each.
//!
//! **Parameters, headers, request bodies and responses** are [`Shared`]: a component, by its [`Id`], or a value of the
//! place's own. Path items, links, examples and security schemes are resolved in place.
//!
//! **Numbers** are exact: see [`Number`].
//!
//! **Extensions** in common use are read by `normalize` into fields of these types; all others are kept as they are, in
//! [`Extensions`].

mod body;
mod callback;
mod component;
mod info;
pub mod keyword;
mod number;
mod operation;
mod pagination;
mod parameter;
mod response;
mod schema;
mod security;
mod server;
mod source;

pub use body::{Encoding, MediaType, RequestBody};
pub use callback::{Callback, CallbackId};
pub use component::{Component, Components, Id, Kind, Shared};
pub use info::{Contact, ExternalDocs, Info, License, Tag};
pub use number::Number;
pub use operation::{Operation, PathItem};
pub use pagination::{NextPage, PageInput};
pub use pagination::{Pagination, PaginationError, PaginationExtension, PaginationMeaning};
pub use parameter::{Header, Location, Parameter, ParameterValue, Style};
pub use response::{Link, LinkTarget, Response, Responses, StatusPattern};
pub use schema::{
    AdditionalProperties, ArrayKeywords, Composition, Discriminator, EnumValue, JsonType, NumberKeywords,
    ObjectKeywords, Schema, SchemaId, Schemas, StringKeywords, Xml,
};
pub use security::{
    ApiKeyLocation, Flow, OAuth2Flows, SecurityRequirement, SecurityScheme, SecuritySchemeKind,
};
pub use server::{Server, ServerVariable};
pub use source::{Source, Sources, Step};

use crate::order::IndexMap;
use serde_json::Value;

use crate::source::Text;

/// A whole document, with all files that it refers to.
#[derive(Default)]
pub struct Description {
    /// `info`.
    pub info: Info,
    /// `servers`.
    pub servers: Vec<Server>,
    /// `tags`, in the document's order.
    pub tags: Vec<Tag>,
    /// `externalDocs`.
    pub external_docs: Option<ExternalDocs>,
    /// `security`: what counts for operations that state none. `None` where the document says nothing.
    pub security: Option<Vec<SecurityRequirement>>,
    /// `paths`, in the document's order.
    pub paths: Vec<PathItem>,
    /// `webhooks`: requests that the API's server sends. The path of each is its name.
    pub webhooks: Vec<PathItem>,
    /// The callbacks of all operations, where they are asked for, each once.
    pub callbacks: Vec<Callback>,
    /// All schemas.
    pub schemas: Schemas,
    /// What has a name of its own.
    pub components: Components,
    /// Where each part comes from.
    pub sources: Sources,
    /// The names in Rust that the document itself gives.
    pub given_names: Vec<GivenName>,
    /// Extensions of the document itself.
    pub extensions: Extensions,
    /// The length of the texts that it comes from, in bytes: what may be made of it is bounded by that.
    pub text_length: usize,
}

/// A name in Rust that a document gives an operation, a parameter or a schema: `x-rust-name`.
#[derive(Clone, PartialEq, Eq)]
pub struct GivenName {
    /// What has the name.
    pub source: Source,
    /// The name, as it stands there.
    pub name: Text,
}

/// Fields whose names begin with `x-`, by their names
/// ([Specification Extensions](https://spec.openapis.org/oas/v3.2.0#specification-extensions)).
#[derive(Clone, Default, PartialEq)]
pub struct Extensions(Option<Box<IndexMap<Text, Value>>>);

impl Extensions {
    /// Adds an extension.
    pub fn insert(&mut self, name: Text, value: Value) {
        self.0.get_or_insert_default().insert(name, value);
    }

    /// Returns the value of the extension `name`.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.as_deref()?.get(name)
    }

    /// Returns all extensions, in the document's order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0
            .iter()
            .flat_map(|extensions| extensions.iter())
            .map(|(name, value)| (name.as_str(), value))
    }

    /// Returns whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }
}
