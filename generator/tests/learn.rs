//! What servers really send, beside a document, and the overlay that comes out.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use specwright::{Error, Learned, Learner};

/// A document of OpenAPI 3.0, in which `{}` are schemas.
fn document(version: &str, pet: &str) -> String {
    format!(
        "openapi: {version}
info: {{title: Pets, version: '1'}}
servers: [{{url: 'https://api.example.com/v1'}}]
paths:
  /pets:
    get:
      operationId: listPets
      responses:
        '200': {{description: ok, content: {{application/json: {{schema: {{type: array, items: {{$ref: '#/components/schemas/Pet'}}}}}}}}}}
  /pets/{{id}}:
    get:
      operationId: getPet
      parameters: [{{name: id, in: path, required: true, schema: {{type: string}}}}]
      responses:
        '200': {{description: ok, content: {{application/json: {{schema: {{$ref: '#/components/schemas/Pet'}}}}}}}}
        '404': {{$ref: '#/components/responses/Missing'}}
components:
  responses:
    Missing: {{description: none, content: {{application/json: {{schema: {{type: object}}}}}}}}
  schemas:
    Owner: {{type: object, properties: {{name: {{type: string}}}}}}
    Pet:
{pet}
"
    )
}

struct Case {
    folder: tempfile::TempDir,
    learner: Learner,
}

impl Case {
    fn new(document: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("pets.yaml"), document).unwrap();
        let learner = Learner::new(folder.path().join("pets.yaml"));
        Self { folder, learner }
    }

    /// Adds a HAR file with these responses, thrice each: path, status, media type and body.
    fn har(self, responses: &[(&str, u16, &str, &str)]) -> Self {
        let entries = responses.iter().flat_map(|(path, status, media_type, body)| {
            let entry = json!({
                "startedDateTime": "2026-01-01T00:00:00Z",
                "request": { "method": "GET", "url": format!("https://api.example.com{path}"), "headers": [
                    { "name": "authorization", "value": "Bearer planted-token" }] },
                "response": { "status": status, "content": { "size": body.len(), "mimeType": media_type, "text": body } }
            });
            [entry.clone(), entry.clone(), entry]
        });
        let har = json!({ "log": { "version": "1.2", "entries": entries.collect::<Vec<_>>() } });
        self.file("traffic.har", &har.to_string())
    }

    fn file(mut self, name: &str, text: &str) -> Self {
        let path = self.folder.path().join(name);
        fs::write(&path, text).unwrap();
        self.learner = self.learner.read(path);
        self
    }

    /// Returns what is learned: an overlay that can be applied, if it changes anything.
    fn learn(&self) -> Learned {
        let learned = self.learner.learn().unwrap_or_else(|error| panic!("{error}"));
        if learned.actions > 0 {
            let (document, overlay) = ("pets.yaml", "learned.overlay.yaml");
            fs::write(self.folder.path().join(overlay), &learned.overlay).unwrap();
            let generator = specwright::Generator::new(self.folder.path().join(document));
            let generator = generator.overlay(self.folder.path().join(overlay));
            let applied = generator.strict_overlays(true).effective_document();
            applied.unwrap_or_else(|error| panic!("{error}\n{}", learned.overlay));
        }
        learned
    }
}

/// Returns the actions: target and what is merged there, or `"remove"`.
fn actions(learned: &Learned) -> Vec<(String, Value)> {
    if learned.actions == 0 {
        // An overlay has at least one.
        assert_eq!(learned.overlay, "");
        return Vec::new();
    }
    let overlay: Value = serde_yaml::from_str(&learned.overlay).expect("YAML");
    assert_eq!(overlay["overlay"], "1.0.0");
    let actions = overlay["actions"].as_array().expect("actions").iter();
    actions
        .map(|action| {
            let target = action["target"].as_str().unwrap().to_owned();
            assert!(!action["description"].as_str().unwrap().is_empty());
            match action.get("update") {
                Some(update) => (target, update.clone()),
                None => (target, json!("remove")),
            }
        })
        .collect()
}

