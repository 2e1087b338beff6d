//! A bakery that behaves as its document says.

use std::convert::Infallible;

use axum::body::Body;
use axum::extract::{Path, RawQuery};
use axum::http::{HeaderMap, StatusCode};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::{Value, json};
use specwright_examples::bakery::{Client, ClientBuilder};
use specwright_runtime::transport::Service;

const CAKES: [(&str, &str, u32); 3] = [
    ("1", "Carrot cake", 420),
    ("2", "Sachertorte", 560),
    ("3", "Cheesecake", 480),
];

/// Returns the builder of a client of the bakery.
pub(crate) fn builder() -> ClientBuilder {
    Client::builder().transport(Service::new(router()))
}

/// Returns a client of the bakery, with a key.
pub(crate) fn client() -> Client {
    builder().api_key("a key").build().expect("a client")
}

pub(crate) fn router() -> Router {
    Router::new()
        .route("/cakes", get(cakes))
        .route("/cakes/{id}", get(cake))
        .route("/cakes/{id}/photo", get(async || vec![7_u8; 1000]).put(photo))
        .route("/cakes/{id}/slices", post(async |body: Json<Value>| body))
        .route("/orders", post(order))
        .route("/orders/events", get(events))
}

fn to_json((id, name, price): &(&str, &str, u32)) -> Value {
    json!({"id": id, "name": name, "price": price})
}

async fn cakes(RawQuery(query): RawQuery) -> ([(&'static str, &'static str); 1], Json<Value>) {
    let query = query.unwrap_or_default();
    let number = |name: &str| {
        let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        let mut found = pairs.filter(|(key, _)| *key == name);
        found.next().and_then(|(_, value)| value.parse::<usize>().ok())
    };
    let begin = number("cursor").unwrap_or(0);
    let limit = number("limit").unwrap_or(20);
    let cakes: Vec<Value> = CAKES.iter().skip(begin).take(limit).map(to_json).collect();
    let end = begin + cakes.len();
    let page = match end < CAKES.len() {
        true => json!({"cakes": cakes, "next": end.to_string()}),
        false => json!({"cakes": cakes}),
    };
    ([("x-total", "3")], Json(page))
}

async fn cake(Path(id): Path<String>, headers: HeaderMap) -> (StatusCode, Json<Value>) {
    if !headers.contains_key("x-api-key") && !headers.contains_key("authorization") {
        return (StatusCode::UNAUTHORIZED, Json(json!({"message": "who are you?"})));
    }
    match CAKES.iter().find(|cake| cake.0 == id) {
        Some(cake) => (StatusCode::OK, Json(to_json(cake))),
        None => (StatusCode::NOT_FOUND, Json(json!({"message": "no such cake"}))),
    }
}

async fn photo(body: Body) -> StatusCode {
    let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes);
    match text.contains("name=\"file\"") {
        true => StatusCode::NO_CONTENT,
        false => StatusCode::BAD_REQUEST,
    }
}

async fn order(Json(order): Json<Value>) -> (StatusCode, Json<Value>) {
    if order["pieces"].as_i64() > Some(100) {
        return (StatusCode::CONFLICT, Json(json!({"message": "sold out"})));
    }
    (StatusCode::CREATED, Json(json!({"id": "7", "state": "open"})))
}

async fn events() -> Result<([(&'static str, &'static str); 1], &'static str), Infallible> {
    let events = "id: 1\ndata: {\"id\": \"7\", \"state\": \"open\"}\n\n\
                  id: 2\ndata: {\"id\": \"7\", \"state\": \"baked\"}\n\n";
    Ok(([("content-type", "text/event-stream")], events))
}
