//! The client and its builder.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};

use super::super::plan::{
    Builder, ClientCredentialsMethod, ClientPlan, CredentialKind, CredentialMethod, RustType,
};
use super::source::{Source, literal};
use super::tokens;

/// Writes `Client`, `ClientBuilder` and the builder's methods for credentials and the server.
pub(super) fn write(plan: &ClientPlan<'_>, builder: &Builder<'_>, source: &mut Source) {
    let docs = &plan.docs;
    let (server, default_server) = match builder.server {
        false => (None, None),
        true => (
            Some(quote! {
                /// Sets which server is called; [`Server::default`] unless set. A value that can't stand in its URL is an error
                /// of [`build`](Self::build).
                pub fn server(mut self, server: Server) -> Self {
                    self.inner.server(server.url());
                    self
                }
            }),
            Some(quote!(.server(Server::default()))),
        ),
    };
    let security = plan.security.iter().map(|schemes| {
        let schemes = schemes.iter();
        quote!(&[#(#schemes),*])
    });
    // A scheme may have a second method, for a source of tokens.
    let mut schemes: Vec<(&str, String)> = Vec::new();
    for method in &builder.credentials {
        if !schemes.iter().any(|(key, _)| *key == method.key) {
            schemes.push((method.key, method.name.to_string()));
        }
    }
    let inner = match schemes.is_empty() {
        true => quote!(rt::__private::ClientBuilder::default()),
        false => {
            let schemes = schemes.iter().map(|(key, method)| quote!((#key, #method)));
            quote!(rt::__private::ClientBuilder::with_credentials(&[#(#schemes),*]))
        }
    };
    let client = quote! {
        #docs
        #[derive(Clone, Debug)]
        pub struct Client {
            inner: rt::__private::Client,
        }
        impl Client {
            /// Creates a builder with the default settings.
            pub fn builder() -> ClientBuilder {
                let inner = #inner;
                ClientBuilder { inner } #default_server
            }
            /// Creates a request for what the document does not describe, to a path behind that of the server: see
            /// [`CustomRequest`](rt::CustomRequest).
            pub fn request(&self, method: impl AsRef<str>, path: &str) -> rt::CustomRequest {
                self.inner.request(method.as_ref(), path, &[#(#security),*])
            }
        }
        /// Settings of a [`Client`].
        #[derive(Debug)]
        #[must_use]
        pub struct ClientBuilder {
            inner: rt::__private::ClientBuilder,
        }
    };
    tokens::items(client, source);
    let methods = builder.credentials.iter().map(credential).chain(server);
    tokens::implementation("ClientBuilder", methods, source);
    source.item();
    source.line("rt::client_builder! { ClientBuilder => Client }");
    for method in &builder.client_credentials {
        client_credentials(method, source);
    }
}

/// Returns a method that takes a credential.
fn credential(method: &CredentialMethod<'_>) -> TokenStream {
    let (docs, name, key) = (&method.docs, &method.name, method.key);
    let (argument, statement) = match &method.kind {
        CredentialKind::Secret {
            secret,
            function,
            with,
        } => {
            let function = Ident::new(function, Span::call_site());
            let with = with.map(|with| quote!(#with,));
            (
                quote!(#name: #secret),
                quote!(credential(#key, rt::Credential::#function(#with #name))),
            )
        }
        CredentialKind::Basic { secret } => (
            quote!(user: &str, password: #secret),
            quote!(credential(#key, rt::Credential::basic(user, password))),
        ),
        CredentialKind::Source { source } => (
            quote!(source: #source),
            quote!(credential(#key, rt::Credential::bearer_source(source))),
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

/// Writes the builder's method for the flow `clientCredentials`, by a macro that is empty where the runtime's feature
/// is off.
fn client_credentials(method: &ClientCredentialsMethod<'_>, source: &mut Source) {
    source.item();
    source.block("rt::client_credentials!", |source| {
        source.docs(&method.docs);
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
