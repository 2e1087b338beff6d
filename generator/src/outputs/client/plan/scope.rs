//! A module of the client while it is planned: how paths are written in it, and what it uses.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::docs::Span;
use super::named::{Api, BodyKind, FeatureId, Integer, Operation, Type, XmlId};
use super::runtime::{RUNTIME, RuntimeFeature, RuntimeItem};
use super::{Gate, Import, Name, Path, RustType};
use crate::model::{Replacement, ReplacementForm, absolute};

/// Where an item is written: paths depend on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Module {
    Root,
    Groups,
    Operations,
    Types,
    Server,
    Webhooks,
    Sender,
}

/// The names of the prelude that are written, and their paths.
const PRELUDE: [(&str, &str); 11] = [
    ("Box", "::std::boxed::Box"),
    ("Default", "::core::default::Default"),
    ("From", "::core::convert::From"),
    ("Into", "::core::convert::Into"),
    ("IntoIterator", "::core::iter::IntoIterator"),
    ("None", "::core::option::Option::None"),
    ("Option", "::core::option::Option"),
    ("Result", "::core::result::Result"),
    ("Some", "::core::option::Option::Some"),
    ("String", "::std::string::String"),
    ("Vec", "::std::vec::Vec"),
];

/// What is imported, by module and name: the features any of which brings a use of it; with none, there is always one.
type Imports = BTreeMap<(&'static str, Cow<'static, str>), BTreeSet<FeatureId>>;

/// A module while its items are planned.
#[derive(Debug)]
pub(super) struct Scope<'a> {
    pub(super) api: &'a Api,
    module: Module,
    /// The names of the module's items.
    names: BTreeSet<Cow<'a, str>>,
    /// The names of the items of one of its files, where it has several.
    file: Option<BTreeSet<&'a str>>,
    /// The type of requests that have setters, if there are any.
    request_type: Option<Name>,
    /// The features of the item that is planned.
    item: Cell<&'a [FeatureId]>,
    imports: RefCell<Imports>,
    runtime_features: RefCell<BTreeSet<RuntimeFeature>>,
}

impl<'a> Scope<'a> {
    /// Begins to plan the module `server`, `webhooks` or `sender`, whose items have these names.
    pub(super) fn of_server(api: &'a Api, module: Module, names: BTreeSet<String>) -> Self {
        Self {
            names: names.into_iter().map(Cow::Owned).collect(),
            ..Self::new(api, module)
        }
    }

    pub(super) fn new(api: &'a Api, module: Module) -> Self {
        let names: BTreeSet<&Name> = match module {
            Module::Root => names_of_root(api).collect(),
            Module::Groups => api.groups.iter().map(|group| &group.type_name).collect(),
            Module::Operations => names_of_operations(api).collect(),
            Module::Types => api.types.iter().map(|def| &def.name).collect(),
            Module::Server | Module::Webhooks | Module::Sender => BTreeSet::new(),
        };
        let own = match module {
            Module::Root => &["Client", "ClientBuilder", "Server"][..],
            Module::Groups
            | Module::Operations
            | Module::Types
            | Module::Server
            | Module::Webhooks
            | Module::Sender => &[],
        };
        Self {
            api,
            module,
            names: own
                .iter()
                .copied()
                .chain(names.into_iter().map(Name::as_str))
                .map(Cow::Borrowed)
                .collect(),
            file: None,
            request_type: api.request_type.clone(),
            item: Cell::new(&[]),
            imports: RefCell::default(),
            runtime_features: RefCell::default(),
        }
    }

    /// Has requests with setters be of this type of the module's own.
    pub(super) fn with_request_type(self, request_type: Option<Name>) -> Self {
        Self { request_type, ..self }
    }

    /// Returns the type of requests that have setters, if there are any.
    pub(super) fn request_type(&self) -> Option<&Name> {
        self.request_type.as_ref()
    }

    /// Creates the scope of a file of the module `types` that has these types.
    pub(super) fn of_types(api: &'a Api, names: impl Iterator<Item = &'a Name>) -> Self {
        Self {
            file: Some(names.map(Name::as_str).collect()),
            ..Self::new(api, Module::Types)
        }
    }

