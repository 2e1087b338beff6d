//! What every emitter needs: the API, and how a type is written in each module.

use std::collections::BTreeSet;

use crate::outputs::client::plan::{
    Api, BodyKind, FeatureId, FeatureName, Integer, RustName, Type, TypeKind,
};

/// Where an item is written: paths to types depend on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Module {
    Root,
    Operations,
    Types,
}

/// The API and the names in its modules that stand before names of the prelude.
#[derive(Debug)]
pub(super) struct Context<'a> {
    pub(super) api: &'a Api,
    operations: BTreeSet<&'a str>,
    types: BTreeSet<&'a str>,
}

/// The names of the prelude that are written, and their paths.
const PRELUDE: [(&str, &str); 6] = [
    ("Box", "::std::boxed::Box"),
    ("Into", "::core::convert::Into"),
    ("None", "::core::option::Option::None"),
    ("Option", "::core::option::Option"),
    ("String", "::std::string::String"),
    ("Vec", "::std::vec::Vec"),
];

impl<'a> Context<'a> {
    pub(super) fn new(api: &'a Api) -> Self {
        let is_prelude = |name: &&str| PRELUDE.iter().any(|(prelude, _)| prelude == name);
        let operations = api.operations.iter().flat_map(|operation| {
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
        });
        let types = api.types.iter().map(|def| def.name.as_str());
        Self {
            api,
            operations: operations.map(RustName::as_str).filter(is_prelude).collect(),
            types: types.filter(is_prelude).collect(),
        }
    }

    /// The names of features.
    pub(super) fn features(&self, ids: &[FeatureId]) -> Vec<&'a FeatureName> {
        ids.iter().map(|id| &self.api.features[id.0].name).collect()
    }

    /// A name of the prelude, by its path where the module has another item of that name.
    pub(super) fn prelude(&self, name: &'static str, module: Module) -> &'static str {
        let shadowed = match module {
            Module::Root => false,
            Module::Operations => self.operations.contains(name),
            Module::Types => self.types.contains(name),
        };
        let path = PRELUDE.iter().find(|(prelude, _)| shadowed && *prelude == name);
        path.map_or(name, |(_, path)| path)
    }

    /// The type of a field, a variant or a result.
    pub(super) fn ty(&self, ty: &Type, module: Module) -> String {
        match ty {
            Type::Boolean => "bool".to_owned(),
            Type::Integer(integer) => integer_type(*integer).to_owned(),
            Type::Float => "f32".to_owned(),
            Type::Double => "f64".to_owned(),
            Type::String => self.prelude("String", module).to_owned(),
            Type::DateTime => {
                "specwright_runtime::chrono::DateTime<specwright_runtime::chrono::Utc>".to_owned()
            }
            Type::Date => "specwright_runtime::chrono::NaiveDate".to_owned(),
            Type::Uuid => "specwright_runtime::uuid::Uuid".to_owned(),
            Type::Base64 => "specwright_runtime::Base64".to_owned(),
            Type::Binary => "specwright_runtime::Bytes".to_owned(),
            Type::Json => "specwright_runtime::Value".to_owned(),
            Type::Null => "()".to_owned(),
            Type::Array(items) => format!("{}<{}>", self.prelude("Vec", module), self.ty(items, module)),
            Type::Map(values) => format!("specwright_runtime::Map<{}>", self.ty(values, module)),
            Type::Tuple(items) => {
                let items: Vec<String> = items.iter().map(|item| self.ty(item, module)).collect();
                let comma = if items.len() == 1 { "," } else { "" };
                format!("({}{comma})", items.join(", "))
            }
            Type::Nullable(inner) => self.optional(inner, module),
            Type::Boxed(inner) => format!("{}<{}>", self.prelude("Box", module), self.ty(inner, module)),
            Type::Named(id) => {
                let name = &self.api.type_def(*id).name;
                match module {
                    Module::Types => name.to_string(),
                    Module::Root | Module::Operations => format!("types::{name}"),
                }
            }
        }
    }

    /// `Option` of a type.
    pub(super) fn optional(&self, ty: &Type, module: Module) -> String {
        format!("{}<{}>", self.prelude("Option", module), self.ty(ty, module))
    }

    /// The type of an argument: borrowed, unless it is small.
    pub(super) fn argument(&self, ty: &Type, module: Module) -> String {
        match self.passing(ty) {
            Passing::Value => self.ty(ty, module),
            Passing::Reference => format!("&{}", self.ty(ty, module)),
            Passing::Text => "&str".to_owned(),
            Passing::Slice(items) => format!("&[{}]", self.ty(items, module)),
            Passing::Optional(inner) => {
                format!(
                    "{}<{}>",
                    self.prelude("Option", module),
                    self.argument(inner, module)
                )
            }
        }
    }

    /// An argument as a `&dyn Encode`.
    pub(super) fn encodable(&self, argument: &RustName, ty: &Type) -> String {
        match self.passing(ty) {
            Passing::Reference => argument.to_string(),
            Passing::Value | Passing::Text | Passing::Slice(_) | Passing::Optional(_) => {
                format!("&{argument}")
            }
        }
    }

    fn passing<'t>(&'t self, ty: &'t Type) -> Passing<'t> {
        match ty {
            Type::Boolean | Type::Integer(_) | Type::Float | Type::Double | Type::Null => Passing::Value,
            Type::DateTime | Type::Date | Type::Uuid => Passing::Value,
            Type::String => Passing::Text,
            Type::Array(items) => Passing::Slice(items),
            Type::Nullable(inner) => Passing::Optional(inner),
            Type::Boxed(inner) => self.passing(inner),
            Type::Base64 | Type::Binary | Type::Json | Type::Map(_) | Type::Tuple(_) => Passing::Reference,
            Type::Named(id) => {
                let def = self.api.type_def(*id);
                match &def.kind {
                    TypeKind::Alias(target) => self.passing(target),
                    _ if def.derives.copy => Passing::Value,
                    _ => Passing::Reference,
                }
            }
        }
    }
}

/// How a value is given to a method.
#[derive(Clone, Copy, Debug)]
enum Passing<'t> {
    /// `T`, which is `Copy`.
    Value,
    /// `&T`.
    Reference,
    /// `&str`.
    Text,
    /// `&[T]`.
    Slice(&'t Type),
    /// `Option` of an argument.
    Optional(&'t Type),
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