fn action(target: &str, update: Value) -> (String, Value) {
    (target.to_owned(), update)
}

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
fn undeclared_properties_are_told_and_added_where_that_is_asked_for() {
    let pet = "      {type: object, properties: {id: {type: string}}}";
    let traffic = [
        (
            "/v1/pets/1",
            200,
            "application/json",
            r#"{"id": "1", "cache_tokens": 5, "any": 1}"#,
        ),
        (
            "/v1/pets/1",
            200,
            "application/json",
            r#"{"id": "1", "any": "x"}"#,
        ),
    ];
    let case = Case::new(&document("3.0.3", pet)).har(&traffic);
    let learned = case.learn();
    assert_eq!(actions(&learned), []);
    assert!(
        learned.notes[1].contains("`cache_tokens` is not declared, and was there in 3 of 6"),
        "{:?}",
        learned.notes
    );
    let learned = case.learner.clone().add_properties(true).learn().unwrap();
    assert_eq!(
        actions(&learned),
        [action(
            "$.components.schemas.Pet",
            json!({ "properties": { "cache_tokens": { "type": "integer" } } })
        )]
    );
    assert!(
        learned.notes[0].contains("`any`") && learned.notes[0].contains("conflicting kinds"),
        "{:?}",
        learned.notes
    );
}

