//! Operations, and what these reach.

use super::{described, text, whole, yaml};

const DOCUMENT: &str = r"
openapi: 3.0.3
info: {title: Pets, version: '1', description: About pets.}
servers: [{url: 'https://{host}/v1', variables: {host: {default: example.com}}}]
security: [{key: []}]
paths:
  /pets/{id}:
    parameters:
      - {name: id, in: path, required: true, schema: {type: integer}}
    get:
      operationId: getPet
      summary: Gets a pet.
      parameters:
        - {$ref: '#/components/parameters/Fields'}
        - {name: filter, in: query, content: {application/json: {schema: {type: object}}}}
      responses:
        '200':
          description: The pet.
          headers: {X-Left: {schema: {type: integer}}}
          content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}, example: {name: Tom}}}
        4XX: {$ref: '#/components/responses/Problem'}
        default: {description: More.}
    post:
      security: []
      requestBody:
        required: true
        content:
          multipart/form-data:
            schema: {type: object, properties: {photo: {type: string, format: binary}}}
            encoding: {photo: {contentType: image/png}}
      responses: {'204': {description: done}}
  /toys:
    get: {responses: {'200': {description: The toys., content: {text/plain: {schema: {$ref: '#/components/schemas/Toy'}}}}}}
components:
  securitySchemes: {key: {type: apiKey, name: x-key, in: header}}
  parameters: {Fields: {name: fields, in: query, explode: false, schema: {type: array, items: {type: string}}}}
  responses: {Problem: {description: no, content: {application/problem+json: {schema: {type: object}}}}}
  schemas:
    Pet: {type: object, properties: {name: {type: string}}}
    Toy: {type: string}
";

#[test]
fn a_document_travels_with_its_operations_and_what_they_reach() {
    let expected = r"
openapi: 3.2.0
info: {title: Pets, version: '1'}
servers: [{url: 'https://{host}/v1', variables: {host: {default: example.com}}}]
security: [{key: []}]
paths:
  /pets/{id}:
    parameters:
      - {name: id, in: path, required: true, style: simple, explode: false, schema: {type: integer}}
    get:
      operationId: getPet
      parameters:
        - {$ref: '#/components/parameters/Fields'}
        - {name: filter, in: query, content: {application/json: {schema: {type: object}}}}
      responses:
        '200':
          description: ''
          headers: {X-Left: {style: simple, explode: false, schema: {type: integer}}}
          content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}, example: {name: Tom}}}
        4XX: {$ref: '#/components/responses/Problem'}
        default: {description: ''}
    post:
      security: []
      requestBody:
        required: true
        content:
          multipart/form-data:
            schema: {type: object, properties: {photo: {type: string, format: binary}}}
            encoding: {photo: {contentType: image/png}}
      responses: {'204': {description: ''}}
  /toys:
    get: {responses: {'200': {description: '', content: {text/plain: {schema: {$ref: '#/components/schemas/Toy'}}}}}}
components:
  schemas:
    Pet: {type: object, properties: {name: {type: string}}}
    Toy: {type: string}
  responses: {Problem: {description: '', content: {application/problem+json: {schema: {type: object}}}}}
  parameters: {Fields: {name: fields, in: query, style: form, explode: false, schema: {type: array, items: {type: string}}}}
  securitySchemes: {key: {type: apiKey, name: x-key, in: header}}
";
    assert_eq!(whole(DOCUMENT), yaml(expected));
}

#[test]
fn of_a_part_only_what_it_reaches_travels() {
    let text = text(&described(DOCUMENT), false, &|_, path| path == "/toys");
    let document: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(
        document["paths"]
            .as_object()
            .expect("an object")
            .keys()
            .collect::<Vec<_>>(),
        ["/toys"]
    );
    assert_eq!(document["components"]["schemas"], yaml("{Toy: {type: string}}"));
    assert_eq!(document["components"].get("responses"), None);
}

#[test]
fn webhooks_and_methods_without_a_field_travel() {
    let document = whole(
        r"
openapi: 3.2.0
info: {title: T, version: '1'}
webhooks: {born: {post: {responses: {'200': {description: ok}}}}}
paths: {/p: {additionalOperations: {LINK: {responses: {'200': {description: ok}}}}}}
",
    );
    let operation = yaml("{responses: {'200': {description: ''}}}");
    assert_eq!(document["webhooks"]["born"]["post"], operation);
    assert_eq!(document["paths"]["/p"]["additionalOperations"]["LINK"], operation);
}
