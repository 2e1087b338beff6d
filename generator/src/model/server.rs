use serde::Serialize;

use super::{Docs, RustName};

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
    /// How the credential is sent.
    pub credential: Credential,
    /// From the scheme's description.
    pub docs: Docs,
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
    /// OAuth2: a bearer token, or a token source for the flow.
    OAuth2 {
        /// `tokenUrl` of the flow `clientCredentials`, when the document has that flow.
        client_credentials: Option<String>,
        /// `refreshUrl` of that flow.
        refresh_url: Option<String>,
        /// The scopes of that flow.
        scopes: Vec<String>,
    },
    /// OpenID Connect: a bearer token.
    OpenIdConnect {
        /// Where the provider describes itself.
        url: String,
    },
    /// Mutual TLS: the transport's business.
    MutualTls,
}
