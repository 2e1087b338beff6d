//! The servers: an enum with a variant each, which gives the URL.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{DocComment, code};
use super::lints;
use super::source::Source;
use super::tokens;
use crate::outputs::client::plan::{Docs, RustName, Server, ServerVariable};

/// The enum over the servers and those over the values of their variables; nothing where the document has no server.
pub(super) fn emit(servers: &[Server], source: &mut Source) {
    let Some(default) = servers.first() else {
        return;
    };
    let derived = default.variables.is_empty();
    let default_derive = derived.then(|| quote!(Default,));
    let variants = servers
        .iter()
        .enumerate()
        .map(|(index, server)| variant(server, derived && index == 0));
    let default_impl = (!derived).then(|| {
        let value = value(default);
        quote! {
            impl Default for Server {
                fn default() -> Self {
                    #value
                }
            }
        }
    });
    let constructors = servers
        .iter()
        .filter(|server| !server.variables.is_empty())
        .map(constructor);
    let arms = servers.iter().map(url_arm);
    let variables = servers.iter().flat_map(|server| &server.variables);
    let value_enums = variables
        .filter(|variable| !variable.values.is_empty())
        .map(value_enum);
    let (anywhere, of_document) = (lints::anywhere_tokens(), lints::of_document_tokens());
    let items = quote! {
        /// The servers of the API.
        #[derive(Clone, Debug, #default_derive PartialEq, Eq)]
        #of_document
        pub enum Server {
            #(#variants,)*
        }
        #default_impl
        #anywhere
        impl Server {
            #(#constructors)*
            /// The URL.
            pub fn url(&self) -> String {
                match self {
                    #(#arms,)*
                }
            }
        }
        #(#value_enums)*
    };
    tokens::print(items, source);
}

fn variant(server: &Server, default: bool) -> TokenStream {
    let mut docs = DocComment::of(&server.docs, &code(&server.url));
    if server.docs != Docs::default() {
        docs.paragraph(code(&server.url));
    }
    let name = &server.name;
    let default = default.then(|| quote!(#[default]));
    let fields = server.variables.iter().map(|variable| {
        let fallback = format!("The variable {} of the URL.", code(&variable.wire));
        let mut docs = DocComment::of(&variable.docs, &fallback);
        docs.paragraph(format!("Default: {}.", code(&variable.default)));
        let (name, type_name) = (&variable.name, &variable.type_name);
        match variable.values.is_empty() {
            true => quote!(#docs #name: String),
            false => quote!(#docs #name: #type_name),
        }
    });
    let fields = (!server.variables.is_empty()).then(|| quote!({ #(#fields,)* }));
    quote!(#docs #default #name #fields)
}

/// The server with the default of each variable.
fn value(server: &Server) -> TokenStream {
    let name = &server.name;
    if server.variables.is_empty() {
        return quote!(Self::#name);
    }
    let fields = server.variables.iter().map(|variable| {
        let (name, ty, default) = (&variable.name, &variable.type_name, &variable.default);
        match default_variant(variable) {
            Some(variant) => quote!(#name: #ty::#variant),
            None => quote!(#name: #default.to_owned()),
        }
    });
    quote!(Self::#name { #(#fields,)* })
}

fn default_variant(variable: &ServerVariable) -> Option<&RustName> {
    let listed = variable
        .values
        .iter()
        .find(|(_, value)| *value == variable.default);
    listed.or(variable.values.first()).map(|(name, _)| name)
}

fn constructor(server: &Server) -> TokenStream {
    let name = match heck::AsSnakeCase(server.name.as_str()).to_string() {
        name if matches!(name.as_str(), "url" | "default") => format!("{name}_server"),
        name => name,
    };
    let name = RustName::new(&name).unwrap_or_else(|| server.name.clone());
    let docs = DocComment::own(format!(
        "[`{0}`](Self::{0}) with the default of each variable.",
        server.name
    ));
    let value = value(server);
    quote! {
        #docs
        pub fn #name() -> Self {
            #value
        }
    }
}

fn url_arm(server: &Server) -> TokenStream {
    let (name, url) = (&server.name, &server.url);
    if server.variables.is_empty() {
        return quote!(Self::#name => #url.to_owned());
    }
    let fields = server.variables.iter().map(|variable| &variable.name);
    let (format, arguments) = url_format(server);
    quote!(Self::#name { #(#fields),* } => format!(#format, #(#arguments),*))
}

/// The URL as a format string, and what fills it.
fn url_format(server: &Server) -> (String, Vec<TokenStream>) {
    let mut format = String::new();
    let mut arguments = Vec::new();
    let mut rest = server.url.as_str();
    while let Some((before, after)) = rest.split_once('{') {
        format.push_str(&before.replace('}', "}}"));
        let variable = server.variables.iter().find_map(|variable| {
            let after = after.strip_prefix(variable.wire.as_str())?.strip_prefix('}')?;
            Some((variable, after))
        });
        rest = match variable {
            Some((variable, after)) => {
                format.push_str("{}");
                let name = &variable.name;
                arguments.push(match variable.values.is_empty() {
                    true => quote!(#name),
                    false => quote!(#name.as_str()),
                });
                after
            }
            None => {
                format.push_str("{{");
                after
            }
        };
    }
    format.push_str(&rest.replace('}', "}}"));
    (format, arguments)
}

fn value_enum(variable: &ServerVariable) -> TokenStream {
    let name = &variable.type_name;
    let docs = DocComment::own(format!(
        "The values of the variable {} of a server's URL.",
        code(&variable.wire)
    ));
    let variants = variable.values.iter().map(|(name, value)| {
        let docs = DocComment::own(code(value));
        quote!(#docs #name)
    });
    let arms = variable
        .values
        .iter()
        .map(|(name, value)| quote!(Self::#name => #value));
    let (anywhere, of_document) = (lints::anywhere_tokens(), lints::of_document_tokens());
    quote! {
        #docs
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #of_document
        pub enum #name {
            #(#variants,)*
        }
        #anywhere
        impl #name {
            /// The value in the URL.
            pub fn as_str(self) -> &'static str {
                match self {
                    #(#arms,)*
                }
            }
        }
    }
}
