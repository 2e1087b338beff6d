//! The servers: an enum with a variant each, which gives the URL.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::plan::{Name, Server, ServerDefault, ServerField, ServerValue, ServerValues, Servers};
use super::source::Source;
use super::tokens;

/// Writes the enum over the servers and those over the values of their variables.
pub(super) fn write(servers: &Servers<'_>, source: &mut Source) {
    let (default_derive, default_mark, default_impl) = match (&servers.default, servers.variants.first()) {
        (ServerDefault::Implemented(fields), Some(first)) => {
            let value = value(&first.name, fields);
            let implemented = quote! {
                impl Default for Server {
                    fn default() -> Self {
                        #value
                    }
                }
            };
            (None, None, Some(implemented))
        }
        _ => (Some(quote!(Default,)), Some(quote!(#[default])), None),
    };
    let marks = std::iter::once(default_mark).chain(std::iter::repeat(None));
    let variants = servers
        .variants
        .iter()
        .zip(marks)
        .map(|(server, mark)| variant(server, mark));
    let non_exhaustive = servers.non_exhaustive.then(|| quote!(#[non_exhaustive]));
    let enumeration = quote! {
        /// The servers of the API.
        #[derive(Clone, Debug, #default_derive PartialEq, Eq)]
        #non_exhaustive
        pub enum Server {
            #(#variants,)*
        }
        #default_impl
    };
    tokens::items(enumeration, source);
    let constructors = servers.variants.iter().filter_map(constructor);
    let arms = servers.variants.iter().map(url_arm);
    let url = quote! {
        /// Returns the URL, each variable encoded for where it stands in it.
        ///
        /// # Errors
        /// A value can't stand there: one that would lead to another host or path.
        pub fn url(&self) -> Result<String, rt::BuildError> {
            match self {
                #(#arms,)*
            }
        }
    };
    tokens::implementation("Server", constructors.chain([url]), source);
    servers
        .values
        .iter()
        .for_each(|values| value_enum(values, source));
}

fn variant(server: &Server<'_>, mark: Option<TokenStream>) -> TokenStream {
    let (docs, name) = (&server.docs, &server.name);
    let fields = server.fields.iter().map(|field| {
        let (docs, name) = (&field.docs, &field.name);
        match &field.value {
            ServerValue::Text(_) => quote!(#docs #name: String),
            ServerValue::Listed(ty, _) => quote!(#docs #name: #ty),
        }
    });
    let fields = (!server.fields.is_empty()).then(|| quote!({ #(#fields,)* }));
    quote!(#docs #mark #name #fields)
}

/// Returns the server with the default of each variable.
fn value(name: &Name, fields: &[ServerField<'_>]) -> TokenStream {
    let fields = fields.iter().map(|field| {
        let name = &field.name;
        match &field.value {
            ServerValue::Text(default) => quote!(#name: #default.to_owned()),
            ServerValue::Listed(ty, variant) => quote!(#name: #ty::#variant),
        }
    });
    quote!(Self::#name { #(#fields,)* })
}

fn constructor(server: &Server<'_>) -> Option<TokenStream> {
    let name = server.constructor.as_ref()?;
    let docs = format!(
        " Returns [`{0}`](Self::{0}) with the default of each variable.",
        server.name
    );
    let value = value(&server.name, &server.fields);
    Some(quote! {
        #[doc = #docs]
        pub fn #name() -> Self {
            #value
        }
    })
}

fn url_arm(server: &Server<'_>) -> TokenStream {
    let (name, url) = (&server.name, server.url);
    if server.fields.is_empty() {
        return quote!(Self::#name => Ok(#url.to_owned()));
    }
    let fields = server.fields.iter().map(|field| &field.name);
    let values = server.fields.iter().map(|field| {
        let (wire, name) = (field.wire, &field.name);
        quote!((#wire, #name.as_str()))
    });
    quote!(Self::#name { #(#fields),* } => rt::__private::server_url(#url, &[#(#values),*]))
}

fn value_enum(values: &ServerValues<'_>, source: &mut Source) {
    let (docs, name) = (&values.docs, &values.name);
    let variants = values.variants.iter().map(|(docs, name, _)| quote!(#docs #name));
    let enumeration = quote! {
        #docs
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum #name {
            #(#variants,)*
        }
    };
    tokens::items(enumeration, source);
    let arms = values
        .variants
        .iter()
        .map(|(_, name, value)| quote!(Self::#name => #value));
    let as_str = quote! {
        /// Returns the value in the URL.
        pub fn as_str(self) -> &'static str {
            match self {
                #(#arms,)*
            }
        }
    };
    tokens::implementation(name, [as_str], source);
}
