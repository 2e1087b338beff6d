//! The client and its builder.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::docs::{DocComment, code, inline_text};
use super::print;
use crate::model::{Api, Credential, SecurityScheme};

/// `Client`, `ClientBuilder` and the builder's methods for credentials and the server.
pub(super) fn emit(api: &Api) -> String {
    let mut docs = DocComment::default();
    let title = inline_text(&api.title);
    docs.paragraph(if title.is_empty() {
        "A client of an API.".to_owned()
    } else {
        format!("A client of {title}.")
    });
    docs.markdown(api.docs.summary.as_deref().unwrap_or_default());
    docs.markdown(api.docs.description.as_deref().unwrap_or_default());
    for note in &api.docs.notes {
        docs.markdown(note);
    }
    if !api.version.trim().is_empty() {
        docs.paragraph(format!("Version of the document: {}.", code(&api.version)));
    }
    let credentials = api.security_schemes.iter().filter_map(credential);
    let server = (!api.servers.is_empty()).then(|| {
        quote! {
            /// Which server is called; [`Server::default`] unless set.
            pub fn server(mut self, server: Server) -> Self {
                self.inner.base_url(&server.url());
                self
            }
        }
    });
    let start = if api.servers.is_empty() {
        quote! {
            ClientBuilder {
                inner: specwright_runtime::ClientBuilder::new(),
            }
        }
    } else {
        quote! {
            let builder = ClientBuilder {
                inner: specwright_runtime::ClientBuilder::new(),
            };
            builder.server(Server::default())
        }
    };
    let mut text = print::items(quote! {
        #docs
        #[derive(Clone, Debug)]
        pub struct Client {
            inner: specwright_runtime::Client,
        }
        impl Client {
            /// Settings to build a client with.
            pub fn builder() -> ClientBuilder {
                #start
            }
        }
        /// Settings of a [`Client`].
        #[derive(Debug)]
        #[must_use]
        pub struct ClientBuilder {
            inner: specwright_runtime::ClientBuilder,
        }
        impl ClientBuilder {
            #(#credentials)*
            #server
        }
    });
    text.push_str("specwright_runtime::client_builder! { ClientBuilder => Client }\n");
    text
}

/// The builder's method for a security scheme; none for mutual TLS, which is the transport's business.
fn credential(scheme: &SecurityScheme) -> Option<TokenStream> {
    let (key, name) = (Literal::string(&scheme.key), &scheme.name);
    let secret = quote!(impl Into<specwright_runtime::SecretString>);
    let (arguments, credential, sent) = match &scheme.credential {
        Credential::Bearer | Credential::OAuth2 { .. } | Credential::OpenIdConnect { .. } => (
            quote!(#name: #secret),
            quote!(bearer(#name)),
            "Sent as `Authorization: Bearer …`.".to_owned(),
        ),
        Credential::Basic => (
            quote!(user: &str, password: #secret),
            quote!(basic(user, password)),
            "Sent as `Authorization: Basic …`.".to_owned(),
        ),
        Credential::Http { scheme } => {
            let literal = Literal::string(scheme);
            let sent = format!("Sent as {}.", code(&format!("Authorization: {scheme} …")));
            (quote!(#name: #secret), quote!(http(#literal, #name)), sent)
        }
        Credential::Header { name: header } => {
            let literal = Literal::string(header);
            (
                quote!(#name: #secret),
                quote!(header(#literal, #name)),
                format!("Sent in the header {}.", code(header)),
            )
        }
        Credential::Query { name: query } => {
            let literal = Literal::string(query);
            let sent = format!("Sent in the query parameter {}.", code(query));
            (quote!(#name: #secret), quote!(query(#literal, #name)), sent)
        }
        Credential::Cookie { name: cookie } => {
            let literal = Literal::string(cookie);
            (
                quote!(#name: #secret),
                quote!(cookie(#literal, #name)),
                format!("Sent in the cookie {}.", code(cookie)),
            )
        }
        Credential::MutualTls => return None,
    };
    let mut docs = DocComment::of(
        &scheme.docs,
        &format!("The credential for {}.", code(&scheme.key)),
    );
    docs.paragraph(sent);
    Some(quote! {
        #docs
        pub fn #name(mut self, #arguments) -> Self {
            self.inner.credential(#key, specwright_runtime::Credential::#credential);
            self
        }
    })
}
