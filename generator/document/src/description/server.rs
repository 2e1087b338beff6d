use super::{Extensions, Source};
use crate::source::Text;

/// A [Server Object](https://spec.openapis.org/oas/v3.2.0#server-object).
#[derive(Clone, Default, PartialEq)]
pub struct Server {
    /// `url`, with `{variables}` where there are any. May be relative.
    pub url: Text,
    /// `name` of OpenAPI 3.2, or an extension in common use that says the same.
    pub name: Option<Text>,
    /// `description`, in CommonMark.
    pub description: Option<Text>,
    /// `variables`: those that the URL names, by their names.
    pub variables: Vec<ServerVariable>,
    /// Extensions.
    pub extensions: Extensions,
    /// Where it stands.
    pub source: Source,
}

/// A [Server Variable Object](https://spec.openapis.org/oas/v3.2.0#server-variable-object).
#[derive(Clone, Default, PartialEq)]
pub struct ServerVariable {
    /// The name between the braces.
    pub name: Text,
    /// `default`.
    pub default: Text,
    /// `enum`: the values that are allowed; empty for any.
    pub values: Vec<Text>,
    /// `description`, in CommonMark.
    pub description: Option<Text>,
    /// Extensions.
    pub extensions: Extensions,
}
