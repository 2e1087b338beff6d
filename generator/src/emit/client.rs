//! The client and its builder.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{DocComment, code, inline_text};
use super::lints;
use super::source::Source;
use super::tokens;
use crate::model::{Api, Credential, SecurityScheme};

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
            #(#credentials)*
            #server
        }
    };
    tokens::print(items, source);
    source.line("specwright_runtime::client_builder! { ClientBuilder => Client }");
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

/// The builder's method for a security scheme; none for mutual TLS, which is the transport's business.
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
        Credential::MutualTls => return TokenStream::new(),
    };
    let secret = quote!(impl Into<specwright_runtime::SecretString>);
    let arguments = match scheme.credential {
        Credential::Basic => quote!(user: &str, password: #secret),
        _ => quote!(#name: #secret),
    };
    let mut docs = DocComment::of(&scheme.docs, &format!("The credential for {}.", code(key)));
    docs.paragraph(format!("Sent {sent}."));
    quote! {
        #docs
        pub fn #name(mut self, #arguments) -> Self {
            self.inner.credential(#key, specwright_runtime::Credential::#credential);
            self
        }
    }
}
