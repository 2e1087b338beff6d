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
        b"\xef\xbb\xbf",
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
async fn a_property_that_is_there_twice_is_refused() {
    for (body, path) in [
        ("{\"name\": \"Tom\", \"name\": \"Tim\"}", "$.name"),
        (
            "{\"name\": \"Tom\", \"x\": [{\"a\": 1, \"\\u0061\": 2}]}",
            "$.x[0].a",
        ),
    ] {
        let (status, problem) = answer("POST", "/things", JSON, body).await;
        assert_eq!(status, 400, "{problem}");
        let message = problem["errors"][0]["message"].as_str().unwrap();
        assert!(message.contains(path) && message.contains("twice"), "{problem}");
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
async fn a_body_that_becomes_much_more_than_it_is_is_refused() {
    for item in ["0", "{}", "[]", "\"\"", "{\"\":0}"] {
        let items = format!("{item},").repeat(MAX_BODY / (item.len() + 1) - 20);
        let json = format!("{{\"name\":\"Tom\",\"x\":[{items}0]}}");
        let (status, problem) = answer("POST", "/things", JSON, json.clone()).await;
        assert_eq!(status, 413, "{item}: {problem}");
        let parts = format!(
            "--b\r\ncontent-disposition: form-data; name=x\r\ncontent-type: application/json\r\n\r\n[{}0]\r\n--b--",
            &items[..items.len() - 200 + (200 % (item.len() + 1))]
        );
        let (status, problem) = answer("POST", "/upload", PARTS, parts).await;
        assert!(matches!(status, 400 | 413), "{status}: {problem}");
        assert!(!problem["detail"].to_string().is_empty(), "{problem}");
    }
    let lines = "0\n".repeat(MAX_BODY / 2);
    assert_eq!(
        answer("POST", "/lines", "application/x-ndjson", lines).await.0,
        413
    );
}

#[tokio::test]
async fn very_many_fields_parts_and_names_take_little_time() {
    const MANY: usize = 8_000_000;
    let form = |count: usize| (0..count).map(|number| format!("{number}=&")).collect::<String>();
    let (status, problem) = answer_with("POST", "/form", FORM, &[], form(99_999), MANY).await;
    // The name is missing, and the deep object.
    assert_eq!(status, 422, "{problem}");
    assert_eq!(
        answer_with("POST", "/form", FORM, &[], form(100_001), MANY)
            .await
            .0,
        400
    );
    let parts = |count: usize| {
        let head = "--b\r\ncontent-disposition: form-data; filename=f; name=";
        let parts = (0..count).map(|number| format!("{head}{number}\r\n\r\n\r\n"));
        parts.chain(["--b--".to_owned()]).collect::<String>()
    };
    assert_eq!(
        answer_with("POST", "/upload", PARTS, &[], parts(10_000), MANY)
            .await
            .0,
        422
    );
    assert_eq!(
        answer_with("POST", "/upload", PARTS, &[], parts(10_001), MANY)
            .await
            .0,
        400
    );
    let names: String = (0..8_000).map(|number| format!("{number}=&")).collect();
    assert_eq!(answer("GET", &format!("/query?{names}"), "", "").await.0, 501);
}

#[tokio::test]
async fn several_values_of_what_is_no_list_are_refused() {
    for query in [
        "limit=1&limit=2",
        "limit=1&limit=1",
        "exact=true&%65xact=false",
        "reserved=a&reserved=b",
        "deep[name]=a&deep[name]=b",
        "deep[name]=a&deep[name][x]=b",
        "filter=%7B%7D&filter=%7B%7D",
        "flat=r,1,r,2",
    ] {
        let (status, problem) = answer("GET", &format!("/query?{query}"), "", "").await;
        assert_eq!(status, 400, "{query}: {problem}");
        assert!(
            problem["errors"][0]["in"].as_str().unwrap().starts_with("query "),
            "{problem}"
        );
    }
    assert_eq!(answer("POST", "/form", FORM, "name=a&name=b").await.0, 400);
    let headers: &[(&str, &[u8])] = &[("x-count", b"1"), ("x-count", b"2")];
    assert_eq!(
        answer_with("GET", "/headers", "", headers, "", MAX_BODY).await.0,
        400
    );
    let path = "/path/a/.1/;matrix=r,1,r,2/a/r=1";
    assert_eq!(answer("GET", path, "", "").await.0, 400);
    let path = "/path/a/.1/;matrix=r,1/a/r=1,r=2";
    assert_eq!(answer("GET", path, "", "").await.0, 400);
    let part = |name: &str, text: &str| {
        format!("--b\r\ncontent-disposition: form-data; name={name}\r\n\r\n{text}\r\n")
    };
    let photo = "--b\r\ncontent-disposition: form-data; name=photo; filename=p\r\n\r\n\r\n";
    let one = format!("{}{photo}--b--", part("title", "ab"));
    assert_eq!(answer("POST", "/upload", PARTS, one).await.0, 204);
    for two in [
        format!("{}{}{photo}--b--", part("title", "ab"), part("title", "cd")),
        format!("{}{photo}{photo}--b--", part("title", "ab")),
    ] {
        let (status, problem) = answer("POST", "/upload", PARTS, two).await;
        assert_eq!(status, 400, "{problem}");
    }
}

#[tokio::test]
async fn several_values_of_a_list_are_its_items() {
    let sizes = "--b\r\ncontent-disposition: form-data; name=sizes\r\n\r\n1\r\n".repeat(2);
    let title = "--b\r\ncontent-disposition: form-data; name=title\r\n\r\nab\r\n";
    let photo = "--b\r\ncontent-disposition: form-data; name=photo; filename=p\r\n\r\n\r\n";
    let parts = format!("{title}{sizes}{photo}--b--");
    assert_eq!(answer("POST", "/upload", PARTS, parts).await.0, 204);
    // It is not implemented, so that it is understood.
    let query = "/query?deep[within][b]=x&deep[within][b]=y";
    assert_eq!(answer("GET", query, "", "").await.0, 501);
}

#[tokio::test]
async fn what_a_style_puts_before_a_value_is_asked_for() {
    assert_eq!(answer("GET", "/path/a/.1/;matrix=r,1/a/r=1", "", "").await.0, 501);
    for path in [
        "/path/a/1/;matrix=r,1/a/r=1",
        "/path/a/.1/r,1/a/r=1",
        "/path/a/.1/;matrixr,1/a/r=1",
        "/path/a/.1/;other=r,1/a/r=1",
    ] {
        assert_eq!(answer("GET", path, "", "").await.0, 400, "{path}");
    }
}

#[tokio::test]
async fn several_credentials_and_empty_ones_are_refused() {
    let get = async |headers: &[(&str, &[u8])]| {
        let mut request = http::Request::get("/things/first");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let service = Service::new(service(Echo));
        let response = service.send(request.body(Body::empty()).unwrap()).await;
        response.unwrap().status().as_u16()
    };
    assert_eq!(get(&[("x-key", b"k")]).await, 501);
    assert_eq!(get(&[("x-key", b"k"), ("x-key", b"other")]).await, 400);
    assert_eq!(get(&[("x-key", b"")]).await, 401);
    let (one, other) = (b"Basic YTpi".as_slice(), b"Basic YzpkCg==".as_slice());
    assert_eq!(get(&[("authorization", one)]).await, 501);
    assert_eq!(
        get(&[("authorization", one), ("authorization", other)]).await,
        400
    );
    assert_eq!(
        get(&[("authorization", one), ("authorization", b"Bearer x")]).await,
        400
    );
    assert_eq!(get(&[("authorization", b"Basic ")]).await, 401);
}

#[tokio::test]
async fn a_body_has_one_media_type() {
    let headers: &[(&str, &[u8])] = &[("content-type", b"application/xml")];
    let body = "{\"name\": \"Tom\"}";
    assert_eq!(
        answer_with("POST", "/things", JSON, headers, body, MAX_BODY)
            .await
            .0,
        400
    );
}

#[tokio::test]
async fn headers_that_are_none_are_refused() {
    let long = vec![b'1'; 100_000];
    let values: [&[u8]; 8] = [
        b"\xff",
        b"",
        b" ",
        b"1;2",
        b"0x1",
        b"99999999999999999999",
        b"1e400",
        &long,
    ];
    for value in values {
        let (status, problem) = answer_with("GET", "/headers", "", &[("x-count", value)], "", MAX_BODY).await;
        assert_eq!(
            (status, &problem["errors"][0]["in"]),
            (400, &Value::from("header X-Count")),
            "{value:?}"
        );
    }
    let cookies: [&[u8]; 3] = [b"session=%FF", b"sizes=1,x", b"sizes=%"];
    for cookie in cookies {
        let headers: &[(&str, &[u8])] = &[("x-count", b"1"), ("cookie", cookie)];
        assert_eq!(
            answer_with("GET", "/headers", "", headers, "", MAX_BODY).await.0,
            400,
            "{cookie:?}"
        );
    }
    // What is no text is no cookie of the document.
    let headers: &[(&str, &[u8])] = &[
        ("x-count", b"1"),
        ("cookie", b"\xff=\xff; ;=;;; other"),
        ("accept", b"\xff"),
    ];
    assert_eq!(
        answer_with("GET", "/headers", "", headers, "", MAX_BODY).await.0,
        501
    );
}

#[tokio::test]
async fn a_body_that_is_compressed_is_refused() {
    let encodings: [&[u8]; 5] = [b"gzip", b"br", b"identity, gzip", b"\xff", b""];
    for encoding in encodings {
        let headers: &[(&str, &[u8])] = &[("content-encoding", encoding)];
        let body = "{\"name\": \"Tom\"}";
        let (status, _) = answer_with("POST", "/things", JSON, headers, body, MAX_BODY).await;
        assert_eq!(status, 415, "{encoding:?}");
    }
    let headers: &[(&str, &[u8])] = &[("content-encoding", b"identity"), ("content-encoding", b"gzip")];
    let body = "{\"name\": \"Tom\"}";
    assert_eq!(
        answer_with("POST", "/things", JSON, headers, body, MAX_BODY)
            .await
            .0,
        415
    );
    let headers: &[(&str, &[u8])] = &[("content-encoding", b"Identity")];
    let body = "{\"name\": \"Tom\"}";
    assert_eq!(
        answer_with("POST", "/things", JSON, headers, body, MAX_BODY)
            .await
            .0,
        200
    );
}

#[tokio::test]
async fn json_may_begin_with_a_byte_order_mark() {
    assert_eq!(
        answer("POST", "/things", JSON, "\u{feff}{\"name\": \"Tom\"}")
            .await
            .0,
        200
    );
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
    let (status, problem) = answer("GET", &deep, "", Body::empty()).await;
    assert_eq!(
        (status, &problem["errors"][0]["in"]),
        (400, &"query deep".into()),
        "{problem}"
    );
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
