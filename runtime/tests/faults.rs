//! The client against a server that does wrong: a typed error within the limits, and no secret in it.

use std::error::Error as _;
use std::fmt::Debug;
use std::io::Write as _;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::GzEncoder;
use specwright_runtime as rt;
use specwright_runtime::__private::{Client, ClientBuilder, Operation, Parameter, decode};
use specwright_runtime::{Bytes, Credential, Error, Request};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

#[derive(Clone, Debug, PartialEq)]
struct User {
    id: i64,
    manager: Option<Box<User>>,
}
rt::object! { User { id = required "id", manager = optional "manager" } }

const SECRET: &str = "s3cr3t-hunter2";

/// What the server sends after each request, byte for byte; then it hangs up.
#[derive(Clone)]
enum Sent {
    Bytes(Vec<u8>),
    /// The bytes again and again, with a pause between, until the client goes away.
    Forever(Vec<u8>, Duration),
}

/// Serves the sequence of `sent` to each connection.
async fn server(sent: Vec<Sent>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let sent = sent.clone();
            tokio::spawn(async move {
                let mut request = Vec::new();
                while !request.windows(4).any(|end| end == b"\r\n\r\n") {
                    let mut some = [0; 4096];
                    match stream.read(&mut some).await {
                        Ok(read) if read > 0 => request.extend_from_slice(&some[..read]),
                        _ => return,
                    }
                }
                for piece in sent {
                    match piece {
                        Sent::Bytes(bytes) => drop(stream.write_all(&bytes).await),
                        Sent::Forever(bytes, pause) => {
                            while stream.write_all(&bytes).await.is_ok() {
                                tokio::time::sleep(pause).await;
                            }
                        }
                    }
                }
                let _ = stream.shutdown().await;
            });
        }
    });
    url
}

/// A builder with secrets of every kind.
fn builder(url: &str) -> ClientBuilder {
    let mut builder = Client::builder();
    builder.base_url(format!("{url}/v1?token={SECRET}"));
    builder.credential("header", Credential::header("X-API-Key", SECRET));
    builder.credential("query", Credential::query("key", SECRET));
    builder.credential("cookie", Credential::cookie("session", SECRET));
    builder.credential("bearer", Credential::bearer(SECRET));
    builder.max_body(100_000);
    builder.timeout(Duration::from_secs(10));
    builder
}

fn request(client: &Client) -> Request<User, Bytes> {
    let mut call = client.call(&Operation {
        id: "getUser",
        method: "GET",
        path: "/user/{id}",
        accept: "application/json",
        security: &[&["header", "query", "cookie", "bearer"]],
        server: None,
        tags: &[],
    });
    call.parameter(Parameter::path("id"), &"7");
    call.request(decode::json)
}

type Outcome = Result<User, Error<Bytes>>;

/// The outcome of a call to a server that sends `sent`. No secret may be in it, nor in anything around it.
async fn call(sent: Vec<Sent>, change: impl FnOnce(&mut ClientBuilder)) -> Outcome {
    let log = Log::default();
    let _subscribed = tracing::subscriber::set_default(log.clone());
    let url = server(sent).await;
    let mut builder = builder(&url);
    change(&mut builder);
    assert_secret_is_kept(&builder);
    let client = builder.build().expect("a client");
    assert_secret_is_kept(&client);
    let request = request(&client);
    assert_secret_is_kept(&request);
    let begin = Instant::now();
    let outcome = request.await;
    assert!(
        begin.elapsed() < Duration::from_secs(9),
        "no limit held: {outcome:?}"
    );
    assert_secret_is_kept(&outcome);
    if let Err(error) = &outcome {
        assert_secret_is_kept(&format!("{error} {error:#}"));
        let mut source = error.source();
        while let Some(cause) = source {
            assert_secret_is_kept(&format!("{cause} {cause:?} {cause:#?}"));
            source = cause.source();
        }
    }
    let log = log.0.lock().expect("no panic").clone();
    assert_secret_is_kept(&log);
    outcome
}

async fn call_plain(sent: impl Into<Vec<u8>>) -> Outcome {
    call(vec![Sent::Bytes(sent.into())], |_| ()).await
}

