use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::routing::get;
use axum::{Json, Router};
use serde_json::{Value, json};
use specwright_examples::programs::orders::{after, before};

use crate::serve;

/// Starts a server of the first version, or of the second one, which sends more.
async fn server(more: bool) -> String {
    let order = move |id: &str, item: &Value| {
        let mut order = json!({ "id": id, "status": "open", "item": item });
        if more {
            order["created"] = json!("2026-01-02T03:04:05Z");
            order["status"] = json!("sent");
        }
        order
    };
    let create = async move |Json(body): Json<Value>| {
        let expected = json!({ "item": { "sku": "a", "color": "red" }, "count": 2, "note": "x", "address": { "city": "Bern" } });
        assert_eq!(body, expected);
        (StatusCode::CREATED, Json(order("7", &body["item"])))
    };
    serve(Router::new().route("/orders", get(async || Json(json!([]))).post(create))).await
}

#[tokio::test]
async fn one_program_calls_the_api_as_it_was_and_as_it_became() {
    let client = before::Client::builder()
        .base_url(&server(false).await)
        .build()
        .expect("a client");
    let order = before::program::first(&client).await.expect("an order");
    assert_eq!(before::program::show(&order), "7 open");

    let client = after::Client::builder()
        .base_url(&server(true).await)
        .build()
        .expect("a client");
    let order = after::program::first(&client).await.expect("an order");
    assert_eq!(after::program::show(&order), "7 sent");
}

#[tokio::test]
async fn a_failure_says_what_the_server_says() {
    let missing = async || {
        (
            StatusCode::NOT_FOUND,
            Json(json!({ "message": "no orders here" })),
        )
            .into_response()
    };
    let url = serve(Router::new().fallback(missing)).await;
    let client = after::Client::builder().base_url(&url).build().expect("a client");
    match after::program::first(&client).await {
        Err(after::program::Trouble::None(message)) => assert_eq!(message, "no orders here"),
        other => panic!("{other:?}"),
    }
}
