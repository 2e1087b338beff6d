use http::{HeaderMap, Request};
use serde_json::{Value, json};

use super::{DocumentMock, DocumentMockSettings};
use crate::message::Body;

/// A response: its status, its headers and its body.
#[derive(Debug)]
struct Seen {
    status: u16,
    headers: HeaderMap,
    body: String,
}

impl Seen {
    fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().expect("text"))
    }

    fn json(&self) -> Value {
        serde_json::from_str(&self.body).expect("JSON")
    }
}

/// A mock of one operation, `GET /pet`, with these responses.
fn of_responses(responses: Value) -> DocumentMock {
    mock(json!({ "/pet": { "get": { "operationId": "getPet", "responses": responses } } }))
}

/// A mock of one operation with a response of a media type.
fn of_content(media_type: &str, content: Value) -> DocumentMock {
    of_responses(json!({ "200": { "content": { media_type: content } } }))
}

fn mock(paths: Value) -> DocumentMock {
    mock_with(paths, DocumentMockSettings::default())
}

fn mock_with(paths: Value, settings: DocumentMockSettings) -> DocumentMock {
    let pet = json!({
        "type": "object",
        "required": ["id", "name", "secret"],
        "properties": {
            "id": { "type": "integer", "minimum": 1, "xml": { "attribute": true } },
            "name": { "type": "string", "examples": ["Tom"] },
            "secret": { "type": "string", "writeOnly": true },
            "tags": { "type": "array", "items": { "type": "string", "examples": ["a"], "xml": { "name": "tag" } }, "xml": { "wrapped": true } },
        },
        "xml": { "name": "pet" },
    });
    let document = json!({
        "openapi": "3.2.0",
        "servers": [{ "url": "https://example.com/api/v1" }],
        "paths": paths,
        "components": {
            "schemas": { "Pet": pet },
            "securitySchemes": {
                "key": { "type": "apiKey", "in": "query", "name": "api_key" },
                "token": { "type": "http", "scheme": "bearer" },
            },
        },
    });
    DocumentMock::new(&document.to_string(), settings).expect("a document")
}

fn pet() -> Value {
    json!({ "schema": { "$ref": "#/components/schemas/Pet" } })
}

async fn send(mock: &DocumentMock, method: &str, uri: &str, headers: &[(&str, &str)], body: &str) -> Seen {
    let mut request = Request::builder().method(method).uri(uri);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(Body::from(body.to_owned())).expect("a request");
    let (head, body) = mock.respond(request).await.into_parts();
    let body = body.bytes(1 << 20).await.expect("a body");
    Seen {
        status: head.status.as_u16(),
        headers: head.headers,
        body: String::from_utf8_lossy(&body).into_owned(),
    }
}

async fn get(mock: &DocumentMock, headers: &[(&str, &str)]) -> Seen {
    send(mock, "GET", "/pet", headers, "").await
}

#[tokio::test]
async fn the_response_is_the_first_success() {
    for (responses, status) in [
        (json!({ "404": {}, "202": {}, "201": {}, "default": {} }), 201),
        (json!({ "404": {}, "2XX": {} }), 200),
        (json!({ "404": {}, "default": {} }), 200),
        (json!({ "404": {}, "302": {} }), 302),
        (json!({ "5XX": {}, "4XX": {} }), 400),
        (json!({ "101": {} }), 200),
        (json!({}), 200),
    ] {
        let seen = get(&of_responses(responses.clone()), &[]).await;
        assert_eq!(seen.status, status, "{responses}");
    }
}

#[tokio::test]
async fn a_body_is_made_of_the_schema_without_what_only_clients_send() {
    let seen = get(&of_content("application/json", pet()), &[]).await;
    assert_eq!(seen.json(), json!({ "id": 1, "name": "Tom", "tags": ["a"] }));
    assert_eq!(seen.header("content-type"), "application/json");
}

#[tokio::test]
async fn an_example_is_shown_if_it_fits_the_schema() {
    let with = |example: Value| {
        let mut content = pet();
        content["example"] = example;
        of_content("application/json", content)
    };
    let ann = json!({ "id": 7, "name": "Ann" });
    assert_eq!(get(&with(ann.clone()), &[]).await.json(), ann);
    // The text of JSON was meant to be that.
    assert_eq!(get(&with(ann.to_string().into()), &[]).await.json(), ann);
    let wrong = json!({ "id": "seven" });
    assert_eq!(get(&with(wrong), &[]).await.json()["id"], 1);
}

