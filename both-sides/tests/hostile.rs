//! Clients that mean harm: each gets a typed answer within the limits, and the server goes on.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use specwright_both_sides::server::{
    AddThing, AddThingResponse, Api, SendForm, SendFormResponse, SendText, SendTextResponse, SendXml,
    SendXmlResponse, Upload, UploadResponse, service,
};
use specwright_runtime::transport::{Service, Transport as _};
use specwright_runtime::{Body, Bytes, Value, http, serde_json};

struct Echo;

impl Api for Echo {
    async fn add_thing(&self, _: AddThing) -> AddThingResponse {
        AddThingResponse::Default(http::StatusCode::OK)
    }

    async fn send_form(&self, _: SendForm) -> SendFormResponse {
        ().into()
    }

    async fn upload(&self, _: Upload) -> UploadResponse {
        ().into()
    }

    async fn send_text(&self, request: SendText) -> SendTextResponse {
        request.body.into()
    }

    async fn send_xml(&self, request: SendXml) -> SendXmlResponse {
        request.body.into()
    }
}

const MAX_BODY: usize = 100_000;

/// Returns the status and the problem that a request gets, which takes no longer than it may.
async fn answer(method: &str, path: &str, media_type: &str, body: impl Into<Body>) -> (u16, Value) {
    let service = service(Echo)
        .max_body(MAX_BODY)
        .idle_timeout(Duration::from_millis(50));
    let Ok(uri) = path.parse::<http::Uri>() else {
        // What is no URI does not get here.
        return (400, Value::Null);
    };
    let builder = http::Request::builder()
        .method(method)
        .uri(uri)
        .header("x-key", "k");
    let builder = match media_type {
        "" => builder,
        media_type => builder.header("content-type", media_type),
    };
    let begin = Instant::now();
    let response = Service::new(service)
        .send(builder.body(body.into()).unwrap())
        .await
        .unwrap();
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
async fn a_body_without_end_is_cut() {
    for (path, media_type) in [
        ("/things", JSON),
        ("/form", FORM),
        ("/upload", PARTS),
        ("/text", "text/plain"),
    ] {
        let endless = Body::stream(Endless(Some(b"[[[[[[[[")));
        assert_eq!(answer("POST", path, media_type, endless).await.0, 413, "{path}");
        let long = vec![b' '; MAX_BODY + 1];
        assert_eq!(answer("POST", path, media_type, long).await.0, 413, "{path}");
    }
}

#[tokio::test]
async fn a_body_that_does_not_come_is_not_waited_for() {
    let silent = Body::stream(Endless(None));
    assert_eq!(answer("POST", "/things", JSON, silent).await.0, 408);
}

#[tokio::test]
async fn json_that_is_none_or_too_much_is_refused() {
    let deep = "[".repeat(50_000);
    let deep_objects = "{\"a\":".repeat(10_000);
    let bodies: [&[u8]; 10] = [
        b"",
        b"{",
        b"nul",
        b"{\"name\": \"\xff\"}",
        b"\xef\xbb\xbf{}",
        b"{\"name\": \"\\ud800\"}",
        b"{\"name\": 1e999999}",
        b"{} {}",
        deep.as_bytes(),
        deep_objects.as_bytes(),
    ];
    for body in bodies {
        let (status, problem) = answer("POST", "/things", JSON, body.to_vec()).await;
        assert_eq!(
            status,
            400,
            "{:?}",
            String::from_utf8_lossy(&body[..body.len().min(20)])
        );
        assert_eq!(problem["errors"][0]["in"], "body");
    }
}

#[tokio::test]
async fn what_the_schema_forbids_is_refused_with_its_path_and_without_its_value() {
    for (body, path) in [
        (r#"{"id": 1}"#, "$"),
        (r#"{"name": "hunter2"}"#, "$.name"),
        (r#"{"name": "Much too long a name"}"#, "$.name"),
        (r#"{"name": 7}"#, "$.name"),
        (r#"{"name": "Tom", "tags": ["a", "a"]}"#, "$.tags"),
        (r#"{"name": "Tom", "tags": ["a", 7]}"#, "$.tags[1]"),
        ("[]", "$"),
        ("null", "$"),
    ] {
        let (status, problem) = answer("POST", "/things", JSON, body.to_owned()).await;
        assert_eq!(status, 422, "{body}");
        assert_eq!(problem["errors"][0]["path"], path, "{problem}");
        assert!(!problem.to_string().contains("hunter2"), "{problem}");
    }
}

#[tokio::test]
async fn parts_that_are_none_or_too_many_are_refused() {
    let many = "--b\r\ncontent-disposition: form-data; name=\"x\"\r\n\r\n\r\n".repeat(1_500);
    let head = format!("--b\r\nx: {}\r\n\r\n\r\n--b--", "y".repeat(20_000));
    for body in [
        "",
        "--b",
        "--b--",
        "--b\r\n",
        "--b\r\n\r\n",
        "--b\r\n\r\nx",
        "x",
        &many,
        &head,
        "--b\r\n\r\n\r\n--b",
    ] {
        let (status, _) = answer("POST", "/upload", PARTS, body.to_owned()).await;
        assert!(
            matches!(status, 400 | 422),
            "{status}: {:?}",
            &body[..body.len().min(20)]
        );
    }
    let long = "b".repeat(100);
    for called in [
        "multipart/form-data",
        "multipart/form-data; boundary=",
        &format!("multipart/form-data; boundary={long}"),
    ] {
        assert_eq!(
            answer("POST", "/upload", called, "--b--").await.0,
            400,
            "{called}"
        );
    }
}

#[tokio::test]
async fn forms_and_texts_that_are_none_are_refused() {
    let brackets = format!("name=x&deep{}=1", "[a]".repeat(20_000));
    for body in ["name=%FF", "name=x&count=y", "", "=", "&&&", "name"] {
        let (status, _) = answer("POST", "/form", FORM, body.to_owned()).await;
        // A name without a value is an empty text.
        let expected: &[u16] = if body == "name" { &[204] } else { &[400, 422] };
        assert!(expected.contains(&status), "{status}: {body}");
    }
    // What is nested too deeply is no part of the object.
    assert!(answer("POST", "/form", FORM, brackets).await.0 < 500);
    assert_eq!(
        answer("POST", "/text", "text/plain", b"\xff".to_vec()).await.0,
        400
    );
    assert_eq!(
        answer("POST", "/text", "text/plain", "x".repeat(101)).await.0,
        422
    );
}

#[tokio::test]
async fn xml_that_expands_or_nests_is_refused() {
    let bomb = "<!DOCTYPE t [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><Thing><name>&b;</name></Thing>";
    let outside = "<!DOCTYPE t [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><Thing><name>&a;</name></Thing>";
    let deep = "<a>".repeat(20_000);
    for body in [bomb, outside, &deep, "<Thing>", "", "<Thing/><Thing/>", "text"] {
        let (status, problem) = answer("POST", "/xml", "application/xml", body.to_owned()).await;
        assert!(
            matches!(status, 400 | 422),
            "{status}: {:?}",
            &body[..body.len().min(60)]
        );
        assert!(!problem.to_string().contains("root:"), "{problem}");
    }
}

#[tokio::test]
async fn media_types_that_are_none_are_refused() {
    for called in [
        "",
        "/",
        ";;;",
        "application/json/json",
        "text/html",
        "application/xml",
        "*/*",
        "application/*",
    ] {
        let (status, _) = answer("POST", "/things", called, "{\"name\": \"Tom\"}").await;
        // Without a word about it, it is the only one that there is.
        assert_eq!(status, if called.is_empty() { 200 } else { 415 }, "{called}");
    }
}

#[tokio::test]
async fn tricks_with_paths_lead_nowhere() {
    let long = format!("/things/{}", "a".repeat(60_000));
    let slashes = "/".repeat(10_000);
    for path in [
        "//things",
        "/things//7",
        "/things/7/",
        "/things/%2e%2e",
        "/things/..",
        "/things/7%2f..",
        "/things/%00",
        "/things/%FF",
        "/things/%",
        "/things/%zz",
        "/things/ 7",
        "/things/7;a=b",
        "/things/99999999999999999999",
        "/things/7.5",
        "/things/0x7",
        "/things/-",
        "/things/\u{202e}7",
        "/v1",
        "/v1/v1/things/7",
        "*",
        "/",
        &long,
        &slashes,
    ] {
        let (status, _) = answer("GET", path, "", Body::empty()).await;
        assert!(
            matches!(status, 400 | 404),
            "{status}: {:?}",
            &path[..path.len().min(40)]
        );
    }
    // What is there is not implemented.
    assert_eq!(answer("GET", "/things/7", "", Body::empty()).await.0, 501);
    assert_eq!(answer("GET", "/v1/things/7", "", Body::empty()).await.0, 501);
    assert_eq!(answer("HEAD", "/things/7", "", Body::empty()).await.0, 501);
}

#[tokio::test]
async fn queries_that_are_none_are_refused() {
    let many = format!("/query?{}", "tags=a&".repeat(8_000));
    let deep = format!("/query?deep{}=1", "[within]".repeat(5_000));
    for path in [
        "/query?limit=0",
        "/query?limit=101",
        "/query?limit=",
        "/query?limit=1e2x",
        "/query?limit=%FF",
        "/query?exact=yes",
        "/query?kind=cow",
        "/query?since=now",
        "/query?numbers=1,x",
        "/query?filter=%7B",
        "/query?filter=[",
        "/query?color=r&r=256",
        "/query?deep[within][a]=x",
        &many,
    ] {
        let (status, problem) = answer("GET", path, "", Body::empty()).await;
        assert_eq!(status, 400, "{}: {problem}", &path[..path.len().min(40)]);
        assert!(
            problem["errors"][0]["in"].as_str().unwrap().starts_with("query "),
            "{problem}"
        );
    }
    assert_eq!(answer("GET", &deep, "", Body::empty()).await.0, 501);
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
    ];
    for text in cut {
        let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
        stream.write_all(text.as_bytes()).await.unwrap();
        stream.shutdown().await.unwrap();
        let mut response = Vec::new();
        // It may be reset.
        let _ = stream.read_to_end(&mut response).await;
        assert!(
            !response.starts_with(b"HTTP/1.1 2") && !response.starts_with(b"HTTP/1.1 5"),
            "{text}"
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

#[tokio::test]
async fn what_other_clients_write_is_read() {
    // The program has no method for it, which is found out behind the checks.
    for query in [
        "numbers=1,2",
        "numbers=1%2C2",
        "numbers=",
        "flat=r%2C1%2Cname%2Cred",
        "deep[within][b]=",
        "limit=%31",
        "flat=name,,r,1",
    ] {
        let (status, problem) = answer("GET", &format!("/query?{query}"), "", "").await;
        assert_eq!(status, 501, "{query}: {problem}");
    }
    let (status, problem) = answer("GET", "/query?tags=a%2Cb&numbers=1%2Cx", "", "").await;
    assert_eq!(
        (status, &problem["errors"][0]["in"]),
        (400, &Value::from("query numbers"))
    );
}

#[tokio::test]
async fn a_path_that_is_literal_has_no_methods_of_one_with_a_parameter() {
    assert_eq!(answer("PATCH", "/things/1", "", "").await.0, 501);
    assert_eq!(answer("PATCH", "/things/first", "", "").await.0, 405);
    assert_eq!(answer("GET", "/things/99999999999999999999", "", "").await.0, 400);
}
