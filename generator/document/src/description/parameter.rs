use serde::Serialize;
use serde_json::Value;

use super::{Extensions, MediaType, SchemaId, Source};
use crate::source::Text;

/// A [Parameter Object](https://spec.openapis.org/oas/v3.2.0#parameter-object).
#[derive(Clone, PartialEq)]
pub struct Parameter {
    /// `name`.
    pub name: Text,
    /// `in`.
    pub location: Location,
    /// `description`, in CommonMark.
    pub description: Option<Text>,
    /// `required`; always true in a path.
    pub required: bool,
    /// `deprecated`.
    pub deprecated: bool,
    /// What it holds, and how that is written.
    pub value: ParameterValue,
    /// `example`, or the first of `examples`.
    pub example: Option<Box<Value>>,
    /// Extensions.
    pub extensions: Extensions,
    /// Where it stands.
    pub source: Source,
}

/// A [Header Object](https://spec.openapis.org/oas/v3.2.0#header-object): its name is the key under which it stands.
#[derive(Clone, PartialEq)]
pub struct Header {
    /// `description`, in CommonMark.
    pub description: Option<Text>,
    /// `required`.
    pub required: bool,
    /// `deprecated`.
    pub deprecated: bool,
    /// What it holds, and how that is written; the style is `simple`.
    pub value: ParameterValue,
    /// Extensions.
    pub extensions: Extensions,
    /// Where it stands.
    pub source: Source,
}

/// Where a parameter is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Location {
    Path,
    Query,
    /// `querystring` of OpenAPI 3.2: the whole query.
    QueryString,
    Header,
    Cookie,
}

/// What a parameter or a header holds, and how that is written.
#[derive(Clone, PartialEq)]
pub enum ParameterValue {
    /// By `schema`, `style` and `explode`.
    Schema {
        /// `schema`.
        schema: SchemaId,
        /// `style`; the default of the location where none is stated.
        style: Style,
        /// `explode`; the default of the style where nothing is stated.
        explode: bool,
        /// `allowReserved`: reserved characters go unencoded.
        allow_reserved: bool,
    },
    /// By `content`: a text in a media type.
    Content(Box<MediaType>),
}

/// The specification's styles, and one of Swagger 2.0's that they leave out
/// ([Style Values](https://spec.openapis.org/oas/v3.2.0#style-values)).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub enum Style {
    Simple,
    Label,
    Matrix,
    Form,
    SpaceDelimited,
    PipeDelimited,
    /// Swagger 2.0's `collectionFormat: tsv`.
    TabDelimited,
    DeepObject,
}
