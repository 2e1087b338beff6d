//! What is changed by what was seen.

use serde_json::{Value, json};

use crate::{Case, action, actions, document};

#[test]
fn null_is_said_as_the_version_of_the_document_says_it() {
    let pet =
        "      {type: object, properties: {a: {type: string}, owner: {$ref: '#/components/schemas/Owner'}}}";
    let traffic = [(
        "/v1/pets/1",
        200,
        "application/json",
        r#"{"a": null, "owner": null}"#,
    )];
    let learned = Case::new(&document("3.0.3", pet)).har(&traffic).learn();
    assert_eq!(
        actions(&learned),
        [
            action(
                "$.components.schemas.Pet.properties.a",
                json!({ "nullable": true })
            ),
            action("$.components.schemas.Pet.properties.owner", json!("remove")),
            action(
                "$.components.schemas.Pet.properties",
                json!({ "owner": { "nullable": true, "allOf": [{ "$ref": "#/components/schemas/Owner" }] } })
            ),
        ]
    );
    assert!(
        learned
            .overlay
            .contains("`a` was null 3 times of 3, in responses of `getPet`: nullable"),
        "{}",
        learned.overlay
    );
    let learned = Case::new(&document("3.1.0", pet)).har(&traffic).learn();
    assert_eq!(
        actions(&learned),
        [
            action("$.components.schemas.Pet.properties.a.type", json!("remove")),
            action(
                "$.components.schemas.Pet.properties.a",
                json!({ "type": ["string", "null"] })
            ),
            action("$.components.schemas.Pet.properties.owner", json!("remove")),
            action(
                "$.components.schemas.Pet.properties",
                json!({ "owner": { "anyOf": [{ "$ref": "#/components/schemas/Owner" }, { "type": "null" }] } })
            ),
        ]
    );
}

#[test]
fn what_is_missing_anywhere_leaves_the_required_of_the_component() {
    let pet = "      {type: object, required: [id, name, kind], properties: {id: {type: string}, name: {type: string}, kind: {type: string}}}";
    let learned = Case::new(&document("3.1.0", pet))
        .har(&[
            (
                "/v1/pets/1",
                200,
                "application/json",
                r#"{"id": "1", "kind": "k"}"#,
            ),
            (
                "/v1/pets",
                200,
                "application/json",
                r#"[{"id": "1", "kind": "k"}, {"id": "1", "name": "n", "kind": "k"}]"#,
            ),
        ])
        .learn();
    assert_eq!(
        actions(&learned),
        [
            action("$.components.schemas.Pet.required", json!("remove")),
            action("$.components.schemas.Pet", json!({ "required": ["id", "kind"] })),
        ]
    );
    let seen = "`name` was missing in 6 of 9, in responses of `getPet`, `listPets`: not required";
    assert!(learned.overlay.contains(seen), "{}", learned.overlay);
}

#[test]
fn what_is_null_or_one_alternative_is_changed_in_the_alternative() {
    let pet = "      type: object
      properties:
        tools: {anyOf: [{type: object, required: [a, b], properties: {a: {type: string}, b: {$ref: '#/components/schemas/Owner'}}}, {type: 'null'}]}
        kind: {oneOf: [{type: 'null'}, {type: string, enum: [cat]}]}
        size: {anyOf: [{type: integer}, {type: 'null'}]}";
    let learned = Case::new(&document("3.1.0", pet))
        .har(&[
            (
                "/v1/pets/1",
                200,
                "application/json",
                r#"{"tools": {"a": null}, "kind": "parrot", "size": 1.5}"#,
            ),
            (
                "/v1/pets/1",
                200,
                "application/json",
                r#"{"tools": null, "kind": null, "size": null}"#,
            ),
            (
                "/v1/pets/1",
                200,
                "application/json",
                r#"{"tools": {"a": "a", "b": null}}"#,
            ),
        ])
        .learn();
    let properties = "$.components.schemas.Pet.properties";
    let tools = format!("{properties}.tools.anyOf[0]");
    assert_eq!(
        actions(&learned),
        [
            action(&format!("{tools}.required"), json!("remove")),
            action(&tools, json!({ "required": ["a"] })),
            action(
                &format!("{properties}.kind.oneOf[1]"),
                json!({ "enum": ["parrot"] })
            ),
            action(&format!("{tools}.properties.a.type"), json!("remove")),
            action(
                &format!("{tools}.properties.a"),
                json!({ "type": ["string", "null"] })
            ),
            action(&format!("{tools}.properties.b"), json!("remove")),
            action(
                &format!("{tools}.properties"),
                json!({ "b": { "anyOf": [{ "$ref": "#/components/schemas/Owner" }, { "type": "null" }] } })
            ),
        ]
    );
    assert_eq!(learned.notes.len(), 1, "{:?}", learned.notes);
    assert!(
        learned.notes[0].contains("was number 3 times of 3"),
        "{:?}",
        learned.notes
    );
}

