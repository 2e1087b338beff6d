use quote::quote;

use super::super::context::{Context, Module};
use super::super::docs::{DocComment, code};
use super::super::table::{Table, literal};
use crate::model::{Tagging, Type, TypeDef, Union, Variant};

/// An enum for one of several types.
pub(super) fn emit(context: &Context<'_>, def: &TypeDef, union: &Union) -> String {
    let (docs, derives, name) = (super::docs(def), super::derives(def), &def.name);
    let variants = union.variants.iter().map(|variant| {
        let docs = DocComment::of(&variant.docs, &fallback(context, variant));
        let (name, ty) = (&variant.name, context.ty(&variant.ty, Module::Types));
        quote!(#docs #name(#ty),)
    });
    let unknown = match &union.tagging {
        Tagging::Property { unknown, .. } => Some(quote! {
            /// A value whose tag is not documented.
            #unknown(specwright_runtime::Value),
        }),
        Tagging::Untagged => None,
    };
    let item = quote! {
        #docs
        #derives
        #[allow(clippy::large_enum_variant)]
        pub enum #name {
            #(#variants)*
            #unknown
        }
    };
    super::with_table(item, table(def, union))
}

fn fallback(context: &Context<'_>, variant: &Variant) -> String {
    let mut ty = &variant.ty;
    while let Type::Boxed(inner) | Type::Nullable(inner) = ty {
        ty = inner;
    }
    match (variant.tags.first(), ty) {
        (Some(tag), _) => format!("Tagged {}.", code(tag)),
        (None, Type::Named(id)) => format!("The schema [`{0}`].", context.api.type_def(*id).name.as_str()),
        (None, Type::Array(_)) => "A list.".to_owned(),
        (None, Type::Tuple(_)) => "A tuple.".to_owned(),
        (None, Type::Map(_)) => "An object.".to_owned(),
        (None, Type::Boolean) => "A boolean.".to_owned(),
        (None, Type::Integer(_)) => "An integer.".to_owned(),
        (None, Type::Float | Type::Double) => "A number.".to_owned(),
        (None, Type::Null) => "`null`.".to_owned(),
        (None, Type::Json) => "Any JSON value.".to_owned(),
        (None, _) => "A string.".to_owned(),
    }
}

fn table(def: &TypeDef, union: &Union) -> Table {
    match &union.tagging {
        Tagging::Property {
            name,
            unknown,
            fallback,
        } => {
            let mut table = Table::new("tagged_union", format_args!("{} by {}", def.name, literal(name)));
            for variant in &union.variants {
                let tags: Vec<String> = variant.tags.iter().map(|tag| literal(tag)).collect();
                table.row(format_args!("{} = {},", variant.name, tags.join(" | ")));
            }
            match fallback.and_then(|place| union.variants.get(place)) {
                Some(variant) => table.after_rows(format_args!("{unknown}, fallback {}", variant.name)),
                None => table.after_rows(format_args!("{unknown}")),
            }
            table
        }
        Tagging::Untagged => {
            let mut table = Table::new("untagged_union", &def.name);
            for variant in &union.variants {
                table.row(format_args!("{},", variant.name));
            }
            table
        }
    }
}