fn assert_secret_is_kept(what: &impl Debug) {
    for text in [format!("{what:?}"), format!("{what:#?}")] {
        assert!(!text.contains(SECRET), "{text}");
    }
}

/// A response of JSON whose length is told.
fn json(body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let head = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body].concat()
}

fn gzip(body: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(body).expect("memory");
    encoder.finish().expect("memory")
}

fn compressed(body: &[u8]) -> Vec<u8> {
    let head = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-encoding: gzip\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body].concat()
}

/// Everything that a tracing subscriber is told.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<String>>);

impl tracing::field::Visit for Log {
    fn record_debug(&mut self, field: &tracing::field::Field, value: &dyn Debug) {
        let mut log = self.0.lock().expect("no panic");
        log.push_str(&format!("{field}={value:?} "));
    }
}

impl tracing::Subscriber for Log {
    fn enabled(&self, _: &tracing::Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, attributes: &tracing::span::Attributes<'_>) -> tracing::span::Id {
        attributes.record(&mut self.clone());
        tracing::span::Id::from_u64(1)
    }

    fn record(&self, _: &tracing::span::Id, values: &tracing::span::Record<'_>) {
        values.record(&mut self.clone());
    }

    fn record_follows_from(&self, _: &tracing::span::Id, _: &tracing::span::Id) {}
    fn event(&self, event: &tracing::Event<'_>) {
        event.record(&mut self.clone());
    }
    fn enter(&self, _: &tracing::span::Id) {}
    fn exit(&self, _: &tracing::span::Id) {}
}

