//! The servers: an enum with a variant each, which gives the URL.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::docs::{DocComment, code};
use super::print;
use crate::model::{RustName, Server, ServerVariable};

/// The enum over the servers and those over the values of their variables; empty where the document has no server.
pub(super) fn emit(servers: &[Server]) -> String {
    let Some(default) = servers.first() else {
        return String::new();
    };
    let variants = servers.iter().map(|server| {
        let mut docs = DocComment::of(&server.docs, &code(&server.url));
        if server.docs != Default::default() {
            docs.paragraph(code(&server.url));
        }
        let name = &server.name;
        if server.variables.is_empty() {
            return quote!(#docs #name,);
        }
        let fields = server.variables.iter().map(|variable| {
            let docs = variable_docs(variable);
            let (name, ty) = (&variable.name, variable_type(variable));
            quote!(#docs #name: #ty,)
        });
        quote!(#docs #name { #(#fields)* },)
    });
    let default_value = default_value(default);
    let constructors = servers
        .iter()
        .filter(|server| !server.variables.is_empty())
        .map(constructor);
    let arms = servers.iter().map(url_arm);
    let enums = servers
        .iter()
        .flat_map(|server| &server.variables)
        .filter(|variable| !variable.values.is_empty());
    let enums: Vec<TokenStream> = enums.map(value_enum).collect();
    print::items(quote! {
        /// The servers of the API.
        #[derive(Clone, Debug, PartialEq, Eq)]
        #[allow(clippy::enum_variant_names)]
        pub enum Server {
            #(#variants)*
        }
        impl Default for Server {
            fn default() -> Self {
                #default_value
            }
        }
        impl Server {
            #(#constructors)*
            /// The URL.
            pub fn url(&self) -> String {
                match self {
                    #(#arms)*
                }
            }
        }
        #(#enums)*
    })
}

fn variable_docs(variable: &ServerVariable) -> DocComment {
    let mut docs = DocComment::of(
        &variable.docs,
        &format!("The variable {} of the URL.", code(&variable.wire)),
    );
    docs.paragraph(format!("Default: {}.", code(&variable.default)));
    docs
}

fn variable_type(variable: &ServerVariable) -> TokenStream {
    if variable.values.is_empty() {
        return quote!(String);
    }
    let name = &variable.type_name;
    quote!(#name)
}

fn default_value(server: &Server) -> TokenStream {
    let name = &server.name;
    if server.variables.is_empty() {
        return quote!(Self::#name);
    }
    let fields = server.variables.iter().map(|variable| {
        let name = &variable.name;
        let value = match default_variant(variable) {
            Some(variant) => {
                let ty = &variable.type_name;
                quote!(#ty::#variant)
            }
            None => {
                let default = Literal::string(&variable.default);
                quote!(#default.to_owned())
            }
        };
        quote!(#name: #value,)
    });
    quote!(Self::#name { #(#fields)* })
}

fn default_variant(variable: &ServerVariable) -> Option<&RustName> {
    let listed = variable
        .values
        .iter()
        .find(|(_, value)| *value == variable.default);
    listed.or(variable.values.first()).map(|(name, _)| name)
}

fn constructor(server: &Server) -> TokenStream {
    let mut docs = DocComment::default();
    docs.paragraph(format!(
        "[`{0}`](Self::{0}) with the default of each variable.",
        server.name.as_str()
    ));
    let name = match heck::AsSnakeCase(server.name.as_str()).to_string() {
        name if matches!(name.as_str(), "url" | "default") => format!("{name}_server"),
        name => name,
    };
    let name = RustName::new(&name).unwrap_or_else(|| server.name.clone());
    let value = default_value(server);
    quote! {
        #docs
        pub fn #name() -> Self {
            #value
        }
    }
}

fn url_arm(server: &Server) -> TokenStream {
    let name = &server.name;
    if server.variables.is_empty() {
        let url = Literal::string(&server.url);
        return quote!(Self::#name => #url.to_owned(),);
    }
    let fields = server.variables.iter().map(|variable| &variable.name);
    let (pieces, arguments) = url_pieces(server);
    let format = Literal::string(&pieces);
    quote!(Self::#name { #(#fields),* } => format!(#format, #(#arguments),*),)
}

/// The URL as a format string, and the fields that fill it.
fn url_pieces(server: &Server) -> (String, Vec<TokenStream>) {
    let mut format = String::new();
    let mut arguments = Vec::new();
    let mut rest = server.url.as_str();
    while let Some(start) = rest.find('{') {
        let (before, from) = rest.split_at(start);
        format.push_str(&before.replace('}', "}}"));
        let variable = server.variables.iter().find(|variable| {
            from[1..]
                .strip_prefix(variable.wire.as_str())
                .is_some_and(|after| after.starts_with('}'))
        });
        match variable {
            Some(variable) => {
                let name = &variable.name;
                format.push_str("{}");
                arguments.push(if variable.values.is_empty() {
                    quote!(#name)
                } else {
                    quote!(#name.as_str())
                });
                rest = &from[variable.wire.len() + 2..];
            }
            None => {
                format.push_str("{{");
                rest = &from[1..];
            }
        }
    }
    format.push_str(&rest.replace('}', "}}"));
    (format, arguments)
}

fn value_enum(variable: &ServerVariable) -> TokenStream {
    let name = &variable.type_name;
    let mut docs = DocComment::default();
    docs.paragraph(format!(
        "The values of the variable {} of a server's URL.",
        code(&variable.wire)
    ));
    let variants = variable.values.iter().map(|(name, value)| {
        let mut docs = DocComment::default();
        docs.paragraph(code(value));
        quote!(#docs #name,)
    });
    let arms = variable.values.iter().map(|(name, value)| {
        let value = Literal::string(value);
        quote!(Self::#name => #value,)
    });
    quote! {
        #docs
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[allow(clippy::enum_variant_names)]
        pub enum #name {
            #(#variants)*
        }
        impl #name {
            /// The value in the URL.
            pub fn as_str(self) -> &'static str {
                match self {
                    #(#arms)*
                }
            }
        }
    }
}
