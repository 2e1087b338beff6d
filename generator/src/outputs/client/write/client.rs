//! The client and its builder.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{DocComment, code, inline_text};
use super::lints;
use super::source::{Source, literal};
use super::tokens;
use crate::outputs::client::plan::{Api, ClientCredentials, Credential, SecurityScheme};

/// `Client`, `ClientBuilder` and the builder's methods for credentials and the server.
pub(super) fn emit(api: &Api, source: &mut Source) {
    let docs = docs(api);
    let (anywhere, of_document) = (lints::anywhere_tokens(), lints::of_document_tokens());
    let builder = quote!(ClientBuilder {
        inner: specwright_runtime::ClientBuilder::default()
    });
    let builder = match api.servers.is_empty() {
        true => builder,
        false => quote! {
            let builder = #builder;
            builder.server(Server::default())
        },
    };
    let credentials = api.security_schemes.iter().map(credential);
    let sources = api.security_schemes.iter().map(token_source);
    let server = (!api.servers.is_empty()).then(|| {
        quote! {
            /// Which server is called; [`Server::default`] unless set.
            pub fn server(mut self, server: Server) -> Self {
                self.inner.base_url(server.url());
                self
            }
        }
    });
    let items = quote! {
        #docs
        #[derive(Clone, Debug)]
        #anywhere
        pub struct Client {
            inner: specwright_runtime::Client,
        }
        #anywhere
        impl Client {
            /// Settings to build a client with.
            pub fn builder() -> ClientBuilder {
                #builder
            }
        }
        /// Settings of a [`Client`].
        #[derive(Debug)]
        #[must_use]
        #anywhere
        pub struct ClientBuilder {
            inner: specwright_runtime::ClientBuilder,
        }
        #of_document
        impl ClientBuilder {
            #(#credentials #sources)*
            #server
        }
    };
    tokens::print(items, source);
    source.line("specwright_runtime::client_builder! { ClientBuilder => Client }");
    for scheme in &api.security_schemes {
        if let Credential::OAuth2 {
            client_credentials: Some(flow),
        } = &scheme.credential
        {
            client_credentials(scheme, flow, source);
        }
    }
}

fn docs(api: &Api) -> DocComment {
    let mut docs = match inline_text(&api.title) {
        title if title.is_empty() => DocComment::own("A client of an API."),
        title => DocComment::own(format!("A client of {title}.")),
    };
    docs.markdown(api.docs.summary.as_deref().unwrap_or_default());
    docs.markdown(api.docs.description.as_deref().unwrap_or_default());
    api.docs.notes.iter().for_each(|note| docs.markdown(note));
    if !api.version.trim().is_empty() {
        docs.paragraph(format!("Version of the document: {}.", code(&api.version)));
    }
    docs
}

/// The builder's method for a security scheme.
fn credential(scheme: &SecurityScheme) -> TokenStream {
    let (name, key) = (&scheme.name, &scheme.key);
    let (credential, sent) = match &scheme.credential {
        Credential::Bearer | Credential::OAuth2 { .. } | Credential::OpenIdConnect { .. } => {
            (quote!(bearer(#name)), "as `Authorization: Bearer …`".to_owned())
        }
        Credential::Basic => (
            quote!(basic(user, password)),
            "as `Authorization: Basic …`".to_owned(),
        ),
        Credential::Http { scheme } => (
            quote!(http(#scheme, #name)),
            format!("as {}", code(&format!("Authorization: {scheme} …"))),
        ),
        Credential::Header { name: header } => (
            quote!(header(#header, #name)),
            format!("in the header {}", code(header)),
        ),
        Credential::Query { name: query } => (
            quote!(query(#query, #name)),
            format!("in the query parameter {}", code(query)),
        ),
        Credential::Cookie { name: cookie } => (
            quote!(cookie(#cookie, #name)),
            format!("in the cookie {}", code(cookie)),
        ),
        Credential::MutualTls => return client_identity(scheme),
    };
    let secret = quote!(impl Into<specwright_runtime::SecretString>);
    let arguments = match scheme.credential {
        Credential::Basic => quote!(user: &str, password: #secret),
        _ => quote!(#name: #secret),
    };
    let mut docs = DocComment::of(&scheme.docs, &format!("The credential for {}.", code(key)));
    docs.paragraph(format!("Sent {sent}."));
    if let Credential::OpenIdConnect { url } = &scheme.credential {
        docs.paragraph(format!("The provider describes itself at {}.", code(url)));
    }
    quote! {
        #docs
        pub fn #name(mut self, #arguments) -> Self {
            self.inner.credential(#key, specwright_runtime::Credential::#credential);
            self
        }
    }
}

/// The builder's method that takes a source of tokens.
fn token_source(scheme: &SecurityScheme) -> Option<TokenStream> {
    let (name, key) = (scheme.source.as_ref()?, &scheme.key);
    let mut docs = DocComment::own(format!(
        "Where tokens for {} come from, instead of one that lasts as long as the client.",
        code(key)
    ));
    docs.paragraph("The source is asked before each request, and once more for another token when the server answers 401.");
    Some(quote! {
        #docs
        pub fn #name(mut self, source: impl specwright_runtime::TokenSource) -> Self {
            self.inner.credential(#key, specwright_runtime::Credential::bearer_source(source));
            self
        }
    })
}

/// The builder's method for mutual TLS.
fn client_identity(scheme: &SecurityScheme) -> TokenStream {
    let (name, key) = (&scheme.name, &scheme.key);
    let mut docs = DocComment::of(&scheme.docs, &format!("The credential for {}.", code(key)));
    docs.paragraph(
        "Takes PEM: the client's certificate, those between it and an authority, and its private key.\n\
         With a [`transport`](Self::transport) of your own, present them there, and say so by \
         [`credential`](Self::credential) with\n\
         [`Credential::transport`](specwright_runtime::Credential::transport).",
    );
    quote! {
        #docs
        pub fn #name(mut self, pem: &[u8]) -> Self {
            self.inner.client_identity(#key, pem);
            self
        }
    }
}

/// The builder's method for the flow `clientCredentials`, by a macro that is empty where the runtime's feature is off.
fn client_credentials(scheme: &SecurityScheme, flow: &ClientCredentials, source: &mut Source) {
    let mut docs = DocComment::own(format!(
        "Gets tokens for {} from {} by an id and a secret, and another one before each ends.",
        code(&scheme.key),
        code(&flow.token_url)
    ));
    docs.paragraph("Needs the feature `oauth2` of `specwright-runtime`.");
    if !flow.scopes.is_empty() {
        docs.paragraph("The scopes to choose from:");
        docs.list(flow.scopes.iter().map(|(scope, docs)| (scope.as_str(), docs)));
    }
    source.block("specwright_runtime::client_credentials!", |source| {
        source.docs(&docs);
        lints::of_document(source);
        source.block(format_args!("ClientBuilder::{}", flow.name), |source| {
            source.line(format_args!("scheme: {},", literal(&scheme.key)));
            source.line(format_args!("token_url: {},", literal(&flow.token_url)));
            match &flow.refresh_url {
                Some(url) => source.line(format_args!("refresh_url: Some({}),", literal(url))),
                None => source.line("refresh_url: None,"),
            }
        });
    });
}