#[test]
fn what_was_seen_less_often_than_asked_for_is_told() {
    let pet = "      {type: object, properties: {a: {type: string}}}";
    let case =
        Case::new(&document("3.0.3", pet)).har(&[("/v1/pets/1", 200, "application/json", r#"{"a": null}"#)]);
    let learned = case.learner.clone().min_count(4).learn().unwrap();
    assert_eq!((learned.actions, learned.responses), (0, 3));
    assert_eq!(
        learned.notes,
        ["#/components/schemas/Pet/properties/a: `a` was null: seen only 3 times"]
    );
}

#[test]
fn a_value_whose_alternative_takes_too_many_steps_to_find_is_told() {
    let pet = "      {anyOf: [{type: array, items: {type: integer}}, {type: array, items: {type: string}}]}";
    let body = format!("[{}1]", "1,".repeat(400_000));
    let case =
        Case::new(&document("3.1.0", pet)).har(&[("/v1/pets/1", 200, "application/json", body.as_str())]);
    assert_eq!(
        case.learn().notes,
        [
            "#/components/schemas/Pet: it takes too many steps to find which alternative of the union values are, and they are not \
             looked into: array 3 times"
        ]
    );
}

#[test]
fn requests_are_matched_by_server_method_and_path() {
    let pet = "      {type: object, properties: {a: {type: string}}}";
    let case = Case::new(&document("3.0.3", pet)).har(&[
        ("/v1/pets/1?x=1#y", 200, "application/json", r#"{"a": null}"#),
        ("/v2/pets/1", 200, "application/json", r#"{"a": null}"#),
        ("/v1/pets/1/2", 200, "application/json", r#"{"a": null}"#),
    ]);
    let learned = case.learn();
    assert_eq!((learned.responses, learned.unmatched), (3, 6));
    let learned = case
        .learner
        .clone()
        .server("https://api.example.com/v2")
        .learn()
        .unwrap();
    assert_eq!((learned.responses, learned.unmatched), (6, 3));
}

#[test]
fn bodies_in_base64_are_read_and_what_is_no_json_is_told() {
    let pet = "      {type: object, properties: {a: {type: string}}}";
    // {"a": null}
    let entry = |text: &str| {
        format!(
            r#"{{"request": {{"method": "get", "url": "https://api.example.com/v1/pets/1"}}, "response": {{"status": 200,
            "content": {{"mimeType": "application/json", "encoding": "base64", "text": "{text}"}}}}}}"#
        )
    };
    let entries = [
        entry("eyJhIjogbnVsbH0="),
        entry("eyJhIjogbnVsbH0="),
        entry("eyJhIjogbnVsbH0="),
        entry("bm8="),
    ]
    .join(",");
    let learned = Case::new(&document("3.0.3", pet))
        .file("a.har", &format!(r#"{{"log": {{"entries": [{entries}]}}}}"#))
        .learn();
    assert_eq!(learned.actions, 1);
    assert_eq!(
        learned.notes,
        ["`getPet`: status 200 with `application/json`, 4 times: 1 body is no JSON"]
    );
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

#[test]
fn no_value_of_a_response_or_a_request_is_in_what_comes_out() {
    let pet = "      {type: object, required: [id], properties: {id: {type: integer}, kind: {type: string, enum: [cat]},
        by: {type: object, additionalProperties: {type: string}}, any: {oneOf: [{type: string}, {type: integer}]}}}";
    let body = r#"{"id": "planted 1", "kind": "planted 2", "by": {"planted3": 4242}, "any": ["planted4"],
        "planted 5": "planted6", "planted-7f3a9b2c": 1}"#;
    let traffic = [
        (
            "/v1/pets/planted8?key=planted9",
            200,
            "application/json; p=planted10",
            body,
        ),
        ("/v1/pets/planted8", 200, "application/json", "planted11"),
        ("/v1/pets/planted8", 500, "text/planted9x8y7", "planted12"),
        ("/planted13", 200, "application/json", body),
    ];
    let learned = Case::new(&document("3.0.3", pet)).har(&traffic).learn();
    let all = format!("{learned:?}");
    assert!(!all.contains("planted") && !all.contains("4242"), "{all}");
    assert!(learned.notes.len() >= 5, "{:?}", learned.notes);
}

fn wrong(name: &str, text: &str) -> (PathBuf, usize, String) {
    let case = Case::new(&document("3.0.3", "      {type: object}")).file(name, text);
    let error = case.learner.learn().expect_err("an error");
    assert!(!error.to_string().contains("planted"), "{error}");
    match error {
        Error::Traffic {
            path, line, message, ..
        } => (path, line, message),
        other => panic!("{other}"),
    }
}

#[test]
fn what_is_no_har_file_is_an_error_with_its_line_that_shows_nothing_of_it() {
    for (text, line) in [
        ("", 1),
        ("planted", 1),
        ("{}", 1),
        ("{\"log\": {}}", 1),
        ("{\"log\": {\"entries\": {}}}", 1),
        ("{\"log\":\n{\"entries\":\n[\"planted\"]}}", 3),
        (
            "{\"log\": {\"entries\": [\n{\"request\": {\"method\": \"GET\", \"url\": 1}}]}}",
            2,
        ),
        (
            "{\"log\": {\"entries\": [{\"request\": {\"method\": \"GET\", \"url\": \"planted\"},\n\"response\": {\"status\": \"planted\"}}]}}",
            2,
        ),
        ("{\"log\": {\"entries\": []}}\nplanted", 2),
        (&format!("{{\"log\":\n{}", "[".repeat(1_000_000)), 2),
        (
            &format!("{{\"log\":\n{{\"x\": {}", "{\"a\":".repeat(1_000_000)),
            2,
        ),
        (&format!("{{\"{}\": 1}}", "planted".repeat(800_000)), 1),
    ] {
        let (path, found, message) = wrong("traffic.har", text);
        assert_eq!(path.file_name(), Path::new("traffic.har").file_name());
        assert_eq!(found, line, "{message}");
    }
}

#[test]
fn hostile_traffic_ends_and_changes_nothing() {
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let key = "planted".repeat(800_000);
    let wide = format!(
        "{{\"{key}\": 1, {}}}",
        (0..50_000)
            .map(|n| format!("\"k{n}\": {n}"))
            .collect::<Vec<_>>()
            .join(",")
    );
    let numbers = format!("{{\"a\": {}}}", "9".repeat(100_000));
    let bodies = [deep.as_str(), wide.as_str(), numbers.as_str(), "\u{0}", ""];
    let traffic: Vec<_> = bodies
        .iter()
        .map(|body| ("/v1/pets/1", 200, "application/json", *body))
        .collect();
    let learned = Case::new(&document(
        "3.0.3",
        "      {type: object, properties: {a: {type: number}}}",
    ))
    .har(&traffic)
    .learn();
    assert_eq!(learned.actions, 0, "{}", learned.overlay);
    assert!(
        learned.notes.iter().all(|note| note.len() < 500),
        "{:?}",
        learned.notes
    );
}

#[test]
fn records_of_any_origin_change_only_what_the_document_has() {
    let header = "{\"specwright_records\":1,\"dropped\":7}\n";
    let lines = [
        r##"{"operation":"planted","status":200,"at":"#/nowhere","seen":"value","kind":"null","count":9}"##,
        r##"{"operation":"planted","status":200,"at":"#/info","seen":"response","count":18446744073709551615}"##,
        r##"{"operation":"planted","status":200,"at":"7#/info","seen":"value","kind":"null","count":18446744073709551615}"##,
        r##"{"operation":"getPet","status":200,"at":"#/components/schemas/Pet","seen":"missing","name":"planted","count":9}"##,
        r##"{"operation":"getPet","status":200,"at":"#/components/schemas/Pet","seen":"unknown-value","value":"planted value","count":9}"##,
        r##"{"operation":"getPet","status":200,"path":"$['planted']","at":"#/paths","seen":"value","kind":"null","count":9}"##,
        r##"{"operation":"getPet","status":999,"media_type":"planted","path":"$.planted","seen":"value","kind":"null","count":9}"##,
    ];
    let learned = Case::new(&document("3.1.0", "      {type: object}"))
        .file("records.jsonl", &format!("{header}{}\n", lines.join("\n")))
        .learn();
    assert_eq!(learned.actions, 0, "{}", learned.overlay);
    assert!(!format!("{learned:?}").contains("planted"), "{:?}", learned.notes);
    assert!(
        learned
            .notes
            .iter()
            .any(|note| note == "7 observations were dropped by recorders that were full")
    );
}

/// Returns a file of records: 100 responses of `getPet`, and what was seen at a place.
fn records(at: &str, seen: &[Value]) -> String {
    let record = |at: &str, path: &str, seen: &Value| {
        let mut record = json!({
            "operation": "getPet", "status": 200, "media_type": "application/json", "path": path, "at": at, "count": 100
        });
        let fields = seen.as_object().expect("an object").clone();
        record.as_object_mut().expect("an object").extend(fields);
        format!("{record}\n")
    };
    let responses = record("#/paths/~1pets~1{id}/get", "", &json!({ "seen": "response" }));
    let seen: String = seen.iter().map(|seen| record(at, "$", seen)).collect();
    format!("{{\"specwright_records\":1}}\n{responses}{seen}")
}

#[test]
fn records_from_anybody_change_nothing_but_what_describes_responses() {
    let document = format!(
        "{}\n{}",
        document("3.1.0", "      {type: object, properties: {state: {enum: [a]}}}"),
        "x-servers: {region: {enum: [eu]}}"
    )
    .replace(
        "servers: [{url: 'https://api.example.com/v1'}]",
        "servers: [{url: 'https://{region}.example.com', variables: {region: {default: eu, enum: [eu]}}}]",
    );
    let seen = [
        json!({ "seen": "value", "kind": "null" }),
        json!({ "seen": "value", "kind": "boolean" }),
        json!({ "seen": "object" }),
        json!({ "seen": "missing", "name": "id" }),
        json!({ "seen": "undeclared", "name": "evil", "kind": "string" }),
        json!({ "seen": "unknown-value", "value": "evil.example" }),
    ];
    for at in [
        "#",
        "#/info",
        "#/servers/0/variables/region",
        "#/x-servers/region",
        "#/paths",
        "#/paths/~1pets~1{id}/get/responses",
        "#/paths/~1pets~1{id}/get/parameters/0/schema",
        "#/components/schemas",
        "#/components/schemas/Owner",
        "#/components/schemas/Pet/properties",
        "#/components/schemas/Pet/properties/state/enum/0",
    ] {
        let mut case = Case::new(&document).file("records.jsonl", &records(at, &seen));
        case.learner = case.learner.add_properties(true);
        let learned = case.learn();
        assert_eq!(learned.actions, 0, "{at}: {}", learned.overlay);
        assert!(
            learned.notes[0].contains("where the document's first file describes no response"),
            "{at}: {:?}",
            learned.notes
        );
    }
    let place = "#/components/schemas/Pet/properties/state";
    let learned = Case::new(&document)
        .file("records.jsonl", &records(place, &seen[5..]))
        .learn();
    assert_eq!(
        actions(&learned),
        [(
            "$.components.schemas.Pet.properties.state".to_owned(),
            json!({ "enum": ["evil.example"] })
        )]
    );
}

#[test]
fn names_of_the_document_do_nothing_in_a_terminal() {
    let pet = "      {type: object, properties: {\"a\\n\\e[31m\\u202e\": {type: string}}}";
    let place = "#/components/schemas/Pet/properties/a\n\u{1b}[31m\u{202e}";
    let seen = [
        json!({ "seen": "value", "kind": "boolean" }),
        json!({ "seen": "no-alternative", "kind": "null" }),
    ];
    let learned = Case::new(&document("3.1.0", pet))
        .file("records.jsonl", &records(place, &seen))
        .learn();
    assert_eq!(learned.actions, 2, "{}", learned.overlay);
    assert_eq!(learned.notes.len(), 1);
    let is_hidden = |character: char| character.is_control() || character == '\u{202e}';
    assert!(!learned.notes[0].contains(is_hidden), "{:?}", learned.notes);
    for (target, _) in actions(&learned) {
        assert!(!target.contains(is_hidden), "{target:?}");
    }
}

#[test]
fn a_file_of_any_number_of_differences_gives_an_overlay_that_is_bounded() {
    let word = |mut number: usize| {
        let mut word = String::from("name-");
        for _ in 0..5 {
            word.push(char::from(b'a' + (number % 10) as u8));
            number /= 10;
        }
        word
    };
    let seen: Vec<Value> = (0..12_000)
        .map(|number| json!({ "seen": "undeclared", "name": word(number), "kind": "string" }))
        .collect();
    let records = records("#/components/schemas/Pet", &seen);
    let pet = "      {type: object, properties: {id: {type: string}}}";
    let case = Case::new(&document("3.1.0", pet)).file("records.jsonl", &records);
    let learned = case.learner.clone().add_properties(true).learn().unwrap();
    assert_eq!(learned.actions, 10_000);
    assert!(
        learned.notes[0].starts_with("2,001 more differences"),
        "{:?}",
        learned.notes
    );
    let learned = case.learner.learn().unwrap();
    assert_eq!((learned.actions, learned.notes.len()), (0, 10_001));
}

#[test]
fn a_body_that_is_cut_within_a_character_is_no_json_and_the_file_is_read() {
    let entry = |text: &str| {
        format!(
            r#"{{"request": {{"method": "GET", "url": "https://api.example.com/v1/pets/7"}}, "response": {{"status": 200, "content": {{"mimeType": "application/json", "size": 1e30, "text": "{text}"}}}}}}"#
        )
    };
    let null = entry(r#"{\"id\": null}"#);
    let entries = [null.clone(), null.clone(), null, entry(r#"{\"id\": \"\ud83d"#)].join(",");
    let pet = "      {type: object, properties: {id: {type: string}}}";
    let learned = Case::new(&document("3.0.3", pet))
        .file("a.har", &format!(r#"{{"log": {{"entries": [{entries}]}}}}"#))
        .learn();
    assert_eq!((learned.responses, learned.actions), (4, 1));
    assert_eq!(
        learned.notes,
        ["`getPet`: status 200 with `application/json`, 4 times: 1 body is no JSON"]
    );
}

#[test]
fn a_har_file_of_many_requests_is_read_whatever_the_number_of_operations() {
    let paths: String = (0..1000)
        .map(|index| {
            format!("  /r{index}/{{a}}/x{{b}}:\n    get: {{responses: {{'200': {{description: ok}}}}}}\n")
        })
        .collect();
    let parameters = "parameters: [{name: a, in: path, required: true, schema: {type: string}}, {name: b, in: path, required: true, schema: {type: string}}]";
    let paths = paths.replace("get: {", &format!("get: {{{parameters}, "));
    let document = format!(
        "openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\nservers: [{{url: 'https://api.example.com'}}]\npaths:\n{paths}"
    );
    let entries: Vec<String> = (0..20_000)
        .map(|index| {
            format!(
                r#"{{"request": {{"method": "GET", "url": "https://api.example.com/r{}/7/x8"}}, "response": {{"status": 200}}}}"#,
                index % 1000
            )
        })
        .collect();
    let case = Case::new(&document).file(
        "a.har",
        &format!(r#"{{"log": {{"entries": [{}]}}}}"#, entries.join(",")),
    );
    let begun = std::time::Instant::now();
    let learned = case.learn();
    assert_eq!((learned.responses, learned.unmatched), (20_000, 0));
    assert!(begun.elapsed().as_secs() < 20, "{:?}", begun.elapsed());
}
