//! Required properties that a user accepts to be missing in responses.

use std::fs;

use specwright::{Error, Generator};

const DOCUMENT: &str = r#"
openapi: 3.1.0
info: {title: Shop, version: "1"}
paths:
  /orders:
    get: {operationId: list, responses: {'200': {description: o, content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Order'}}}}}}}
    post: {operationId: add, requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/NewOrder'}}}}, responses: {'204': {description: o}}}
components:
  schemas:
    Base: {type: object, required: [id], properties: {id: {type: string}}}
    Order:
      allOf: [{$ref: '#/components/schemas/Base'}]
      type: object
      required: [total, items]
      properties:
        total: {type: integer}
        items: {type: array, items: {type: object, required: [name], properties: {name: {type: string}}}}
    NewOrder: {type: object, required: [total], properties: {total: {type: integer}}}
"#;

fn generator(name: &str, places: &[&str]) -> Generator {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("leniency");
    fs::create_dir_all(&folder).unwrap();
    let path = folder.join(name);
    fs::write(&path, DOCUMENT).unwrap();
    places.iter().fold(Generator::new(path), |generator, place| {
        generator.accept_missing(*place)
    })
}

fn client(name: &str, places: &[&str]) -> String {
    let generated = generator(name, places).generate();
    generated.unwrap_or_else(|error| panic!("{error}")).client
}

#[test]
fn without_the_setting_what_is_required_must_be_there() {
    let client = client("exact.yaml", &[]);
    for field in [
        "pub id: String",
        "pub total: i64",
        "pub items: Vec<OrderItem>",
        "pub name: String",
    ] {
        assert!(client.contains(field), "{field}\n{client}");
    }
}

#[test]
fn a_property_may_be_missing() {
    let client = client("property.yaml", &["#/components/schemas/Order/properties/total"]);
    assert!(
        client.contains("pub total: Option<i64>") && client.contains("total = optional \"total\""),
        "{client}"
    );
    assert!(
        client.contains("pub id: String") && client.contains("pub items: Vec<OrderItem>"),
        "{client}"
    );
}

#[test]
fn a_property_may_be_missing_that_comes_from_a_base() {
    let client = client("base.yaml", &["#/components/schemas/Base/properties/id"]);
    assert!(
        client.contains("pub id: Option<String>") && client.contains("pub total: i64"),
        "{client}"
    );
}

#[test]
fn all_of_a_schema_may_be_missing_and_what_stands_in_it() {
    let client = client("schema.yaml", &["#/components/schemas/Order"]);
    for field in [
        "pub id: Option<String>",
        "pub total: Option<i64>",
        "pub items: Option<Vec<OrderItem>>",
        "pub name: Option<String>",
    ] {
        assert!(client.contains(field), "{field}\n{client}");
    }
}

/// The body of a request stays as it is.
#[test]
fn everything_may_be_missing_that_only_responses_have() {
    let client = client("everywhere.yaml", &["#"]);
    assert!(
        client.contains("pub total: Option<i64>") && client.contains("pub total: i64"),
        "{client}"
    );
}

#[test]
fn a_place_without_a_required_property_is_an_error() {
    for place in [
        "#/components/schemas/Lost",
        "#/components/schemas/NewOrder",
        "#/components/schemas/Ord",
    ] {
        match generator("lost.yaml", &[place]).generate() {
            Err(error @ Error::Document(_)) => {
                let text = error.to_string();
                let wanted = format!("no required property of a response is at or below `{place}`");
                assert!(text.contains(&wanted), "{text}");
            }
            other => panic!("{place} was to be refused: {other:?}"),
        }
    }
}
