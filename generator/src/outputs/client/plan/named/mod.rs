//! The API with Rust names: what is selected of the model, joined with its names, and what follows from where types are
//! used.

mod cycles;
mod derives;
mod feature;
mod features;
mod header_view;
mod headers;
mod join;
mod operation;
mod order;
mod schema;
mod server;
mod sharing;
mod size;
mod usage;
mod visit;
mod xml;

pub use feature::{Feature, FeatureId};

pub use super::names::{FeatureName, RustName};

pub use headers::{Header, Headers};
pub use operation::{
    Body, BodyKind, BodyVariant, Group, MethodPath, Operation, PageItems, Pages, Parameter, Part, Response,
    Responses, Streaming,
};
pub use schema::{
    Derives, Described, Extra, Field, IntegerEnum, IntegerVariant, LiteralEnum, LiteralVariant, StringEnum,
    StringVariant, Struct, Tagging, TypeDef, TypeKind, Union, Variant,
};
pub use server::{SecurityScheme, Server, ServerVariable};
pub use xml::XmlSchema;

pub use crate::model::{
    Access, ClientCredentials, Credential, Docs, Integer, Location, Pagination, ParameterEncoding, PartKind,
    Payload, Presence, Repetition, ResponseHeader, StatusPattern, StreamSwitch, Style, Tag, Type, TypeId,
    Xml, XmlId, XmlNode, XmlShape,
};

use serde::Serialize;

use super::names;
use crate::diagnostic::{Diagnostics, FileId};
use crate::model;

/// A place where the document left no choice but any JSON value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Untyped {
    /// JSON pointer of the schema in its file.
    pub pointer: String,
    /// The file that it is in; not serialized if it is the document's first one.
    #[serde(skip_serializing_if = "FileId::is_root")]
    pub file: FileId,
    /// Why, in a few words: the same reason is always the same text.
    pub reason: &'static str,
}

/// A whole API in Rust's terms.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Api {
    /// `info.title`.
    pub title: String,
    /// `info.version`.
    pub version: String,
    /// `info.description` and what else describes the API as a whole.
    pub docs: Docs,
    /// The tags that the document declares.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<Tag>,
    /// The document's servers, in its order; empty when it names none.
    pub servers: Vec<Server>,
    /// The security schemes that operations may require, in the document's order.
    pub security_schemes: Vec<SecurityScheme>,
    /// Keys of security schemes for calls of what the document does not describe: any one of the alternatives, each needing all of
    /// its schemes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub security: Vec<Vec<String>>,
    /// A feature for each tag, sorted by name, where they are asked for; a [`FeatureId`] is a place in
    /// this list.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub features: Vec<Feature>,
    /// The groups of operations, sorted by name, where they are asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<Group>,
    /// The operations, in the document's order.
    pub operations: Vec<Operation>,
    /// The headers of the operations' responses, if the document describes any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub headers: Option<Headers>,
    /// The named types; a [`TypeId`] is a place in this list. Sorted by name.
    pub types: Vec<TypeDef>,
    /// How values are written as XML, where operations send or receive XML; an [`XmlId`](crate::model::XmlId) is a place
    /// in this list.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub xml: Vec<XmlSchema>,
    /// Every place where the document left no choice but any JSON value, with the reason.
    pub untyped: Vec<Untyped>,
}

impl Api {
    /// Returns the type that `id` names.
    pub fn type_def(&self, id: TypeId) -> &TypeDef {
        &self.types[id.0]
    }

    /// Returns the type that `ty` is another name for; itself, if it is none.
    pub fn plain<'t>(&'t self, ty: &'t Type) -> &'t Type {
        let mut plain = ty;
        // Aliases lead to no cycle.
        while let Type::Named(id) = plain
            && let TypeKind::Alias(target) = &self.type_def(*id).kind
        {
            plain = target;
        }
        plain
    }
}

/// Gives an API its names. `None` when the document has errors: then only what is to be said about its names is found
/// out.
pub fn plan(api: model::Api, settings: &model::Settings, diagnostics: &mut Diagnostics) -> Option<Api> {
    let names = names::assign(&api, settings, diagnostics);
    if diagnostics.has_errors() {
        return None;
    }
    let (mut api, names) = join::join(api, names);
    sharing::share(&mut api.types);
    usage::apply(&mut api, settings.serves);
    cycles::close(&mut api.types);
    size::bound(&mut api.types);
    derives::assign(&mut api.types);
    order::by_name(&mut api);
    api.headers = header_view::headers(&api, names.headers_type, &names.headers);
    features::assign(&mut api, &names.features);
    sharing::share_responses(&mut api.operations);
    Some(api)
}
