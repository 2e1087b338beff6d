//! What the canonical document says beyond the fields of `openapiv3`: extensions whose names begin with
//! `x-specwright-`, and typed access to them.
//!
//! A subschema in an extension stands there as JSON and is read when it is asked for: the keywords that need it are
//! rare, and a component made for each would give names to what needs none.

use std::borrow::Cow;

use indexmap::IndexMap;
use openapiv3::{
    Discriminator, Info, License, MediaType, Operation, PathItem, ReferenceOr, Schema, SchemaData,
    SecurityScheme, Server, Tag,
};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::at::unescape;

/// What the name of every extension of the canonical document begins with.
pub const PREFIX: &str = "x-specwright-";

pub(super) const UNRESOLVED: &str = "x-specwright-unresolved";
pub(super) const NULL: &str = "x-specwright-null";
pub(super) const CONST: &str = "x-specwright-const";
pub(super) const PREFIX_ITEMS: &str = "x-specwright-prefix-items";
pub(super) const PATTERN_PROPERTIES: &str = "x-specwright-pattern-properties";
pub(super) const CONTENT_SCHEMA: &str = "x-specwright-content-schema";
pub(super) const UNEVALUATED_PROPERTIES: &str = "x-specwright-unevaluated-properties";
pub(super) const XML: &str = "x-specwright-xml";
pub(super) const DEFAULT_MAPPING: &str = "x-specwright-default-mapping";
pub(super) const ITEM_SCHEMA: &str = "x-specwright-item-schema";
pub(super) const LOCATION: &str = "x-specwright-location";
pub(super) const STYLE: &str = "x-specwright-style";
pub(super) const TAB_DELIMITED: &str = "tabDelimited";
pub(super) const OPERATIONS: &str = "x-specwright-operations";
pub(super) const MUTUAL_TLS: &str = "x-specwright-mutual-tls";
pub(super) const SUMMARY: &str = "x-specwright-summary";
pub(super) const IDENTIFIER: &str = "x-specwright-identifier";
pub(super) const NAME: &str = "x-specwright-name";
pub(super) const PARENT: &str = "x-specwright-parent";
pub(super) const KIND: &str = "x-specwright-kind";

type Extensions = IndexMap<String, Value>;

/// The name of the component that a canonical reference (`#/components/KIND/NAME`) leads to.
///
/// ```
/// let name = specwright::normalise::extension::component_name("#/components/schemas/a~1b");
/// assert_eq!(name.as_deref(), Some("a/b"));
/// ```
pub fn component_name(reference: &str) -> Option<Cow<'_, str>> {
    let (_, name) = reference.strip_prefix("#/components/")?.split_once('/')?;
    Some(unescape(name))
}

/// The path as it is sent, from a key of `paths`: what follows a `#` only keeps two keys apart.
pub fn wire_path(key: &str) -> &str {
    key.split_once('#').map_or(key, |(path, _)| path)
}

/// Whether the schema stands in place of a reference that leads to nothing, and so takes any value.
pub fn is_unresolved(data: &SchemaData) -> bool {
    is_true(&data.extensions, UNRESOLVED)
}

/// Whether only `null` fits the schema.
pub fn is_null_only(data: &SchemaData) -> bool {
    is_true(&data.extensions, NULL)
}

/// Whether the one value in the schema's `enum` was given by `const`.
pub fn is_const(data: &SchemaData) -> bool {
    is_true(&data.extensions, CONST)
}

/// Whether the schema takes no value at all: `false`, canonically `not: {}`.
pub fn is_never(schema: &Schema) -> bool {
    use openapiv3::{AnySchema, SchemaKind};
    let SchemaKind::Not { not } = &schema.schema_kind else {
        return false;
    };
    matches!(&**not, ReferenceOr::Item(inner) if inner.schema_kind == SchemaKind::Any(AnySchema::default()))
}

/// `prefixItems`: the items of a tuple. Further items are described by `items`, as ever: none are allowed if that
/// is [never](is_never).
pub fn prefix_items(data: &SchemaData) -> Vec<ReferenceOr<Schema>> {
    read(&data.extensions, PREFIX_ITEMS).unwrap_or_default()
}

/// `patternProperties`: patterns of names of properties, and the schema of each.
pub fn pattern_properties(data: &SchemaData) -> Vec<(String, ReferenceOr<Schema>)> {
    let patterns: Option<IndexMap<String, ReferenceOr<Schema>>> = read(&data.extensions, PATTERN_PROPERTIES);
    patterns.unwrap_or_default().into_iter().collect()
}

/// `contentSchema`: what the text of a string with a `contentMediaType` holds.
pub fn content_schema(data: &SchemaData) -> Option<ReferenceOr<Schema>> {
    read(&data.extensions, CONTENT_SCHEMA)
}

