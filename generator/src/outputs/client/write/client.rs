//! The client and its builder.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use super::super::plan::{ClientCredentialsMethod, ClientPlan, CredentialKind, CredentialMethod, RustType};
use super::lints;
use super::source::{Source, literal};
use super::tokens;

/// `Client`, `ClientBuilder` and the builder's methods for credentials and the server.
pub(super) fn write(plan: &ClientPlan<'_>, source: &mut Source) {
    let docs = &plan.docs;
    let (anywhere, of_document) = (lints::anywhere_tokens(), lints::of_document_tokens());
    let new_builder = quote!(ClientBuilder {
        inner: specwright_runtime::__private::ClientBuilder::default()
    });
    let (new_builder, server) = match plan.builder.server {
        false => (new_builder, None),
        true => (
            quote! {
                let builder = #new_builder;
                builder.server(Server::default())
            },
            Some(quote! {
                /// Which server is called; [`Server::default`] unless set.
                pub fn server(mut self, server: Server) -> Self {
                    self.inner.base_url(server.url());
                    self
                }
            }),
        ),
    };
    let credentials = plan.builder.credentials.iter().map(credential);
    let items = quote! {
        #docs
        #[derive(Clone, Debug)]
        #anywhere
        pub struct Client {
            inner: specwright_runtime::__private::Client,
        }
        #anywhere
        impl Client {
            /// Settings to build a client with.
            pub fn builder() -> ClientBuilder {
                #new_builder
            }
        }
        /// Settings of a [`Client`].
        #[derive(Debug)]
        #[must_use]
        #anywhere
        pub struct ClientBuilder {
            inner: specwright_runtime::__private::ClientBuilder,
        }
        #of_document
        impl ClientBuilder {
            #(#credentials)*
            #server
        }
    };
    tokens::print(items, source);
    source.line("specwright_runtime::client_builder! { ClientBuilder => Client }");
    for method in &plan.builder.client_credentials {
        client_credentials(method, source);
    }
}

/// A method that takes a credential.
fn credential(method: &CredentialMethod<'_>) -> TokenStream {
    let (docs, name, key) = (&method.docs, &method.name, method.key);
    let (argument, statement) = match &method.kind {
        CredentialKind::Secret {
            secret,
            function,
            with,
        } => {
            let function = proc_macro2::Ident::new(function, proc_macro2::Span::call_site());
            let with = with.map(|with| quote!(#with,));
            (
                quote!(#name: #secret),
                quote!(credential(#key, specwright_runtime::Credential::#function(#with #name))),
            )
        }
        CredentialKind::Basic { secret } => (
            quote!(user: &str, password: #secret),
            quote!(credential(#key, specwright_runtime::Credential::basic(user, password))),
        ),
        CredentialKind::Source { source } => (
            quote!(source: #source),
            quote!(credential(#key, specwright_runtime::Credential::bearer_source(source))),
        ),
        CredentialKind::Identity => (quote!(pem: &[u8]), quote!(client_identity(#key, pem))),
    };
    quote! {
        #docs
        pub fn #name(mut self, #argument) -> Self {
            self.inner.#statement;
            self
        }
    }
}

/// The builder's method for the flow `clientCredentials`, by a macro that is empty where the runtime's feature is off.
fn client_credentials(method: &ClientCredentialsMethod<'_>, source: &mut Source) {
    source.block("specwright_runtime::client_credentials!", |source| {
        source.docs(&method.docs);
        lints::of_document(source);
        source.block(format_args!("ClientBuilder::{}", method.name), |source| {
            source.line(format_args!("scheme: {},", literal(method.key)));
            source.line(format_args!("token_url: {},", literal(method.token_url)));
            match method.refresh_url {
                Some(url) => source.line(format_args!("refresh_url: Some({}),", literal(url))),
                None => source.line("refresh_url: None,"),
            }
        });
    });
}

impl ToTokens for RustType {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let text = self.to_string();
        // It is made of checked names and paths of our own.
        tokens.extend(text.parse::<TokenStream>().unwrap_or_default());
    }
}
