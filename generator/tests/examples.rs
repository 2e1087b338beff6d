//! Types that have values of their own, where a client is asked to have a mock.

use specwright::Generator;

/// The client of a document, with a mock.
fn client(document: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("pets.yaml");
    std::fs::write(&path, document).unwrap();
    Generator::new(&path).mock(true).generate().unwrap().client
}

/// The rows of types in a client.
fn rows(client: &str) -> Vec<&str> {
    let Some((_, rest)) = client.split_once("specwright_runtime::examples! {\n    DESCRIPTION;\n") else {
        return Vec::new();
    };
    let (rows, _) = rest.split_once("\n}\n").unwrap();
    rows.lines().map(str::trim).collect()
}

#[test]
fn each_named_type_has_a_row_with_its_schema() {
    let client = client(
        r"
openapi: 3.1.0
info: {title: Pets, version: '1'}
paths:
  /pets/{id}:
    get:
      operationId: getPet
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses:
        '200':
          description: ok
          content: {application/json: {schema: {type: object, properties: {pet: {$ref: '#/components/schemas/Pet'}}}}}
components:
  schemas:
    Pet:
      type: object
      properties:
        kind: {type: string, enum: [cat, dog]}
        owner: {type: object, properties: {name: {type: string}}}
        id: {$ref: '#/components/schemas/Id'}
    Id: {type: string}
",
    );
    assert_eq!(
        rows(&client),
        [
            r##"types::GetPetResponse = "#/paths/~1pets~1{id}/get/responses/200/content/application~1json/schema","##,
            r##"types::Pet = "#/components/schemas/Pet","##,
            r##"types::PetKind = "#/components/schemas/Pet/properties/kind","##,
            r##"types::PetOwner = "#/components/schemas/Pet/properties/owner","##,
        ]
    );
}

#[test]
fn types_of_swagger_have_the_schemas_that_they_have_become() {
    let client = client(
        r"
swagger: '2.0'
info: {title: Pets, version: '1'}
paths:
  /pets:
    get: {operationId: getPet, responses: {'200': {description: ok, schema: {$ref: '#/definitions/Pet'}}}}
definitions:
  Pet: {type: object, properties: {name: {type: string}, owner: {type: object, properties: {name: {type: string}}}}}
",
    );
    assert_eq!(
        rows(&client),
        [
            r##"types::Pet = "#/components/schemas/Pet","##,
            r##"types::PetOwner = "#/components/schemas/Pet/properties/owner","##,
        ]
    );
}

#[test]
fn a_row_is_there_when_its_type_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("pets.yaml");
    let document = r"
openapi: 3.1.0
info: {title: Pets, version: '1'}
paths:
  /pets:
    get:
      tags: [pets]
      operationId: getPet
      responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}
components: {schemas: {Pet: {type: object, properties: {name: {type: string}}}}}
";
    std::fs::write(&path, document).unwrap();
    let client = Generator::new(&path)
        .mock(true)
        .tag_features(true)
        .generate()
        .unwrap()
        .client;
    assert_eq!(
        rows(&client),
        [
            r##"#[cfg(feature = "pets")]"##,
            r##"types::Pet = "#/components/schemas/Pet","##
        ]
    );
}
