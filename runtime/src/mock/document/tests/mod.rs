mod body;
mod choice;
mod pages;
mod refused;
mod request;

use http::{HeaderMap, Request};
use serde_json::{Value, json};

use super::{DocumentMock, DocumentMockSettings, DocumentPages, UntilEmpty};
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
