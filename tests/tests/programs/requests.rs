//! Every request has the same methods, whatever else it takes.

use super::run;

const DOCUMENT: &str = "
openapi: 3.1.0
info: {title: Requests, version: '1'}
servers: [{url: 'https://example.com/v1'}]
paths:
  /plain:
    get: {operationId: plain, responses: {'200': {description: ok, content: {application/json: {schema: {type: array, items: {type: string}}}}}}}
  /nothing:
    delete: {operationId: nothing, responses: {'200': {description: ok}}}
  /optional:
    get:
      operationId: optional
      parameters:
        - {name: query, in: query, schema: {type: string}}
        - {name: header, in: query, schema: {type: string}}
        - {name: raw, in: query, required: true, schema: {type: string}}
      responses: {'200': {description: ok, content: {application/json: {schema: {type: array, items: {type: string}}}}}}
  /body:
    post:
      operationId: body
      requestBody: {content: {application/json: {schema: {type: object, properties: {a: {type: string}}}}}}
      responses: {'200': {description: ok, content: {application/json: {schema: {type: array, items: {type: string}}}}}}
  /form:
    post:
      operationId: form
      requestBody: {required: true, content: {application/x-www-form-urlencoded: {schema: {type: object, properties: {a: {type: string}}}}}}
      responses: {'200': {description: ok, content: {application/json: {schema: {type: array, items: {type: string}}}}}}
  /parts:
    post:
      operationId: parts
      parameters: [{name: name, in: query, schema: {type: string}}]
      requestBody: {required: true, content: {multipart/form-data: {schema: {type: object, properties: {a: {type: string}}}}}}
      responses: {'200': {description: ok, content: {application/json: {schema: {type: array, items: {type: string}}}}}}
  /bytes:
    get:
      operationId: bytes
      parameters: [{name: name, in: query, schema: {type: string}}]
      responses: {'200': {description: ok, content: {application/octet-stream: {}}}}
  /events:
    get:
      operationId: events
      responses: {'200': {description: ok, content: {text/event-stream: {schema: {type: string}}}}}
  /pages:
    get:
      operationId: pages
      x-pagination: {type: page, input: page}
      parameters: [{name: page, in: query, schema: {type: integer}}]
      responses:
        '200': {description: ok, content: {application/json: {schema: {type: array, items: {type: string}}}}}
        '404': {description: none, content: {application/json: {schema: {type: object, properties: {message: {type: string}}}}}}
";

const PROGRAM: &str = r#"
    let client = Client::builder().transport(Recorder).build()?;
    macro_rules! has_all {
        ($($request:expr;)+) => {$({
            let request = $request
                .query("beta", true)
                .query("n", 7)
                .header("x-trace", 7)
                .timeout(Duration::from_secs(1))
                .retry(Retry::none());
            let _ = request.try_clone().ok_or("a copy")?.with_response();
            let _ = request.try_clone().ok_or("a copy")?.into_request();
            let value: Value = request.try_clone().ok_or("a copy")?.decode_as().await?;
            assert_eq!(value, json!([]));
            let stream = request.raw().await?;
            assert_eq!(stream.bytes().await?, "[]");
        })+};
    }
    has_all! {
        client.plain();
        client.nothing();
        client.optional("r").query_parameter("q").header_parameter("h");
        client.form(&FormBody::default());
        client.parts(PartsForm::default()).name("a");
        client.bytes();
        client.events();
        client.pages();
    }
    client.body().body_property("beta", &true).query("a b", "c&d").await?;
"#;

#[test]
fn every_request_has_the_same_methods() {
    let printed = run("requests", DOCUMENT, |generator| generator, PROGRAM);
    let mut expected = Vec::new();
    for line in [
        "GET /v1/plain?beta=true&n=7 | x-trace: 7",
        "DELETE /v1/nothing?beta=true&n=7 | x-trace: 7",
        "GET /v1/optional?raw=r&query=q&header=h&beta=true&n=7 | x-trace: 7",
        "POST /v1/form?beta=true&n=7 | x-trace: 7 | content-type: application/x-www-form-urlencoded",
        "POST /v1/parts?name=a&beta=true&n=7 | x-trace: 7 | content-type: multipart/form-data",
        "GET /v1/bytes?beta=true&n=7 | x-trace: 7",
        "GET /v1/events?beta=true&n=7 | x-trace: 7",
        "GET /v1/pages?beta=true&n=7 | x-trace: 7",
    ] {
        expected.extend([line, line]);
    }
    expected.push("POST /v1/body?a%20b=c%26d | content-type: application/json | {\"beta\":true}");
    assert_eq!(printed, expected);
}
