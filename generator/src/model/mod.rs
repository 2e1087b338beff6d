//! The intermediate model: an API in Rust's and HTTP's terms.
//!
//! Every name is chosen and unique, every reference is an id, every cycle is boxed where it must be, and every
//! derive is decided. The model knows neither `openapiv3` nor tokens: a test builds one by hand, and
//! `specwright inspect` prints it.

mod build;
mod feature;
mod headers;
mod name;
mod operation;
mod paging;
mod schema;
mod selection;
mod server;
mod settings;
mod visit;
mod xml;

pub use build::build;
pub use feature::{Feature, FeatureId, FeatureName};
pub use headers::{Header, Headers};
pub use name::RustName;
pub use operation::{
    Answer, Answers, Body, BodyKind, BodyVariant, Location, Operation, Parameter, ParameterEncoding, Part,
    PartKind, Payload, StatusPattern, Style,
};
pub use paging::{Pages, Paging};
pub use schema::{
    Access, Derives, Extra, Field, Integer, IntegerEnum, IntegerVariant, LiteralEnum, LiteralVariant,
    Presence, StringEnum, StringVariant, Struct, Tagging, Type, TypeDef, TypeId, TypeKind, Union, Untyped,
    Variant,
};
pub use selection::{Select, Selection};
pub use server::{ClientCredentials, Credential, SecurityScheme, Server, ServerVariable};
pub use settings::{Format, Settings};
pub use xml::{Xml, XmlId, XmlNode, XmlSchema, XmlShape};

use serde::Serialize;

/// A whole API: what one document becomes.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Api {
    /// `info.title`.
    pub title: String,
    /// `info.version`.
    pub version: String,
    /// `info.description` and what else describes the API as a whole.
    pub docs: Docs,
    /// The document's servers, in its order; empty when it names none.
    pub servers: Vec<Server>,
    /// The security schemes that operations may require, in the document's order.
    pub security_schemes: Vec<SecurityScheme>,
    /// A feature for each tag, sorted by name, where they are asked for; a [`FeatureId`] is a place in this list.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub features: Vec<Feature>,
    /// The operations, in the document's order.
    pub operations: Vec<Operation>,
    /// The headers of the operations' answers, if the document describes any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub headers: Option<Headers>,
    /// The named types; a [`TypeId`] is a place in this list. Sorted by name.
    pub types: Vec<TypeDef>,
    /// How values are written as XML, where operations send or answer XML; an [`XmlId`] is a place in this list.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub xml: Vec<XmlSchema>,
    /// Every place where the document left no choice but any JSON value, with the reason.
    pub untyped: Vec<Untyped>,
}

impl Api {
    /// The type that `id` names.
    pub fn type_def(&self, id: TypeId) -> &TypeDef {
        &self.types[id.0]
    }
}

/// Text for people, from the document, as CommonMark that is not yet made safe for a doc comment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Docs {
    /// The first paragraph: a summary or title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    /// What follows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Further facts, one line each, that the model adds: constraints, defaults, wire names.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}
