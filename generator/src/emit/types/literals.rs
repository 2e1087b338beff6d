use proc_macro2::TokenStream;
use quote::quote;

use super::super::context::{Context, Module};
use super::super::docs::{DocComment, code};
use super::super::table::{Table, literal};
use crate::model::{Docs, IntegerEnum, LiteralEnum, RustName, StringEnum, Type, TypeDef};

/// An enum for strings from a list.
pub(super) fn strings(context: &Context<'_>, def: &TypeDef, strings: &StringEnum) -> String {
    let mut table = Table::new("string_enum", &def.name);
    let mut variants = Vec::new();
    for variant in &strings.variants {
        variants.push(listed(&variant.name, &variant.docs, &variant.wire));
        table.row(format_args!("{} = {},", variant.name, literal(&variant.wire)));
    }
    table.after_rows(&strings.unknown);
    let other = context.ty(&Type::String, Module::Types);
    super::with_table(item(def, &variants, &strings.unknown, "string", &other), table)
}

/// An enum for integers from a list.
pub(super) fn integers(def: &TypeDef, integers: &IntegerEnum) -> String {
    let mut table = Table::new("integer_enum", &def.name);
    let mut variants = Vec::new();
    for variant in &integers.variants {
        variants.push(listed(&variant.name, &variant.docs, &variant.wire.to_string()));
        table.row(format_args!("{} = {},", variant.name, variant.wire));
    }
    table.after_rows(&integers.unknown);
    super::with_table(
        item(def, &variants, &integers.unknown, "integer", &quote!(i64)),
        table,
    )
}

/// An enum for JSON scalars of several types from a list.
pub(super) fn mixed(def: &TypeDef, literals: &LiteralEnum) -> String {
    let mut table = Table::new("literal_enum", &def.name);
    let mut variants = Vec::new();
    for variant in &literals.variants {
        let json = variant.wire.to_string();
        variants.push(listed(&variant.name, &variant.docs, &json));
        table.row(format_args!("{} = {},", variant.name, literal(&json)));
    }
    table.after_rows(&literals.unknown);
    let other = quote!(specwright_runtime::Value);
    super::with_table(
        item(def, &variants, &literals.unknown, "JSON value", &other),
        table,
    )
}

fn listed(name: &RustName, docs: &Docs, wire: &str) -> TokenStream {
    let docs = DocComment::of(docs, &code(wire));
    quote!(#docs #name,)
}

fn item(
    def: &TypeDef,
    variants: &[TokenStream],
    unknown: &RustName,
    what: &str,
    other: &TokenStream,
) -> TokenStream {
    let (docs, derives, name) = (super::docs(def), super::derives(def), &def.name);
    let mut unknown_docs = DocComment::default();
    unknown_docs.paragraph(format!("Any other {what}."));
    quote! {
        #docs
        #derives
        pub enum #name {
            #(#variants)*
            #unknown_docs
            #unknown(#other),
        }
    }
}
