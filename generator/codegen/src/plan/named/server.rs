use crate::plan::named::RustName;
use specwright_document::model::{Credential, Docs};

/// One of the API's servers: a variant of the client's `Server`.
#[derive(Clone, Debug, PartialEq)]
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
#[derive(Clone, Debug, PartialEq)]
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
#[derive(Clone, Debug, PartialEq)]
pub struct SecurityScheme {
    /// The name under which operations require it: the key in the document.
    pub key: String,
    /// The builder's method and, where it takes one secret, its argument.
    pub name: RustName,
    /// The builder's method that takes an asynchronous source of tokens, where the secret is a bearer token.
    pub source: Option<RustName>,
    /// The builder's method that takes an id, a secret and scopes, where the credential has the flow `clientCredentials` of
    /// OAuth2.
    pub client_credentials: Option<RustName>,
    /// How the credential is sent.
    pub credential: Credential,
    /// From the scheme's description.
    pub docs: Docs,
}
