//! What every emitter needs: the API, and how a type is written in each module.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, TokenStreamExt, quote};

use crate::model::{Api, BodyKind, Integer, RustName, Type, TypeKind};

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

const PRELUDE: [&str; 6] = ["Box", "Into", "None", "Option", "String", "Vec"];

impl<'a> Context<'a> {
    pub(super) fn new(api: &'a Api) -> Self {
        let mut operations: BTreeSet<&str> = BTreeSet::new();
        for operation in &api.operations {
            operations.insert(operation.request.as_str());
            let answers = [&operation.success.type_name, &operation.failure.type_name];
            operations.extend(answers.into_iter().flatten().map(RustName::as_str));
            if let Some(body) = &operation.body {
                operations.extend(body.type_name.iter().map(RustName::as_str));
                operations.extend(body.variants.iter().filter_map(|variant| match &variant.kind {
                    BodyKind::Multipart { type_name, .. } => Some(type_name.as_str()),
                    _ => None,
                }));
            }
        }
        operations.retain(|name| PRELUDE.contains(name));
        let types = api
            .types
            .iter()
            .map(|def| def.name.as_str())
            .filter(|name| PRELUDE.contains(name))
            .collect();
        Self {
            api,
            operations,
            types,
        }
    }

    /// A name of the prelude, by its path where the module has another item of that name.
    pub(super) fn prelude(&self, name: &str, module: Module) -> TokenStream {
        let shadowed = match module {
            Module::Root => false,
            Module::Operations => self.operations.contains(name),
            Module::Types => self.types.contains(name),
        };
        match (shadowed, name) {
            (true, "Box") => quote!(::std::boxed::Box),
            (true, "Into") => quote!(::core::convert::Into),
            (true, "None") => quote!(::core::option::Option::None),
            (true, "Option") => quote!(::core::option::Option),
            (true, "String") => quote!(::std::string::String),
            (true, "Vec") => quote!(::std::vec::Vec),
            _ => Ident::new(name, Span::call_site()).into_token_stream(),
        }
    }

    /// The type of a field, a variant or a result.
    pub(super) fn ty(&self, ty: &Type, module: Module) -> TokenStream {
        match ty {
            Type::Boolean => quote!(bool),
            Type::Integer(integer) => integer_type(*integer),
            Type::Float => quote!(f32),
            Type::Double => quote!(f64),
            Type::String => self.prelude("String", module),
            Type::DateTime => quote!(specwright_runtime::chrono::DateTime<specwright_runtime::chrono::Utc>),
            Type::Date => quote!(specwright_runtime::chrono::NaiveDate),
            Type::Uuid => quote!(specwright_runtime::uuid::Uuid),
            Type::Base64 => quote!(specwright_runtime::Base64),
            Type::Binary => quote!(specwright_runtime::Bytes),
            Type::Json => quote!(specwright_runtime::Value),
            Type::Null => quote!(()),
            Type::Array(items) => {
                let (list, items) = (self.prelude("Vec", module), self.ty(items, module));
                quote!(#list<#items>)
            }
            Type::Map(values) => {
                let values = self.ty(values, module);
                quote!(specwright_runtime::Map<#values>)
            }
            Type::Tuple(items) => {
                let items = items.iter().map(|item| self.ty(item, module));
                quote!((#(#items,)*))
            }
            Type::Nullable(inner) => self.optional(inner, module),
            Type::Boxed(inner) => {
                let (pointer, inner) = (self.prelude("Box", module), self.ty(inner, module));
                quote!(#pointer<#inner>)
            }
            Type::Named(id) => {
                let name = &self.api.type_def(*id).name;
                match module {
                    Module::Types => quote!(#name),
                    Module::Root | Module::Operations => quote!(types::#name),
                }
            }
        }
    }

    /// `Option` of a type.
    pub(super) fn optional(&self, ty: &Type, module: Module) -> TokenStream {
        let (option, ty) = (self.prelude("Option", module), self.ty(ty, module));
        quote!(#option<#ty>)
    }

    /// The type of an argument: borrowed, unless it is small.
    pub(super) fn argument(&self, ty: &Type, module: Module) -> TokenStream {
        match ty {
            Type::String => quote!(&str),
            Type::Array(items) => {
                let items = self.ty(items, module);
                quote!(&[#items])
            }
            Type::Nullable(inner) => {
                let (option, inner) = (self.prelude("Option", module), self.argument(inner, module));
                quote!(#option<#inner>)
            }
            Type::Boxed(inner) => self.argument(inner, module),
            Type::Named(id) => match &self.api.type_def(*id).kind {
                TypeKind::Alias(target)
                    if matches!(target, Type::String | Type::Array(_) | Type::Nullable(_)) =>
                {
                    self.argument(target, module)
                }
                _ => self.borrowed(ty, module),
            },
            _ => self.borrowed(ty, module),
        }
    }

    fn borrowed(&self, ty: &Type, module: Module) -> TokenStream {
        let by_value = self.is_copy(ty);
        let ty = self.ty(ty, module);
        if by_value { ty } else { quote!(&#ty) }
    }

    /// Whether an argument of this type is a reference to a sized type, so that it needs no second reference to be
    /// a `&dyn Encode`.
    pub(super) fn is_reference(&self, ty: &Type) -> bool {
        match ty {
            Type::String | Type::Array(_) | Type::Nullable(_) => false,
            Type::Boxed(inner) => self.is_reference(inner),
            Type::Named(id) => match &self.api.type_def(*id).kind {
                TypeKind::Alias(target) => self.is_reference(target),
                _ => !self.is_copy(ty),
            },
            _ => !self.is_copy(ty),
        }
    }

    fn is_copy(&self, ty: &Type) -> bool {
        match ty {
            Type::Boolean | Type::Integer(_) | Type::Float | Type::Double | Type::Null => true,
            Type::DateTime | Type::Date | Type::Uuid => true,
            Type::Named(id) => {
                let def = self.api.type_def(*id);
                match &def.kind {
                    TypeKind::Alias(target) => self.is_copy(target),
                    _ => def.derives.copy,
                }
            }
            _ => false,
        }
    }
}

fn integer_type(integer: Integer) -> TokenStream {
    match integer {
        Integer::I8 => quote!(i8),
        Integer::I16 => quote!(i16),
        Integer::I32 => quote!(i32),
        Integer::I64 => quote!(i64),
        Integer::U8 => quote!(u8),
        Integer::U16 => quote!(u16),
        Integer::U32 => quote!(u32),
        Integer::U64 => quote!(u64),
    }
}

impl ToTokens for RustName {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.append(if self.is_keyword() {
            Ident::new_raw(self.as_str(), Span::call_site())
        } else {
            Ident::new(self.as_str(), Span::call_site())
        });
    }
}
