//! What of requests is refused, and how they are answered besides.

use serde_json::json;

use super::*;

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

#[cfg(feature = "xml")]
#[tokio::test]
async fn bodies_in_xml_are_checked_by_their_schema() {
    let mock = mock(json!({ "/pet": { "post": {
        "security": [],
        "requestBody": { "required": true, "content": { "application/xml": pet() } },
        "responses": { "204": {} },
    } } }));
    for (sent, status, why) in [
        (
            r#"<pet id="1"><name>Tom</name><secret>s</secret><tags><tag>a</tag><tag>b</tag></tags></pet>"#,
            204,
            "",
        ),
        (
            r#"<p:pet xmlns:p="urn:p" id=" 1 "><p:name/><secret>s</secret><tags/></p:pet>"#,
            204,
            "",
        ),
        (
            r#"<pet id="0"><name>Tom</name><secret>s</secret></pet>"#,
            422,
            "$.id",
        ),
        (
            r#"<pet id="x"><name>Tom</name><secret>s</secret></pet>"#,
            422,
            "$.id",
        ),
        (
            r#"<pet id="1"><secret>s</secret></pet>"#,
            422,
            "\"name\\\" is a required property",
        ),
        (
            r#"<pet id="1"><name>Tom</name><name>Tim</name><secret>s</secret></pet>"#,
            422,
            "$.name",
        ),
        ("<pet", 400, "it is no XML"),
        (
            "<!DOCTYPE p [<!ENTITY e 'x'>]><pet id='1'><name>&e;</name></pet>",
            400,
            "entity",
        ),
    ] {
        let seen = send(
            &mock,
            "POST",
            "/pet",
            &[("content-type", "application/xml")],
            sent,
        )
        .await;
        assert_eq!(seen.status, status, "{sent}: {seen:?}");
        assert!(seen.body.contains(why), "{why}: {seen:?}");
    }
}

#[cfg(feature = "xml")]
#[tokio::test]
async fn lists_and_unions_in_xml_are_read_by_their_schema() {
    let body = json!({ "schema": {
        "type": "object",
        "required": ["sizes", "open"],
        "properties": {
            "sizes": { "type": "array", "items": { "type": "integer" } },
            "open": { "type": "boolean" },
            "owner": { "oneOf": [
                { "type": "object", "required": ["age"], "properties": { "age": { "type": "integer" } } },
                { "type": "string", "enum": ["nobody"] },
            ] },
            "extra": { "type": "object", "additionalProperties": { "type": "number" } },
        },
    } });
    let mock = mock(json!({ "/pet": { "post": {
        "security": [],
        "requestBody": { "required": true, "content": { "text/xml": body } },
        "responses": { "204": {} },
    } } }));
    for (sent, status) in [
        ("<x><sizes>1</sizes><sizes> 2 </sizes><open>true</open></x>", 204),
        // Nothing stands for a list without items.
        ("<x><open>1</open></x>", 204),
        ("<x><sizes>a</sizes><open>true</open></x>", 422),
        ("<x><open>yes</open></x>", 422),
        ("<x><open>0</open><owner><age>7</age></owner></x>", 204),
        ("<x><open>0</open><owner>nobody</owner></x>", 204),
        ("<x><open>0</open><owner>me</owner></x>", 422),
        ("<x><open>0</open><owner><age>old</age></owner></x>", 422),
        ("<x><open>0</open><extra><a>1.5</a><b>2</b></extra></x>", 204),
        ("<x><open>0</open><extra><a>b</a></extra></x>", 422),
    ] {
        let seen = send(&mock, "POST", "/pet", &[("content-type", "text/xml")], sent).await;
        assert_eq!(seen.status, status, "{sent}: {seen:?}");
    }
}
