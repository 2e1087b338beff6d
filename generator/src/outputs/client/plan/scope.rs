//! A module of the client while it is planned: how paths are written in it, and what it uses.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

use super::named::{Api, BodyKind, FeatureId, Integer, Type, XmlId};
use super::runtime::{RuntimeFeature, RuntimeItem};
use super::{Gate, Import, Name, Path, RustType};

/// Where an item is written: paths depend on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Module {
    Root,
    Operations,
    Types,
}

/// The names of the prelude that are written, and their paths.
const PRELUDE: [(&str, &str); 8] = [
    ("Box", "::std::boxed::Box"),
    ("Default", "::core::default::Default"),
    ("Into", "::core::convert::Into"),
    ("None", "::core::option::Option::None"),
    ("Option", "::core::option::Option"),
    ("Some", "::core::option::Option::Some"),
    ("String", "::std::string::String"),
    ("Vec", "::std::vec::Vec"),
];

/// A module while its items are planned.
#[derive(Debug)]
pub(super) struct Scope<'a> {
    pub(super) api: &'a Api,
    module: Module,
    /// The names of the prelude that the module has another item of.
    shadowed: BTreeSet<&'a str>,
    /// The features of the item that is planned.
    item: Cell<&'a [FeatureId]>,
    /// The features any of which brings a use of the module `types`; with none in it, it is always used.
    types: RefCell<Option<BTreeSet<FeatureId>>>,
    runtime: RefCell<BTreeSet<RuntimeFeature>>,
}

impl<'a> Scope<'a> {
    pub(super) fn new(api: &'a Api, module: Module) -> Self {
        let is_prelude = |name: &&str| PRELUDE.iter().any(|(prelude, _)| prelude == name);
        let names: Vec<&Name> = match module {
            Module::Root => Vec::new(),
            Module::Operations => names_of_operations(api).collect(),
            Module::Types => api.types.iter().map(|def| &def.name).collect(),
        };
        Self {
            api,
            module,
            shadowed: names.into_iter().map(Name::as_str).filter(is_prelude).collect(),
            item: Cell::new(&[]),
            types: RefCell::new(None),
            runtime: RefCell::default(),
        }
    }

    /// Begins to plan an item that is there with any of `features`, or always if there is none.
    pub(super) fn item(&self, features: &'a [FeatureId]) -> Gate<'a> {
        self.item.set(features);
        self.gate(features.iter().copied())
    }

    /// The condition for items that are there with any of `features`.
    fn gate(&self, features: impl Iterator<Item = FeatureId>) -> Gate<'a> {
        Gate(features.map(|id| self.api.features[id.0].name.as_str()).collect())
    }

    /// The imports that the items planned so far need.
    pub(super) fn imports(&self) -> Vec<Import<'a>> {
        let types = self.types.borrow();
        let types = types.iter().map(|features| Import {
            gate: self.gate(features.iter().copied()),
            path: "super::types",
        });
        types.collect()
    }

    /// Adds the features of the runtime that the items planned so far need.
    pub(super) fn add_runtime_features(&self, features: &mut BTreeSet<RuntimeFeature>) {
        features.extend(self.runtime.borrow().iter());
    }

    /// An item of the prelude, by its path where the module has another item of that name.
    pub(super) fn prelude(&self, name: &'static str) -> Path {
        let shadowed = self.shadowed.contains(name);
        let path = PRELUDE.iter().find(|(prelude, _)| shadowed && *prelude == name);
        Path::Known(path.map_or(name, |(_, path)| path))
    }

    /// An item of the runtime.
    pub(super) fn runtime(&self, item: RuntimeItem) -> Path {
        self.runtime.borrow_mut().extend(item.feature());
        Path::Known(item.path())
    }

    /// An item of the module `operations`.
    pub(super) fn operations(&self, name: &Name) -> Path {
        match self.module {
            Module::Operations => Path::Item("", name.clone()),
            Module::Root | Module::Types => Path::Item("operations::", name.clone()),
        }
    }

    /// An item of the module `types`.
    fn types(&self, name: &Name) -> Path {
        if self.module == Module::Types {
            return Path::Item("", name.clone());
        }
        let mut types = self.types.borrow_mut();
        match (types.as_mut(), self.item.get()) {
            (Some(features), []) => features.clear(),
            (Some(features), _) if features.is_empty() => {}
            (Some(features), more) => features.extend(more),
            (None, features) => *types = Some(features.iter().copied().collect()),
        }
        Path::Item("types::", name.clone())
    }

    /// A constant of the module `xml`.
    pub(super) fn xml(&self, schema: XmlId) -> Path {
        let name = self.api.xml[schema.0].name.clone();
        match self.module {
            Module::Root => Path::Item("xml::", name),
            Module::Operations | Module::Types => Path::Item("super::xml::", name),
        }
    }

    /// A type of the runtime.
    pub(super) fn runtime_type(&self, item: RuntimeItem) -> RustType {
        RustType::at(self.runtime(item))
    }

    /// `String`.
    pub(super) fn string(&self) -> RustType {
        RustType::at(self.prelude("String"))
    }

    /// `Vec` of a type.
    pub(super) fn vec(&self, items: RustType) -> RustType {
        RustType::of(self.prelude("Vec"), items)
    }

    /// `Option` of a type.
    pub(super) fn option(&self, inner: RustType) -> RustType {
        RustType::of(self.prelude("Option"), inner)
    }

    /// `impl Into` of a type.
    pub(super) fn into(&self, inner: RustType) -> RustType {
        RustType::Impl(Box::new(RustType::of(self.prelude("Into"), inner)))
    }

    /// The type of a field, a variant or a result.
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
            Type::Named(id) => RustType::at(self.types(&self.api.type_def(*id).name)),
        }
    }
}

/// The names of the items of the module `operations`.
fn names_of_operations(api: &Api) -> impl Iterator<Item = &Name> {
    api.operations.iter().flat_map(|operation| {
        let answers = [&operation.success.type_name, &operation.failure.type_name];
        let body = operation.body.iter().flat_map(|body| {
            let multipart = body.variants.iter().filter_map(|variant| match &variant.kind {
                BodyKind::Multipart { type_name, .. } => Some(type_name),
                _ => None,
            });
            body.type_name.iter().chain(multipart)
        });
        answers
            .into_iter()
            .flatten()
            .chain([&operation.request])
            .chain(body)
    })
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