#[test]
fn new_values_of_an_enum_are_appended_if_they_are_words() {
    let pet = "      {type: object, properties: {kind: {type: string, enum: [cat]}}}";
    let learned = Case::new(&document("3.0.3", pet))
        .har(&[
            ("/v1/pets/1", 200, "application/json", r#"{"kind": "parrot"}"#),
            (
                "/v1/pets/2",
                200,
                "application/json",
                r#"{"kind": "Planted Person 4"}"#,
            ),
        ])
        .learn();
    assert_eq!(
        actions(&learned),
        [action(
            "$.components.schemas.Pet.properties.kind",
            json!({ "enum": ["parrot"] })
        )]
    );
    assert!(
        learned.notes[0].contains("3 values of `kind` are not in the list, and not written down"),
        "{:?}",
        learned.notes
    );
}

#[test]
fn other_types_are_taken_where_it_is_clear_and_told_where_it_is_not() {
    let pet = "      {type: object, properties: {always: {type: string, description: D}, price: {type: integer, format: int32},
        both: {type: string, format: uuid}, list: {type: array, items: {type: string}}, mixed: {type: string}}}";
    let traffic = [
        (
            "/v1/pets/1",
            200,
            "application/json",
            r#"{"always": 1, "price": 1.5, "both": "a", "list": {}, "mixed": 1}"#,
        ),
        (
            "/v1/pets/1",
            200,
            "application/json",
            r#"{"always": 2, "price": 1, "both": 7, "mixed": true}"#,
        ),
    ];
    let learned = Case::new(&document("3.0.3", pet)).har(&traffic).learn();
    let properties = "$.components.schemas.Pet.properties";
    assert_eq!(
        actions(&learned),
        [
            action(&format!("{properties}.always"), json!("remove")),
            action(
                properties,
                json!({ "always": { "type": "integer", "description": "D" } })
            ),
            action(&format!("{properties}.both"), json!("remove")),
            action(
                properties,
                json!({ "both": { "oneOf": [{ "type": "string", "format": "uuid" }, { "type": "integer" }] } })
            ),
            action(&format!("{properties}.price"), json!("remove")),
            action(properties, json!({ "price": { "type": "number" } })),
        ]
    );
    assert_eq!(learned.notes.len(), 2, "{:?}", learned.notes);
    assert!(learned.notes[0].contains("`list` is described as array, and was object 3 times of 3"));
    assert!(
        learned.notes[1]
            .contains("`mixed` is described as string, and was boolean 3 times, integer 3 times of 6")
    );

    let learned = Case::new(&document("3.1.0", pet)).har(&traffic).learn();
    let both = json!({ "both": { "type": ["string", "integer"], "format": "uuid" } });
    assert!(
        actions(&learned).contains(&action(properties, both)),
        "{}",
        learned.overlay
    );
}

#[test]
fn statuses_and_media_types_are_added_with_what_was_seen() {
    let pet = "      {type: object}";
    let learned = Case::new(&document("3.0.3", pet))
        .har(&[
            ("/v1/pets/1", 503, "text/html; charset=utf-8", "<p>planted</p>"),
            (
                "/v1/pets/1",
                409,
                "application/problem+json",
                r#"{"title": "planted", "errors": [{"code": 1}], "extra": null}"#,
            ),
            ("/v1/pets/1", 404, "text/plain", "planted"),
            ("/v1/pets/1", 204, "", ""),
        ])
        .learn();
    let target = "$.paths['/pets/{id}'].get";
    let described = "Seen, and not described by the document";
    let response =
        |status: &str, response: Value| action(target, json!({ "responses": { status: response } }));
    assert_eq!(
        actions(&learned),
        [
            response("204", json!({ "description": described })),
            action(
                "$.components.responses.Missing",
                json!({ "content": { "text/plain": { "schema": { "type": "string" } } } })
            ),
            response(
                "409",
                json!({
                    "description": described,
                    "content": { "application/problem+json": { "schema": { "type": "object", "properties": {
                        "errors": { "type": "array", "items": { "type": "object", "properties": { "code": { "type": "integer" } } } },
                        "extra": {},
                        "title": { "type": "string" },
                    } } } }
                })
            ),
            response(
                "503",
                json!({
                    "description": described,
                    "content": { "text/html": { "schema": { "type": "string" } } }
                })
            ),
        ]
    );
    assert!(
        learned
            .overlay
            .contains("`getPet`: status 503 with `text/html`, 3 times")
    );
}