/// Whether `unevaluatedProperties: false` forbids all properties that no part of a composed schema names. Where
/// the schema is not composed, it stands as `additionalProperties`.
pub fn forbids_unevaluated_properties(data: &SchemaData) -> bool {
    data.extensions.get(UNEVALUATED_PROPERTIES) == Some(&Value::Bool(false))
}

/// An [XML Object](https://spec.openapis.org/oas/v3.2.0#xml-object): how a property is written as XML.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Xml {
    /// The name of the element or attribute, if it is not the property's.
    pub name: Option<String>,
    /// The namespace.
    pub namespace: Option<String>,
    /// The prefix of the name.
    pub prefix: Option<String>,
    /// Whether it is an attribute.
    pub attribute: bool,
    /// Whether the items of a list stand in an element of their own.
    pub wrapped: bool,
    /// `element`, `attribute`, `text`, `cdata` or `none`, since OpenAPI 3.2.
    pub node_type: Option<String>,
}

/// The schema's XML Object.
pub fn xml(data: &SchemaData) -> Option<Xml> {
    read(&data.extensions, XML)
}

/// `defaultMapping`: the canonical reference to the schema for a missing or unlisted tag.
pub fn default_mapping(discriminator: &Discriminator) -> Option<String> {
    read(&discriminator.extensions, DEFAULT_MAPPING)
}

/// `itemSchema`: the schema of each item of a stream.
pub fn item_schema(media_type: &MediaType) -> Option<ReferenceOr<Schema>> {
    read(&media_type.extensions, ITEM_SCHEMA)
}

/// Whether a parameter is `in: querystring`: the whole query. Canonically it is a query parameter with `content`.
pub fn is_query_string(extensions: &IndexMap<String, Value>) -> bool {
    extensions.get(LOCATION).and_then(Value::as_str) == Some("querystring")
}

/// Whether a list in a parameter or a field of a form is joined by tabs: `collectionFormat: tsv` of Swagger 2.0.
pub fn is_tab_delimited(extensions: &IndexMap<String, Value>) -> bool {
    extensions.get(STYLE).and_then(Value::as_str) == Some(TAB_DELIMITED)
}

/// Operations of methods that a path item has no field for: `query`, and `additionalOperations`. The method is
/// as it is sent.
pub fn additional_operations(item: &PathItem) -> Vec<(String, Operation)> {
    let operations: Option<IndexMap<String, Operation>> = read(&item.extensions, OPERATIONS);
    operations.unwrap_or_default().into_iter().collect()
}

/// Whether a security scheme is `mutualTLS`. Canonically it is one of the type `http`.
pub fn is_mutual_tls(scheme: &SecurityScheme) -> bool {
    matches!(scheme, SecurityScheme::HTTP { extensions, .. } if is_true(extensions, MUTUAL_TLS))
}

/// `summary` of an Info Object.
pub fn info_summary(info: &Info) -> Option<&str> {
    info.extensions.get(SUMMARY)?.as_str()
}

/// `identifier` of a License Object: an SPDX expression.
pub fn license_identifier(license: &License) -> Option<&str> {
    license.extensions.get(IDENTIFIER)?.as_str()
}

/// The name that a document gives a credential: `x-fern-bearer: {name: …}` and alike.
pub fn credential_name(scheme: &SecurityScheme) -> Option<String> {
    let (SecurityScheme::APIKey { extensions, .. }
    | SecurityScheme::HTTP { extensions, .. }
    | SecurityScheme::OAuth2 { extensions, .. }
    | SecurityScheme::OpenIDConnect { extensions, .. }) = scheme;
    ["x-fern-bearer", "x-fern-header", "x-fern-basic"]
        .into_iter()
        .find_map(|key| text(extensions.get(key)?.get("name")?))
}

/// The name that a document gives a server: `name` of OpenAPI 3.2, or an extension that says the same.
pub fn server_name(server: &Server) -> Option<String> {
    [NAME, "x-name", "x-fern-server-name", "x-speakeasy-server-id"]
        .into_iter()
        .find_map(|key| text(server.extensions.get(key)?))
}

/// `summary` of a Tag Object.
pub fn tag_summary(tag: &Tag) -> Option<&str> {
    tag.extensions.get(SUMMARY)?.as_str()
}

/// `parent` of a Tag Object: the name of the tag that it is nested in.
pub fn tag_parent(tag: &Tag) -> Option<&str> {
    tag.extensions.get(PARENT)?.as_str()
}

/// `kind` of a Tag Object.
pub fn tag_kind(tag: &Tag) -> Option<&str> {
    tag.extensions.get(KIND)?.as_str()
}

/// A text that says something.
fn text(value: &Value) -> Option<String> {
    let text = value.as_str()?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

fn is_true(extensions: &Extensions, name: &str) -> bool {
    extensions.get(name) == Some(&Value::Bool(true))
}

fn read<T: DeserializeOwned>(extensions: &Extensions, name: &str) -> Option<T> {
    T::deserialize(extensions.get(name)?).ok()
}
