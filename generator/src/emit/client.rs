//! The client and its builder.

use super::docs::{DocComment, code, inline_text};
use super::lints;
use super::source::{Source, literal};
use crate::model::{Api, Credential, SecurityScheme};

/// `Client`, `ClientBuilder` and the builder's methods for credentials and the server.
pub(super) fn emit(api: &Api, source: &mut Source) {
    source.docs(&docs(api));
    source.line("#[derive(Clone, Debug)]");
    lints::anywhere(source);
    source.block("pub struct Client", |source| {
        source.line("inner: specwright_runtime::Client,")
    });
    lints::anywhere(source);
    source.block("impl Client", |source| {
        source.doc("Settings to build a client with.");
        source.function("pub fn builder", &[], "ClientBuilder", |source| {
            let builder = "ClientBuilder { inner: specwright_runtime::ClientBuilder::default() }";
            match api.servers.is_empty() {
                true => source.line(builder),
                false => {
                    source.line(format_args!("let builder = {builder};"));
                    source.line("builder.server(Server::default())");
                }
            }
        });
    });
    source.doc("Settings of a [`Client`].");
    source.line("#[derive(Debug)]");
    source.line("#[must_use]");
    lints::anywhere(source);
    source.block("pub struct ClientBuilder", |source| {
        source.line("inner: specwright_runtime::ClientBuilder,");
    });
    lints::of_document(source);
    source.block("impl ClientBuilder", |source| {
        api.security_schemes
            .iter()
            .for_each(|scheme| credential(scheme, source));
        if !api.servers.is_empty() {
            source.doc("Which server is called; [`Server::default`] unless set.");
            let arguments = ["mut self".to_owned(), "server: Server".to_owned()];
            source.function("pub fn server", &arguments, "Self", |source| {
                source.line("self.inner.base_url(server.url());");
                source.line("self");
            });
        }
    });
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
fn credential(scheme: &SecurityScheme, source: &mut Source) {
    let name = &scheme.name;
    let mut arguments = vec!["mut self".to_owned()];
    if matches!(scheme.credential, Credential::Basic) {
        arguments.push("user: &str".to_owned());
        arguments.push("password: impl Into<specwright_runtime::SecretString>".to_owned());
    } else {
        arguments.push(format!("{name}: impl Into<specwright_runtime::SecretString>"));
    }
    let (credential, sent) = match &scheme.credential {
        Credential::Bearer | Credential::OAuth2 { .. } | Credential::OpenIdConnect { .. } => (
            format!("bearer({name})"),
            "as `Authorization: Bearer …`".to_owned(),
        ),
        Credential::Basic => (
            "basic(user, password)".to_owned(),
            "as `Authorization: Basic …`".to_owned(),
        ),
        Credential::Http { scheme } => (
            format!("http({}, {name})", literal(scheme)),
            format!("as {}", code(&format!("Authorization: {scheme} …"))),
        ),
        Credential::Header { name: header } => (
            format!("header({}, {name})", literal(header)),
            format!("in the header {}", code(header)),
        ),
        Credential::Query { name: query } => (
            format!("query({}, {name})", literal(query)),
            format!("in the query parameter {}", code(query)),
        ),
        Credential::Cookie { name: cookie } => (
            format!("cookie({}, {name})", literal(cookie)),
            format!("in the cookie {}", code(cookie)),
        ),
        Credential::MutualTls => return,
    };
    let mut docs = DocComment::of(
        &scheme.docs,
        &format!("The credential for {}.", code(&scheme.key)),
    );
    docs.paragraph(format!("Sent {sent}."));
    source.docs(&docs);
    source.function(&format!("pub fn {name}"), &arguments, "Self", |source| {
        let arguments = [
            literal(&scheme.key).to_string(),
            format!("specwright_runtime::Credential::{credential}"),
        ];
        source.list("self.inner.credential(", &arguments, ");");
        source.line("self");
    });
}
