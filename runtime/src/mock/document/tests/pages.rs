//! Where lists end.

use serde_json::{Value, json};

use super::*;

/// A mock of `GET /pet` with a list that the schema and the example describe, and its pages.
fn list(schema: Value, example: Value, pages: DocumentPages) -> DocumentMock {
    let paths = json!({ "/pet": { "get": {
        "parameters": [{ "name": "page", "in": "query", "schema": { "type": "integer" } }],
        "requestBody": { "content": { "application/json": { "schema": { "type": "object" } } } },
        "responses": { "200": {
            "headers": { "Link": { "schema": { "type": "string" } } },
            "content": { "application/json": { "schema": schema, "example": example } },
        } },
    } } });
    mock(paths).pages([DocumentPages {
        operation: "GET /pet".to_owned(),
        ..pages
    }])
}

#[tokio::test]
async fn nothing_leads_to_a_second_page() {
    let next = || DocumentPages {
        next: Some("/next".to_owned()),
        ..DocumentPages::default()
    };
    let example = json!({ "items": [1], "next": "n" });
    for (next_schema, required, ended) in [
        (json!({ "type": "string" }), json!([]), json!({ "items": [1] })),
        (
            json!({ "type": ["string", "null"] }),
            json!(["next"]),
            json!({ "items": [1], "next": null }),
        ),
        (
            json!({ "type": "string" }),
            json!(["next"]),
            json!({ "items": [1], "next": "" }),
        ),
    ] {
        let schema = json!({ "type": "object", "required": required, "properties": { "next": next_schema } });
        let mock = list(schema, example.clone(), next());
        assert_eq!(get(&mock, &[]).await.json(), ended);
    }
    let has_more = DocumentPages {
        has_more: Some("/more".to_owned()),
        ..DocumentPages::default()
    };
    let mock = list(
        json!({ "type": "object" }),
        json!({ "items": [1], "more": true }),
        has_more,
    );
    assert_eq!(
        get(&mock, &[]).await.json(),
        json!({ "items": [1], "more": false })
    );
}

#[tokio::test]
async fn the_header_that_leads_on_is_left_out() {
    let schema = json!({ "type": "array" });
    let plain = list(schema.clone(), json!([1]), DocumentPages::default());
    assert!(get(&plain, &[]).await.headers.contains_key("link"));
    let pages = DocumentPages {
        has_link: true,
        ..DocumentPages::default()
    };
    let ended = list(schema, json!([1]), pages);
    assert!(!get(&ended, &[]).await.headers.contains_key("link"));
}

#[tokio::test]
async fn a_page_behind_the_first_has_no_items() {
    let until_empty = |input: &str, first| DocumentPages {
        until_empty: Some(UntilEmpty {
            input: input.to_owned(),
            first,
            items: "/items".to_owned(),
        }),
        ..DocumentPages::default()
    };
    let schema = json!({ "type": "object", "properties": { "items": { "type": "array" } } });
    let mock = list(
        schema.clone(),
        json!({ "items": [1] }),
        until_empty("page", Some(1)),
    );
    for (path, items) in [
        ("/pet", json!([1])),
        ("/pet?page=1", json!([1])),
        ("/pet?page=2", json!([])),
    ] {
        let seen = send(&mock, "GET", path, &[], "").await;
        assert_eq!(seen.json()["items"], items, "{path}");
    }
    let mock = list(schema, json!({ "items": [1] }), until_empty("/at/id", None));
    for (body, items) in [("{}", json!([1])), (r#"{"at": {"id": "a"}}"#, json!([]))] {
        let headers = [("content-type", "application/json")];
        let seen = send(&mock, "GET", "/pet", &headers, body).await;
        assert_eq!(seen.json()["items"], items, "{body}");
    }
}

#[tokio::test]
async fn what_is_asked_for_stays_as_it_is() {
    let pages = DocumentPages {
        next: Some("/next".to_owned()),
        ..DocumentPages::default()
    };
    let named = json!({ "examples": { "more": { "value": { "next": "n" } } } });
    let paths = json!({ "/pet": { "get": { "responses": { "200": { "content": { "application/json": named } } } } } });
    let mock = mock(paths).pages([DocumentPages {
        operation: "GET /pet".to_owned(),
        ..pages
    }]);
    let seen = get(&mock, &[("prefer", "example=more")]).await;
    assert_eq!(seen.json(), json!({ "next": "n" }));
    assert_eq!(get(&mock, &[]).await.json(), json!({}));
}
