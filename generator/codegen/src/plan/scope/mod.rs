//! A module of the client while it is planned: how paths are written in it, and what it uses.

mod imports;
mod names;
mod paths;
mod types;

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

use foldhash::HashSet;

pub(super) use names::{names_of_body, names_of_operation};
use names::{names_of_operations, names_of_root};

use super::named::{Api, FeatureId, Operation};
use super::runtime::RuntimeFeature;
use super::{Gate, Name};
use specwright_document::order;

/// Where an item is written: paths depend on it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Module {
    Root,
    Groups,
    Operations,
    Types,
    Server,
    Webhooks,
    Sender,
}

/// What is imported, by module and name: the features any of which brings a use of it; with none, there is always one.
type Imports = BTreeMap<(&'static str, Cow<'static, str>), BTreeSet<FeatureId>>;

/// A module while its items are planned.
pub(super) struct Scope<'a> {
    pub(super) api: &'a Api,
    module: Module,
    /// The names of the module's items.
    names: HashSet<Cow<'a, str>>,
    /// The names of the prelude that are among them, and their paths.
    shadowed: Vec<(&'static str, &'static str)>,
    /// The names of the items of one of its files, where it has several.
    file: Option<BTreeSet<&'a str>>,
    /// The type of requests that have setters, if there are any.
    request_type: Option<Name>,
    /// The type parameters that functions of the module have, by their places: each is held once.
    type_parameters: RefCell<Vec<Name>>,
    /// The features of the item that is planned.
    item: Cell<&'a [FeatureId]>,
    imports: RefCell<Imports>,
    runtime_features: RefCell<BTreeSet<RuntimeFeature>>,
}

impl<'a> Scope<'a> {
    /// Begins to plan the module `server`, `webhooks` or `sender`, whose items have these names.
    pub(super) fn of_server(api: &'a Api, module: Module, names: BTreeSet<String>) -> Self {
        let names: HashSet<Cow<'a, str>> = names.into_iter().map(Cow::Owned).collect();
        Self {
            shadowed: paths::shadowed(&names),
            names,
            ..Self::new(api, module)
        }
    }

    pub(super) fn new(api: &'a Api, module: Module) -> Self {
        let names: Vec<&Name> = match module {
            Module::Root => names_of_root(api),
            Module::Groups => api.groups.iter().map(|group| &group.type_name).collect(),
            Module::Operations => names_of_operations(api),
            Module::Types => api.types.iter().map(|def| &def.name).collect(),
            Module::Server | Module::Webhooks | Module::Sender => Vec::new(),
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
        let names = own.iter().copied().chain(names.into_iter().map(Name::as_str));
        let names: HashSet<Cow<'a, str>> = names.map(Cow::Borrowed).collect();
        Self {
            api,
            module,
            shadowed: paths::shadowed(&names),
            names,
            file: None,
            request_type: api.request_type.clone(),
            type_parameters: RefCell::default(),
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
            file: Some(order::set(names.map(Name::as_str))),
            ..Self::new(api, Module::Types)
        }
    }

    /// Creates the scope of a file of the module `operations` that has these operations, and their methods.
    pub(super) fn of_operations(api: &'a Api, operations: &[&'a Operation]) -> Self {
        let names = operations
            .iter()
            .flat_map(|operation| names_of_operation(operation));
        Self {
            file: Some(order::set(names.map(Name::as_str))),
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

    /// Adds the features of the runtime that the items planned so far need.
    pub(super) fn add_runtime_features(&self, features: &mut BTreeSet<RuntimeFeature>) {
        features.extend(self.runtime_features.borrow().iter());
    }
}