    /// Creates the scope of a file of the module `operations` that has these operations, and their methods.
    pub(super) fn of_operations(api: &'a Api, operations: &[&'a Operation]) -> Self {
        let names = operations
            .iter()
            .flat_map(|operation| names_of_operation(operation));
        Self {
            file: Some(names.map(Name::as_str).collect()),
            ..Self::new(api, Module::Operations)
        }
    }

    /// Returns the path of the client's root.
    fn root(&self) -> &'static str {
        match (self.module, &self.file) {
            (Module::Root, _) => "self",
            (_, None) => "super",
            (_, Some(_)) => "super::super",
        }
    }

    /// Begins to plan an item that is there with any of `features`, or always if there is none.
    pub(super) fn item(&self, features: &'a [FeatureId]) -> Gate<'a> {
        self.item.set(features);
        self.gate(features.iter().copied())
    }

    /// Plans the condition for items that are there with any of `features`.
    fn gate(&self, features: impl Iterator<Item = FeatureId>) -> Gate<'a> {
        Gate(features.map(|id| self.api.features[id.0].name.as_str()).collect())
    }

    /// Plans the imports that the items planned so far need: one for what comes from the same module under the same
    /// condition.
    pub(super) fn imports(&self) -> Vec<Import<'a>> {
        let mut imports: Vec<Import<'a>> = Vec::new();
        for ((module, name), features) in self.imports.borrow().iter() {
            let gate = self.gate(features.iter().copied());
            let same = |import: &Import<'a>| import.module == *module && import.gate == gate;
            let place = match imports.iter().position(same) {
                Some(place) => place,
                None => {
                    imports.push(Import {
                        gate,
                        module,
                        alias: None,
                        names: Vec::new(),
                    });
                    imports.len() - 1
                }
            };
            match (*module, &**name) == RUNTIME {
                true => imports[place].alias = Some(RUNTIME.1),
                false => imports[place].names.push(name.clone()),
            }
        }
        // As rustfmt sorts them: the client's own first, and modules before the items beside them.
        imports.sort_by_key(|import| {
            (
                !import.module.starts_with("super"),
                Reverse(import.module.contains("::")),
            )
        });
        imports
    }

    /// Has the item that is planned import a name.
    fn import(&self, module: &'static str, name: impl Into<Cow<'static, str>>) {
        let mut imports = self.imports.borrow_mut();
        let key = (module, name.into());
        match (imports.get_mut(&key), self.item.get()) {
            (Some(features), []) => features.clear(),
            (Some(features), more) if !features.is_empty() => features.extend(more),
            (Some(_), _) => {}
            (None, features) => drop(imports.insert(key, features.iter().copied().collect())),
        }
    }

    /// Plans what holds these types, of which some are dropped again: only what the rest names is imported.
    pub(super) fn import_only_kept<T>(
        &self,
        plan: impl FnOnce() -> T,
        kept: impl FnOnce(&T) -> Vec<RustType>,
    ) -> T {
        let before = self.imports.take();
        let planned = plan();
        let named = self.imports.replace(before);
        let mut words = BTreeSet::new();
        kept(&planned).iter().for_each(|ty| ty.names(&mut words));
        for (module, name) in named.into_keys() {
            if words.contains(&*name) || (module, &*name) == RUNTIME {
                self.import(module, name);
            }
        }
        planned
    }

    /// Has the item that is planned import an item of its module, if that is in another file.
    fn import_beside(&self, name: &Name) {
        if self.file.as_ref().is_some_and(|own| !own.contains(name.as_str())) {
            self.import("super", name.as_str().to_owned());
        }
    }

    /// Adds the features of the runtime that the items planned so far need.
    pub(super) fn add_runtime_features(&self, features: &mut BTreeSet<RuntimeFeature>) {
        features.extend(self.runtime_features.borrow().iter());
    }

    /// Returns the path of an item of the prelude: a whole one where the module has another item of that name.
    pub(super) fn prelude(&self, name: &'static str) -> Path {
        let shadowed = self.names.contains(name);
        let path = PRELUDE.iter().find(|(prelude, _)| shadowed && *prelude == name);
        Path::Known(path.map_or(name, |(_, path)| path))
    }

    /// Returns the path of an item of the runtime: a whole one where the module has another item of that name.
    pub(super) fn runtime(&self, item: RuntimeItem) -> Path {
        self.runtime_features.borrow_mut().extend(item.feature());
        if self.names.contains(item.name()) {
            self.uses_runtime();
            return Path::Known(item.path());
        }
        self.import(item.module(), item.name());
        Path::Known(item.name())
    }

    /// Notes that the item that is planned names the runtime, to call one of its macros.
    pub(super) fn uses_runtime(&self) {
        let (module, name) = RUNTIME;
        self.import(module, name);
    }

    /// Returns the path of an item of the module `operations`.
    pub(super) fn operations(&self, name: &Name) -> Path {
        // What a webhook takes is there where it is received, and where it is sent.
        if matches!(self.module, Module::Webhooks | Module::Sender) {
            return Path::Item("", name.clone());
        }
        if self.module == Module::Operations {
            self.import_beside(name);
            return Path::Item("", name.clone());
        }
        if matches!(self.module, Module::Groups | Module::Server) {
            self.import("super", "operations");
        }
        Path::Item("operations::", name.clone())
    }

    /// Returns the path of the client, or of a group, for a file that has methods of it.
    pub(super) fn implementor(&self, group: Option<&Name>) -> Path {
        match group {
            Some(group) => {
                self.import(self.root(), "groups");
                Path::Item("groups::", group.clone())
            }
            None if self.names.contains("Client") => Path::Known("super::super::Client"),
            None => {
                self.import(self.root(), "Client");
                Path::Known("Client")
            }
        }
    }

    /// Returns a link to a method of the client, or of a group.
    pub(super) fn method(&self, group: Option<&Name>, name: &Name) -> Span<'a> {
        match self.module {
            Module::Webhooks => {
                return Span::Link(format!("Receiver::{name}"), format!("Receiver::{name}"));
            }
            // What sends has another name where a webhook's type is called so.
            Module::Sender => return Span::Code(name.as_str().to_owned().into()),
            _ => {}
        }
        Span::method(self.root(), group, name)
    }

    /// Returns the path of an item of the module `types`.
    fn types(&self, name: &Name) -> Path {
        if self.module == Module::Types {
            self.import_beside(name);
            return Path::Item("", name.clone());
        }
        if matches!(
            self.module,
            Module::Groups | Module::Operations | Module::Server | Module::Webhooks | Module::Sender
        ) {
            self.import(self.root(), "types");
        }
        Path::Item("types::", name.clone())
    }

    /// Returns the path of a constant of the module `xml`.
    pub(super) fn xml(&self, schema: XmlId) -> Path {
        let name = self.api.xml[schema.0].name.clone();
        match (self.module, &self.file) {
            (Module::Root, _) => Path::Item("xml::", name),
            (_, None) => Path::Item("super::xml::", name),
            (_, Some(_)) => Path::Item("super::super::xml::", name),
        }
    }

    /// Returns a type of the runtime.
    pub(super) fn runtime_type(&self, item: RuntimeItem) -> RustType {
        RustType::at(self.runtime(item))
    }

    /// Returns the type `String`.
    pub(super) fn string(&self) -> RustType {
        RustType::at(self.prelude("String"))
    }

    /// Returns a `Vec` of a type.
    pub(super) fn vec(&self, items: RustType) -> RustType {
        RustType::of(self.prelude("Vec"), items)
    }

    /// Returns an `Option` of a type.
    pub(super) fn option(&self, inner: RustType) -> RustType {
        RustType::of(self.prelude("Option"), inner)
    }

    /// Returns the type of a body of items that are sent as they come.
    pub(super) fn items(&self, item: &Type) -> RustType {
        RustType::of(self.runtime(RuntimeItem::ItemStream), self.ty(item))
    }

    /// Returns a `Nullable` of a type.
    pub(super) fn nullable(&self, inner: RustType) -> RustType {
        RustType::of(self.runtime(RuntimeItem::Nullable), inner)
    }

    /// Returns an `impl Into` of a type.
    pub(super) fn into(&self, inner: RustType) -> RustType {
        RustType::Impl(Box::new(RustType::of(self.prelude("Into"), inner)))
    }

    /// Returns an `impl IntoIterator` of a type.
    pub(super) fn iterator_of(&self, item: RustType) -> RustType {
        let items = RustType::Items(self.prelude("IntoIterator"), Box::new(item));
        RustType::Impl(Box::new(items))
    }

    /// Returns the name of a function's type parameter, by its place: none that a type of the module has.
    pub(super) fn type_parameter(&self, place: usize) -> Name {
        let texts = (1..).map(|number| match number {
            1 => "By".to_owned(),
            number => format!("By{number}"),
        });
        let free = texts.filter(|text| !self.names.contains(text.as_str()));
        let mut names = free.filter_map(|text| Name::new(&text));
        names.nth(place).expect("there are numbers without end")
    }

    /// Returns a type of the user's, with how it is read and written.
    fn replaced(&self, replacement: &Replacement) -> RustType {
        let via = |value, codec| RustType::Path(self.runtime(RuntimeItem::Via), vec![value, codec]);
        let chosen = |path: &str| RustType::at(Path::Chosen(absolute(path)));
        match &replacement.form {
            ReplacementForm::Json(path) => chosen(path),
            ReplacementForm::Serde(path) => via(chosen(path), self.runtime_type(RuntimeItem::ViaSerde)),
            ReplacementForm::Text { path, is_number } => {
                let codec = match is_number {
                    true => RuntimeItem::ViaNumber,
                    false => RuntimeItem::ViaText,
                };
                via(chosen(path), self.runtime_type(codec))
            }
            ReplacementForm::With { codec, path } => via(chosen(path), chosen(codec)),
            ReplacementForm::UnixSeconds => via(
                self.ty(&Type::DateTime),
                self.runtime_type(RuntimeItem::ViaUnixSeconds),
            ),
            ReplacementForm::UnixMilliseconds => via(
                self.ty(&Type::DateTime),
                self.runtime_type(RuntimeItem::ViaUnixMilliseconds),
            ),
            ReplacementForm::Base64 => self.ty(&Type::Base64),
        }
    }

    /// Returns the type of a field, a variant or a result.
    pub(super) fn ty(&self, ty: &Type) -> RustType {
        match ty {
            Type::Boolean => RustType::primitive("bool"),
            Type::Integer(integer) => RustType::primitive(integer_type(*integer)),
            Type::Float => RustType::primitive("f32"),
            Type::Double => RustType::primitive("f64"),
            Type::String => self.string(),
            Type::DateTime => RustType::of(
                self.runtime(RuntimeItem::DateTime),
                self.runtime_type(RuntimeItem::Utc),
            ),
            Type::DateTimeWithOffset => RustType::of(
                self.runtime(RuntimeItem::DateTime),
                self.runtime_type(RuntimeItem::FixedOffset),
            ),
            Type::Decimal => self.runtime_type(RuntimeItem::Decimal),
            Type::Date => self.runtime_type(RuntimeItem::NaiveDate),
            Type::Uuid => self.runtime_type(RuntimeItem::Uuid),
            Type::Base64 => self.runtime_type(RuntimeItem::Base64),
            Type::Binary => self.runtime_type(RuntimeItem::Bytes),
            Type::Json => self.runtime_type(RuntimeItem::Value),
            Type::Null => RustType::UNIT,
            Type::Array(items) => self.vec(self.ty(items)),
            Type::Map(values) => RustType::of(self.runtime(RuntimeItem::Map), self.ty(values)),
            Type::Tuple(items) => RustType::Tuple(items.iter().map(|item| self.ty(item)).collect()),
            Type::Nullable(inner) => self.option(self.ty(inner)),
            Type::Boxed(inner) => RustType::of(self.prelude("Box"), self.ty(inner)),
            Type::Replaced(replacement) => self.replaced(replacement),
            Type::Named(id) => RustType::at(self.types(&self.api.type_def(*id).name)),
        }
    }
}

