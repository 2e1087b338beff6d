//! Every decision about the Rust of the client, as data: what items there are, what they are called, how arguments are
//! passed, what is derived, imported and said, and what the runtime must have. Who writes it decides nothing.
//!
//! | module | what it plans |
//! |---|---|
//! | `client`, `server` | the client's builder, the servers |
//! | `companions`, `server_side` | what comes with a client where it is asked for |
//! | `examples` | the types that have values of their own in tests |
//! | `replacements` | values of the document for types of the program's |
//! | `operation`, `argument`, `parameter`, `body`, `multipart`, `response` | a method of the client and the types of its own |
//! | `group` | groups of operations |
//! | `form` | the whole and the stream that an operation responds with |
//! | `pages` | the methods of a request that give its pages |
//! | `headers` | the headers of responses |
//! | `types`, `union`, `constructor`, `accessor` | the named types |
//! | `kept`, `setter` | what constructors and setters take, and the setters |
//! | `presence` | how a field holds a property that may be absent, or null |
//! | `wire` | what derived traits are told of the wire |
//! | `xml` | how values are written as XML |
//! | `docs` | what is said of an item |
//! | `files` | the client as several files |
//! | `scope`, `rust_type` | how types and paths are written in a module |
//! | `runtime` | the items and features of the runtime that a client needs |
//! | `name` | names that the document does not give |

mod accessor;
mod argument;
mod body;
mod client;
mod companions;
mod constructor;
mod docs;
mod examples;
mod files;
mod form;
mod group;
mod headers;
mod kept;
mod multipart;
mod name;
pub mod named;
pub mod names;
mod nested_sources;
mod operation;
mod pages;
mod parameter;
mod presence;
mod replacements;
mod response;
mod runtime;
mod rust_type;
mod scope;
mod server;
mod server_side;
mod setter;
#[cfg(test)]
mod tests;
mod types;
mod union;
mod wire;
mod xml;

pub use accessor::Accessors;
pub use argument::{Argument, Handover};
pub use body::{BodyChoice, BodyItem, SendBody, SendVariant};
pub use client::{Builder, ClientCredentialsMethod, CredentialKind, CredentialMethod};
pub use companions::Companions;
pub use constructor::{Constructor, Init};
pub use docs::{Block, Doc, Span};
pub use examples::ExampleRow;
pub use files::{ClientFiles, Implementation, ModuleName, OperationsFile, TypesFile, file_of, plan_files};
pub use form::Switch;
pub use group::{Group, Groups};
pub use headers::{HeaderMethod, Headers};
pub use kept::Conversion;
pub use multipart::{Multipart, PartField, PartSent, PartWritten};
pub use operation::{Description, Method, OperationItems, Request, Send, SendWhat, Sent, Setter};
pub use pages::{ItemsMethods, ListStep, PagesMethods, PaginationArgument};
pub use parameter::{Descriptor, Setting};
pub use replacements::ReplacementRow;
pub use response::{
    Kept, KeptBody, Reader, ResponseEnum, ResponseEnumKind, ResponseRow, ResponseVariant, Status,
};
pub use runtime::RuntimeFeature;
pub use rust_type::{Path, RustType};
pub use server::{Server, ServerDefault, ServerField, ServerValue, ServerValues, Servers};
pub use server_side::served;
pub use server_side::{
    BodyReader, CallbackUrl, Sender, ServedBody, ServedForm, ServedModule, ServedOperation, ServedParameter,
    ServedRequest, ServedResponses, ServedVariant, ServerSide, UrlChoice, UrlPiece, UrlSource,
};
pub use setter::FieldSetter;
pub use types::{Enum, EnumValue, EnumVariant, Field, KeptFrom, Struct, TypeItem, TypeItemKind};
pub use union::{SourceForm, Union, UnionArgument, UnionSource, UnionTag, UnionVariant};
pub use wire::{WireAttribute, WirePart};
pub use xml::{Xml, XmlConstant, XmlKind, XmlModule, XmlSetting};

pub use named::RustName as Name;

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::threads::both;
use named::{Api, Type};
use scope::{Module, Scope};

