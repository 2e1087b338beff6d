//! The client and its builder.

use super::docs::{Doc, Span};
use super::named::{Api, ClientCredentials, Credential, SecurityScheme};
use super::runtime::RuntimeItem;
use super::scope::Scope;
use super::{Name, RustType};

/// The methods of the client's builder that the document decides.
#[derive(Clone, PartialEq)]
pub struct Builder<'a> {
    /// A method for each way to give a credential.
    pub credentials: Vec<CredentialMethod<'a>>,
    /// Whether there are servers to choose from: a method `server`, and a default.
    pub server: bool,
    /// A method for each flow `clientCredentials` of OAuth2.
    pub client_credentials: Vec<ClientCredentialsMethod<'a>>,
}

/// A method that takes a credential.
#[derive(Clone, PartialEq)]
pub struct CredentialMethod<'a> {
    /// What is said of it.
    pub docs: Doc<'a>,
    /// Its name.
    pub name: Name,
    /// The name under which operations require the credential.
    pub key: &'a str,
    /// What it takes and how that is sent.
    pub kind: CredentialKind<'a>,
}

/// What a method of the builder takes, and the runtime's function that keeps it.
#[derive(Clone, PartialEq)]
pub enum CredentialKind<'a> {
    /// One secret, in an argument that is called as the method.
    Secret {
        /// The argument's type.
        secret: RustType,
        /// The function.
        function: &'static str,
        /// What the secret is sent with: a scheme, or the name of a header, a cookie or a parameter.
        with: Option<&'a str>,
    },
    /// A user and a password.
    Basic {
        /// The password's type.
        secret: RustType,
    },
    /// A source of tokens.
    Source {
        /// The source's type.
        source: RustType,
    },
    /// A certificate and its key, as PEM.
    Identity,
}

/// A method that takes an id, a secret and scopes, and gets tokens for them.
#[derive(Clone, PartialEq)]
pub struct ClientCredentialsMethod<'a> {
    /// What is said of it.
    pub docs: Doc<'a>,
    /// Its name.
    pub name: Name,
    /// The name under which operations require the credential.
    pub key: &'a str,
    /// Where tokens are given.
    pub token_url: &'a str,
    /// Where they are refreshed, if not there.
    pub refresh_url: Option<&'a str>,
}

/// Plans the docs of the client.
pub(super) fn docs(api: &Api) -> Doc<'_> {
    let mut docs = if api.title.trim().is_empty() {
        Doc::own(["A client of an API.".into()])
    } else {
        Doc::own(["A client of ".into(), Span::Text(&api.title), ".".into()])
    };
    docs.document(&api.docs);
    if !api.groups.is_empty() {
        // A link must not lead to a method that is left out.
        let all_there = api.features.is_empty();
        docs.paragraph(["Operations are in groups:".into()]);
        docs.items(api.groups.iter().map(|group| {
            let name = group.name.as_str();
            let item = match all_there {
                true => Span::link(name.to_owned(), format!("groups::{}", group.type_name.as_str())),
                false => Span::code(name),
            };
            (item, &group.docs)
        }));
    } else if !api.tags.is_empty() {
        docs.paragraph(["Operations are tagged:".into()]);
        docs.list(api.tags.iter().map(|tag| (tag.name.as_str(), &tag.docs)));
    }
    if !api.version.trim().is_empty() {
        docs.paragraph([
            "Version of the document: ".into(),
            Span::code(&api.version),
            ".".into(),
        ]);
    }
    docs
}

pub(super) fn builder<'a>(scope: &Scope<'a>) -> Builder<'a> {
    let schemes = &scope.api.security_schemes;
    let credentials = schemes.iter().map(|scheme| credential(scope, scheme));
    let sources = schemes.iter().map(|scheme| token_source(scope, scheme));
    Builder {
        credentials: credentials
            .zip(sources)
            .flat_map(|(credential, source)| [Some(credential), source])
            .flatten()
            .collect(),
        server: !scope.api.servers.is_empty(),
        client_credentials: schemes.iter().filter_map(client_credentials).collect(),
    }
}

