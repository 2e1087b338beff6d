//! The table of what a document describes, by which a client records what servers send otherwise.

use specwright::{Generator, Runtime};

const DOCUMENT: &str = r#"
openapi: 3.0.3
info: {title: Pets, version: '1'}
paths:
  /pets/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: string}}]
    get:
      responses:
        '200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
        4XX: {description: no}
    delete: {operationId: removePet, responses: {'204': {description: gone}}}
components:
  schemas:
    Pet:
      type: object
      required: [name, secret]
      properties:
        name: {type: string, nullable: true}
        secret: {type: string, writeOnly: true}
        mother: {$ref: '#/components/schemas/Pet'}
        kind: {type: string, enum: [cat, dog]}
        more: {type: object, additionalProperties: {type: integer}}
"#;

fn generated(settings: impl FnOnce(Generator) -> Generator) -> specwright::Generated {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("pets.yaml");
    std::fs::write(&path, DOCUMENT).unwrap();
    settings(Generator::new(&path)).generate().unwrap()
}

/// Returns the table in a client, as JSON.
fn table(client: &str) -> serde_json::Value {
    let (_, rest) = client.split_once("pub const SHAPES: &str = ").expect("a table");
    let (literal, _) = rest.split_once(";\n").unwrap();
    let text: String = serde_json::from_str(literal).unwrap();
    serde_json::from_str(&text).unwrap()
}

#[test]
fn a_client_that_records_has_a_table_of_its_operations_and_their_schemas() {
    let table = table(&generated(|generator| generator.record(true)).client);
    assert_eq!(
        table,
        serde_json::json!({
            "operations": [
                {
                    "id": "GET /pets/{id}",
                    "at": "#/paths/~1pets~1{id}/get",
                    "responses": [
                        { "status": "200", "content": [{
                            "media_type": "application/json",
                            "at": "#/paths/~1pets~1{id}/get/responses/200/content/application~1json/schema",
                            "schema": 0
                        }] },
                        { "status": "4XX", "content": [] }
                    ]
                },
                {
                    "id": "removePet",
                    "at": "#/paths/~1pets~1{id}/delete",
                    "responses": [{ "status": "204", "content": [] }]
                }
            ],
            "nodes": [
                {
                    "at": "#/components/schemas/Pet",
                    "type": "object",
                    // What only the client sends is not missing.
                    "required": ["name"],
                    "properties": { "name": 1, "secret": 2, "mother": 0, "kind": 3, "more": 4 }
                },
                { "within": 0, "at": "/properties/name", "type": "string", "nullable": true },
                { "within": 0, "at": "/properties/secret", "type": "string" },
                { "within": 0, "at": "/properties/kind", "type": "string", "enum": ["cat", "dog"] },
                { "within": 0, "at": "/properties/more", "type": "object", "additional": { "schema": 5 } },
                { "within": 4, "at": "/additionalProperties", "type": "integer" }
            ]
        })
    );
}

#[test]
fn the_table_has_no_operation_that_is_not_selected() {
    let client = generated(|generator| {
        let select = specwright::Select::operation("removePet");
        generator.include(select).record(true)
    });
    let table = table(&client.client);
    assert_eq!(table["operations"].as_array().map(Vec::len), Some(1));
    assert_eq!(table["nodes"], serde_json::json!([]));
}

#[test]
fn a_crate_that_records_has_the_table_and_asks_for_the_feature_of_the_runtime() {
    let runtime = Runtime::Version;
    let files = generated(|generator| generator.record(true)).crate_files(&runtime);
    let text = |name: &str| files.iter().find(|(path, _)| path.ends_with(name)).unwrap().1;
    assert!(text("Cargo.toml").contains("\"record\""));
    assert!(files.values().any(|text| text.contains("pub const SHAPES: &str")));
    let files = generated(|generator| generator).crate_files(&runtime);
    assert!(
        files
            .values()
            .all(|text| !text.contains("SHAPES") && !text.contains("record"))
    );
}
