//! The named types: one item of the module `types` each, with the table by which the runtime reads and writes it.

mod literals;
mod structs;
mod unions;

use proc_macro2::TokenStream;
use quote::quote;

use super::context::{Context, Module};
use super::docs::{DocComment, code};
use super::print;
use super::table::Table;
use crate::model::{Type, TypeDef, TypeKind};

/// The text of a type.
pub(super) fn emit(context: &Context<'_>, def: &TypeDef) -> String {
    match &def.kind {
        TypeKind::Struct(object) => structs::emit(context, def, object),
        TypeKind::StringEnum(strings) => literals::strings(context, def, strings),
        TypeKind::IntegerEnum(integers) => literals::integers(def, integers),
        TypeKind::LiteralEnum(literals) => literals::mixed(def, literals),
        TypeKind::Union(union) => unions::emit(context, def, union),
        TypeKind::Alias(target) => alias(context, def, target),
        TypeKind::Newtype(inner) => newtype(context, def, inner),
    }
}

fn alias(context: &Context<'_>, def: &TypeDef, target: &Type) -> String {
    let (docs, name, target) = (docs(def), &def.name, context.ty(target, Module::Types));
    print::items(quote! {
        #docs
        pub type #name = #target;
    })
}

fn newtype(context: &Context<'_>, def: &TypeDef, inner: &Type) -> String {
    let (docs, derives, name) = (docs(def), derives(def), &def.name);
    let inner = context.ty(inner, Module::Types);
    let mut text = print::items(quote! {
        #docs
        #derives
        pub struct #name(
            /// The value.
            pub #inner,
        );
    });
    let table = format!("specwright_runtime::newtype! {{ {name} }}\n");
    text.push_str(&table);
    text
}

/// The documentation of a type.
fn docs(def: &TypeDef) -> DocComment {
    let fallback = match &def.component {
        Some(component) => format!("The schema {}.", code(component)),
        None => format!("The schema at {}.", code(&def.pointer)),
    };
    let mut docs = DocComment::of(&def.docs, &fallback);
    docs.deprecated(def.deprecated);
    docs
}

fn derives(def: &TypeDef) -> TokenStream {
    let copy = def.derives.copy.then(|| quote!(Copy,));
    let eq_hash = def.derives.eq_hash.then(|| quote!(Eq, Hash,));
    let default = def.derives.default.then(|| quote!(Default,));
    quote!(#[derive(Clone, #copy Debug, PartialEq, #eq_hash #default)])
}

/// A table of a type, after its item.
fn with_table(item: TokenStream, table: Table) -> String {
    let mut text = print::items(item);
    text.push_str(&table.finish());
    text
}
