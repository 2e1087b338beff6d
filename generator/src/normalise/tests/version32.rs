use super::lift;
use crate::normalise::extension;

fn document(rest: &str) -> super::Lifted {
    lift(&format!(
        "openapi: 3.2.0\ninfo: {{title: T, version: '1'}}\n{rest}"
    ))
}

#[test]
fn the_method_query_and_any_other() {
    let lifted = document(
        "paths:
  /pets/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: string}}]
    query: {operationId: search, responses: {'200': {description: ok}}}
    additionalOperations: {LINK: {operationId: link, responses: {'204': {description: none}}}}
",
    );
    lifted.says(&[]);
    let item = lifted.openapi().paths.paths["/pets/{id}"]
        .as_item()
        .expect("it is no reference");
    let operations: Vec<_> = extension::additional_operations(item)
        .into_iter()
        .map(|(method, operation)| (method, operation.operation_id))
        .collect();
    assert_eq!(
        operations,
        [
            ("QUERY".to_owned(), Some("search".to_owned())),
            ("LINK".to_owned(), Some("link".to_owned())),
        ]
    );
    let place = lifted
        .normalised()
        .origins
        .place("/paths/~1pets~1{id}/additionalOperations/QUERY/operationId");
    assert_eq!(place.pointer, "/paths/~1pets~1{id}/query/operationId");
}

#[test]
fn the_whole_query_as_a_parameter() {
    let lifted = document(
        "paths:
  /pets:
    get:
      parameters:
        - {name: q, in: querystring, content: {application/x-www-form-urlencoded: {schema: {type: object}}}}
      responses: {'200': {description: ok}}
",
    );
    lifted.says(&[]);
    let item = lifted.openapi().paths.paths["/pets"]
        .as_item()
        .expect("it is no reference");
    let parameter = item.get.as_ref().expect("there is an operation").parameters[0]
        .as_item()
        .expect("it is no reference");
    assert!(extension::is_query_string(
        &parameter.parameter_data_ref().extensions
    ));
}

#[test]
fn streams_have_a_schema_for_each_item() {
    let lifted = document(
        "paths:
  /events:
    get:
      responses: {'200': {description: ok, content: {text/event-stream: {itemSchema: {$ref: '#/components/schemas/Event'}}}}}
components: {schemas: {Event: {type: object}}}
",
    );
    lifted.says(&[]);
    lifted.becomes(
        "/paths/~1events/get/responses/200/content/text~1event-stream",
        "x-specwright-item-schema: {$ref: '#/components/schemas/Event'}",
    );
}

#[test]
fn media_types_among_the_components() {
    let lifted = document(
        "paths:
  /pets:
    get:
      responses: {'200': {description: ok, content: {application/json: {$ref: '#/components/mediaTypes/Pets'}}}}
      parameters: [{name: q, in: query, content: {application/json: {$ref: '#/components/mediaTypes/Names'}}}]
components:
  mediaTypes:
    Pets: {schema: {type: object, properties: {name: {type: string}}}}
    Names: {schema: {type: array, items: {type: string}}}
",
    );
    lifted.says(&[]);
    lifted.becomes(
        "/paths/~1pets/get/responses/200/content/application~1json",
        "schema: {$ref: '#/components/schemas/Pets'}",
    );
    lifted.becomes(
        "/components/schemas",
        "Pets: {type: object, properties: {name: {type: string}}}",
    );
    lifted.becomes(
        "/paths/~1pets/get/parameters/0/content/application~1json",
        "schema: {type: array, items: {type: string}}",
    );
}

#[test]
fn nested_tags_and_named_servers() {
    let lifted = document(
        "$self: https://example.com/api
servers: [{url: 'https://example.com', name: Production}]
tags: [{name: pets, summary: Pets, parent: animals, kind: nav}]
paths: {}
",
    );
    lifted.says(&[]);
    let openapi = lifted.openapi();
    assert_eq!(
        extension::server_name(&openapi.servers[0]).as_deref(),
        Some("Production")
    );
    let tag = &openapi.tags[0];
    assert_eq!(extension::tag_summary(tag), Some("Pets"));
    assert_eq!(extension::tag_parent(tag), Some("animals"));
    assert_eq!(extension::tag_kind(tag), Some("nav"));
}

#[test]
fn a_document_refers_to_itself_by_its_own_uri() {
    let lifted = document(
        "$self: https://example.com/api
components:
  schemas:
    A: {type: array, items: {$ref: 'https://example.com/api#/components/schemas/B'}}
    B: {type: string}
",
    );
    lifted.becomes("/components/schemas/A/items", "$ref: '#/components/schemas/B'");
    lifted.says(&[]);
}

#[test]
fn the_schema_for_other_tags() {
    let lifted = document(
        "components:
  schemas:
    A: {oneOf: [{$ref: '#/components/schemas/B'}], discriminator: {propertyName: kind, defaultMapping: B}}
    B: {type: object}
",
    );
    lifted.says(&[]);
    let components = lifted
        .openapi()
        .components
        .as_ref()
        .expect("there are components");
    let schema = components.schemas["A"].as_item().expect("it is no reference");
    let discriminator = schema.schema_data.discriminator.as_ref().expect("there is one");
    assert_eq!(
        extension::default_mapping(discriminator).as_deref(),
        Some("#/components/schemas/B")
    );
}
