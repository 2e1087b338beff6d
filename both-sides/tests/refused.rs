//! What becomes of requests that are refused, and of bodies that do not come: the client gets the answer, and the server does not wait.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use specwright_both_sides::server::{Api, SendBytes, SendBytesResponses, Upload, UploadResponses, service};
use specwright_runtime::server::ItemError;
use specwright_runtime::transport::{Service, Transport as _};
use specwright_runtime::{Body, Bytes, http};

const JSON: &str = "application/json";
const PARTS: &str = "multipart/form-data; boundary=b";

/// A server that has no operation.
struct Nothing;

impl Api for Nothing {}

/// A body that does not come.
struct Silent;

impl futures_core::Stream for Silent {
    type Item = Result<Bytes, Infallible>;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Pending
    }
}

/// Reads what a server sends until it closes the connection, or the time is over.
async fn answer_of(stream: &mut tokio::net::TcpStream) -> String {
    use tokio::io::AsyncReadExt as _;
    let mut response = Vec::new();
    let reading = stream.read_to_end(&mut response);
    drop(tokio::time::timeout(Duration::from_secs(5), reading).await);
    String::from_utf8_lossy(&response).into_owned()
}

#[tokio::test]
async fn a_client_that_sends_all_before_it_reads_gets_the_answer_to_a_refused_body() {
    use tokio::io::AsyncWriteExt as _;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let router = axum::Router::new().fallback_service(service(Nothing).max_body(1_000));
    tokio::spawn(async { axum::serve(listener, router).await });
    for (path, media_type, status) in [
        ("/things", "application/json", 413),
        ("/things", "text/html", 415),
        ("/nothing", "application/json", 404),
        // The program did not look at it.
        ("/bytes", "application/octet-stream", 501),
    ] {
        let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
        // Twice: the connection stays.
        for close in ["keep-alive", "close"] {
            let body = vec![b' '; 200_000];
            let head = format!(
                "POST {path} HTTP/1.1\r\nhost: x\r\nx-key: k\r\nconnection: {close}\r\ncontent-type: {media_type}\r\ncontent-length: {}\r\n\r\n",
                body.len()
            );
            stream.write_all(head.as_bytes()).await.unwrap();
            stream.write_all(&body).await.unwrap();
        }
        let answer = answer_of(&mut stream).await;
        let line = format!("HTTP/1.1 {status} ");
        assert_eq!(answer.matches(&line).count(), 2, "{path}: {answer}");
    }
}

#[tokio::test]
async fn a_client_that_waits_to_be_told_to_go_on_is_answered_at_once() {
    let begin = Instant::now();
    let request = http::Request::post("/things")
        .header("x-key", "k")
        .header("content-type", "text/html")
        .header("expect", "100-continue");
    let request = request.body(Body::stream(Silent)).unwrap();
    let response = Service::new(service(Nothing)).send(request).await.unwrap();
    assert_eq!(response.status(), 415);
    assert!(begin.elapsed() < Duration::from_secs(1), "{:?}", begin.elapsed());
}

#[tokio::test]
async fn a_body_that_the_program_reads_is_not_waited_for_either() {
    struct Reads;
    impl Api for Reads {
        async fn send_bytes(&self, mut request: SendBytes) -> SendBytesResponses {
            let mut read = 0;
            while let Some(chunk) = request.body.chunk().await {
                match chunk {
                    Ok(chunk) => read += chunk.len(),
                    Err(error) => return error.downcast_ref::<ItemError>().unwrap().status().into(),
                }
            }
            Body::from(read.to_string()).into()
        }
    }
    let service = Service::new(service(Reads).idle_timeout(Duration::from_millis(50)));
    let send = async |body: Body| {
        let request = http::Request::post("/bytes")
            .header("x-key", "k")
            .header("content-type", "application/octet-stream");
        service
            .send(request.body(body).unwrap())
            .await
            .unwrap()
            .status()
            .as_u16()
    };
    assert_eq!(send(Body::from("abc")).await, 200);
    assert_eq!(send(Body::stream(Silent)).await, 408);
}

#[tokio::test]
async fn a_response_that_is_made_of_the_request_has_all_of_it() {
    struct Returns;
    impl Api for Returns {
        async fn send_bytes(&self, request: SendBytes) -> SendBytesResponses {
            request.body.into()
        }
    }
    struct Few(u8);
    impl futures_core::Stream for Few {
        type Item = Result<Bytes, Infallible>;

        fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
            self.0 = self.0.saturating_sub(1);
            Poll::Ready((self.0 > 0).then(|| Ok(Bytes::from_static(b"ab"))))
        }
    }
    let request = http::Request::post("/bytes")
        .header("x-key", "k")
        .header("content-type", "application/octet-stream");
    let request = request.body(Body::stream(Few(4))).unwrap();
    let response = Service::new(service(Returns)).send(request).await.unwrap();
    assert_eq!(response.into_body().bytes(100).await.unwrap(), "ababab");
}

#[tokio::test]
async fn the_names_of_files_can_be_had_without_folders() {
    struct Names;
    impl Api for Names {
        async fn upload(&self, request: Upload) -> UploadResponses {
            let name = request.body.photo.base_name().unwrap_or_default().to_owned();
            UploadResponses::from(()).with_header("x-name", format!("[{name}]"))
        }
    }
    let service = Service::new(service(Names));
    for (sent, read) in [
        ("p.png", "[p.png]"),
        ("../../etc/passwd", "[passwd]"),
        ("C:\\pictures\\p.png", "[p.png]"),
        ("C:\\", "[]"),
        ("..", "[]"),
        ("a/", "[]"),
        ("a\\\"b.png", "[a\"b.png]"),
        ("a%22b.png", "[a\"b.png]"),
    ] {
        let title = "--b\r\ncontent-disposition: form-data; name=title\r\n\r\nab\r\n";
        let head = format!("content-disposition: form-data; name=\"photo\"; filename=\"{sent}\"");
        let request = http::Request::post("/upload")
            .header("x-key", "k")
            .header("content-type", PARTS);
        let body = format!("{title}--b\r\n{head}\r\n\r\nx\r\n--b--");
        let response = service
            .send(request.body(Body::from(body)).unwrap())
            .await
            .unwrap();
        assert_eq!(response.headers()["x-name"], read, "{sent}");
    }
}

#[tokio::test]
async fn a_program_may_answer_mistakes_itself() {
    let service = service(Nothing).on_rejection(|rejection| {
        let places = rejection.violations().iter();
        let places: Vec<String> = places
            .map(|violation| format!("{} {}", violation.place(), violation.path()))
            .collect();
        let mut response = http::Response::new(Body::from(places.join(",")));
        *response.status_mut() = rejection.status();
        response
    });
    let service = Service::new(service);
    let request = http::Request::post("/things").header("x-key", "k");
    let request = request
        .header("content-type", JSON)
        .body(Body::from("{\"name\": \"\"}"));
    let response = service.send(request.unwrap()).await.unwrap();
    assert_eq!(response.status(), 422);
    assert!(!response.headers().contains_key("content-type"));
    assert_eq!(
        response.into_body().bytes(100).await.unwrap(),
        "body $.name,body $.name"
    );
    let request = http::Request::put("/things").body(Body::empty());
    let response = service.send(request.unwrap()).await.unwrap();
    assert_eq!(
        (response.status().as_u16(), &response.headers()["allow"]),
        (405, &"POST".parse().unwrap())
    );
}
