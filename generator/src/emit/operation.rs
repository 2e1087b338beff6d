//! Operations: a method of the client each, and a request with setters where anything is optional.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::context::{Context, Module};
use super::docs::{DocComment, code};
use super::{answers, body, lints, parameter, print};
use crate::model::{Operation, Parameter, Type};

/// The method of the client.
pub(super) fn method(context: &Context<'_>, operation: &Operation) -> String {
    let (docs, name) = (method_docs(operation), &operation.name);
    let deprecated = operation.deprecated.then(|| quote!(#[deprecated]));
    let required: Vec<&Parameter> = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.required)
        .collect();
    let mut arguments: Vec<TokenStream> = required
        .iter()
        .map(|parameter| {
            let (name, ty) = (&parameter.name, context.argument(&parameter.ty, Module::Root));
            quote!(#name: #ty)
        })
        .collect();
    let mut statements: Vec<TokenStream> = required
        .iter()
        .map(|parameter| send(context, parameter, &quote!(call)))
        .collect();
    if let Some(body) = operation.body.as_ref().filter(|body| body.required) {
        let (name, ty) = (&body.name, body::argument(context, body, Module::Root));
        arguments.push(quote!(#name: #ty));
        statements.push(body::send(context, body, &quote!(call), Module::Root));
    }
    let many = (arguments.len() > 6).then(|| quote!(#[allow(clippy::too_many_arguments)]));
    let description = description(operation);
    let (success, reader) = answers::success(context, &operation.success, Module::Root);
    let failure = answers::failure(&operation.failure, Module::Root);
    let request = quote!(call.request(specwright_runtime::answer::#reader));
    let (ty, request) = if has_optional(operation) {
        let request_type = &operation.request;
        (
            quote!(operations::#request_type),
            quote!(operations::#request_type(#request)),
        )
    } else {
        (quote!(specwright_runtime::Request<#success, #failure>), request)
    };
    let binding = if statements.is_empty() {
        quote!(let call)
    } else {
        quote!(let mut call)
    };
    print::members(
        quote!(impl Client),
        quote! {
            #docs
            #deprecated
            #many
            pub fn #name(&self, #(#arguments),*) -> #ty {
                #binding = self.inner.call(&#description);
                #(#statements)*
                #request
            }
        },
    )
}

/// The request's type, where anything is optional, and the other types of the operation's own.
pub(super) fn items(context: &Context<'_>, operation: &Operation) -> String {
    let mut text = String::new();
    if has_optional(operation) {
        text.push_str(&request(context, operation));
    }
    if let Some(body) = &operation.body {
        text.push_str(&body::items(context, operation, body));
    }
    text.push_str(&answers::enums(context, operation));
    text
}

fn has_optional(operation: &Operation) -> bool {
    operation.parameters.iter().any(|parameter| !parameter.required)
        || operation.body.as_ref().is_some_and(|body| !body.required)
}

fn request(context: &Context<'_>, operation: &Operation) -> String {
    let (name, method) = (&operation.request, operation.name.as_str());
    let (success, _) = answers::success(context, &operation.success, Module::Operations);
    let failure = answers::failure(&operation.failure, Module::Operations);
    let mut docs = DocComment::default();
    docs.paragraph(format!(
        "A request of [`Client::{method}`](super::Client::{method})."
    ));
    let setters = operation
        .parameters
        .iter()
        .filter(|parameter| !parameter.required)
        .map(|parameter| {
            let docs = DocComment::of(
                &parameter.docs,
                &format!("The parameter {}.", code(&parameter.wire)),
            );
            let deprecated = parameter.deprecated.then(|| quote!(#[deprecated]));
            let (name, ty) = (
                &parameter.name,
                context.argument(&parameter.ty, Module::Operations),
            );
            let statement = send(context, parameter, &quote!(self.0));
            quote! {
                #docs
                #deprecated
                pub fn #name(mut self, #name: #ty) -> Self {
                    #statement
                    self
                }
            }
        });
    let body = operation.body.as_ref().filter(|body| !body.required).map(|body| {
        let docs = DocComment::of(&body.docs, "The body.");
        let (name, ty) = (&body.name, body::argument(context, body, Module::Operations));
        let statement = body::send(context, body, &quote!(self.0), Module::Operations);
        quote! {
            #docs
            pub fn #name(mut self, #name: #ty) -> Self {
                #statement
                self
            }
        }
    });
    let lints = lints::for_methods(operation.parameters.iter().map(|parameter| &parameter.name));
    let allow = lints.map(|lints| {
        let lints = lints
            .into_iter()
            .map(|lint| lint.parse::<TokenStream>().unwrap_or_default());
        quote!(#[allow(#(#lints),*)])
    });
    let mut text = print::items(quote! {
        #docs
        #[must_use = "a request is sent when it is awaited"]
        #[derive(Debug)]
        pub struct #name(pub(super) specwright_runtime::Request<#success, #failure>);
        #allow
        impl #name {
            #(#setters)*
            #body
        }
    });
    text.push_str(&format!(
        "specwright_runtime::request! {{ {name}({success}, {failure}) }}\n"
    ));
    text
}

/// The statement that gives a parameter to the call.
fn send(context: &Context<'_>, parameter: &Parameter, call: &TokenStream) -> TokenStream {
    let descriptor = parameter::descriptor(parameter);
    let value = value(context, &parameter.name, &parameter.ty);
    quote!(#call.parameter(#descriptor, #value);)
}

/// An argument as a `&dyn Encode`.
pub(super) fn value(context: &Context<'_>, name: &crate::model::RustName, ty: &Type) -> TokenStream {
    if context.is_reference(ty) {
        quote!(#name)
    } else {
        quote!(&#name)
    }
}

/// What the runtime has to know of an operation.
fn description(operation: &Operation) -> TokenStream {
    let id = operation
        .id
        .clone()
        .unwrap_or_else(|| format!("{} {}", operation.method, operation.path));
    let id = Literal::string(&id);
    let method = Literal::string(&operation.method);
    let path = Literal::string(&operation.path);
    let accept = Literal::string(&operation.accept);
    let security = operation.security.iter().map(|schemes| {
        let schemes = schemes.iter().map(|scheme| Literal::string(scheme));
        quote!(&[#(#schemes),*])
    });
    let server = match &operation.server {
        Some(url) => {
            let url = Literal::string(url);
            quote!(Some(#url))
        }
        None => quote!(None),
    };
    quote! {
        specwright_runtime::Operation {
            id: #id,
            method: #method,
            path: #path,
            accept: #accept,
            security: &[#(#security),*],
            server: #server,
        }
    }
}

fn method_docs(operation: &Operation) -> DocComment {
    let request = code(&format!("{} {}", operation.method, operation.path));
    let mut docs = DocComment::of(&operation.docs, &request);
    if operation.docs != Default::default() {
        docs.paragraph(request);
    }
    let required: Vec<&Parameter> = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.required)
        .collect();
    let body = operation.body.as_ref().filter(|body| body.required);
    if !required.is_empty() || body.is_some() {
        docs.paragraph("# Arguments");
        docs.paragraph("");
        for parameter in required {
            docs.item(&code(parameter.name.as_str()), &parameter.docs);
        }
        if let Some(body) = body {
            docs.item(&code(body.name.as_str()), &body.docs);
        }
    }
    docs
}