#[tokio::test]
async fn a_request_chooses_the_status() {
    let problem =
        json!({ "schema": { "properties": { "detail": { "type": "string", "examples": ["no"] } } } });
    let mock = of_responses(json!({
        "200": {},
        "404": { "content": { "application/problem+json": problem } },
        "5XX": {},
    }));
    let seen = get(&mock, &[("prefer", "code=404")]).await;
    assert_eq!((seen.status, seen.json()), (404, json!({ "detail": "no" })));
    assert_eq!(seen.header("content-type"), "application/problem+json");
    assert_eq!(seen.header("preference-applied"), "code=404");
    assert_eq!(get(&mock, &[("prefer", "code=503")]).await.status, 503);
    let seen = get(&mock, &[("prefer", "code=418")]).await;
    assert_eq!(seen.status, 400);
    assert!(seen.body.contains("it has 200, 404, 5XX"), "{}", seen.body);
}

#[tokio::test]
async fn a_request_chooses_an_example() {
    let named = |name: &str, value: Value| {
        let examples = json!({ name: { "value": value }, "other": { "value": 2 } });
        json!({ "content": { "application/json": { "schema": { "type": "integer" }, "examples": examples } } })
    };
    let mock = of_responses(json!({ "200": named("one", json!(1)), "409": named("odd", json!("odd")) }));
    assert_eq!(get(&mock, &[]).await.body, "1");
    assert_eq!(get(&mock, &[("prefer", "example=other")]).await.body, "2");
    // What is asked for is shown as it is, and may be of another response.
    let seen = get(&mock, &[("prefer", "example=odd")]).await;
    assert_eq!((seen.status, seen.body.as_str()), (409, "\"odd\""));
    let seen = get(&mock, &[("prefer", "code=409, example=one")]).await;
    assert_eq!(seen.status, 400);
    assert!(seen.body.contains("there are odd, other"), "{}", seen.body);
}

#[tokio::test]
async fn what_is_accepted_chooses_the_media_type() {
    let mock = of_responses(json!({ "200": { "content": {
        "text/csv": { "example": "id\n1\n" },
        "application/json": { "schema": { "type": "integer" }, "example": 1 },
        "application/*+json": { "schema": { "type": "integer" }, "example": 2 },
    } } }));
    for (accept, media_type, body) in [
        ("*/*", "application/json", "1"),
        ("text/*", "text/csv; charset=utf-8", "id\n1\n"),
        (
            "application/json;q=0.1, text/csv;q=0.2",
            "text/csv; charset=utf-8",
            "id\n1\n",
        ),
        ("application/hal+json", "application/hal+json", "2"),
    ] {
        let seen = get(&mock, &[("accept", accept)]).await;
        assert_eq!(
            (seen.header("content-type"), seen.body.as_str()),
            (media_type, body),
            "{accept}"
        );
    }
    assert_eq!(get(&mock, &[("accept", "image/png")]).await.status, 406);
}

#[tokio::test]
async fn a_body_is_written_as_its_media_type_says() {
    let fields = json!({ "type": "object", "properties": {
        "a": { "type": "string", "examples": ["x y"] },
        "b": { "type": "array", "items": { "type": "integer" }, "examples": [[1, 2]] },
    } });
    let text = json!({ "schema": { "type": "string", "examples": ["as it is"] } });
    let one = json!({ "type": "integer", "examples": [7] });
    for (media_type, content, body) in [
        ("text/plain", text.clone(), "as it is"),
        ("application/octet-stream", text.clone(), "as it is"),
        ("application/json", text, "\"as it is\""),
        ("image/png", json!({}), "text"),
        ("application/json", json!({}), "{}"),
        (
            "application/x-www-form-urlencoded",
            json!({ "schema": fields }),
            "a=x+y&b=1&b=2",
        ),
        ("text/event-stream", json!({ "itemSchema": one }), "data: 7\n\n"),
        ("application/x-ndjson", json!({ "itemSchema": one }), "7\n"),
        (
            "application/jsonl",
            json!({ "schema": { "type": "array", "items": one, "examples": [[1, 2]] } }),
            "1\n2\n",
        ),
        ("application/json-seq", json!({ "itemSchema": one }), "\u{1e}7\n"),
        (
            "text/event-stream",
            json!({ "itemSchema": one, "example": "event: add\ndata: 1\n\n" }),
            "event: add\ndata: 1\n\n",
        ),
    ] {
        let seen = get(&of_content(media_type, content.clone()), &[]).await;
        assert_eq!(
            (seen.status, seen.body.as_str()),
            (200, body),
            "{media_type}: {content}"
        );
    }
    let seen = get(&of_content("multipart/mixed", json!({ "schema": fields })), &[]).await;
    let boundary = seen
        .header("content-type")
        .strip_prefix("multipart/mixed; boundary=")
        .expect("a boundary");
    assert!(
        seen.body.starts_with(&format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"a\"\r\n"
        )),
        "{}",
        seen.body
    );
    assert!(
        seen.body.ends_with(&format!("[1,2]\r\n--{boundary}--\r\n")),
        "{}",
        seen.body
    );
}

