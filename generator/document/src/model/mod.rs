//! The neutral model: an API in HTTP's and JSON's terms.
//!
//! Every reference is an id, every schema is a type, and what an operation takes and gives is resolved. What a type is
//! called in a language is not decided here: each has an [`Origin`], from which an output makes names.

mod build;
mod items;
mod operation;
mod origin;
mod replacement;
mod schema;
mod selection;
mod server;
mod settings;
mod visit;
mod xml;

pub use build::{build, property_pointer};
pub use items::{Item, Items, Missing};
pub use operation::{
    Body, BodyKind, BodyVariant, Callback, Operation, Pages, Parameter, ParameterEncoding, Part, PartKind,
    Payload, Repetition, Response, ResponseHeader, StreamSwitch, Streaming,
};
pub use origin::{Label, Origin, OriginId, Step};

pub use crate::description::{JsonType, Location, Pagination, PaginationError, StatusPattern, Style};
pub use crate::description::{NextPage, PageInput};
pub use replacement::{ReplacedValues, Replacement, ReplacementError};
pub use replacement::{ReplacementForm, absolute, check_path};
pub use schema::{
    Access, EnumValue, Field, FieldSource, Integer, Presence, Struct, Tagging, Type, TypeDef, TypeId,
    TypeKind, Union, Untyped, Variant,
};
pub use selection::{Select, Selectable, Selection, matches_pattern};
pub use server::{ClientCredentials, Credential, SecurityScheme, Server, ServerVariable};
pub use settings::{AddedSetting, Format, Rename, ReplacementSetting, Settings};
pub use xml::{Xml, XmlId, XmlNode, XmlSchema, XmlShape};

use crate::description::{GivenName, Sources};
use crate::source::Text;

/// A whole API: what one document describes.
///
/// Where only a part of the operations is wanted, the rest is there nevertheless, marked: names depend on the whole
/// document, so that they stay when the part grows.
#[derive(Default)]
pub struct Api {
    /// `info.title`.
    pub title: String,
    /// `info.version`.
    pub version: String,
    /// `info.description` and what else describes the API as a whole.
    pub docs: Docs,
    /// The tags that the document declares, in its order: those of selected operations.
    pub tags: Vec<Tag>,
    /// The document's servers, in its order; empty when it names none.
    pub servers: Vec<Server>,
    /// The security schemes that operations may require, in the document's order.
    pub security_schemes: Vec<SecurityScheme>,
    /// Keys of security schemes for calls of what the document does not describe: any one of the alternatives, each needing all of
    /// its schemes.
    pub security: Vec<Vec<String>>,
    /// The operations, in the document's order.
    pub operations: Vec<Operation>,
    /// Where types come from; an [`OriginId`] is a place in this list. Each is behind the one that it is within.
    pub origins: Vec<Origin>,
    /// The named types; a [`TypeId`] is a place in this list. Components come first, in the document's order; the others
    /// follow in the order in which the document leads to them.
    pub types: Vec<TypeDef>,
    /// How values are written as XML, where operations send or receive XML; an [`XmlId`] is a place in this list.
    pub xml: Vec<XmlSchema>,
    /// Where each part comes from.
    pub sources: Sources,
    /// The names in Rust that the document itself gives.
    pub given_names: Vec<GivenName>,
    /// What of the document goes through types of the user's, in the order of the settings.
    pub replaced: Vec<ReplacedValues>,
    /// Every place where the document left no choice but any JSON value, with the reason; of those only that selected
    /// operations use.
    pub untyped: Vec<Untyped>,
}

impl Api {
    /// Returns the type that `id` names.
    pub fn type_def(&self, id: TypeId) -> &TypeDef {
        &self.types[id.0]
    }

    /// Returns where a type comes from.
    pub fn origin(&self, id: OriginId) -> &Origin {
        &self.origins[id.0]
    }
}

/// A tag: what operations that belong together are called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// What operations call it.
    pub name: String,
    /// From the tag.
    pub docs: Docs,
}

/// Text for people, from the document, as CommonMark that is not yet made safe for a doc comment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Docs {
    /// The first paragraph: a summary or title.
    pub summary: Option<Text>,
    /// What follows it.
    pub description: Option<Text>,
    /// Further facts, one line each, that the model adds: constraints, defaults, wire names.
    pub notes: Vec<String>,
}
