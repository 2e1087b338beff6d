use crate::order::IndexMap;
use serde_json::Value;

use super::{Extensions, Header, SchemaId, Shared, Source, Style};
use crate::source::Text;

/// A [Request Body Object](https://spec.openapis.org/oas/v3.2.0#request-body-object).
#[derive(Clone, Default, PartialEq)]
pub struct RequestBody {
    /// `description`, in CommonMark.
    pub description: Option<Text>,
    /// `required`.
    pub required: bool,
    /// `content`, in the document's order.
    pub content: Vec<MediaType>,
    /// The name that an extension of Swagger 2.0 or the parameter there gives it.
    pub name: Option<Text>,
    /// Extensions.
    pub extensions: Extensions,
    /// Where it stands.
    pub source: Source,
}

/// A [Media Type Object](https://spec.openapis.org/oas/v3.2.0#media-type-object), with the media type that it is for.
#[derive(Clone, Default, PartialEq)]
pub struct MediaType {
    /// The media type or range: `type/subtype` in lower case, with its parameters after `; `.
    pub name: Text,
    /// `schema`.
    pub schema: Option<SchemaId>,
    /// `itemSchema`: of each item of a stream, since OpenAPI 3.2.
    pub item_schema: Option<SchemaId>,
    /// `encoding`: of properties, by their names.
    pub encoding: IndexMap<Text, Encoding>,
    /// `example`, or the first of `examples`.
    pub example: Option<Box<Value>>,
    /// `examples`, by their names, where both sides of the API are asked for.
    pub examples: Vec<(Text, Value)>,
    /// Extensions.
    pub extensions: Extensions,
    /// Where it stands.
    pub source: Source,
}

/// An [Encoding Object](https://spec.openapis.org/oas/v3.2.0#encoding-object).
#[derive(Clone, Default, PartialEq)]
pub struct Encoding {
    /// `contentType`.
    pub content_type: Option<Text>,
    /// `headers` of a part, by their names.
    pub headers: Vec<(Text, Shared<Header>)>,
    /// `style`, if one is stated.
    pub style: Option<Style>,
    /// `explode`, if it is stated.
    pub explode: Option<bool>,
    /// `allowReserved`.
    pub allow_reserved: bool,
    /// Extensions.
    pub extensions: Extensions,
    /// Where it stands.
    pub source: Source,
}
