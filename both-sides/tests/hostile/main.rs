//! Clients that mean harm: each gets a typed answer within the limits, and the server goes on.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use specwright_both_sides::server::{
    AddThing, AddThingResponses, Api, SendForm, SendFormResponses, SendText, SendTextResponses, SendXml,
    SendXmlResponses, Upload, UploadResponses, service,
};
use specwright_runtime::transport::{Service, Transport as _};
use specwright_runtime::{Body, Bytes, Value, http, serde_json};

mod bodies;
mod head;

struct Echo;

impl Api for Echo {
    async fn add_thing(&self, _: AddThing) -> AddThingResponses {
        AddThingResponses::Default(http::StatusCode::OK)
    }

    async fn send_form(&self, _: SendForm) -> SendFormResponses {
        ().into()
    }

    async fn upload(&self, _: Upload) -> UploadResponses {
        ().into()
    }

    async fn send_text(&self, request: SendText) -> SendTextResponses {
        request.body.into()
    }

    async fn send_xml(&self, request: SendXml) -> SendXmlResponses {
        request.body.into()
    }
}

const MAX_BODY: usize = 100_000;

/// Returns the status and the problem that a request gets, which takes no longer than it may.
async fn answer(method: &str, path: &str, media_type: &str, body: impl Into<Body>) -> (u16, Value) {
    answer_with(method, path, media_type, &[], body, MAX_BODY).await
}

/// Returns them for a request with these headers, of a server that takes bodies of so many bytes.
async fn answer_with(
    method: &str,
    path: &str,
    media_type: &str,
    headers: &[(&str, &[u8])],
    body: impl Into<Body>,
    max_body: usize,
) -> (u16, Value) {
    let service = service(Echo)
        .max_body(max_body)
        .idle_timeout(Duration::from_millis(50));
    let Ok(uri) = path.parse::<http::Uri>() else {
        // What is no URI does not get here.
        return (400, Value::Null);
    };
    let builder = http::Request::builder()
        .method(method)
        .uri(uri)
        .header("x-key", "k");
    let mut builder = match media_type {
        "" => builder,
        media_type => builder.header("content-type", media_type),
    };
    for (name, value) in headers {
        builder = builder.header(*name, *value);
    }
    let begin = Instant::now();
    let response = Service::new(service)
        .send(builder.body(body.into()).unwrap())
        .await
        .unwrap();
    let path = &path[..path.len().min(40)];
    assert!(
        begin.elapsed() < Duration::from_secs(5),
        "{path}: {:?}",
        begin.elapsed()
    );
    let (head, body) = response.into_parts();
    let body = body.bytes(1 << 20).await.unwrap();
    (
        head.status.as_u16(),
        serde_json::from_slice(&body).unwrap_or_default(),
    )
}

const JSON: &str = "application/json";

const FORM: &str = "application/x-www-form-urlencoded";

const PARTS: &str = "multipart/form-data; boundary=b";

/// Chunks without end, or none ever.
struct Endless(Option<&'static [u8]>);

impl futures_core::Stream for Endless {
    type Item = Result<Bytes, Infallible>;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        match self.0 {
            Some(chunk) => Poll::Ready(Some(Ok(Bytes::from_static(chunk)))),
            None => Poll::Pending,
        }
    }
}

#[tokio::test]
async fn a_connection_that_breaks_does_not_stop_the_server() {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let router = axum::Router::new().fallback_service(service(Echo));
    tokio::spawn(async { axum::serve(listener, router).await });
    let head = "POST /things HTTP/1.1\r\nhost: x\r\nx-key: k\r\ncontent-type: application/json\r\n";
    let cut = [
        format!("{head}content-length: 100\r\n\r\n{{"),
        format!("{head}content-length: 2\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n"),
        format!("{head}transfer-encoding: chunked\r\n\r\nffffffffffffffff1\r\n{{"),
        format!("{head}content-length: -1\r\n\r\n"),
        "POST /things HTTP/1.1\r\nx".to_owned(),
        format!(
            "{head}transfer-encoding: chunked\r\n\r\n1;{}\r\n",
            "x".repeat(100_000)
        ),
        format!("{head}transfer-encoding: chunked, identity\r\n\r\n2\r\n{{}}\r\n"),
        format!("{head}content-length: 2\r\ncontent-length: 3\r\n\r\n{{}}"),
        format!("{head}content-length: 2,2\r\n\r\n{{"),
        format!("{head}{}\r\n", "x: y\r\n".repeat(10_000)),
        format!("{head}x: {}\r\n\r\n", "y".repeat(1_000_000)),
        format!("GET /{} HTTP/1.1\r\nhost: x\r\n\r\n", "a".repeat(100_000)),
        "GET /things/7 HTTP/1.1\r\nhost: x\r\nx-key : k\r\n\r\n".to_owned(),
        "\u{0}\u{16}\u{3}\u{1}".to_owned(),
    ];
    for text in cut {
        let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
        // It may be reset before all is sent.
        let _ = stream.write_all(text.as_bytes()).await;
        let _ = stream.shutdown().await;
        let mut response = Vec::new();
        let _ = stream.read_to_end(&mut response).await;
        assert!(
            !response.starts_with(b"HTTP/1.1 2") && !response.starts_with(b"HTTP/1.1 5"),
            "{}",
            &text[..text.len().min(200)]
        );
    }
    let whole = format!("{head}connection: close\r\ncontent-length: 15\r\n\r\n{{\"name\": \"Tom\"}}");
    let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
    stream.write_all(whole.as_bytes()).await.unwrap();
    let mut response = Vec::new();
    stream.read_to_end(&mut response).await.unwrap();
    assert!(
        response.starts_with(b"HTTP/1.1 200"),
        "{}",
        String::from_utf8_lossy(&response)
    );
}
