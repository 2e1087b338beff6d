use super::{GET, normalized, with_operation};

const ID: &str = "parameters: [{name: id, in: path, required: true, schema: {type: string}}]";

#[track_caller]
fn responses(text: &str, canonical: &str, warnings: &[&str]) {
    let document = with_operation(
        "3.0.3",
        &format!("{ID}\nresponses:\n{}", super::indented(text, 2)),
    );
    document.becomes(&format!("{GET}/responses"), canonical);
    let diagnostics: Vec<String> = document
        .diagnostics
        .iter()
        .map(|diagnostic| diagnostic.replace(&format!("{GET}/responses"), ""))
        .collect();
    assert_eq!(diagnostics, warnings, "{}", document.messages);
}

#[test]
fn statuses_however_they_are_written() {
    responses(
        "'200': {description: ok}
4xx: {description: wrong}
50X: {description: broken}
'301, 302': {description: elsewhere}
Default: {description: other}
202 - taken: {description: taken}
nonsense: {description: what}",
        "default: {description: other}
'200': {description: ok}
4XX: {description: wrong}
5XX: {description: broken}
'301': {description: elsewhere}
'302': {description: elsewhere}
'202': {description: taken}",
        &[
            "status-code at /4xx",
            "status-code at /50X",
            "status-code at /301, 302",
            "status-code at /Default",
            "status-code at /202 - taken",
            "status-code at /nonsense",
        ],
    );
}

#[test]
fn responses_that_are_empty_or_text() {
    responses(
        "'200':\n'404': Not there",
        "{'200': {description: ''}, '404': {description: Not there}}",
        &["null-value at /200", "wrong-type at /404"],
    );
}

#[test]
fn media_types_are_canonical() {
    responses(
        "'200': {description: ok, content: {' Application/JSON;charset=utf-8': {}, json: {schema: {type: string}}}}",
        "'200': {description: ok, content: {'application/json; charset=utf-8': {}, application/json: {schema: {type: string}}}}",
        &["media-type at /200/content/json"],
    );
    responses(
        "'200': {description: ok, content: {'text/plain, text/html': {schema: {type: string}}}}",
        "'200': {description: ok, content: {text/plain: {schema: {type: string}}, text/html: {schema: {type: string}}}}",
        &["media-type at /200/content/text~1plain, text~1html"],
    );
}

#[test]
fn a_schema_without_content_or_media_type() {
    let canonical = "'200': {description: ok, content: {application/json: {schema: {type: string}}}}";
    responses(
        "'200': {description: ok, schema: {type: string}}",
        canonical,
        &["missing-field at /200"],
    );
    responses(
        "'200': {description: ok, content: {schema: {type: string}}}",
        canonical,
        &["media-type at /200/content"],
    );
    responses(
        "'200': {description: ok, content: {application/json: {type: string}}}",
        canonical,
        &["missing-schema at /200/content/application~1json"],
    );
}

#[test]
fn a_schema_in_place_of_a_response() {
    responses(
        "'200': {$ref: '#/components/schemas/Pet'}",
        "'200': {description: '', content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}",
        &["misplaced-reference at /200/$ref"],
    );
    let said = |operation: &str| with_operation("3.0.3", &format!("{ID}\n{operation}")).messages;
    let response = said("responses: {'200': {$ref: '#/components/schemas/Pet'}}");
    assert!(
        response.contains("expected a response, found the schema"),
        "{response}"
    );
    let body = said("requestBody: {$ref: '#/components/schemas/Pet'}\nresponses: {'204': {description: ok}}");
    assert!(
        body.contains("expected a request body, found the schema"),
        "{body}"
    );
}

#[test]
fn headers() {
    responses(
        "'200': {description: ok, headers: {X-Rate: {schema: {type: integer}}, 'not a name': {schema: {type: string}}, X-Bare: {description: d}}}",
        "'200':
  description: ok
  headers:
    X-Rate: {schema: {type: integer}}
    X-Bare: {description: d, schema: {type: string}}",
        &[
            "header-name at /200/headers/not a name",
            "missing-schema at /200/headers/X-Bare",
        ],
    );
}

#[test]
fn shared_responses_stay_shared() {
    let document = normalized(
        "openapi: 3.0.3
info: {title: T, version: '1'}
paths:
  /a: {get: {responses: {'404': {$ref: '#/components/responses/NotFound'}}}}
components: {responses: {NotFound: {description: Not there}, Alias: {$ref: '#/components/responses/NotFound'}}}
",
    );
    document.becomes(
        "/paths/~1a/get/responses/404",
        "$ref: '#/components/responses/NotFound'",
    );
    document.becomes(
        "/components/responses",
        "{NotFound: {description: Not there}, Alias: {$ref: '#/components/responses/NotFound'}}",
    );
    document.warns(&[]);
}

#[test]
fn request_bodies_and_encodings() {
    let document = normalized(
        "openapi: 3.0.3
info: {title: T, version: '1'}
paths:
  /a:
    post:
      requestBody:
        required: true
        content:
          multipart/form-data:
            schema: {type: object, properties: {f: {type: string, format: binary}, tags: {type: array, items: {type: string}}}}
            encoding: {f: {contentType: 'image/png, image/jpeg'}}
          application/x-www-form-urlencoded:
            schema: {type: object, properties: {tags: {type: array, items: {type: string}}, ids: {type: array}}}
            encoding: {tags: {style: spaceDelimited, explode: false}, ids: {explode: false}}
      responses: {'204': {description: none}}
",
    );
    document.becomes(
        "/paths/~1a/post/requestBody/content/multipart~1form-data/encoding",
        "f: {contentType: 'image/png, image/jpeg'}",
    );
    document.becomes(
        "/paths/~1a/post/requestBody/content/application~1x-www-form-urlencoded/encoding",
        "tags: {style: spaceDelimited, explode: false}
ids: {style: form, explode: false}",
    );
    document.warns(&[]);
}

#[test]
fn parts_have_styles_since_openapi_31() {
    for (version, expected) in [
        ("3.0.3", "tags: {contentType: text/plain}"),
        (
            "3.1.0",
            "tags: {contentType: text/plain, style: pipeDelimited, explode: false}",
        ),
    ] {
        let document = normalized(&format!(
            "openapi: {version}
info: {{title: T, version: '1'}}
paths:
  /a:
    post:
      requestBody:
        content:
          multipart/form-data:
            schema: {{type: object, properties: {{tags: {{type: array, items: {{type: string}}}}}}}}
            encoding: {{tags: {{contentType: text/plain, style: pipeDelimited, explode: false}}}}
      responses: {{'204': {{description: none}}}}
"
        ));
        document.becomes(
            "/paths/~1a/post/requestBody/content/multipart~1form-data/encoding",
            expected,
        );
        document.warns(&[]);
    }
}

#[test]
fn the_example_is_the_first_that_is_in_the_document() {
    let document = normalized(
        "openapi: 3.2.0
info: {title: T, version: '1'}
paths:
  /pets:
    get:
      responses:
        '200':
          description: ok
          content:
            application/json:
              examples:
                elsewhere: {externalValue: https://example.com/pet.json}
                here: {$ref: '#/components/examples/Pet'}
components: {examples: {Pet: {dataValue: {name: Rex}}}}
",
    );
    document.becomes(
        "/paths/~1pets/get/responses/200/content/application~1json",
        "{example: {name: Rex}}",
    );
}