#[cfg(feature = "xml")]
#[tokio::test]
async fn xml_is_as_the_xml_objects_of_the_schema_say() {
    let seen = get(&of_content("application/xml", pet()), &[]).await;
    let expected = r#"<?xml version="1.0" encoding="UTF-8"?><pet id="1"><name>Tom</name><tags><tag>a</tag></tags></pet>"#;
    assert_eq!(seen.body, expected);
    let list = json!({ "schema": {
        "type": "array",
        "items": { "type": "string", "examples": ["<&"] },
        "xml": { "name": "all", "namespace": "urn:x", "prefix": "p" },
    } });
    let seen = get(&of_content("text/xml", list), &[]).await;
    let expected =
        r#"<?xml version="1.0" encoding="UTF-8"?><p:all xmlns:p="urn:x"><all>&lt;&amp;</all></p:all>"#;
    assert_eq!(seen.body, expected);
    let mut stated = pet();
    stated["example"] = "<pet id=\"9\"/>".into();
    let seen = get(&of_content("application/xml", stated), &[]).await;
    assert_eq!(seen.body, "<pet id=\"9\"/>");
}

#[tokio::test]
async fn headers_are_those_that_the_document_describes() {
    let mock = of_responses(json!({ "200": { "headers": {
        "x-total": { "style": "simple", "explode": false, "schema": { "type": "integer", "examples": [7] } },
        "x-ids": { "schema": { "type": "array", "items": { "type": "integer" }, "examples": [[1, 2]] } },
        "x-json": { "content": { "application/json": { "schema": { "type": "object", "examples": [{ "a": 1 }] } } } },
        "content-encoding": { "schema": { "type": "string", "examples": ["gzip"] } },
        "x-odd": { "schema": { "type": "string", "examples": ["a\nb"] } },
    } } }));
    let seen = get(&mock, &[]).await;
    assert_eq!(seen.header("x-total"), "7");
    assert_eq!(seen.header("x-ids"), "1,2");
    assert_eq!(seen.header("x-json"), "{\"a\":1}");
    assert_eq!(seen.header("content-encoding"), "");
    assert_eq!(seen.header("x-odd"), "");
}

#[tokio::test]
async fn mistakes_of_requests_are_answered_with_problem_details() {
    let mock = mock(json!({ "/pets/{id}": {
        "parameters": [{ "name": "id", "in": "path", "required": true, "schema": { "type": "integer" } }],
        "put": {
            "requestBody": { "required": true, "content": { "application/json": pet() } },
            "responses": { "204": {} },
        },
    } }));
    let json = [("content-type", "application/json")];
    let sent = r#"{"id": 1, "name": "Tom", "secret": "s"}"#;
    for (method, uri, headers, body, status, why) in [
        ("PUT", "/pets/x", &json[..], sent, 400, "path id"),
        ("PUT", "/pets/1", &json, "{", 400, "expected JSON"),
        ("PUT", "/pets/1", &json, "{}", 422, "is a required property"),
        ("PUT", "/pets/1", &[], sent, 204, ""),
        (
            "PUT",
            "/pets/1",
            &[("content-type", "text/plain")],
            sent,
            415,
            "media type",
        ),
        ("GET", "/pets/1", &json, "", 405, "no operation with this method"),
        ("GET", "/dogs", &json, "", 404, "no operation has this path"),
        ("PUT", "/pets/1", &json, sent, 204, ""),
    ] {
        let seen = send(&mock, method, uri, headers, body).await;
        assert_eq!(seen.status, status, "{method} {uri} {body}: {seen:?}");
        assert!(seen.body.contains(why), "{seen:?}");
        if status >= 400 {
            assert_eq!(seen.header("content-type"), "application/problem+json");
        }
    }
}

#[tokio::test]
async fn credentials_are_asked_for_and_any_will_do() {
    let paths = json!({ "/pet": { "get": { "security": [{ "token": [] }, { "key": [] }], "responses": { "204": {} } } } });
    let mock = mock(paths.clone());
    let seen = get(&mock, &[]).await;
    assert_eq!(
        (seen.status, seen.header("www-authenticate")),
        (401, "Bearer, ApiKey")
    );
    assert_eq!(get(&mock, &[("authorization", "Bearer any")]).await.status, 204);
    assert_eq!(send(&mock, "GET", "/pet?api_key=any", &[], "").await.status, 204);
    let settings = DocumentMockSettings {
        no_auth: true,
        ..Default::default()
    };
    assert_eq!(get(&mock_with(paths, settings), &[]).await.status, 204);
}

