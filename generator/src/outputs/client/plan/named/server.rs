use serde::Serialize;

use crate::model::Docs;
use crate::outputs::client::plan::named::RustName;

/// One of the API's servers: a variant of the client's `Server`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Server {
    /// The variant's name.
    pub name: RustName,
    /// The URL, with `{variables}` where there are any. May be relative.
    pub url: String,
    /// From the server's description.
    pub docs: Docs,
    /// The variables, in the order in which the URL names them: fields of the variant.
    pub variables: Vec<ServerVariable>,
}

/// A variable of a server's URL.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ServerVariable {
    /// The field's name.
    pub name: RustName,
    /// The name between the braces.
    pub wire: String,
    /// The value when the caller gives none.
    pub default: String,
    /// The documented values: an enum of this name with these variants (name, value); empty for any string.
    pub type_name: RustName,
    /// See `type_name`.
    pub values: Vec<(RustName, String)>,
    /// From the variable's description.
    pub docs: Docs,
}

/// A security scheme: a method of the client's builder.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SecurityScheme {
    /// The name under which operations require it: the key in the document.
    pub key: String,
    /// The builder's method and, where it takes one secret, its argument.
    pub name: RustName,
    /// The builder's method that takes an asynchronous source of tokens, where the secret is a bearer token.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<RustName>,
    /// How the credential is sent.
    pub credential: Credential,
    /// From the scheme's description.
    pub docs: Docs,
}

/// The flow `clientCredentials` of OAuth2: a method of the client's builder that takes an id, a secret and scopes.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ClientCredentials {
    /// The builder's method.
    pub name: RustName,
    /// Where tokens are given. May be relative to the server.
    pub token_url: String,
    /// Where they are refreshed, if not there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refresh_url: Option<String>,
    /// The scopes to choose from, and what the document says about each.
    pub scopes: Vec<(String, Docs)>,
}

/// How a credential is sent.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Credential {
    /// `Authorization: Bearer …`.
    Bearer,
    /// `Authorization: Basic …` of a user and a password.
    Basic,
    /// `Authorization: SCHEME …` with another registered scheme.
    Http {
        /// The scheme as it is sent.
        scheme: String,
    },
    /// A header of this name.
    Header {
        /// The header's name.
        name: String,
    },
    /// A query parameter of this name.
    Query {
        /// The parameter's name.
        name: String,
    },
    /// A cookie of this name.
    Cookie {
        /// The cookie's name.
        name: String,
    },
    /// OAuth2: a bearer token.
    OAuth2 {
        /// The flow `clientCredentials`, when the document has it with a URL that can be called.
        client_credentials: Option<ClientCredentials>,
    },
    /// OpenID Connect: a bearer token.
    OpenIdConnect {
        /// Where the provider describes itself.
        url: String,
    },
    /// Mutual TLS: the transport's business.
    MutualTls,
}
