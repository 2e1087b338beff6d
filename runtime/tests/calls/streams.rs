use std::io::Write as _;
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::GzEncoder;
use specwright_runtime::__private::{Operation, decode};
use specwright_runtime::{
    Body, Bytes, Error, Event, EventStream, JsonLines, Request, StreamError, Value, http, serde_json,
};
use tokio::net::{TcpListener, TcpStream};

use crate::api::{Client, ClientBuilder, GET_USER, User, UserError};
use crate::loopback::{Piece, Reply, Server, chunked, json, reply};

const WATCH: Operation = Operation {
    id: "watch",
    path: "/",
    accept: "text/event-stream",
    ..GET_USER
};

fn text(text: &str) -> Piece {
    Piece::Bytes(text.as_bytes().to_vec())
}

fn stream(pieces: Vec<Piece>) -> Reply {
    chunked(pieces).header("content-type", "text/event-stream")
}

fn watch<T: specwright_runtime::json::Decode>(url: &str) -> Request<EventStream<T>, UserError> {
    Client::at(url).inner.call(&WATCH).request(decode::events)
}

fn event<T>(event: &str, id: &str, data: T) -> Event<T> {
    Event {
        event: event.into(),
        id: id.into(),
        data,
    }
}

#[tokio::test]
async fn events_are_typed_and_come_while_the_response_arrives() {
    let server = Server::start(|_| {
        stream(vec![
            text("event: add\nid: 1\ndata: {\"id\":\ndata: 7}\n\n: a comment\r\nda"),
            Piece::Pause(Duration::from_millis(50)),
            text("ta: {\"id\":8}\r\r"),
            Piece::Pause(Duration::from_secs(100)),
        ])
    })
    .await;
    let mut events = watch::<User>(&server.url).await.expect("a stream");
    let first = events.next().await.expect("an event").expect("a user");
    assert_eq!(first, event("add", "1", User { id: 7, name: None }));
    let second = events.next().await.expect("an event").expect("a user");
    assert_eq!(second, event("message", "1", User { id: 8, name: None }));
    assert_eq!(server.only().header("accept"), Some("text/event-stream"));
}

#[tokio::test]
async fn data_may_be_text_and_done_ends_the_stream() {
    let server = Server::start(|_| stream(vec![text("data: hello\n\ndata: [DONE]\n\ndata: more\n\n")])).await;
    let mut events = watch::<String>(&server.url).await.expect("a stream");
    assert_eq!(
        events.next().await.expect("an event").expect("text").data,
        "hello"
    );
    assert!(events.next().await.is_none());
    assert!(events.next().await.is_none());
}