/// A client, item by item.
#[derive(Clone, PartialEq)]
pub struct ClientPlan<'a> {
    /// What the root imports.
    pub imports: Vec<Import<'a>>,
    /// What is said of the client.
    pub docs: Doc<'a>,
    /// Keys of security schemes for calls of what the document does not describe.
    pub security: &'a [Vec<String>],
    /// The methods of its builder; `None` where there are only types, and no client.
    pub builder: Option<Builder<'a>>,
    /// The servers, if the document names any.
    pub servers: Option<Servers<'a>>,
    /// The groups that operations are in, if any.
    pub groups: Option<Groups<'a>>,
    /// The methods of the client and of its groups, in the document's order.
    pub methods: Vec<Method<'a>>,
    /// Whether it has the module `operations`.
    pub has_operations: bool,
    /// The module `operations`.
    pub operations: Operations<'a>,
    /// The module `xml`.
    pub xml: Option<XmlModule<'a>>,
    /// The module `types`.
    pub types: Types<'a>,
    /// What the document describes of responses, as text, where the client can record them.
    pub shapes: Option<String>,
    /// The description as text, where programs read it while they run.
    pub description: Option<String>,
    /// The types that have values of their own in tests.
    pub examples: Vec<ExampleRow<'a>>,
    /// What a test of the program's types goes through, where it has types of its own.
    pub replacements: Option<Vec<ReplacementRow>>,
    /// The server's side, where it is asked for.
    pub server_side: Option<ServerSide<'a>>,
    /// The features of the runtime that the client needs, with its server's side.
    pub runtime_features: BTreeSet<RuntimeFeature>,
    /// Those of them that the server's side alone needs: without the feature `server` of the runtime it is not compiled.
    pub server_features: BTreeSet<RuntimeFeature>,
}

impl ClientPlan<'_> {
    /// Returns the features of the runtime that the client does not compile without.
    pub(crate) fn required_features(&self) -> impl Iterator<Item = RuntimeFeature> {
        let features = self.runtime_features.iter().copied();
        features.filter(|feature| feature.is_required() && !self.server_features.contains(feature))
    }

    /// Marks the structs and enums of the document, which may grow with it, as `#[non_exhaustive]`.
    pub fn non_exhaustive(mut self) -> Self {
        for item in &mut self.types.items {
            item.non_exhaustive = match item.kind {
                TypeItemKind::Struct(_) | TypeItemKind::Enum(_) | TypeItemKind::Union(_) => true,
                TypeItemKind::Alias(_) | TypeItemKind::Newtype(_) => false,
            };
        }
        for items in &mut self.operations.items {
            for body in &mut items.body {
                match body {
                    BodyItem::Choice(choice) => choice.non_exhaustive = true,
                    BodyItem::Multipart(multipart) => multipart.non_exhaustive = true,
                }
            }
            for responses in &mut items.responses {
                responses.non_exhaustive = matches!(responses.kind, ResponseEnumKind::Own { .. });
            }
        }
        for responses in &mut self.operations.shared {
            responses.non_exhaustive = true;
        }
        if let Some(servers) = &mut self.servers {
            servers.non_exhaustive = true;
        }
        self
    }
}

/// The module `operations`.
#[derive(Clone, PartialEq)]
pub struct Operations<'a> {
    /// What it imports.
    pub imports: Vec<Import<'a>>,
    /// The items of each operation.
    pub items: Vec<OperationItems<'a>>,
    /// The enums of responses that several operations share.
    pub shared: Vec<ResponseEnum<'a>>,
    /// The type of requests that have setters.
    pub request: Option<Name>,
    /// The type by which headers are read.
    pub headers: Option<Headers<'a>>,
}

/// The module `types`.
#[derive(Clone, PartialEq)]
pub struct Types<'a> {
    /// What it imports.
    pub imports: Vec<Import<'a>>,
    /// Its items.
    pub items: Vec<TypeItem<'a>>,
}

/// An import of a module.
#[derive(Clone, PartialEq)]
pub struct Import<'a> {
    /// When it is there.
    pub gate: Gate<'a>,
    /// The module that it is from.
    pub module: &'static str,
    /// The name that the module itself has, if it is imported.
    pub alias: Option<&'static str>,
    /// What else is imported.
    pub names: Vec<Cow<'static, str>>,
}

/// The features of the client's crate any of which brings an item; with none, it is always there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gate<'a>(pub Vec<&'a str>);

