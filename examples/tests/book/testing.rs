//! `docs/client/testing.md`

use axum::routing::get;
use axum::{Json, Router};
use serde_json::json;
use specwright_examples::bakery::Client;
use specwright_runtime::transport::{self, Service};
use specwright_runtime::{Body, BoxError, http};

async fn one_cake(request: http::Request<Body>) -> Result<http::Response<Body>, BoxError> {
    assert_eq!(request.uri().path(), "/cakes/1");
    let cake = r#"{"id": "1", "name": "Carrot cake", "price": 420}"#;
    Ok(http::Response::builder().status(200).body(Body::from(cake))?)
}

#[tokio::test]
async fn a_function_is_a_server() {
    let client = Client::builder()
        .api_key("a key")
        .transport(transport::from_fn(one_cake))
        .build()
        .unwrap();
    assert_eq!(client.get_cake("1").await.unwrap().price, 420);
}

#[tokio::test]
async fn a_router_is_a_server() {
    let cake = get(async || Json(json!({"id": "1", "name": "Carrot cake", "price": 420})));
    let router = Router::new().route("/cakes/{id}", cake);
    let client = Client::builder()
        .api_key("a key")
        .transport(Service::new(router))
        .build()
        .unwrap();
    assert_eq!(client.get_cake("1").await.unwrap().price, 420);
}