#[tokio::test]
async fn a_bad_event_does_not_end_the_stream() {
    let server = Server::start(|_| stream(vec![text("data: {\"id\":\"x\"}\n\ndata: {\"id\":1}\n\n")])).await;
    let mut events = watch::<User>(&server.url).await.expect("a stream");
    match events.next().await {
        Some(Err(StreamError::Decode { path, item, .. })) => {
            assert_eq!((path.as_str(), &*item), ("$.id", br#"{"id":"x"}"#.as_slice()));
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(events.next().await.expect("an event").expect("a user").data.id, 1);
    assert!(events.next().await.is_none());
}

#[tokio::test]
async fn a_dropped_connection_is_resumed_behind_the_last_event() {
    let server = Server::start(|request| match request.header("last-event-id") {
        None => stream(vec![
            text("retry: 10\nid: a\ndata: 1\n\nid: b\ndata: 2\n\nid: c\ndata: 3"),
            Piece::Hangup,
        ]),
        Some("b") => stream(vec![text("data: 3\n\n")]),
        Some(other) => reply(400, other),
    })
    .await;
    let mut events = watch::<i64>(&server.url).await.expect("a stream");
    let mut seen = Vec::new();
    while let Some(event) = events.next().await {
        seen.push(event.expect("an event").data);
    }
    assert_eq!(seen, [1, 2, 3]);
    assert_eq!(events.last_event_id(), "b");
    assert_eq!(server.received()[1].header("accept"), Some("text/event-stream"));
}

#[tokio::test]
async fn a_dropped_connection_without_ids_is_an_error() {
    let server = Server::start(|_| stream(vec![text("data: 1\n\n"), Piece::Hangup])).await;
    let mut events = watch::<i64>(&server.url).await.expect("a stream");
    assert_eq!(events.next().await.expect("an event").expect("a number").data, 1);
    assert!(matches!(
        events.next().await,
        Some(Err(StreamError::Transport(_)))
    ));
    assert!(events.next().await.is_none());
    assert_eq!(server.received().len(), 1);
}

#[tokio::test]
async fn a_stream_that_is_sent_by_post_is_not_begun_again() {
    let server = Server::start(|_| stream(vec![text("id: a\ndata: 1\n\n"), Piece::Hangup])).await;
    let call = Client::at(&server.url).inner.call(&Operation {
        method: "POST",
        ..WATCH
    });
    let mut events = call
        .request::<EventStream<i64>, UserError>(decode::events)
        .await
        .expect("a stream");
    assert!(matches!(events.next().await, Some(Ok(_))));
    assert!(matches!(
        events.next().await,
        Some(Err(StreamError::Transport(_)))
    ));
    assert_eq!(server.received().len(), 1);
}

#[tokio::test]
async fn a_reconnecting_stream_goes_on_until_the_server_has_no_content() {
    let server = Server::start(|request| match request.header("last-event-id") {
        None => stream(vec![text("retry: 1\nid: 1\ndata: 1\n\n")]),
        Some("1") => stream(vec![text("id: 2\ndata: 2\n\n")]),
        _ => reply(204, ""),
    })
    .await;
    let mut events = watch::<i64>(&server.url).await.expect("a stream").reconnecting();
    let mut seen = Vec::new();
    while let Some(event) = events.next().await {
        seen.push(event.expect("an event").data);
    }
    assert_eq!(seen, [1, 2]);
    assert_eq!(server.received().len(), 3);
}

/// A stream that breaks behind its first event; then the server responds `next` to each request.
async fn broken_stream(next: Reply) -> (Server, EventStream<i64>) {
    let server = Server::start(move |request| match request.header("last-event-id") {
        None => stream(vec![text("retry: 0\nid: 1\ndata: 1\n\n"), Piece::Hangup]),
        _ => next.clone(),
    })
    .await;
    let mut events = watch(&server.url).await.expect("a stream");
    assert!(matches!(events.next().await, Some(Ok(_))));
    (server, events)
}

#[tokio::test]
async fn a_stream_that_is_gone_is_an_error_at_once() {
    let html = "<html>sign in</html>";
    let cases = [
        (reply(404, ""), "the server responded 404"),
        (reply(500, ""), "the server responded 500"),
        (
            reply(200, html).header("content-type", "text/html; charset=utf-8"),
            "found a body that the server calls \"text/html; charset=utf-8\"",
        ),
        (reply(200, html), "found a body without a media type"),
    ];
    for (response, expected) in cases {
        let (server, events) = broken_stream(response).await;
        let mut events = [events, watch(&server.url).await.expect("a stream").reconnecting()];
        for events in &mut events {
            let before = server.received().len();
            let error = loop {
                match events.next().await.expect("no end without an error") {
                    Ok(_) => {}
                    Err(error) => break error,
                }
            };
            assert!(format!("{error:#}").contains(expected), "{error:#}");
            assert!(events.next().await.is_none());
            assert_eq!(server.received().len(), before + 1);
        }
    }
}

#[tokio::test]
async fn an_overloaded_server_is_asked_as_often_as_the_rule_of_the_call_says() {
    let (server, mut events) = broken_stream(reply(503, "").header("retry-after", "0")).await;
    let error = events.next().await.expect("an error").expect_err("overloaded");
    assert!(format!("{error:#}").contains("503"), "{error:#}");
    assert!(events.next().await.is_none());
    assert_eq!(
        server.received().len(),
        1 + 3,
        "the stream, and one try with two retries"
    );
}

#[tokio::test]
async fn connections_that_break_without_an_event_are_given_up_after_five() {
    let (server, mut events) = broken_stream(stream(vec![Piece::Hangup])).await;
    let start = Instant::now();
    assert!(matches!(
        events.next().await,
        Some(Err(StreamError::Transport(_)))
    ));
    assert!(events.next().await.is_none());
    assert_eq!(server.received().len(), 6);
    // 100 ms, whatever the server says, and twice as long after each: 100 + 200 + 400 + 800 + 1600.
    assert!(
        start.elapsed() >= Duration::from_millis(3100),
        "{:?}",
        start.elapsed()
    );
}

#[tokio::test]
async fn comments_count_as_life() {
    let server = Server::start(|request| match request.header("last-event-id") {
        None => stream(vec![text("retry: 0\nid: 1\ndata: 1\n\n"), Piece::Hangup]),
        _ => stream(vec![text(": still here\n"), Piece::Hangup]),
    })
    .await;
    let mut events = watch::<i64>(&server.url).await.expect("a stream");
    assert!(matches!(events.next().await, Some(Ok(_))));
    let waiting = tokio::time::timeout(Duration::from_millis(1500), events.next()).await;
    assert!(waiting.is_err(), "{waiting:?}");
    assert!(server.received().len() > 7, "the waits do not grow");
}

#[tokio::test]
async fn a_quiet_stream_that_never_ends_does_not_end() {
    let connections = AtomicUsize::new(0);
    let server = Server::start(move |_| match connections.fetch_add(1, Ordering::Relaxed) {
        0 => stream(vec![text("retry: 0\n")]),
        1..7 => stream(vec![]),
        _ => stream(vec![text("data: 7\n\n"), Piece::Pause(Duration::from_secs(100))]),
    })
    .await;
    let mut events = watch::<i64>(&server.url).await.expect("a stream").reconnecting();
    assert_eq!(events.next().await.expect("an event").expect("a number").data, 7);
    assert_eq!(server.received().len(), 8);
}

#[tokio::test]
async fn what_is_called_something_else_is_no_event_stream() {
    let event = "data: {\"id\":1}\n\n";
    let cases = [
        (reply(200, event), "found a body without a media type"),
        (
            reply(200, event).header("content-type", "text/html"),
            "\"text/html\"",
        ),
        (
            chunked(vec![text(event), Piece::Pause(Duration::from_secs(100))])
                .header("content-type", "text/plain"),
            "\"text/plain\"",
        ),
    ];
    for (response, expected) in cases {
        let server = Server::start(move |_| response.clone()).await;
        match watch::<User>(&server.url).await {
            Err(Error::Decode(failure)) => assert!(failure.message.contains(expected), "{failure}"),
            other => panic!("{other:?}"),
        }
    }
    let server = Server::start(|_| reply(204, "")).await;
    let mut events = watch::<User>(&server.url).await.expect("a stream without events");
    assert!(events.next().await.is_none());
}

#[tokio::test]
async fn an_event_over_the_limit_ends_the_stream() {
    let long_line = vec![text("data: "), Piece::Repeat(vec![b'x'; 1000], 100)];
    let many_lines = vec![Piece::Repeat(
        [b"data: ".as_slice(), &[b'x'; 500], b"\n"].concat(),
        100,
    )];
    for pieces in [long_line, many_lines] {
        let server = Server::start(move |_| stream(pieces.clone())).await;
        let client = ClientBuilder::default()
            .base_url(&server.url)
            .max_body(10_000)
            .build()
            .expect("a client");
        let request: Request<EventStream<String>, UserError> =
            client.inner.call(&WATCH).request(decode::events);
        let mut events = request.await.expect("a stream");
        assert!(matches!(
            events.next().await,
            Some(Err(StreamError::TooLarge { limit: 10_000 }))
        ));
        assert!(events.next().await.is_none());
    }
}

#[tokio::test]
async fn json_instead_of_events_is_a_decode_failure() {
    let server = Server::start(|_| json(200, r#"{"id":1}"#)).await;
    match watch::<User>(&server.url).await {
        Err(Error::Decode(failure)) => assert_eq!(failure.body, r#"{"id":1}"#),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn json_lines_are_values_that_come_while_the_response_arrives() {
    let server = Server::start(|_| {
        chunked(vec![
            text("{\"a\":1}\r\n\n\u{1e}[2"),
            Piece::Pause(Duration::from_millis(50)),
            text("]\nnope\n\"x\""),
        ])
    })
    .await;
    let call = Client::at(&server.url).inner.call(&Operation {
        accept: "application/jsonl",
        ..WATCH
    });
    let mut lines: JsonLines<Value> = call
        .request::<_, UserError>(decode::json_lines)
        .await
        .expect("a stream");
    assert_eq!(
        lines.next().await.expect("a line").expect("JSON"),
        serde_json::json!({ "a": 1 })
    );
    assert_eq!(
        lines.next().await.expect("a line").expect("JSON"),
        serde_json::json!([2])
    );
    assert!(matches!(
        lines.next().await,
        Some(Err(StreamError::Decode { .. }))
    ));
    assert_eq!(lines.next().await.expect("a line").expect("JSON"), "x");
    assert!(lines.next().await.is_none());
}

/// Lines of users.
async fn lines(url: &str) -> JsonLines<User> {
    let call = Client::at(url).inner.call(&Operation {
        path: "/",
        ..GET_USER
    });
    let lines: Request<_, UserError> = call.request(decode::json_lines);
    lines.await.expect("a stream")
}

/// Serves a body that has an error behind a line.
async fn breaks_off() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(break_off(stream));
        }
    });
    url
}

async fn break_off(stream: TcpStream) {
    let service = hyper::service::service_fn(async |_| {
        let error = std::io::Error::other("the next item is none");
        let chunks = vec![Ok("{\"id\":7}\n".into()), Err(error)];
        let body = Body::stream(Chunks(chunks.into_iter()));
        Ok::<_, std::io::Error>(http::Response::new(body))
    });
    let connection = hyper::server::conn::http1::Builder::new();
    let io = hyper_util::rt::TokioIo::new(stream);
    // What the body says is the error of the connection.
    let _ = connection.serve_connection(io, service).await;
}

struct Chunks(std::vec::IntoIter<std::io::Result<Bytes>>);

impl futures_core::Stream for Chunks {
    type Item = std::io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.next())
    }
}

#[tokio::test]
async fn what_stands_before_an_error_of_a_body_is_sent() {
    let url = breaks_off().await;
    for _ in 0..20 {
        let mut lines = lines(&url).await;
        assert_eq!(lines.next().await.expect("a line").expect("a user").id, 7);
        let error = lines.next().await.expect("an error").expect_err("no end");
        assert!(matches!(error, StreamError::Transport(_)), "{error:?}");
    }
}

#[tokio::test]
async fn what_stands_before_the_end_of_a_connection_is_read_of_a_compressed_body() {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(b"{\"id\":7}\n").expect("memory");
    encoder.flush().expect("memory");
    let line = encoder.get_ref().clone();
    let server = Server::start(move |_| {
        let pieces = vec![Piece::Bytes(line.clone()), Piece::Hangup];
        chunked(pieces).header("content-encoding", "gzip")
    })
    .await;
    for _ in 0..20 {
        let mut lines = lines(&server.url).await;
        assert_eq!(lines.next().await.expect("a line").expect("a user").id, 7);
        let error = lines.next().await.expect("an error").expect_err("no end");
        assert!(matches!(error, StreamError::Transport(_)), "{error:?}");
    }
}
