use crate::description::Shared;

use super::normalized;

fn normalize(rest: &str) -> super::Normalized {
    normalized(&format!(
        "swagger: '2.0'\ninfo: {{title: T, version: '1'}}\n{rest}"
    ))
}

#[test]
fn host_base_path_and_schemes_are_servers() {
    let document = normalize("host: example.com\nbasePath: /v1/\nschemes: [http, https, ws]\npaths: {}\n");
    document.becomes(
        "/servers",
        "[{url: 'https://example.com/v1'}, {url: 'http://example.com/v1'}]",
    );
    normalize("basePath: v1\npaths: {}\n").becomes("/servers", "[{url: /v1}]");
    normalize("host: example.com\npaths: {}\n").becomes("/servers", "[{url: 'https://example.com'}]");
}

#[test]
fn braces_in_the_host_are_variables() {
    let document = normalize("host: '{tenant}.example.com'\npaths: {}\n");
    document.becomes(
        "/servers",
        "- {url: 'https://{tenant}.example.com', variables: {tenant: {default: ''}}}",
    );
    document.warns(&["undeclared-variable at "]);
}

#[test]
fn the_body_is_a_request_body_for_each_media_type() {
    let document = normalize(
        "consumes: [application/json]
paths:
  /pets:
    post:
      consumes: [application/json, application/xml]
      parameters: [{name: pet, in: body, description: The pet, required: true, schema: {$ref: '#/definitions/Pet'}}]
      responses: {'204': {description: none}}
definitions: {Pet: {type: object}}
",
    );
    document.becomes(
        "/paths/~1pets/post/requestBody",
        "name: pet
description: The pet
content:
  application/json: {schema: {$ref: '#/components/schemas/Pet'}}
  application/xml: {schema: {$ref: '#/components/schemas/Pet'}}
required: true",
    );
    document.becomes("/components/schemas", "Pet: {type: object}");
    document.warns(&[]);
}

#[test]
fn an_inline_body_for_several_media_types_is_one_component() {
    let document = normalize(
        "paths:
  /pets:
    post:
      operationId: addPet
      consumes: [application/json, application/xml]
      parameters: [{name: pet, in: body, schema: {type: object, properties: {name: {type: string}}}}]
      responses: {'204': {description: none}}
",
    );
    document.becomes(
        "/components/schemas",
        "addPet_request: {type: object, properties: {name: {type: string}}}",
    );
}

#[test]
fn form_data_is_an_object() {
    let document = normalize(
        "paths:
  /pets:
    post:
      parameters:
        - {name: name, in: formData, required: true, type: string, description: Its name}
        - {name: tags, in: formData, type: array, items: {type: string}, collectionFormat: pipes}
      responses: {'204': {description: none}}
",
    );
    document.becomes(
        "/paths/~1pets/post/requestBody",
        "content:
  application/x-www-form-urlencoded:
    schema:
      type: object
      properties: {name: {description: Its name, type: string}, tags: {type: array, items: {type: string}}}
      required: [name]
    encoding: {tags: {style: pipeDelimited, explode: false}}
required: true",
    );
    document.warns(&[]);
}

#[test]
fn a_form_stands_where_its_list_of_parameters_does() {
    let document = normalize(
        "paths:
  /pets:
    post:
      parameters:
        - {name: name, in: formData, type: string}
        - {name: tag, in: formData, type: string}
      responses: {'204': {description: none}}
",
    );
    let form = document.description().paths[0].operations[0]
        .request_body
        .as_ref();
    let Some(Shared::Inline(form)) = form else {
        panic!("the form is a body of the operation's own");
    };
    let schema = form.content[0].schema.expect("the form has a schema");
    let schema = &document.description().schemas[schema];
    assert_eq!(document.pointer(schema.source), "/paths/~1pets/post/parameters");
    let tag = schema.property("tag").expect("the form has the field");
    let tag = &document.description().schemas[tag];
    assert_eq!(document.pointer(tag.source), "/paths/~1pets/post/parameters/1");
}

#[test]
fn a_form_has_the_fields_of_its_path_and_of_its_operation() {
    let document = normalize(
        "paths:
  /pets:
    parameters:
      - {name: name, in: formData, required: true, type: string}
      - {name: tags, in: formData, type: array, items: {type: string}, collectionFormat: pipes}
    put:
      consumes: [multipart/form-data]
      responses: {'204': {description: none}}
    post:
      parameters:
        - {name: name, in: formData, type: integer}
        - {name: photo, in: formData, type: file}
      responses: {'204': {description: none}}
",
    );
    document.becomes(
        "/paths/~1pets/put/requestBody",
        "content:
  multipart/form-data:
    schema:
      type: object
      properties: {name: {type: string}, tags: {type: array, items: {type: string}}}
      required: [name]
    encoding: {tags: {style: pipeDelimited, explode: false}}
required: true",
    );
    document.becomes(
        "/paths/~1pets/post/requestBody",
        "content:
  multipart/form-data:
    schema:
      type: object
      properties:
        name: {type: integer}
        tags: {type: array, items: {type: string}}
        photo: {type: string, format: binary}
    encoding: {tags: {style: pipeDelimited, explode: false}}",
    );
    document.warns(&[]);
}

#[test]
fn a_file_makes_the_form_multipart() {
    let document = normalize(
        "paths:
  /pets:
    post:
      parameters: [{name: photo, in: formData, type: file}]
      responses: {'200': {description: ok, schema: {type: file}}}
",
    );
    document.becomes(
        "/paths/~1pets/post/requestBody/content",
        "multipart/form-data: {schema: {type: object, properties: {photo: {type: string, format: binary}}}}",
    );
    document.becomes(
        "/paths/~1pets/post/responses/200/content",
        "application/octet-stream: {schema: {type: string, format: binary}}",
    );
    document.warns(&[]);
}

