use super::{Extensions, Source};
use crate::source::Text;

/// A [Security Scheme Object](https://spec.openapis.org/oas/v3.2.0#security-scheme-object).
#[derive(Clone, PartialEq)]
pub struct SecurityScheme {
    /// The name under which it is declared and required.
    pub key: Text,
    /// What it is.
    pub kind: SecuritySchemeKind,
    /// The name that an extension in common use gives the credential.
    pub name: Option<Text>,
    /// `description`, in CommonMark.
    pub description: Option<Text>,
    /// `deprecated`, since OpenAPI 3.2.
    pub deprecated: bool,
    /// Extensions.
    pub extensions: Extensions,
    /// Where it stands.
    pub source: Source,
}

/// What a security scheme is, by its `type`.
#[derive(Clone, PartialEq)]
#[allow(clippy::large_enum_variant)] // a document has a handful
pub enum SecuritySchemeKind {
    /// `apiKey`.
    ApiKey {
        /// `name`: of the header, the query parameter or the cookie.
        name: Text,
        /// `in`.
        location: ApiKeyLocation,
    },
    /// `http`.
    Http {
        /// `scheme`, such as `bearer`.
        scheme: Text,
        /// `bearerFormat`: a hint.
        bearer_format: Option<Text>,
    },
    /// `oauth2`.
    OAuth2 {
        /// `flows`.
        flows: OAuth2Flows,
        /// `oauth2MetadataUrl`, since OpenAPI 3.2.
        metadata_url: Option<Text>,
    },
    /// `openIdConnect`.
    OpenIdConnect {
        /// `openIdConnectUrl`.
        url: Text,
    },
    /// `mutualTLS`, since OpenAPI 3.1.
    MutualTls,
}

/// Where an API key is sent.
#[derive(Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum ApiKeyLocation {
    Header,
    Query,
    Cookie,
}

/// An [OAuth Flows Object](https://spec.openapis.org/oas/v3.2.0#oauth-flows-object).
#[derive(Clone, Default, PartialEq)]
pub struct OAuth2Flows {
    /// `implicit`.
    pub implicit: Option<Flow>,
    /// `password`.
    pub password: Option<Flow>,
    /// `clientCredentials`; `application` of Swagger 2.0.
    pub client_credentials: Option<Flow>,
    /// `authorizationCode`; `accessCode` of Swagger 2.0.
    pub authorization_code: Option<Flow>,
    /// `deviceAuthorization`, since OpenAPI 3.2.
    pub device_authorization: Option<Flow>,
}

/// An [OAuth Flow Object](https://spec.openapis.org/oas/v3.2.0#oauth-flow-object). A URL that the document does not have
/// is empty.
#[derive(Clone, Default, PartialEq)]
pub struct Flow {
    /// `authorizationUrl`; `deviceAuthorizationUrl` of that flow.
    pub authorization_url: Text,
    /// `tokenUrl`.
    pub token_url: Text,
    /// `refreshUrl`.
    pub refresh_url: Option<Text>,
    /// `scopes`: names and descriptions.
    pub scopes: Vec<(Text, Text)>,
}

/// A [Security Requirement Object](https://spec.openapis.org/oas/v3.2.0#security-requirement-object): keys of declared
/// schemes, all of which are needed, and the scopes of each. Empty where nothing is needed.
pub type SecurityRequirement = Vec<(Text, Vec<Text>)>;
