use quote::quote;

use super::super::context::{Context, Module};
use super::super::docs::{DocComment, code};
use super::super::table::{Table, literal};
use crate::model::{Access, Field, Presence, Struct, Type, TypeDef};

/// A struct for an object with named properties.
pub(super) fn emit(context: &Context<'_>, def: &TypeDef, object: &Struct) -> String {
    let (docs, derives, name) = (super::docs(def), super::derives(def), &def.name);
    let fields = object.fields.iter().map(|field| {
        let (docs, name) = (field_docs(field), &field.name);
        let ty = match field.presence {
            Presence::Required => context.ty(&field.ty, Module::Types),
            Presence::Optional => context.optional(&field.ty, Module::Types),
        };
        quote!(#docs pub #name: #ty,)
    });
    let extra = object.extra.as_ref().map(|extra| {
        let (name, values) = (&extra.name, context.ty(&extra.values, Module::Types));
        quote! {
            /// All other properties.
            pub #name: specwright_runtime::Map<#values>,
        }
    });
    let constructor = object.constructor.then(|| constructor(context, def, object));
    let item = quote! {
        #docs
        #derives
        pub struct #name {
            #(#fields)*
            #extra
        }
        #constructor
    };
    super::with_table(item, table(def, object))
}

fn field_docs(field: &Field) -> DocComment {
    let mut docs = DocComment::of(&field.docs, &format!("The property {}.", code(&field.wire)));
    match field.access {
        Access::Both => {}
        Access::ReadOnly => docs.paragraph("Only in answers: the server sets it."),
        Access::WriteOnly => docs.paragraph("Only in requests: the server never shows it."),
    }
    docs.deprecated(field.deprecated);
    docs
}

/// `new`, which takes the required fields.
fn constructor(context: &Context<'_>, def: &TypeDef, object: &Struct) -> proc_macro2::TokenStream {
    let required: Vec<&Field> = object
        .fields
        .iter()
        .filter(|field| field.presence == Presence::Required)
        .collect();
    let arguments = required.iter().map(|field| {
        let name = &field.name;
        let ty = context.ty(&field.ty, Module::Types);
        match field.ty {
            Type::String => {
                let into = context.prelude("Into", Module::Types);
                quote!(#name: impl #into<#ty>)
            }
            _ => quote!(#name: #ty),
        }
    });
    let fields = object.fields.iter().map(|field| {
        let name = &field.name;
        match (field.presence, &field.ty) {
            (Presence::Required, Type::String) => quote!(#name: #name.into(),),
            (Presence::Required, _) => quote!(#name,),
            (Presence::Optional, _) => {
                let none = context.prelude("None", Module::Types);
                quote!(#name: #none,)
            }
        }
    });
    let extra = object.extra.as_ref().map(|extra| {
        let name = &extra.name;
        quote!(#name: specwright_runtime::Map::new(),)
    });
    let name = &def.name;
    let many = (required.len() > 7).then(|| quote!(#[allow(clippy::too_many_arguments)]));
    let doc = if required.len() == object.fields.len() {
        "A value of these properties."
    } else {
        "A value of the required properties; all others are absent."
    };
    let mut docs = DocComment::default();
    docs.paragraph(doc);
    quote! {
        impl #name {
            #docs
            #many
            pub fn new(#(#arguments),*) -> Self {
                Self { #(#fields)* #extra }
            }
        }
    }
}

fn table(def: &TypeDef, object: &Struct) -> Table {
    let head = if object.closed {
        format!("closed {}", def.name)
    } else {
        def.name.to_string()
    };
    let mut table = Table::new("object", head);
    for field in &object.fields {
        let presence = match (field.presence, &field.ty) {
            (Presence::Required, _) => "required",
            (Presence::Optional, Type::Nullable(_)) => "nullable",
            (Presence::Optional, _) => "optional",
        };
        table.row(format_args!(
            "{} = {presence} {},",
            field.name,
            literal(&field.wire)
        ));
    }
    if let Some(extra) = &object.extra {
        table.row(format_args!("..{}", extra.name));
    }
    table
}
