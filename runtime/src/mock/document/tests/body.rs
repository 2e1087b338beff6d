//! What is in a response.

use serde_json::{Value, json};

use super::*;

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
async fn a_schema_that_allows_nothing_has_no_response() {
    let nothing = json!({ "schema": { "allOf": [{ "type": "string" }, { "type": "integer" }] } });
    let seen = get(&of_content("application/json", nothing), &[]).await;
    assert_eq!(seen.status, 501);
    assert!(seen.body.contains("give it an example"), "{}", seen.body);
}