/// Returns the names of the items of the document at the root.
fn names_of_root(api: &Api) -> impl Iterator<Item = &Name> {
    let variables = api.servers.iter().flat_map(|server| &server.variables);
    variables.map(|variable| &variable.type_name)
}

/// Returns the names of the items of the module `operations`.
fn names_of_operations(api: &Api) -> impl Iterator<Item = &Name> {
    let operations = api.operations.iter().flat_map(names_of_operation);
    let headers = api.headers.iter().map(|headers| &headers.type_name);
    let shared = api.shared_responses.iter().map(|shared| &shared.name);
    operations.chain(&api.request_type).chain(headers).chain(shared)
}

/// Returns the names of the types of an operation's body.
pub(super) fn names_of_body(operation: &Operation) -> impl Iterator<Item = &Name> {
    operation.body.iter().flat_map(|body| {
        let multipart = body.variants.iter().filter_map(|variant| match &variant.kind {
            BodyKind::Multipart { type_name, .. } => Some(type_name),
            _ => None,
        });
        body.type_name.iter().chain(multipart)
    })
}

/// Returns the names of the items of an operation's own.
pub(super) fn names_of_operation(operation: &Operation) -> impl Iterator<Item = &Name> {
    let responses = [&operation.success.type_name, &operation.failure.type_name];
    let body = names_of_body(operation);
    let streaming = operation.streaming.iter();
    let streaming =
        streaming.flat_map(|streaming| [Some(&streaming.request), streaming.success.type_name.as_ref()]);
    responses
        .into_iter()
        .flatten()
        .chain(streaming.flatten())
        .chain([&operation.request])
        .chain(body)
}

fn integer_type(integer: Integer) -> &'static str {
    match integer {
        Integer::I8 => "i8",
        Integer::I16 => "i16",
        Integer::I32 => "i32",
        Integer::I64 => "i64",
        Integer::U8 => "u8",
        Integer::U16 => "u16",
        Integer::U32 => "u32",
        Integer::U64 => "u64",
    }
}
