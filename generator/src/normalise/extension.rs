//! Typed access to what travels in extensions, since `openapiv3` has no field for it.
//!
//! The model stage calls these functions; the bodies follow with the lifting.

use indexmap::IndexMap;
use openapiv3::{
    Discriminator, MediaType, Operation, PathItem, ReferenceOr, Schema, SchemaData, SecurityScheme, Server,
};
use serde_json::Value;

/// Whether only `null` fits the schema.
pub fn is_null_only(data: &SchemaData) -> bool {
    data.extensions.contains_key("x-specwright-null")
}

/// `prefixItems`.
pub fn prefix_items(_data: &SchemaData) -> Vec<ReferenceOr<Schema>> {
    Vec::new()
}

/// `patternProperties`: pattern and schema.
pub fn pattern_properties(_data: &SchemaData) -> Vec<(String, ReferenceOr<Schema>)> {
    Vec::new()
}

/// `defaultMapping` of OpenAPI 3.2: a component's name or a reference.
pub fn default_mapping(_discriminator: &Discriminator) -> Option<String> {
    None
}

/// `query` and `additionalOperations` of OpenAPI 3.2: method (in the case in which it is sent) and operation.
pub fn additional_operations(_item: &PathItem) -> Vec<(String, Operation)> {
    Vec::new()
}

/// Whether a query parameter has Swagger 2.0's `collectionFormat: tsv`.
pub fn is_tab_delimited(_extensions: &IndexMap<String, Value>) -> bool {
    false
}

/// Whether a query parameter is OpenAPI 3.2's `in: querystring`.
pub fn is_query_string(_extensions: &IndexMap<String, Value>) -> bool {
    false
}

/// `itemSchema` of OpenAPI 3.2.
pub fn item_schema(_content: &MediaType) -> Option<ReferenceOr<Schema>> {
    None
}

/// The name that the document gives a credential: `x-fern-bearer: {name: …}` and alike.
pub fn credential_name(_scheme: &SecurityScheme) -> Option<String> {
    None
}

/// The name that the document gives a server: `name` of OpenAPI 3.2, or `x-name`.
pub fn server_name(_server: &Server) -> Option<String> {
    None
}
