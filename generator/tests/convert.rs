//! Documents of any version, and the documents of OpenAPI 3.0 that they become.

use std::fs;
use std::path::Path;

use specwright::diagnostic::Code;
use specwright::{Converted, Converter, Error, Generator, convert};

/// Converts a document that is the only file of its folder.
fn converted(text: &str) -> Converted {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("api.yaml");
    fs::write(&path, text).expect("a file");
    convert(path).expect("a document of OpenAPI 3.0")
}

/// Asserts what a document becomes, and what is said about it that OpenAPI 3.0 can't say.
#[track_caller]
fn becomes(text: &str, expected: &str, warnings: &[&str]) {
    let converted = converted(text);
    let yaml = converted.to_yaml().expect("YAML");
    assert_eq!(yaml.trim_end(), expected.trim(), "{yaml}");
    let said: Vec<&str> = converted
        .diagnostics
        .iter()
        .filter(|diagnostic| matches!(diagnostic.code, Code::NotInOpenApi30 | Code::ComponentName))
        .map(|diagnostic| diagnostic.message.as_str())
        .collect();
    assert_eq!(said, warnings);
    // What `openapiv3` reads from the text is what was written.
    let read: openapiv3::OpenAPI = serde_yaml::from_str(&yaml).expect("a document of OpenAPI 3.0");
    assert_eq!(read.paths.paths.len(), converted.openapi.paths.paths.len());
}

#[test]
fn swagger_2() {
    becomes(
        r##"
swagger: "2.0"
info: { title: Pets, version: "1" }
host: example.com
basePath: /v1
schemes: [https]
consumes: [application/json]
produces: [application/json]
securityDefinitions: { key: { type: apiKey, in: header, name: X-Key } }
security: [{ key: [] }]
paths:
  /pets:
    post:
      operationId: addPet
      parameters:
        - { name: pet, in: body, required: true, schema: { $ref: "#/definitions/Pet" } }
        - { name: tags, in: query, type: array, items: { type: string }, collectionFormat: csv }
      responses: { "201": { description: Added, schema: { $ref: "#/definitions/Pet" } } }
definitions:
  Pet: { type: object, required: [name], properties: { name: { type: string } }, x-kept: 1 }
"##,
        r##"
openapi: 3.0.4
info:
  title: Pets
  version: '1'
servers:
- url: https://example.com/v1
paths:
  /pets:
    post:
      operationId: addPet
      parameters:
      - in: query
        name: tags
        schema:
          type: array
          items:
            type: string
        explode: false
      requestBody:
        content:
          application/json:
            schema:
              $ref: '#/components/schemas/Pet'
        required: true
        x-codegen-request-body-name: pet
      responses:
        '201':
          description: Added
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/Pet'
components:
  schemas:
    Pet:
      x-kept: 1
      type: object
      properties:
        name:
          type: string
      required:
      - name
  securitySchemes:
    key:
      type: apiKey
      in: header
      name: X-Key
security:
- key: []
"##,
        &[],
    );
}