/// A document whose failures have one shape, and traffic of a failure that it does not describe.
fn sibling(schema: &str, body: &str) -> Value {
    let text = format!(
        "openapi: 3.0.3
info: {{title: Pets, version: '1'}}
servers: [{{url: 'https://api.example.com/v1'}}]
paths:
  /pets/{{id}}:
    get:
      operationId: getPet
      parameters: [{{name: id, in: path, required: true, schema: {{type: string}}}}]
      responses:
        '200': {{description: ok}}
        '401': {{$ref: '#/components/responses/Unauthorized'}}
components:
  responses:
    Unauthorized: {{description: no, content: {{application/json: {{schema: {{$ref: '#/components/schemas/Failure'}}}}}}}}
  schemas:
    Failure: {schema}
"
    );
    let learned = Case::new(&text)
        .har(&[("/v1/pets/1", 404, "application/json", body)])
        .learn();
    let actions = actions(&learned);
    assert_eq!(actions.len(), 1, "{actions:?}");
    actions[0].1["responses"]["404"]["content"]["application/json"]["schema"].clone()
}

#[test]
fn a_failure_has_the_schema_of_the_others_where_it_fits() {
    let schema = "{type: object, required: [error], properties: {error: {type: object, required: [status], \
                  properties: {status: {type: integer}, message: {type: string}}}}}";
    let known = json!({ "$ref": "#/components/schemas/Failure" });
    for body in [
        r#"{"error": {"status": 404, "message": "planted"}}"#,
        r#"{"error": {"status": 404}}"#,
    ] {
        assert_eq!(sibling(schema, body), known, "{body}");
    }
    for body in [
        // A property that it does not have, another type, one that is missing, and nothing at all.
        r#"{"error": {"status": 404, "hint": "planted"}}"#,
        r#"{"error": {"status": "planted"}}"#,
        r#"{"error": {"message": "planted"}}"#,
        r#"{"error": "planted"}"#,
        "{}",
        r#"{"error": {"status": null}}"#,
    ] {
        assert_eq!(sibling(schema, body)["type"], "object", "{body}");
    }
}

#[test]
fn swagger_2_says_null_by_its_extension() {
    let document = "swagger: '2.0'
info: {title: Pets, version: '1'}
host: api.example.com
basePath: /v1
schemes: [https]
produces: [application/json]
paths:
  /pets/{id}:
    get:
      operationId: getPet
      parameters: [{name: id, in: path, required: true, type: string}]
      responses: {'200': {description: ok, schema: {$ref: '#/definitions/Pet'}}}
  /names:
    get: {operationId: getNames, responses: {'200': {description: ok, schema: {type: array, items: {type: string}}}}}
definitions:
  Pet: {type: object, properties: {a: {type: string}}}
";
    let learned = Case::new(document)
        .har(&[
            ("/v1/pets/1", 200, "application/json", r#"{"a": null}"#),
            ("/v1/pets/1", 500, "application/json", r#"{"b": 1}"#),
            ("/v1/names", 200, "application/json", r#"[null]"#),
        ])
        .learn();
    let schema = json!({ "type": "object", "properties": { "b": { "type": "integer" } } });
    assert_eq!(
        actions(&learned),
        [
            action("$.definitions.Pet.properties.a", json!({ "x-nullable": true })),
            action(
                "$.paths['/names'].get.responses['200'].schema.items",
                json!({ "x-nullable": true })
            ),
            action(
                "$.paths['/pets/{id}'].get",
                json!({ "responses": { "500": {
                    "description": "Seen, and not described by the document", "schema": schema } } })
            ),
        ]
    );
}
