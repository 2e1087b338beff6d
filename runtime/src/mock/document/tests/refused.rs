//! How mistakes are answered where the document describes an error of its own.

use serde_json::{Value, json};

use super::*;

/// A mock of `POST /pet` with these responses beside that of the success.
fn of_failures(failures: Value) -> DocumentMock {
    let mut responses = json!({ "204": {} });
    for (status, response) in failures.as_object().into_iter().flatten() {
        responses[status] = response.clone();
    }
    let mut body = pet();
    body["schema"] =
        json!({ "type": "object", "required": ["name"], "properties": { "name": { "type": "string" } } });
    mock(json!({ "/pet": { "post": {
        "security": [],
        "parameters": [{ "name": "limit", "in": "query", "schema": { "type": "integer" } }],
        "requestBody": { "required": true, "content": { "application/json": body } },
        "responses": responses,
    } } }))
}

fn error_of(media_type: &str, properties: Value) -> Value {
    let required: Vec<&String> = properties
        .as_object()
        .into_iter()
        .flatten()
        .map(|(name, _)| name)
        .collect();
    let schema = json!({ "type": "object", "required": required, "properties": properties });
    json!({ "content": { media_type: { "schema": schema } } })
}

async fn post(mock: &DocumentMock, uri: &str, body: &str) -> Seen {
    send(mock, "POST", uri, &[("content-type", "application/json")], body).await
}

#[tokio::test]
async fn the_error_of_the_document_is_made_and_says_what_is_wrong() {
    let error = json!({ "code": { "type": "string", "enum": ["invalid"] }, "message": { "type": "string" } });
    let mock = of_failures(json!({ "422": error_of("application/json", error) }));
    let seen = post(&mock, "/pet", "{}").await;
    assert_eq!(
        (seen.status, seen.header("content-type")),
        (422, "application/json")
    );
    let message = "the body is not what the document describes; body: \"name\" is a required property";
    assert_eq!(seen.json(), json!({ "code": "invalid", "message": message }));
}

#[tokio::test]
async fn a_document_means_mistakes_by_400_or_by_422() {
    let error = || error_of("application/json", json!({ "error": { "type": "string" } }));
    let both = [
        (json!({ "400": error() }), 400, 400),
        (json!({ "422": error() }), 422, 422),
        (json!({ "400": error(), "422": error() }), 400, 422),
        (json!({ "4XX": error() }), 400, 422),
        (json!({ "default": error() }), 400, 422),
    ];
    for (failures, of_parameters, of_body) in both {
        let mock = of_failures(failures.clone());
        let seen = post(&mock, "/pet?limit=x", "{}").await;
        assert_eq!(seen.status, of_parameters, "{failures}");
        assert!(
            seen.json()["error"]
                .as_str()
                .is_some_and(|text| text.contains("query limit")),
            "{seen:?}"
        );
        let seen = post(&mock, "/pet", "{}").await;
        assert_eq!(seen.status, of_body, "{failures}");
        assert!(
            seen.json()["error"]
                .as_str()
                .is_some_and(|text| text.contains("required")),
            "{seen:?}"
        );
    }
}

#[tokio::test]
async fn the_text_may_stand_further_in_and_the_status_beside_it() {
    let within = json!({ "title": { "type": "string" }, "status": { "type": "string" } });
    let within = json!({ "type": "object", "required": ["title", "status"], "properties": within });
    let errors = json!({ "errors": { "type": "array", "minItems": 1, "items": within }, "statusCode": { "type": "integer" } });
    let mock = of_failures(json!({ "4XX": error_of("application/vnd.api+json", errors) }));
    let seen = send(&mock, "POST", "/pet", &[("content-type", "text/plain")], "x")
        .await
        .json();
    assert_eq!(seen["statusCode"], 415);
    let title = seen["errors"][0]["title"].as_str().expect("a text");
    assert!(title.contains("media type"), "{seen}");
}

#[tokio::test]
async fn a_text_that_the_schema_does_not_allow_is_left_as_it_is() {
    let error = json!({ "message": { "type": "string", "maxLength": 4 }, "reason": { "const": "bad" } });
    let mock = of_failures(json!({ "422": error_of("application/json", error) }));
    let seen = post(&mock, "/pet", "{}").await;
    assert_eq!((seen.status, &seen.json()["reason"]), (422, &json!("bad")));
}

#[tokio::test]
async fn problem_details_are_as_they_are_where_the_document_describes_them() {
    let error = json!({ "title": { "type": "string" }, "status": { "type": "integer" } });
    let mock = of_failures(json!({ "400": error_of("application/problem+json", error) }));
    let seen = post(&mock, "/pet", "{}").await;
    assert_eq!((seen.status, &seen.json()["status"]), (400, &json!(400)));
    assert_eq!(seen.json()["errors"][0]["in"], "body");
}

#[tokio::test]
async fn without_a_body_that_is_described_there_are_problem_details() {
    let text = json!({ "content": { "text/plain": { "schema": { "type": "string" } } } });
    for (failures, media_type) in [
        (json!({}), "application/problem+json"),
        (json!({ "422": {} }), "application/problem+json"),
        (
            json!({ "422": { "content": { "application/json": {} } } }),
            "application/problem+json",
        ),
        (json!({ "409": text.clone() }), "application/problem+json"),
        (json!({ "422": text.clone() }), "text/plain; charset=utf-8"),
    ] {
        let seen = post(&of_failures(failures.clone()), "/pet", "{}").await;
        assert_eq!(
            (seen.status, seen.header("content-type")),
            (422, media_type),
            "{failures}"
        );
        assert!(seen.body.contains("is a required property"), "{seen:?}");
    }
}

#[tokio::test]
async fn what_only_default_describes_is_a_success() {
    let responses =
        json!({ "default": error_of("application/json", json!({ "message": { "type": "string" } })) });
    let mock = mock(json!({ "/pet": { "get": {
        "parameters": [{ "name": "limit", "in": "query", "schema": { "type": "integer" } }],
        "responses": responses,
    } } }));
    assert_eq!(send(&mock, "GET", "/pet", &[], "").await.status, 200);
    let seen = send(&mock, "GET", "/pet?limit=x", &[], "").await;
    assert_eq!(
        (seen.status, seen.header("content-type")),
        (400, "application/problem+json")
    );
}

#[tokio::test]
async fn the_challenge_stays_with_a_missing_credential() {
    let error = error_of("application/json", json!({ "message": { "type": "string" } }));
    let mock = mock(
        json!({ "/pet": { "get": { "security": [{ "token": [] }], "responses": { "204": {}, "401": error } } } }),
    );
    let seen = get(&mock, &[]).await;
    assert_eq!((seen.status, seen.header("www-authenticate")), (401, "Bearer"));
    assert!(
        seen.json()["message"]
            .as_str()
            .is_some_and(|text| text.contains("credential")),
        "{seen:?}"
    );
}
