//! Which response a request gets.

use serde_json::{Value, json};

use super::*;

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
