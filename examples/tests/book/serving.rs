//! `docs/server.md`: a server at a port within limits, and mistakes that are answered as its document says.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use specwright_examples::deliveries::server::{Api, CreateDelivery, CreateDeliveryResponses, service};
use specwright_examples::deliveries::types::{Delivery, DeliveryState};
use specwright_runtime::serde_json::json;
use specwright_runtime::server::Rejection;
use specwright_runtime::{Body, StatusCode, http};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tower::{Service as _, ServiceBuilder};
use tower_http::timeout::TimeoutLayer;

struct Office;

impl Api for Office {
    async fn create_delivery(&self, request: CreateDelivery) -> CreateDeliveryResponses {
        match request.body.to.as_str() {
            "Nowhere" => std::future::pending().await,
            _ => Delivery::new("7", DeliveryState::Moving).into(),
        }
    }
}

async fn serve(listener: TcpListener, connections: usize, head: Duration, whole: Duration) -> io::Result<()> {
    // The time from the head of a request to that of its response.
    let limit = TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, whole);
    let service = ServiceBuilder::new().layer(limit).service(service(Office));
    let open = Arc::new(Semaphore::new(connections));
    loop {
        // Who comes when all are taken waits until one is closed.
        let permit = open.clone().acquire_owned().await.map_err(io::Error::other)?;
        let Ok((stream, _)) = listener.accept().await else {
            // There may be no more files.
            tokio::time::sleep(Duration::from_millis(20)).await;
            continue;
        };
        let service = TowerToHyperService::new(service.clone());
        let mut builder = http1::Builder::new();
        builder.timer(TokioTimer::new()).header_read_timeout(head);
        tokio::spawn(async move {
            // What breaks a connection is the client's business.
            let _ = builder.serve_connection(TokioIo::new(stream), service).await;
            drop(permit);
        });
    }
}

/// Sends a text to a server of short limits, and returns what comes until the connection is closed.
async fn answer(texts: &[&str]) -> Vec<String> {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (head, whole) = (Duration::from_millis(300), Duration::from_millis(100));
    tokio::spawn(serve(listener, 1, head, whole));
    let mut answers = Vec::new();
    for text in texts {
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(text.as_bytes()).await.unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await.unwrap();
        answers.push(String::from_utf8(answer).unwrap());
    }
    answers
}

#[tokio::test]
async fn a_head_that_does_not_come_and_a_program_that_does_not_end_are_not_waited_for() {
    let order = |to: &str| {
        let body = format!("{{\"to\":\"{to}\"}}");
        let head =
            "POST /deliveries HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: application/json";
        format!("{head}\r\ncontent-length: {}\r\n\r\n{body}", body.len())
    };
    let answers = answer(&[
        "GET /deliveries/7 HTTP/1.1\r\nhost: x\r\n",
        &order("Nowhere"),
        &order("Lisbon"),
    ])
    .await;
    assert!(!answers[0].starts_with("HTTP/1.1 2"), "{answers:?}");
    assert!(answers[1].starts_with("HTTP/1.1 408"), "{answers:?}");
    assert!(answers[2].starts_with("HTTP/1.1 201"), "{answers:?}");
}

/// Returns the error of this API, which its document describes.
fn refused(rejection: &Rejection) -> http::Response<Body> {
    let wrong = rejection.violations().iter();
    let wrong: Vec<String> = wrong.map(ToString::to_string).collect();
    let error = json!({ "message": rejection.detail(), "wrong": wrong });
    let mut response = http::Response::new(Body::from(error.to_string()));
    *response.status_mut() = match rejection.status() {
        StatusCode::UNPROCESSABLE_ENTITY => StatusCode::BAD_REQUEST,
        other => other,
    };
    let json = http::HeaderValue::from_static("application/json");
    response.headers_mut().insert("content-type", json);
    response
}

#[tokio::test]
async fn mistakes_are_answered_as_the_document_says() {
    let mut service = service(Office).on_rejection(refused);
    let request = http::Request::post("/deliveries").header("content-type", "application/json");
    let response = service
        .call(request.body(Body::from("{}")).unwrap())
        .await
        .unwrap();
    assert_eq!(response.status(), StatusCode::BAD_REQUEST);
    let body = response.into_body().bytes(1 << 20).await.unwrap();
    assert_eq!(
        String::from_utf8_lossy(&body),
        r#"{"message":"the body is not what the document describes","wrong":["body: \"to\" is a required property"]}"#
    );
}