/// Plans the method for a security scheme.
fn credential<'a>(scope: &Scope<'a>, scheme: &'a SecurityScheme) -> CredentialMethod<'a> {
    let key = Span::code(&scheme.key);
    let mut docs = Doc::of_or(&scheme.docs, ["Sets the credential for ".into(), key, ".".into()]);
    let kind = kind(scope, &scheme.credential);
    match &scheme.credential {
        Credential::Bearer | Credential::OAuth2 { .. } => {
            docs.paragraph(["Sent as `Authorization: Bearer …`.".into()]);
        }
        Credential::OpenIdConnect { url } => {
            docs.paragraph(["Sent as `Authorization: Bearer …`.".into()]);
            let url = Span::code(url);
            docs.paragraph(["The provider describes itself at ".into(), url, ".".into()]);
        }
        Credential::Basic => docs.paragraph(["Sent as `Authorization: Basic …`.".into()]),
        Credential::Http { scheme } => {
            let header = Span::code(format!("Authorization: {scheme} …"));
            docs.paragraph(["Sent as ".into(), header, ".".into()]);
        }
        Credential::Header { name } => {
            docs.paragraph(["Sent in the header ".into(), Span::code(name), ".".into()]);
        }
        Credential::Query { name } => {
            docs.paragraph([
                "Sent in the query parameter ".into(),
                Span::code(name),
                ".".into(),
            ]);
        }
        Credential::Cookie { name } => {
            docs.paragraph(["Sent in the cookie ".into(), Span::code(name), ".".into()]);
        }
        Credential::MutualTls => docs.paragraph([concat!(
            "Takes PEM: the client's certificate, those between it and an authority, and its private key.\n",
            "With a [`transport`](Self::transport) of your own, present them there, and say so by ",
            "[`credential`](Self::credential) with\n",
            "[`Credential::transport`](specwright_runtime::Credential::transport).",
        )
        .into()]),
    }
    CredentialMethod {
        docs,
        name: scheme.name.clone(),
        key: &scheme.key,
        kind,
    }
}

fn kind<'a>(scope: &Scope<'a>, credential: &'a Credential) -> CredentialKind<'a> {
    let (function, with) = match credential {
        Credential::Bearer | Credential::OAuth2 { .. } | Credential::OpenIdConnect { .. } => ("bearer", None),
        Credential::Http { scheme } => ("http", Some(scheme.as_str())),
        Credential::Header { name } => ("header", Some(name.as_str())),
        Credential::Query { name } => ("query", Some(name.as_str())),
        Credential::Cookie { name } => ("cookie", Some(name.as_str())),
        Credential::Basic => {
            let secret = scope.into(scope.runtime_type(RuntimeItem::SecretString));
            return CredentialKind::Basic { secret };
        }
        Credential::MutualTls => return CredentialKind::Identity,
    };
    CredentialKind::Secret {
        secret: scope.into(scope.runtime_type(RuntimeItem::SecretString)),
        function,
        with,
    }
}

/// Plans the method that takes a source of tokens.
fn token_source<'a>(scope: &Scope<'a>, scheme: &'a SecurityScheme) -> Option<CredentialMethod<'a>> {
    let name = scheme.source.clone()?;
    let mut docs = Doc::own([
        "Sets where tokens for ".into(),
        Span::code(&scheme.key),
        " come from, instead of one that lasts as long as the client.".into(),
    ]);
    docs.paragraph(["The source is asked before each request, and once more for another token when the server answers 401.".into()]);
    let source = RustType::at(scope.runtime(RuntimeItem::TokenSource));
    Some(CredentialMethod {
        docs,
        name,
        key: &scheme.key,
        kind: CredentialKind::Source {
            source: RustType::Impl(Box::new(source)),
        },
    })
}

/// Plans the method for the flow `clientCredentials`.
fn client_credentials(scheme: &SecurityScheme) -> Option<ClientCredentialsMethod<'_>> {
    let Credential::OAuth2 {
        client_credentials: Some(flow),
    } = &scheme.credential
    else {
        return None;
    };
    Some(ClientCredentialsMethod {
        docs: client_credentials_docs(scheme, flow),
        name: scheme.client_credentials.clone()?,
        key: &scheme.key,
        token_url: &flow.token_url,
        refresh_url: flow.refresh_url.as_deref(),
    })
}

fn client_credentials_docs<'a>(scheme: &'a SecurityScheme, flow: &'a ClientCredentials) -> Doc<'a> {
    let mut docs = Doc::own([
        "Gets tokens for ".into(),
        Span::code(&scheme.key),
        " from ".into(),
        Span::code(&flow.token_url),
        " by an id and a secret, and another one before each ends.".into(),
    ]);
    docs.paragraph(["Needs the feature `oauth2` of `specwright-runtime`.".into()]);
    if !flow.scopes.is_empty() {
        docs.paragraph(["The scopes to choose from:".into()]);
        docs.list(flow.scopes.iter().map(|(scope, docs)| (scope.as_str(), docs)));
    }
    docs
}