#[tokio::test]
async fn a_good_response_is_read() {
    let user = User { id: 7, manager: None };
    assert_eq!(call_plain(json(r#"{"id":7}"#)).await.expect("a user"), user);
    let squeezed = compressed(&gzip(br#"{"id":7}"#));
    assert_eq!(call_plain(squeezed).await.expect("a user"), user);
}

#[tokio::test]
async fn what_is_no_http_is_a_transport_error() {
    let many_headers = format!("HTTP/1.1 200 OK\r\n{}\r\n", "x-a: b\r\n".repeat(10_000));
    let long_header = format!("HTTP/1.1 200 OK\r\nx-a: {}\r\n\r\n", "b".repeat(10_000_000));
    for sent in [
        "",
        "\r\n\r\n",
        "no HTTP at all\r\n\r\n",
        "HTTP/1.1 ",
        "HTTP/1.1 42 X\r\n\r\n",
        "HTTP/1.1 200000 X\r\n\r\n",
        "HTTP/9.9 200 X\r\n\r\n",
        "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
        "HTTP/1.1 200 OK\r\nx-a: a\u{1}b\r\ncontent-length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nx-a: a\0b\r\ncontent-length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nx a: b\r\ncontent-length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\n",
        "HTTP/1.1 200 OK\r\ncontent-length: 99999999999999999999999\r\n\r\n",
        "HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}x",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nfffffffffffffffff\r\n{}\r\n",
        many_headers.as_str(),
        long_header.as_str(),
    ] {
        let outcome = call_plain(sent).await;
        let shown = &sent[..sent.len().min(100)];
        assert!(
            matches!(outcome, Err(Error::Transport(_))),
            "{shown:?}: {outcome:?}"
        );
    }
}

#[tokio::test]
async fn a_wrong_length_is_an_error() {
    let longer = "HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n{\"id\":7}";
    let outcome = call_plain(longer).await;
    assert!(matches!(outcome, Err(Error::Transport(_))), "{outcome:?}");
    let shorter = "HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\n{\"id\":7}";
    let outcome = call_plain(shorter).await;
    assert!(matches!(outcome, Err(Error::Decode(_))), "{outcome:?}");
    let unfinished = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n8\r\n{\"id\":7}\r\n";
    let outcome = call_plain(unfinished).await;
    assert!(matches!(outcome, Err(Error::Transport(_))), "{outcome:?}");
    let beyond_the_limit = "HTTP/1.1 200 OK\r\ncontent-length: 18446744073709551000\r\n\r\n";
    let outcome = call_plain(beyond_the_limit).await;
    assert!(matches!(outcome, Err(Error::TooLarge { .. })), "{outcome:?}");
}

#[tokio::test]
async fn a_body_without_end_is_too_large() {
    let chunk = format!("3e8\r\n{}\r\n", "x".repeat(1000)).into_bytes();
    for head in [
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n",
        "HTTP/1.1 500 No\r\ntransfer-encoding: chunked\r\n\r\n",
        "HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n",
    ] {
        let sent = vec![
            Sent::Bytes(head.into()),
            Sent::Forever(chunk.clone(), Duration::ZERO),
        ];
        let outcome = call(sent, |_| ()).await;
        match outcome {
            Err(Error::TooLarge { limit: 100_000, .. }) => assert!(!head.contains("500"), "{head}"),
            // A failure keeps its status.
            Err(Error::Api(failure)) => {
                assert!(
                    failure.status() == 500 && head.contains("500"),
                    "{head}: {failure}"
                );
                assert!(failure.raw().is_empty());
            }
            other => panic!("{head}: {other:?}"),
        }
    }
}

#[tokio::test]
async fn what_comes_too_slowly_is_a_timeout() {
    let soon = |builder: &mut ClientBuilder| builder.timeout(Duration::from_millis(300));
    let drip = Duration::from_millis(10);
    for (head, byte) in [
        ("HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n", "x"),
        (
            "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n",
            "1\r\nx\r\n",
        ),
        ("HTTP/1.1 200 OK\r\nx-a: ", "b"),
        ("", "HTTP/1.1 100 Continue\r\n\r\n"),
    ] {
        let sent = vec![Sent::Bytes(head.into()), Sent::Forever(byte.into(), drip)];
        let outcome = call(sent, soon).await;
        assert!(
            matches!(outcome, Err(Error::Timeout { .. })),
            "{head}{byte}: {outcome:?}"
        );
    }
}

#[tokio::test]
async fn broken_compression_is_an_error() {
    let good = gzip(br#"{"id":7}"#);
    let mut flipped = good.clone();
    flipped[12] ^= 0xff;
    let mut wrong_sum = good.clone();
    let sum = wrong_sum.len() - 6;
    wrong_sum[sum] ^= 0xff;
    for body in [
        &good[..good.len() - 9],
        &flipped,
        &wrong_sum,
        b"no gzip at all",
        &good[..3],
    ] {
        let outcome = call_plain(compressed(body)).await;
        assert!(
            matches!(outcome, Err(Error::Transport(_) | Error::Decode(_))),
            "{body:?}: {outcome:?}"
        );
    }
}

#[tokio::test]
async fn a_small_body_that_unpacks_to_a_large_one_is_too_large() {
    let body = gzip(&vec![b' '; 50_000_000]);
    assert!(body.len() < 100_000);
    let outcome = call_plain(compressed(&body)).await;
    assert!(
        matches!(outcome, Err(Error::TooLarge { limit: 100_000, .. })),
        "{outcome:?}"
    );
}

#[tokio::test]
async fn redirects_to_what_is_no_server_are_the_response() {
    for location in [
        "file:///etc/passwd",
        "javascript:alert(1)",
        "ftp://127.0.0.1/",
        "http://",
        "http://[::1",
        "//",
        "http://a b/",
        "",
    ] {
        let sent = format!("HTTP/1.1 302 Found\r\nlocation: {location}\r\ncontent-length: 0\r\n\r\n");
        let outcome = call_plain(sent).await;
        assert!(outcome.is_err(), "{location}: {outcome:?}");
    }
}

#[tokio::test]
async fn json_that_is_none_is_a_decode_error() {
    let deep = |levels: usize| format!("{{\"id\":7,\"x\":{}1{}}}", "[".repeat(levels), "]".repeat(levels));
    let managers = |levels: usize| {
        format!(
            "{}{{\"id\":7}}{}",
            "{\"id\":7,\"manager\":".repeat(levels),
            "}".repeat(levels)
        )
    };
    for body in [
        String::new(),
        "{".to_owned(),
        "{\"id\":7".to_owned(),
        "{\"id\":7}}".to_owned(),
        "{\"id\":7} x".to_owned(),
        "{\"id\":7,}".to_owned(),
        "{'id':7}".to_owned(),
        "{id:7}".to_owned(),
        "{\"id\":NaN}".to_owned(),
        "{\"id\":Infinity}".to_owned(),
        "{\"id\":07}".to_owned(),
        "{\"id\":1e400}".to_owned(),
        "{\"id\":-1e400}".to_owned(),
        "{\"id\":9223372036854775808}".to_owned(),
        "{\"id\":1.5}".to_owned(),
        format!("{{\"id\":{}}}", "9".repeat(50_000)),
        "{\"id\":null}".to_owned(),
        "{\"id\":\"7\"}".to_owned(),
        "{\"id\":[7]}".to_owned(),
        "[]".to_owned(),
        "{\"x\":\"\\ud800\",\"id\":\"\\ud800\"}".to_owned(),
        "<html>".to_owned(),
        deep(40_000),
        managers(5_000),
        "[".repeat(90_000),
        "{\"manager\":".repeat(9_000),
    ] {
        let outcome = call_plain(json(&body)).await;
        let shown = &body[..body.len().min(100)];
        assert!(matches!(outcome, Err(Error::Decode(_))), "{shown}: {outcome:?}");
    }
    let not_utf8 = call_plain(json(b"{\"id\":\"\xff\xfe\"}")).await;
    assert!(matches!(not_utf8, Err(Error::Decode(_))), "{not_utf8:?}");
}

#[tokio::test]
async fn of_a_key_that_stands_twice_the_last_counts() {
    let user = call_plain(json(r#"{"id":1,"manager":{"id":3},"id":2}"#))
        .await
        .expect("a user");
    assert_eq!((user.id, user.manager.map(|manager| manager.id)), (2, Some(3)));
}

#[tokio::test]
async fn an_error_shows_little_of_a_long_response() {
    for sent in [
        json("x".repeat(90_000)),
        json(format!("{{\"id\":\"{}\"}}", "x".repeat(90_000))),
        json(format!("{{\"{}\":1}}", "x".repeat(90_000))),
    ] {
        let error = call_plain(sent).await.expect_err("no user");
        assert!(error.to_string().len() < 1000, "{error}");
    }
}

#[test]
fn no_credential_shows_its_secret() {
    for credential in [
        Credential::bearer(SECRET),
        Credential::basic("user", SECRET),
        Credential::http("Custom", SECRET),
        Credential::header("X-API-Key", SECRET),
        Credential::query("key", SECRET),
        Credential::cookie("key", SECRET),
    ] {
        assert_secret_is_kept(&credential);
    }
}

#[tokio::test]
async fn a_secret_that_no_header_can_hold_is_an_error_without_it() {
    let bad = format!("{SECRET}\r\nX-Other: 1");
    let outcome = call(vec![], |builder| {
        let source = move || {
            let bad = bad.clone();
            async move { Ok(bad.into()) }
        };
        builder.credential("bearer", Credential::bearer_source(source));
    })
    .await;
    assert!(matches!(outcome, Err(Error::InvalidRequest(_))), "{outcome:?}");
    let mut builder = Client::builder();
    builder.base_url("http://x");
    builder.credential("bearer", Credential::bearer(format!("{SECRET}\n")));
    let error = builder.build().expect_err("no header holds a line break");
    assert_secret_is_kept(&error);
    assert_secret_is_kept(&error.to_string());
}

#[tokio::test]
async fn a_server_that_is_not_there_is_an_error_without_the_secret() {
    let outcome = call(vec![], |builder| {
        builder.base_url(format!("http://127.0.0.1:1/?key={SECRET}"))
    })
    .await;
    assert!(matches!(outcome, Err(Error::Transport(_))), "{outcome:?}");
}

#[test]
fn a_bad_base_url_is_an_error_without_the_secret() {
    for url in [
        format!("http://user:{SECRET}@[bad/"),
        format!("http://exa mple/?key={SECRET}"),
        format!("ftp://user:{SECRET}@example.com/?key={SECRET}"),
    ] {
        let mut builder = Client::builder();
        builder.base_url(url);
        assert_secret_is_kept(&builder);
        let error = builder.build().expect_err("no URL");
        assert_secret_is_kept(&error);
        assert_secret_is_kept(&format!("{error} {error:#}"));
    }
}