#[tokio::test]
async fn head_has_the_headers_of_get_and_options_the_methods() {
    let mock = of_content("application/json", json!({ "example": [1, 2] }));
    let seen = send(&mock, "HEAD", "/pet", &[], "").await;
    assert_eq!(
        (seen.status, seen.body.as_str(), seen.header("content-length")),
        (200, "", "5")
    );
    let seen = send(&mock, "OPTIONS", "/pet", &[], "").await;
    assert_eq!((seen.status, seen.header("allow")), (204, "GET, HEAD"));
    assert_eq!(send(&mock, "OPTIONS", "/none", &[], "").await.status, 404);
}

#[tokio::test]
async fn paths_may_begin_with_that_of_a_server() {
    let mock = of_responses(json!({ "204": {} }));
    assert_eq!(mock.base_paths(), ["/api/v1"]);
    assert_eq!(send(&mock, "GET", "/api/v1/pet", &[], "").await.status, 204);
    assert_eq!(send(&mock, "GET", "/pet", &[], "").await.status, 204);
    assert_eq!(send(&mock, "GET", "/v1/pet", &[], "").await.status, 404);
}

#[tokio::test]
async fn values_vary_by_a_seed_and_are_the_same_for_the_same() {
    let paths = json!({ "/pet": { "get": { "responses": { "200": { "content": { "application/json": pet() } } } } } });
    let of_seed = async |seed: u64| {
        let settings = DocumentMockSettings {
            seed: Some(seed),
            ..Default::default()
        };
        let mock = mock_with(paths.clone(), settings);
        let mut bodies = Vec::new();
        for _ in 0..4 {
            bodies.push(get(&mock, &[]).await.body);
        }
        bodies
    };
    let bodies = of_seed(7).await;
    assert_eq!(bodies, of_seed(7).await);
    assert_ne!(bodies, of_seed(8).await);
    assert!(bodies.iter().any(|body| *body != bodies[0]), "{bodies:?}");
}

#[tokio::test]
async fn pages_of_other_origins_may_call_it_where_that_is_wanted() {
    let paths = json!({ "/pet": { "get": { "responses": { "200": { "headers": { "x-total": {} } } } } } });
    let page = [
        ("origin", "https://a.example"),
        ("access-control-request-method", "GET"),
        ("access-control-request-headers", "x-key"),
    ];
    let closed = mock(paths.clone());
    assert_eq!(
        get(&closed, &page).await.header("access-control-allow-origin"),
        ""
    );
    let settings = DocumentMockSettings {
        any_origin: true,
        ..Default::default()
    };
    let open = mock_with(paths, settings);
    let seen = send(&open, "OPTIONS", "/pet", &page, "").await;
    assert_eq!(seen.status, 204);
    assert_eq!(seen.header("access-control-allow-methods"), "GET");
    assert_eq!(seen.header("access-control-allow-headers"), "x-key");
    let seen = get(&open, &page[..1]).await;
    assert_eq!(seen.header("access-control-allow-origin"), "https://a.example");
    assert_eq!(seen.header("access-control-expose-headers"), "x-total");
    // Of what is wrong, a page is told, too.
    let seen = send(&open, "GET", "/none", &page[..1], "").await;
    assert_eq!(
        (seen.status, seen.header("access-control-allow-origin")),
        (404, "https://a.example")
    );
}

#[tokio::test]
async fn a_schema_that_allows_nothing_has_no_response() {
    let nothing = json!({ "schema": { "allOf": [{ "type": "string" }, { "type": "integer" }] } });
    let seen = get(&of_content("application/json", nothing), &[]).await;
    assert_eq!(seen.status, 501);
    assert!(seen.body.contains("give it an example"), "{}", seen.body);
}

#[tokio::test]
async fn a_request_is_told_without_its_secrets() {
    let told = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
    let paths = json!({ "/pet": { "get": {
        "operationId": "getPet",
        "parameters": [{ "name": "api_key", "in": "query", "style": "form", "explode": true, "schema": { "enum": ["a"] } }],
        "responses": { "204": {} },
    } } });
    let into = told.clone();
    let mock = mock(paths).log(move |exchange| into.lock().expect("a list").push(exchange.to_string()));
    send(&mock, "GET", "/pet?other=s3cret", &[], "").await;
    send(&mock, "GET", "/pet?api_key=s3cret", &[], "").await;
    send(&mock, "GET", "/pet/%1b[31m", &[], "").await;
    assert_eq!(
        *told.lock().expect("a list"),
        [
            "GET    /pet                             204  getPet",
            "GET    /pet                             400  query api_key: not what the document describes",
            "GET    /pet/%1b[31m                     404  no operation has this path",
        ]
    );
}

#[test]
fn a_text_that_is_no_description_is_an_error() {
    for text in [
        "",
        "[",
        "{\"paths\": {\"/a\": {\"get\": {\"parameters\": [{\"in\": \"moon\"}]}}}}",
    ] {
        assert!(
            DocumentMock::new(text, DocumentMockSettings::default()).is_err(),
            "{text}"
        );
    }
}
