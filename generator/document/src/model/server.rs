use super::Docs;

/// One of the API's servers.
#[derive(Clone, PartialEq)]
pub struct Server {
    /// The name that the document gives it (OpenAPI 3.2).
    pub name: Option<String>,
    /// The URL, with `{variables}` where there are any. May be relative.
    pub url: String,
    /// From the server's description.
    pub docs: Docs,
    /// The variables, in the order in which the URL names them.
    pub variables: Vec<ServerVariable>,
}

/// A variable of a server's URL.
#[derive(Clone, PartialEq)]
pub struct ServerVariable {
    /// The name between the braces.
    pub wire: String,
    /// The value when the caller gives none.
    pub default: String,
    /// The documented values; empty for any string.
    pub values: Vec<String>,
    /// From the variable's description.
    pub docs: Docs,
}

/// A security scheme.
#[derive(Clone, PartialEq)]
pub struct SecurityScheme {
    /// The name under which operations require it: the key in the document.
    pub key: String,
    /// The name that the document would have for the credential in code.
    pub name: Option<String>,
    /// How the credential is sent.
    pub credential: Credential,
    /// From the scheme's description.
    pub docs: Docs,
    /// Whether a selected operation can be called with it.
    pub selected: bool,
}

/// The flow `clientCredentials` of OAuth2.
#[derive(Clone, Debug, PartialEq)]
pub struct ClientCredentials {
    /// Where tokens are given. May be relative to the server.
    pub token_url: String,
    /// Where they are refreshed, if not there.
    pub refresh_url: Option<String>,
    /// The scopes to choose from, and what the document says about each.
    pub scopes: Vec<(String, Docs)>,
}

/// How a credential is sent.
#[derive(Clone, Debug, PartialEq)]
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
