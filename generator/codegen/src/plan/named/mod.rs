//! The API with Rust names: what is selected of the model, joined with its names, and what follows from where types are
//! used.

mod added;
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
mod shared_responses;
mod sharing;
mod size;
mod usage;
mod used;
mod visit;
mod xml;

pub use added::{Added, Helper};
pub use feature::{Feature, FeatureId};

pub use super::names::{FeatureName, RustName, Sharing};

pub use headers::{Header, Headers};
pub use operation::{
    Body, BodyKind, BodyVariant, Group, MethodPath, Operation, PageItems, Pages, Parameter, Part, Response,
    Responses, SharedResponses, Streaming,
};
pub use schema::{
    Derives, Described, Extra, Field, IntegerEnum, IntegerVariant, LiteralEnum, LiteralVariant, StringEnum,
    StringVariant, Struct, Tagging, TypeDef, TypeKind, Union, Variant,
};
pub use server::{SecurityScheme, Server, ServerVariable};
pub use used::Used;
pub use xml::XmlSchema;

pub use specwright_document::model::{
    Access, Callback, ClientCredentials, Credential, Docs, Integer, Location, Pagination, ParameterEncoding,
    PartKind, Payload, Presence, Repetition, ReplacedValues, ResponseHeader, StatusPattern, StreamSwitch,
    Style, Tag, Type, TypeId, Xml, XmlId, XmlNode, XmlShape,
};

use std::collections::BTreeMap;

use super::names;
use specwright_document::diagnostic::{Diagnostics, FileId};
use specwright_document::lock::Place;
use specwright_document::model;

/// A place where the document left no choice but any JSON value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Untyped {
    /// JSON pointer of the schema in its file.
    pub pointer: String,
    /// The file that it is in; not serialized if it is the document's first one.
    pub file: FileId,
    /// Why, in a few words: the same reason is always the same text.
    pub reason: &'static str,
}

/// A whole API in Rust's terms.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Api {
    /// `info.title`.
    pub title: String,
    /// `info.version`.
    pub version: String,
    /// `info.description` and what else describes the API as a whole.
    pub docs: Docs,
    /// The tags that the document declares.
    pub tags: Vec<Tag>,
    /// The document's servers, in its order; empty when it names none.
    pub servers: Vec<Server>,
    /// The security schemes that operations may require, in the document's order.
    pub security_schemes: Vec<SecurityScheme>,
    /// Keys of security schemes for calls of what the document does not describe: any one of the alternatives, each needing all of
    /// its schemes.
    pub security: Vec<Vec<String>>,
    /// A feature for each tag, sorted by name, where they are asked for; a [`FeatureId`] is a place in
    /// this list.
    pub features: Vec<Feature>,
    /// Values of the document for types of the user's; `None` where none is replaced.
    pub replaced: Option<Vec<ReplacedValues>>,
    /// Whether there is a module for what belongs to operations: the document has some, whether or not they are kept.
    pub has_operations: bool,
    /// Whether there is a module for groups of operations: the same of these.
    pub has_groups: bool,
    /// The groups of operations, sorted by name, where they are asked for.
    pub groups: Vec<Group>,
    /// The operations, in the document's order.
    pub operations: Vec<Operation>,
    /// The webhooks, and then the callbacks, in the document's order, where a program is to receive them: requests that the document's
    /// server sends.
    pub webhooks: Vec<Operation>,
    /// The enums that operations with the same responses share, sorted by name.
    pub shared_responses: Vec<SharedResponses>,
    /// The type of requests that have setters, if there are any.
    pub request_type: Option<RustName>,
    /// The headers of the operations' responses, if the document describes any.
    pub headers: Option<Headers>,
    /// The named types; a [`TypeId`] is a place in this list. Sorted by name.
    pub types: Vec<TypeDef>,
    /// How values are written as XML, where operations send or receive XML; an [`XmlId`] is a place
    /// in this list.
    pub xml: Vec<XmlSchema>,
    /// Every place where the document left no choice but any JSON value, with the reason.
    pub untyped: Vec<Untyped>,
    /// There is no client, but only the module `types`.
    pub types_only: bool,
    /// Programs send requests without `async`.
    pub blocking: bool,
    /// The operations that are left out with the client: what they describe is in a file of their name.
    pub left_out: Vec<Operation>,
    /// All names by place, if a lock is to keep them.
    pub lock: Option<BTreeMap<Place, String>>,
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

    /// Returns the API without operations and what only they need; the types have the names that they have beside them.
    fn into_types(self) -> Self {
        Self {
            title: self.title,
            version: self.version,
            docs: self.docs,
            tags: self.tags,
            features: self.features,
            types: self.types,
            untyped: self.untyped,
            types_only: true,
            lock: self.lock,
            replaced: self.replaced,
            left_out: self.operations,
            ..Self::default()
        }
    }
}

/// Gives an API its names. `None` when the document has errors: then only what is to be said about its names is found
/// out.
pub fn plan(mut api: model::Api, settings: &model::Settings, diagnostics: &mut Diagnostics) -> Option<Api> {
    let mut names = names::assign(&api, settings, diagnostics);
    if diagnostics.has_errors() {
        return None;
    }
    let lock = names.lock.take();
    let replaced = std::mem::take(&mut api.replaced);
    let (mut api, mut names) = join::join(api, names);
    api.lock = lock;
    api.replaced = settings
        .replacements
        .iter()
        .any(|setting| setting.replacement.is_of_program())
        .then_some(replaced);
    api.blocking = settings.blocking;
    sharing::share(&mut api.types, &mut names.shared);
    usage::apply(&mut api, settings.serves);
    cycles::close(&mut api.types);
    size::bound(&mut api.types);
    derives::assign(&mut api.types);
    added::assign(&mut api.types, settings, diagnostics);
    if diagnostics.has_errors() {
        return None;
    }
    order::by_name(&mut api);
    let webhooks = api.operations.extract_if(.., |operation| operation.is_webhook);
    api.webhooks = webhooks.collect();
    (api.has_operations, api.has_groups) = (!api.operations.is_empty(), !api.groups.is_empty());
    let has_setters = api.operations.iter().any(Operation::has_setters);
    api.request_type = has_setters.then_some(names.request_type);
    api.headers = header_view::headers(&api, names.headers_type, &names.headers);
    features::assign(&mut api, &names.features);
    shared_responses::share(&mut api, &mut names.shared);
    if let Some(lock) = &mut api.lock {
        let entries = names.shared.into_entries().into_iter();
        lock.extend(entries.map(|(place, name)| (place, name.as_str().to_owned())));
    }
    Some(match settings.types_only {
        true => api.into_types(),
        false => api,
    })
}
