//! Documents that a program holds in memory.

use std::fs;

use openapiv3::OpenAPI;
use specwright::{Error, Generated, Generator};

/// Parameters of all locations, a form, shared components, a server with a variable, credentials.
const SHOP: &str = r##"
openapi: 3.0.3
info: { title: Shop, version: "1", description: Sells *things*. }
servers:
  - url: https://{region}.example.com/v1
    variables: { region: { default: eu, enum: [eu, us] } }
security: [{ key: [] }]
paths:
  /items/{id}:
    parameters:
      - { name: id, in: path, required: true, schema: { type: string, format: uuid } }
    get:
      operationId: getItem
      tags: [items]
      parameters:
        - { name: fields, in: query, explode: false, schema: { type: array, items: { type: string } } }
        - { name: filter, in: query, style: deepObject, explode: true, schema: { type: object } }
        - { name: If-None-Match, in: header, schema: { type: string } }
        - $ref: "#/components/parameters/Limit"
      responses:
        "200":
          description: The item
          headers: { ETag: { schema: { type: string } } }
          content: { application/json: { schema: { $ref: "#/components/schemas/Item" } } }
        4XX: { $ref: "#/components/responses/Failure" }
        default: { description: Anything else }
    put:
      operationId: uploadItem
      requestBody:
        required: true
        content:
          multipart/form-data:
            schema:
              type: object
              required: [photo]
              properties: { photo: { type: string, format: binary }, note: { type: string } }
            encoding: { photo: { contentType: image/png } }
      responses: { "204": { description: Stored } }
components:
  securitySchemes:
    key: { type: apiKey, name: X-Key, in: header }
  parameters:
    Limit: { name: limit, in: query, schema: { type: integer, minimum: 1, maximum: 100, default: 20 } }
  responses:
    Failure:
      description: It failed
      content: { application/json: { schema: { type: object, properties: { message: { type: string } } } } }
  schemas:
    Item:
      oneOf: [{ $ref: "#/components/schemas/Book" }, { $ref: "#/components/schemas/Toy" }]
      discriminator: { propertyName: kind, mapping: { book: "#/components/schemas/Book" } }
    Book:
      type: object
      required: [kind, pages]
      properties:
        kind: { type: string, enum: [book] }
        pages: { type: integer, format: int32, minimum: 1 }
        price: { type: number, nullable: true, minimum: 0, exclusiveMinimum: true }
        sequels: { type: array, items: { $ref: "#/components/schemas/Book" } }
      x-note: kept
    Toy:
      allOf:
        - $ref: "#/components/schemas/Named"
        - { type: object, properties: { kind: { type: string }, age: { type: integer } } }
    Named: { type: object, properties: { name: { type: string } }, additionalProperties: { type: string } }
"##;

/// Nothing but an operation.
const PING: &str = r#"{
    "openapi": "3.0.0",
    "info": { "title": "Ping", "version": "2" },
    "paths": { "/ping": { "get": { "responses": { "200": { "description": "", "content": { "text/plain": {} } } } } } }
}"#;

