//! No sockets but for the proxy: the services are routers in this process.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post, put};
use axum::{Json, Router};
use serde_json::{Value, json};
use specwright_examples::programs::services::qdrant::types::ExtendedPointId;
use specwright_examples::programs::services::{Services, Settings};
use specwright_runtime::transport::Service;

use crate::serve;

fn settings() -> Settings {
    Settings {
        qdrant_url: "http://qdrant".into(),
        klavis_url: "http://klavis".into(),
        qdrant_key: "qk".into(),
        klavis_key: "kk".into(),
        proxy: None,
        ca_pem: None,
    }
}

fn services(router: Router) -> Services {
    Services::over(Arc::new(Service::new(router)), &settings()).expect("services")
}

fn done(result: Value) -> Json<Value> {
    Json(json!({ "result": result, "status": "ok", "time": 0.1 }))
}

#[tokio::test]
async fn finds_the_texts_that_it_stored() {
    let missing = get(async || {
        (
            StatusCode::NOT_FOUND,
            Json(json!({ "status": { "error": "Not found" }, "time": 0.1 })),
        )
    });
    let create = async |Json(body): Json<Value>| {
        assert_eq!(
            body,
            json!({ "vectors": { "size": 4, "distance": "Cosine" }, "shard_number": 1 })
        );
        done(json!(true))
    };
    let upsert = async |body: String| {
        // The numbers are as they are written: not 0.10000000149011612.
        assert_eq!(
            body,
            r#"{"points":[{"id":1,"vector":[0.1,0.2,0.3,0.4],"payload":{"text":"hello"}}]}"#
        );
        done(json!({ "operation_id": 1, "status": "completed" }))
    };
    let query = async |Json(body): Json<Value>| {
        assert_eq!(
            body["filter"],
            json!({ "must": { "key": "lang", "match": { "value": "en" } } })
        );
        done(json!({ "points": [{ "id": 1, "version": 1, "score": 0.9, "payload": { "text": "hello" } }] }))
    };
    let services = services(
        Router::new()
            .route("/collections/{name}", missing.put(create))
            .route("/collections/{name}/points", put(upsert))
            .route("/collections/{name}/points/query", post(query)),
    );
    services.ensure_collection("docs").await.expect("a collection");
    services
        .store("docs", 1, &[0.1, 0.2, 0.3, 0.4], "hello")
        .await
        .expect("a point");
    let found = services.search("docs", &[0.1; 4], "en").await.expect("texts");
    assert_eq!(found, ["hello"]);
}

/// Gives two pages; each is unavailable at first.
async fn scroll(Json(body): Json<Value>) -> Response {
    static CALLS: AtomicUsize = AtomicUsize::new(0);
    if CALLS.fetch_add(1, Ordering::Relaxed).is_multiple_of(2) {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    let uuid = "550e8400-e29b-41d4-a716-446655440000";
    match &body["offset"] {
        Value::Null => {
            done(json!({ "points": [{ "id": 1 }, { "id": 2 }], "next_page_offset": uuid })).into_response()
        }
        offset => done(json!({ "points": [{ "id": offset }], "next_page_offset": null })).into_response(),
    }
}

#[tokio::test]
async fn lists_the_ids_of_all_pages() {
    let services = services(Router::new().route("/collections/{name}/points/scroll", post(scroll)));
    let ids = services.ids("docs").await.expect("ids");
    assert!(matches!(
        ids[..],
        [
            ExtendedPointId::Integer(1),
            ExtendedPointId::Integer(2),
            ExtendedPointId::Uuid(_)
        ]
    ));
}

#[tokio::test]
async fn says_why_a_tool_fails() {
    let call = async |Json(body): Json<Value>| match body["serverUrl"].as_str() {
        Some("http://invalid") => {
            let detail = json!([{ "loc": ["body", "toolName"], "msg": "field required", "type": "missing" }]);
            (
                StatusCode::UNPROCESSABLE_ENTITY,
                Json(json!({ "detail": detail })),
            )
        }
        Some("http://failing") => (
            StatusCode::OK,
            Json(json!({ "success": false, "error": "no such channel" })),
        ),
        _ => (
            StatusCode::OK,
            Json(json!({ "success": true, "result": { "content": [], "isError": false } })),
        ),
    };
    let services = services(Router::new().route("/mcp-server/call-tool", post(call)));
    let failure = async |url| services.send(url, "hi").await.expect_err("a failure").to_string();
    assert_eq!(
        failure("http://invalid").await,
        "not a valid call: field required"
    );
    assert_eq!(
        failure("http://failing").await,
        "the tool failed: no such channel"
    );
    services.send("http://tool", "hi").await.expect("no failure");
}

#[tokio::test]
async fn calls_by_way_of_a_proxy() {
    let page = done(json!({ "points": [], "next_page_offset": null }));
    let proxy = serve(Router::new().fallback(async || page)).await;
    let services = Services::new(&Settings {
        proxy: Some(proxy),
        ..settings()
    })
    .expect("services");
    assert_eq!(services.ids("docs").await.expect("ids"), []);
}

#[tokio::test]
async fn refuses_certificates_that_are_none() {
    let settings = Settings {
        ca_pem: Some(b"no certificate".to_vec()),
        ..settings()
    };
    assert!(Services::new(&settings).is_err());
}
