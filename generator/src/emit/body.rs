//! Bodies of requests: how one is given to a method, and the types for a choice of media types and for multipart.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::context::{Context, Module};
use super::docs::{DocComment, code};
use super::{operation, parameter, print};
use crate::model::{Body, BodyKind, Operation, Part, PartKind, RustName};

/// The type of a body as an argument.
pub(super) fn argument(context: &Context<'_>, body: &Body, module: Module) -> TokenStream {
    if let Some(name) = &body.type_name {
        return in_operations(name, module);
    }
    match body.variants.first().map(|variant| &variant.kind) {
        Some(
            BodyKind::Json(ty) | BodyKind::Form { ty, .. } | BodyKind::Xml(ty) | BodyKind::JsonLines(ty),
        ) => context.argument(ty, module),
        Some(BodyKind::Multipart { type_name, .. }) => in_operations(type_name, module),
        Some(BodyKind::Text) => quote!(&str),
        Some(BodyKind::Binary) | None => quote!(impl Into<specwright_runtime::Body>),
    }
}

fn in_operations(name: &RustName, module: Module) -> TokenStream {
    match module {
        Module::Operations => quote!(#name),
        Module::Root | Module::Types => quote!(operations::#name),
    }
}

/// The statement that gives a body to the call.
pub(super) fn send(context: &Context<'_>, body: &Body, call: &TokenStream, module: Module) -> TokenStream {
    let name = &body.name;
    if let Some(choice) = &body.type_name {
        let choice = in_operations(choice, module);
        let arms = body.variants.iter().map(|variant| {
            let variant_name = &variant.name;
            let value = match variant.kind {
                BodyKind::Text
                | BodyKind::Json(_)
                | BodyKind::Form { .. }
                | BodyKind::Xml(_)
                | BodyKind::JsonLines(_) => {
                    quote!(&value)
                }
                BodyKind::Multipart { .. } | BodyKind::Binary => quote!(value),
            };
            let statement = one(&variant.kind, &variant.media_type, call, &value);
            quote!(#choice::#variant_name(value) => { #statement })
        });
        return quote!(match #name { #(#arms)* });
    }
    let Some(variant) = body.variants.first() else {
        return TokenStream::new();
    };
    let value = match &variant.kind {
        BodyKind::Json(ty) | BodyKind::Form { ty, .. } | BodyKind::Xml(ty) | BodyKind::JsonLines(ty) => {
            operation::value(context, name, ty)
        }
        BodyKind::Text | BodyKind::Multipart { .. } => quote!(#name),
        BodyKind::Binary => quote!(#name.into()),
    };
    one(&variant.kind, &variant.media_type, call, &value)
}

fn one(kind: &BodyKind, media_type: &str, call: &TokenStream, value: &TokenStream) -> TokenStream {
    let media_type = Literal::string(media_type);
    match kind {
        BodyKind::Json(_) => quote!(#call.json(#media_type, #value);),
        BodyKind::Xml(_) => quote!(#call.xml(#media_type, #value);),
        BodyKind::JsonLines(_) => quote!(#call.json_lines(#media_type, #value);),
        BodyKind::Text => quote!(#call.text(#media_type, #value);),
        BodyKind::Binary => quote!(#call.binary(#media_type, #value);),
        BodyKind::Multipart { .. } => quote!(#call.multipart(#media_type, #value.into_form());),
        BodyKind::Form { encodings, .. } => {
            let encodings = encodings.iter().map(|(name, encoding)| {
                let key = Literal::string(name);
                let descriptor = parameter::form_property(name, encoding);
                quote!((#key, #descriptor))
            });
            quote!(#call.form(#media_type, #value, &[#(#encodings),*]);)
        }
    }
}

/// The types of a body's own.
pub(super) fn items(context: &Context<'_>, operation: &Operation, body: &Body) -> String {
    let mut text = String::new();
    if let Some(name) = &body.type_name {
        text.push_str(&choice(context, operation, body, name));
    }
    for variant in &body.variants {
        if let BodyKind::Multipart { type_name, parts } = &variant.kind {
            text.push_str(&multipart(context, operation, type_name, parts));
        }
    }
    text
}

fn choice(context: &Context<'_>, operation: &Operation, body: &Body, name: &RustName) -> String {
    let docs = docs_for(operation);
    let variants = body.variants.iter().map(|variant| {
        let name = &variant.name;
        let ty = match &variant.kind {
            BodyKind::Json(ty) | BodyKind::Form { ty, .. } | BodyKind::Xml(ty) | BodyKind::JsonLines(ty) => {
                context.ty(ty, Module::Operations)
            }
            BodyKind::Multipart { type_name, .. } => quote!(#type_name),
            BodyKind::Text => context.prelude("String", Module::Operations),
            BodyKind::Binary => quote!(specwright_runtime::Body),
        };
        let mut docs = DocComment::default();
        docs.paragraph(code(&variant.media_type));
        quote!(#docs #name(#ty),)
    });
    print::items(quote! {
        #docs
        #[derive(Debug)]
        #[allow(clippy::enum_variant_names, clippy::large_enum_variant)]
        pub enum #name {
            #(#variants)*
        }
    })
}

fn docs_for(operation: &Operation) -> DocComment {
    let method = operation.name.as_str();
    let mut docs = DocComment::default();
    docs.paragraph(format!(
        "The body of [`Client::{method}`](super::Client::{method})."
    ));
    docs
}

/// A struct whose fields are the parts of a multipart body.
fn multipart(context: &Context<'_>, operation: &Operation, name: &RustName, parts: &[Part]) -> String {
    let docs = docs_for(operation);
    let fields = parts.iter().map(|part| {
        let docs = DocComment::of(&part.docs, &format!("The part {}.", code(&part.wire)));
        let (name, ty) = (&part.name, part_type(context, part));
        quote!(#docs pub #name: #ty,)
    });
    let statements = parts.iter().map(send_part);
    let required: Vec<&Part> = parts.iter().filter(|part| part.required).collect();
    let arguments = required.iter().map(|part| {
        let (name, ty) = (&part.name, part_type(context, part));
        quote!(#name: #ty)
    });
    let values = parts.iter().map(|part| {
        let name = &part.name;
        if part.required {
            quote!(#name,)
        } else {
            quote!(#name: ::core::default::Default::default(),)
        }
    });
    let constructor = (!required.is_empty()).then(|| {
        let many = (required.len() > 7).then(|| quote!(#[allow(clippy::too_many_arguments)]));
        quote! {
            /// A body of the required parts.
            #many
            pub fn new(#(#arguments),*) -> Self {
                Self { #(#values)* }
            }
        }
    });
    let default = required.is_empty().then(|| quote!(, Default));
    print::items(quote! {
        #docs
        #[derive(Debug #default)]
        pub struct #name {
            #(#fields)*
        }
        impl #name {
            #constructor
            pub(super) fn into_form(self) -> specwright_runtime::Form {
                let mut form = specwright_runtime::Form::new();
                #(#statements)*
                form
            }
        }
    })
}

fn part_type(context: &Context<'_>, part: &Part) -> TokenStream {
    let item = match &part.kind {
        PartKind::File => quote!(specwright_runtime::FilePart),
        PartKind::Text(ty) | PartKind::Json(ty) => context.ty(ty, Module::Operations),
    };
    if part.repeated {
        let list = context.prelude("Vec", Module::Operations);
        quote!(#list<#item>)
    } else if part.required {
        item
    } else {
        let option = context.prelude("Option", Module::Operations);
        quote!(#option<#item>)
    }
}

fn send_part(part: &Part) -> TokenStream {
    let (field, wire) = (&part.name, Literal::string(&part.wire));
    let content_type = match &part.content_type {
        Some(content_type) => {
            let content_type = Literal::string(content_type);
            quote!(::core::option::Option::Some(#content_type))
        }
        None => quote!(::core::option::Option::None),
    };
    let one = |value: TokenStream| match &part.kind {
        PartKind::File => quote!(form.file(#wire, #content_type, #value);),
        PartKind::Text(_) => quote!(form.text(#wire, #content_type, &#value);),
        PartKind::Json(_) => quote!(form.json(#wire, #content_type, &#value);),
    };
    if part.repeated {
        let statement = one(quote!(item));
        quote!(for item in self.#field { #statement })
    } else if part.required {
        one(quote!(self.#field))
    } else {
        let statement = one(quote!(value));
        quote!(if let ::core::option::Option::Some(value) = self.#field { #statement })
    }
}