/// Links, callbacks, examples and OAuth 2.0.
const JOBS: &str = r##"
openapi: 3.0.2
info: { title: Jobs, version: "3" }
paths:
  /jobs:
    post:
      operationId: startJob
      security: [{ login: [write] }, {}]
      requestBody:
        content: { application/json: { schema: { type: string }, example: sleep } }
      callbacks:
        done:
          "{$request.body#/url}":
            post: { responses: { "200": { description: Seen } } }
      responses:
        "201":
          description: Started
          content:
            application/json:
              schema: { type: object, required: [id], properties: { id: { type: string } } }
              examples: { one: { value: { id: a } } }
          links: { job: { operationId: getJob, parameters: { id: "$response.body#/id" } } }
  /jobs/{id}:
    get:
      operationId: getJob
      deprecated: true
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses: { "200": { description: The state, content: { application/json: { schema: {} } } } }
components:
  securitySchemes:
    login:
      type: oauth2
      flows: { clientCredentials: { tokenUrl: https://example.com/token, scopes: { write: Change things } } }
"##;

fn read(text: &str) -> OpenAPI {
    serde_yaml::from_str(text).expect("a document of OpenAPI 3.0")
}

fn from_file(text: &str) -> Generated {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("api.yaml");
    fs::write(&path, text).expect("a file");
    Generator::new(path).generate().expect("a client")
}

/// All but the line that names the document.
fn code(generated: &Generated) -> &str {
    generated.client.split_once('\n').expect("more than a line").1
}

#[test]
fn a_document_in_memory_gives_the_client_of_its_file() {
    for text in [SHOP, PING, JOBS] {
        let file = from_file(text);
        let memory = Generator::from_openapi(read(text)).generate().expect("a client");
        assert_eq!(code(&memory), code(&file));
        assert!(memory.inputs.is_empty());
        let messages = |generated: &Generated| -> Vec<String> {
            let diagnostics = generated.diagnostics.iter();
            diagnostics.map(|diagnostic| diagnostic.message.clone()).collect()
        };
        assert_eq!(messages(&memory), messages(&file));
    }
}

#[test]
fn the_name_is_set_or_made_from_the_title() {
    let name = |generator: Generator| generator.generate().map(|generated| generated.name);
    assert_eq!(
        name(Generator::from_openapi(read(PING))).expect("a client"),
        "ping"
    );
    let named = Generator::from_openapi(read(PING)).name("pong");
    assert_eq!(name(named).expect("a client"), "pong");

    let mut untitled = read(PING);
    untitled.info.title = "名前".to_owned();
    assert!(matches!(
        name(Generator::from_openapi(untitled)),
        Err(Error::Name(_))
    ));
}

#[test]
fn diagnostics_name_pointers_and_no_file() {
    let mut document = read(PING);
    document.paths.paths.insert(
        "/pong".to_owned(),
        openapiv3::ReferenceOr::ref_("#/components/pathItems/Pong"),
    );
    let generated = Generator::from_openapi(document).generate();
    let diagnostics = match &generated {
        Ok(generated) => generated.diagnostics.as_slice(),
        Err(error) => error.diagnostics(),
    };
    let unresolved = diagnostics
        .iter()
        .find(|diagnostic| diagnostic.code.as_str() == "unresolved-reference")
        .expect("a diagnostic");
    assert_eq!(unresolved.location(), "#/paths/~1pong/$ref");
    assert_eq!(unresolved.position, None);
    assert_eq!(unresolved.excerpt, None);
}

#[test]
fn a_document_that_nests_too_deeply_is_refused() {
    let mut value = serde_json::json!({});
    for _ in 0..600 {
        value = serde_json::json!({ "a": value });
    }
    let mut document = read(PING);
    document.extensions.insert("x-deep".to_owned(), value);
    let error = Generator::from_openapi(document)
        .generate()
        .expect_err("no client");
    assert!(error.to_string().contains("too-deep"), "{error}");
}

#[test]
fn a_reference_to_a_file_leads_nowhere() {
    let mut document = read(PING);
    document.paths.paths.insert(
        "/pong".to_owned(),
        openapiv3::ReferenceOr::ref_("paths.yaml#/pong"),
    );
    let error = Generator::from_openapi(document).generate();
    let text = match error {
        Ok(generated) => format!("{:?}", generated.diagnostics),
        Err(error) => error.to_string(),
    };
    assert!(text.contains("paths.yaml"), "{text}");
}

/// Set for the run of this test that is the build script: the folder that it writes to.
const BUILD_SCRIPT: &str = "SPECWRIGHT_TEST_BUILD_SCRIPT";

#[test]
fn a_build_script_names_no_file_to_watch() {
    let generator = || Generator::from_openapi(read(PING));
    if let Some(folder) = std::env::var_os(BUILD_SCRIPT) {
        return generator().out_dir(folder).build_script().expect("a client");
    }
    let folder = tempfile::tempdir().expect("a folder");
    let output = std::process::Command::new(std::env::current_exe().expect("this program"))
        .args(["--exact", "--nocapture", "a_build_script_names_no_file_to_watch"])
        .env(BUILD_SCRIPT, folder.path())
        .output()
        .expect("the program runs");
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{printed}");
    assert!(
        printed.contains("cargo::warning=#/paths/~1ping/get: warning"),
        "{printed}"
    );
    assert!(!printed.contains("rerun-if-changed"), "{printed}");
    let client = fs::read_to_string(folder.path().join("ping.rs")).expect("the client");
    assert_eq!(client, generator().generate().expect("a client").client);
}