#[test]
fn openapi_3_1() {
    becomes(
        r##"
openapi: 3.1.0
info: { title: Pets, version: "1", summary: All about pets }
jsonSchemaDialect: https://spec.openapis.org/oas/3.1/dialect/base
paths:
  /pets:
    get:
      operationId: listPets
      responses:
        "200":
          description: ""
          content:
            application/json:
              schema: { type: array, items: { $ref: "#/components/schemas/Pet", description: One of many } }
webhooks:
  sold: { post: { responses: { "200": { description: "" } } } }
components:
  schemas:
    Pet:
      type: object
      properties:
        name: { type: [string, "null"] }
        kind: { const: cat }
        size: { type: [string, integer] }
        age: { type: integer, exclusiveMinimum: 0 }
        owner: { oneOf: [{ $ref: "#/components/schemas/Owner" }, { type: "null" }] }
        place: { type: array, prefixItems: [{ type: number }, { type: number }], items: false }
      patternProperties: { "^x-": { type: string } }
      additionalProperties: false
    Owner: { $ref: "#/$defs/owner" }
$defs:
  owner: { type: object }
"##,
        r##"
openapi: 3.0.4
info:
  title: Pets
  description: All about pets
  version: '1'
paths:
  /pets:
    get:
      operationId: listPets
      responses:
        '200':
          description: ''
          content:
            application/json:
              schema:
                type: array
                items:
                  description: One of many
                  allOf:
                  - $ref: '#/components/schemas/Pet'
components:
  schemas:
    Pet:
      type: object
      properties:
        name:
          nullable: true
          type: string
        kind:
          type: string
          enum:
          - cat
        size:
          anyOf:
          - type: string
          - type: integer
        age:
          type: integer
          exclusiveMinimum: true
          minimum: 0
        owner:
          nullable: true
          allOf:
          - $ref: '#/components/schemas/Owner'
        place:
          type: array
          items:
            type: number
          maxItems: 2
      additionalProperties:
        type: string
    Owner:
      type: object
"##,
        &[
            "the webhook `sold` cannot be expressed in OpenAPI 3.0; left out",
            "`patternProperties` cannot be expressed in OpenAPI 3.0; \
             replaced by `additionalProperties` that fit any of them",
            "`prefixItems` cannot be expressed in OpenAPI 3.0; replaced by `items` that fit any of them",
        ],
    );
}

#[test]
fn openapi_3_2() {
    becomes(
        r##"
openapi: 3.2.0
info: { title: Events, version: "1" }
tags: [{ name: a, summary: The first, kind: nav }]
paths:
  /events:
    query:
      operationId: findEvents
      responses: { "200": { description: "" } }
    get:
      operationId: streamEvents
      parameters:
        - name: q
          in: querystring
          content: { application/x-www-form-urlencoded: { schema: { type: object, properties: { a: { type: string } } } } }
      responses:
        "200":
          summary: Many
          content: { text/event-stream: { itemSchema: { type: object } } }
"##,
        r##"
openapi: 3.0.4
info:
  title: Events
  version: '1'
paths:
  /events:
    get:
      operationId: streamEvents
      parameters:
      - in: query
        name: q
        schema:
          type: object
          properties:
            a:
              type: string
      responses:
        '200':
          description: Many
          content:
            text/event-stream: {}
tags:
- name: a
  description: The first
"##,
        &[
            "`kind` of a tag cannot be expressed in OpenAPI 3.0; left out",
            "the method `QUERY` cannot be expressed in OpenAPI 3.0; the operation is left out",
            "`itemSchema` cannot be expressed in OpenAPI 3.0; left out",
        ],
    );
}

#[test]
fn what_is_read_by_no_client_is_left_out_with_a_warning() {
    becomes(
        r##"
openapi: 3.1.0
info: { title: Pets, version: "1" }
paths:
  /pets:
    post:
      operationId: addPet
      parameters: [{ name: q, in: query, allowEmptyValue: true, schema: { type: string } }]
      callbacks: { added: { "{$request.body#/url}": { post: { responses: { "200": { description: "" } } } } } }
      responses: { "201": { description: "" } }
components:
  schemas:
    Pet: { type: object, dependentRequired: { a: [b] }, if: { required: [a] }, then: { required: [c] } }
"##,
        r##"
openapi: 3.0.4
info:
  title: Pets
  version: '1'
paths:
  /pets:
    post:
      operationId: addPet
      parameters:
      - in: query
        name: q
        schema:
          type: string
      responses:
        '201':
          description: ''
components:
  schemas:
    Pet:
      type: object
"##,
        &[
            "`callbacks` is not converted; left out",
            "`allowEmptyValue` is not converted; left out",
            "`if` is not converted; left out",
            "`then` is not converted; left out",
            "`dependentRequired` is not converted; left out",
        ],
    );
}

/// The documents of the generator's rules: each version, each construct.
fn documents() -> Vec<std::path::PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/documents");
    let mut documents = vec![folder.join("files/several_files/root.yaml")];
    for kind in ["operations", "schemas", "selection", "versions"] {
        for entry in fs::read_dir(folder.join(kind)).expect("a folder") {
            documents.push(entry.expect("a file").path());
        }
    }
    documents.sort();
    documents
}