/// Plans the client of an API.
pub fn plan(api: &Api) -> ClientPlan<'_> {
    let plan_operations = || {
        let [root, groups, operations] =
            [Module::Root, Module::Groups, Module::Operations].map(|module| Scope::new(api, module));
        let methods = api.operations.iter().flat_map(|operation| {
            let scope = match operation.group {
                Some(_) => &groups,
                None => &root,
            };
            operation::methods(scope, operation)
        });
        let mut methods: Vec<Method<'_>> = methods.collect();
        methods.shrink_to_fit();
        let items = api.operations.iter();
        let items: Vec<OperationItems<'_>> = items
            .map(|operation| operation::items(&operations, operation))
            .collect();
        (root, groups, operations, methods, items)
    };
    let plan_types = || {
        let scope = Scope::new(api, Module::Types);
        let items = api.types.iter().map(|def| types::type_item(&scope, def));
        let items: Vec<TypeItem<'_>> = items.collect();
        (scope, items)
    };
    let ((types, type_items), (root, groups, operations, methods, operation_items)) =
        both(plan_types, plan_operations);
    let scopes = Scopes {
        api,
        root,
        groups,
        operations,
        types,
    };
    scopes.finish(methods, operation_items, type_items)
}

/// The modules of a client while they are planned.
struct Scopes<'a> {
    api: &'a Api,
    root: Scope<'a>,
    groups: Scope<'a>,
    operations: Scope<'a>,
    types: Scope<'a>,
}

impl<'a> Scopes<'a> {
    fn new(api: &'a Api) -> Self {
        Self {
            api,
            root: Scope::new(api, Module::Root),
            groups: Scope::new(api, Module::Groups),
            operations: Scope::new(api, Module::Operations),
            types: Scope::new(api, Module::Types),
        }
    }

    /// Plans what there is of the client beside these methods and items.
    fn finish(
        self,
        methods: Vec<Method<'a>>,
        operations: Vec<OperationItems<'a>>,
        types: Vec<TypeItem<'a>>,
    ) -> ClientPlan<'a> {
        let api = self.api;
        // The builder is there with any feature, whatever the last operation is there with.
        self.root.item(&[]);
        let builder = (!api.types_only).then(|| client::builder(&self.root));
        let groups = group::groups(&self.groups);
        let request = operation::request_type(&self.operations);
        let headers = headers::headers(&self.operations);
        let shared = response::shared(&self.operations);
        let xml = xml::module(api);
        let mut runtime_features = BTreeSet::new();
        for scope in [&self.root, &self.groups, &self.operations, &self.types] {
            scope.add_runtime_features(&mut runtime_features);
        }
        if xml.is_some() {
            runtime_features.insert(RuntimeFeature::Xml);
        }
        if api.blocking && builder.is_some() {
            runtime_features.insert(RuntimeFeature::Blocking);
        }
        if let Some(builder) = &builder {
            if !builder.client_credentials.is_empty() {
                runtime_features.insert(RuntimeFeature::OAuth2);
            }
            self.root.item(&[]);
            self.root.uses_runtime();
        }
        ClientPlan {
            imports: self.root.imports(),
            docs: client::docs(api),
            security: &api.security,
            builder,
            servers: server::servers(api),
            groups,
            methods,
            has_operations: api.has_operations,
            operations: Operations {
                imports: self.operations.imports(),
                items: operations,
                shared,
                request,
                headers,
            },
            xml,
            shapes: None,
            description: None,
            examples: Vec::new(),
            replacements: api.replaced.as_deref().map(replacements::rows),
            server_side: None,
            types: Types {
                imports: self.types.imports(),
                items: types,
            },
            runtime_features,
            server_features: BTreeSet::new(),
        }
    }
}

/// Returns how types of values are written in the module `types`.
pub fn rust_types(api: &Api) -> impl Fn(&Type) -> RustType {
    let scope = Scope::new(api, Module::Types);
    move |ty| scope.ty(ty)
}

/// Returns what methods take for values that are required, or are not.
pub fn argument_types(api: &Api) -> impl Fn(&Type, bool) -> RustType {
    let scope = Scope::new(api, Module::Types);
    move |ty, is_required| match is_required {
        true => scope.argument(ty),
        false => scope.optional_argument(ty),
    }
}
