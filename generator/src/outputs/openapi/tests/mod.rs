//! Descriptions that are built by hand, and the canonical document beside them.

mod document;
mod operations;
mod schemas;

use super::openapi;
use crate::outputs::openapi_text::to_yaml;
use specwright_document::description::{
    Description, Info, JsonType, Operation, Response, Schema, SchemaId, Shared, StatusPattern,
};
use specwright_document::diagnostic::Diagnostics;

/// Converts a description: the document, and its warnings.
fn converted(description: &Description) -> (String, Vec<String>) {
    let mut diagnostics = Diagnostics::default();
    let document = openapi(description, &mut diagnostics);
    let yaml = to_yaml(&document).expect("YAML");
    if !has_other_fields(&document) {
        let read: openapiv3::OpenAPI = serde_yaml::from_str(&yaml).expect("a document of OpenAPI 3.0");
        assert_eq!(read, document);
    }
    let warnings = diagnostics.iter().map(|diagnostic| diagnostic.message.clone());
    (yaml, warnings.collect())
}

/// Returns whether schemas have fields for which `openapiv3` has none.
fn has_other_fields(document: &openapiv3::OpenAPI) -> bool {
    let components = document.components.iter();
    components
        .flat_map(|components| components.schemas.values())
        .filter_map(openapiv3::ReferenceOr::as_item)
        .flat_map(|schema| schema.schema_data.extensions.keys())
        .any(|key| !key.starts_with("x-"))
}

fn pets() -> Description {
    Description {
        info: Info {
            title: "Pets".into(),
            version: "1".into(),
            ..Info::default()
        },
        ..Description::default()
    }
}

/// Adds a component.
fn component(description: &mut Description, name: &str, schema: Schema) -> SchemaId {
    let id = description.schemas.add(Schema {
        component: Some(name.into()),
        ..schema
    });
    description.components.schemas.insert(name.into(), id);
    id
}

fn of_type(json_type: JsonType) -> Schema {
    Schema {
        json_type: Some(json_type),
        ..Schema::default()
    }
}

const NO_WARNING: [&str; 0] = [];

fn operation(method: &str) -> Operation {
    Operation {
        method: method.into(),
        operation_id: Some("op".into()),
        responses: vec![(StatusPattern::Exact(204), Shared::Inline(Response::default()))],
        ..Operation::default()
    }
}