/// The lines of a client, without what names the document and places in it.
fn lines(generator: Generator) -> Vec<String> {
    let generated = generator.name("client").generate().expect("a client");
    let without_place = |line: &str| match line.split_once(" at \"#/") {
        Some((before, place)) => {
            let (_, after) = place.split_once('"').expect("the end of the place");
            format!("{before}{after}")
        }
        None => line.to_owned(),
    };
    generated.client.lines().skip(1).map(without_place).collect()
}

#[test]
fn a_document_that_openapi_3_0_can_say_gives_the_same_client_when_it_is_converted() {
    let (mut same, mut others) = (0, Vec::new());
    for path in documents() {
        let converted = convert(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let is_changed = converted.diagnostics.iter().any(|diagnostic| {
            matches!(
                diagnostic.code,
                Code::NotInOpenApi30
                    | Code::ComponentName
                    | Code::MissingOperationId
                    | Code::DuplicateOperationId
                    // An `anyOf`, of which a client keeps both.
                    | Code::TextOfNumber
            )
        });
        if is_changed {
            continue;
        }
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("converted.yaml");
        converted.write(&file).expect("a file");
        let (before, after) = (lines(Generator::new(&path)), lines(Generator::new(&file)));
        let from_memory = lines(Generator::from_openapi(converted.openapi));
        assert_eq!(from_memory, after, "{}", path.display());
        let difference = before.iter().zip(&after).find(|(before, after)| before != after);
        match difference {
            None if before.len() == after.len() => same += 1,
            difference => others.push(format!("{}: {difference:?}", path.display())),
        }
    }
    assert!(others.is_empty(), "{}", others.join("\n"));
    assert!(same >= 30, "{same}");
}

#[test]
fn a_converted_document_stays_as_it_is_when_it_is_converted() {
    for path in documents() {
        let once = convert(&path).expect("a document").to_yaml().expect("YAML");
        assert_eq!(
            converted(&once).to_yaml().expect("YAML"),
            once,
            "{}",
            path.display()
        );
    }
}

#[test]
fn several_files_become_one_without_references_to_others() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/documents/files/several_files/root.yaml");
    let converted = convert(path).expect("a document");
    assert_eq!(converted.inputs.len(), 4);
    let text = converted.to_json().expect("JSON");
    let references: Vec<&str> = text.lines().filter(|line| line.contains("\"$ref\"")).collect();
    assert!(!references.is_empty());
    for reference in references {
        assert!(reference.contains("\"$ref\": \"#/components/"), "{reference}");
    }
}

#[test]
fn a_document_with_errors_is_not_converted() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("api.yaml");
    fs::write(&path, "openapi: 9.0.0\n").expect("a file");
    let error = Converter::new(path).convert().expect_err("an error");
    assert!(matches!(&error, Error::Document(_)), "{error}");
    assert!(!error.diagnostics().is_empty());
}

#[test]
fn nothing_is_written_over_the_document() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("api.yaml");
    let text = "openapi: 3.1.0\ninfo: {title: A, version: '1'}\npaths: {}\n";
    fs::write(&path, text).expect("a file");
    let converted = convert(&path).expect("a document");
    let error = converted
        .write(folder.path().join("./api.yaml"))
        .expect_err("an error");
    assert!(matches!(error, Error::Input(_)), "{error}");
    assert_eq!(fs::read_to_string(&path).expect("the file"), text);

    let other = folder.path().join("api.json");
    assert!(converted.write(&other).expect("a file"));
    assert!(!converted.write(&other).expect("a file"), "it is there already");
    let json: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(&other).expect("the file")).expect("JSON");
    assert_eq!(json["openapi"], "3.0.4");
}

#[test]
fn a_deep_document_is_converted_on_any_stack() {
    let depth = 60;
    let schema = "{ type: array, items: ".repeat(depth) + "{ type: string }" + &" }".repeat(depth);
    let text = format!(
        "openapi: 3.1.0\ninfo: {{ title: A, version: '1' }}\npaths: {{}}\ncomponents: {{ schemas: {{ A: {schema} }} }}\n"
    );
    let yaml = converted(&text).to_yaml().expect("YAML");
    assert_eq!(yaml.matches("type: array").count(), depth);
}
