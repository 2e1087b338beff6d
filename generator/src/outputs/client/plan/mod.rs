//! What the client is: every name, box, derive and feature is decided here, as data.

mod cycles;
mod feature;
mod features;
mod headers;
mod name;
mod named;
mod names;
mod order;
mod sharing;
mod size;
mod usage;

pub use feature::{Feature, FeatureId, FeatureName};
pub use name::RustName;
pub use named::{
    Answer, Answers, Api, Body, BodyKind, BodyVariant, ClientCredentials, Credential, Derives, Extra, Field,
    Header, Headers, IntegerEnum, IntegerVariant, LiteralEnum, LiteralVariant, Operation, Pages, Parameter,
    Part, SecurityScheme, Server, ServerVariable, StringEnum, StringVariant, Struct, Tagging, TypeDef,
    TypeKind, Union, Variant, XmlSchema,
};
pub use names::{Names, assign};

pub use crate::model::{
    Access, Docs, Integer, Location, Paging, ParameterEncoding, PartKind, Payload, Presence, StatusPattern,
    Style, Type, TypeId, Untyped, Xml, XmlId, XmlNode, XmlShape,
};

use crate::diagnostic::Diagnostics;
use crate::model;

/// Decides what the client of an API is. `None` when the document has errors: then only what is to be said about its
/// names is found out.
pub fn plan(api: model::Api, tag_features: bool, diagnostics: &mut Diagnostics) -> Option<Api> {
    let names = names::assign(&api, tag_features, diagnostics);
    if diagnostics.has_errors() {
        return None;
    }
    let (mut api, names) = named::join(api, names);
    sharing::share(&mut api.types);
    usage::apply(&mut api);
    cycles::close(&mut api.types);
    size::bound(&mut api.types);
    order::by_name(&mut api);
    api.headers = headers::headers(&api, names.headers_type, &names.headers);
    features::assign(&mut api, &names.features);
    sharing::share_answers(&mut api.operations);
    Some(api)
}