#[test]
fn shared_parameters_may_be_the_body() {
    let document = normalize(
        "paths:
  /pets/{id}:
    put:
      parameters: [{$ref: '#/parameters/Pet'}, {$ref: '#/parameters/Id'}]
      responses: {'204': {description: none}}
parameters:
  Pet: {name: pet, in: body, schema: {type: string}}
  Id: {name: id, in: path, required: true, type: integer, format: int64}
",
    );
    document.becomes(
        "/paths/~1pets~1{id}/put/requestBody",
        "{content: {application/json: {schema: {type: string}}}, name: pet}",
    );
    document.becomes(
        "/paths/~1pets~1{id}/put/parameters",
        "[{$ref: '#/components/parameters/Id'}]",
    );
    document.becomes(
        "/components/parameters",
        "Id: {in: path, name: id, required: true, schema: {type: integer, format: int64}}",
    );
    document.warns(&[]);
}

#[test]
fn a_body_among_the_parameters_of_the_path_is_that_of_each_operation() {
    let document = normalize(
        "paths:
  /pets:
    parameters: [{name: pet, in: body, required: true, schema: {type: string}}]
    put: {responses: {'204': {description: none}}}
    post: {parameters: [{name: pet, in: body, schema: {type: integer}}], responses: {'204': {description: none}}}
",
    );
    document.becomes(
        "/paths/~1pets/put/requestBody",
        "{content: {application/json: {schema: {type: string}}}, required: true, name: pet}",
    );
    document.becomes(
        "/paths/~1pets/post/requestBody",
        "{content: {application/json: {schema: {type: integer}}}, name: pet}",
    );
    document.warns(&[]);
}

#[test]
fn collection_formats_are_styles() {
    let document = normalize(
        "paths:
  /pets:
    get:
      parameters:
        - {name: csv, in: query, type: array, items: {type: string}}
        - {name: multi, in: query, type: array, items: {type: string}, collectionFormat: multi}
        - {name: ssv, in: query, type: array, items: {type: string}, collectionFormat: ssv}
        - {name: pipes, in: query, type: array, items: {type: string}, collectionFormat: pipes}
        - {name: tsv, in: query, type: array, items: {type: string}, collectionFormat: tsv}
        - {name: header, in: header, type: array, items: {type: string}, collectionFormat: csv}
      responses: {'204': {description: none}}
",
    );
    let list = "type: array, items: {type: string}";
    document.becomes(
        "/paths/~1pets/get/parameters",
        &format!(
            "- {{name: csv, in: query, schema: {{{list}}}, explode: false}}
- {{name: multi, in: query, schema: {{{list}}}}}
- {{name: ssv, in: query, schema: {{{list}}}, style: spaceDelimited}}
- {{name: pipes, in: query, schema: {{{list}}}, style: pipeDelimited}}
- {{name: tsv, in: query, schema: {{{list}}}, style: tabDelimited}}
- {{name: header, in: header, schema: {{{list}}}}}"
        ),
    );
    document.warns(&[]);
}

#[test]
fn responses_have_the_media_types_that_are_produced() {
    let document = normalize(
        "produces: [application/json]
paths:
  /pets:
    get:
      produces: [text/csv]
      responses:
        '200': {description: ok, schema: {type: string}, headers: {X-Rate: {type: integer, description: Left}}, examples: {text/csv: a}}
        default: {$ref: '#/responses/Problem'}
responses: {Problem: {description: Wrong, schema: {$ref: '#/definitions/Error'}}}
definitions: {Error: {type: object, discriminator: kind, properties: {kind: {type: string, x-nullable: true}}}}
",
    );
    document.becomes(
        "/paths/~1pets/get/responses",
        "default: {$ref: '#/components/responses/Problem'}
'200':
  description: ok
  headers: {X-Rate: {description: Left, schema: {type: integer}}}
  content: {text/csv: {example: a, schema: {type: string}}}",
    );
    document.becomes(
        "/components",
        "schemas: {Error: {discriminator: {propertyName: kind}, type: object, properties: {kind: {nullable: true, type: string}}}}
responses: {Problem: {description: Wrong, content: {application/json: {schema: {$ref: '#/components/schemas/Error'}}}}}",
    );
    document.warns(&[]);
    assert_eq!(
        document.pointer_of_property("Error", "kind"),
        "/definitions/Error/properties/kind"
    );
}

#[test]
fn security_definitions() {
    let document = normalize(
        "paths: {}
securityDefinitions:
  basic: {type: basic}
  key: {type: apiKey, in: query, name: key}
  code: {type: oauth2, flow: accessCode, authorizationUrl: 'https://e.com/a', tokenUrl: 'https://e.com/t', scopes: {r: Read}}
  app: {type: oauth2, flow: application, tokenUrl: 'https://e.com/t', scopes: {}}
security: [{basic: []}]
",
    );
    document.becomes(
        "/components/securitySchemes",
        "basic: {type: http, scheme: basic}
key: {type: apiKey, in: query, name: key}
code: {type: oauth2, flows: {authorizationCode: {authorizationUrl: 'https://e.com/a', tokenUrl: 'https://e.com/t', scopes: {r: Read}}}}
app: {type: oauth2, flows: {clientCredentials: {tokenUrl: 'https://e.com/t', scopes: {}}}}",
    );
    document.becomes("/security", "[{basic: []}]");
    document.warns(&[]);
}

#[test]
fn diagnostics_point_into_the_swagger_document() {
    normalize("paths: {}\ndefinitions: {A: {type: objekt}}\n")
        .warns(&["unknown-type at /definitions/A/type"]);
}
