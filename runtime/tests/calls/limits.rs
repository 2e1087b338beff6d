use std::time::{Duration, Instant};

use specwright_runtime::__private::{Operation, decode};
use specwright_runtime::{ByteStream, Error, ErrorKind, JsonLines, Request, StreamError, Timeout};

use crate::api::{Client, ClientBuilder, GET_USER, User, UserError};
use crate::loopback::{Piece, Server, chunked, reply};

#[tokio::test]
async fn a_body_over_the_limit_is_not_kept() {
    for reply in [
        reply(200, "x".repeat(2000)),
        chunked(vec![Piece::Repeat(vec![b'x'; 100], 20)]),
    ] {
        let server = Server::start(move |_| reply.clone()).await;
        let client = ClientBuilder::default()
            .base_url(&server.url)
            .max_body(1000)
            .build()
            .expect("a client");
        let error = client.get_user("7").await.expect_err("too large");
        assert!(matches!(error, Error::TooLarge { limit: 1000, .. }), "{error:?}");
    }
}

#[tokio::test]
async fn a_slow_response_or_body_is_a_timeout() {
    let pause = Piece::Pause(Duration::from_secs(20));
    let replies = [
        chunked(vec![Piece::Bytes(b"{".to_vec()), pause.clone()]),
        chunked(vec![pause]),
    ];
    for reply in replies {
        let server = Server::start(move |_| reply.clone()).await;
        let limit = Duration::from_millis(200);
        let begin = Instant::now();
        let error = Client::at(&server.url)
            .get_user("7")
            .timeout(limit)
            .await
            .expect_err("too slow");
        assert!(
            matches!(error, Error::Timeout { limit: reached, .. } if reached == Timeout::Call(limit)),
            "{error:?}"
        );
        let client = ClientBuilder::default()
            .base_url(&server.url)
            .timeout(limit)
            .build()
            .expect("a client");
        let error = client.get_user("7").await.expect_err("too slow");
        assert!(matches!(error, Error::Timeout { .. }), "{error:?}");
        assert!(begin.elapsed() < Duration::from_secs(5));
    }
}

#[tokio::test]
async fn no_limit_of_time_is_too_long() {
    let server = Server::start(|_| reply(200, r#"{"id":7}"#)).await;
    Client::at(&server.url)
        .get_user("7")
        .timeout(Duration::MAX)
        .await
        .expect("a user");
}

#[tokio::test]
async fn a_connection_that_breaks_is_a_transport_error() {
    let server = Server::start(|_| chunked(vec![Piece::Bytes(b"{\"id\"".to_vec()), Piece::Hangup])).await;
    let error = Client::at(&server.url)
        .get_user("7")
        .await
        .expect_err("half a response");
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
}

#[tokio::test]
async fn a_stream_may_be_silent_for_so_long_and_last_longer() {
    let piece = [
        Piece::Bytes(b"{\"id\":7}\n".to_vec()),
        Piece::Pause(Duration::from_millis(100)),
    ];
    let mut pieces: Vec<Piece> = std::iter::repeat_n(piece, 8).flatten().collect();
    pieces.push(Piece::Pause(Duration::from_secs(60)));
    let reply = chunked(pieces);
    let server = Server::start(move |_| reply.clone()).await;
    let client = ClientBuilder::default()
        .base_url(&server.url)
        .idle_timeout(Duration::from_millis(400))
        .build()
        .expect("a client");
    let idle = |error: &StreamError| matches!(error, StreamError::Timeout(Timeout::Idle(_)));
    let call = || {
        client.inner.call(&Operation {
            path: "/",
            ..GET_USER
        })
    };
    let lines: Request<JsonLines<User>, UserError> = call().request(decode::json_lines);
    let mut lines = lines.await.expect("a stream");
    for _ in 0..8 {
        lines.next().await.expect("a line").expect("a user");
    }
    let error = lines.next().await.expect("an error").expect_err("silence");
    assert!(idle(&error) && error.to_string().contains("silence"), "{error}");
    let bytes: Request<ByteStream, UserError> = call().request(decode::binary);
    let error = bytes.await.expect("a stream").bytes().await.expect_err("silence");
    assert!(idle(&error) && error.kind() == ErrorKind::Timeout, "{error}");
    let error = std::io::Error::from(error);
    assert_eq!(error.kind(), std::io::ErrorKind::TimedOut);
    let within = error.get_ref().and_then(|error| error.downcast_ref());
    assert!(within.is_some_and(idle), "{error}");
    let folder = tempfile::tempdir().expect("a folder");
    let bytes: Request<ByteStream, UserError> = call().request(decode::binary);
    let error = bytes
        .await
        .expect("a stream")
        .save(folder.path().join("file"))
        .await;
    assert_eq!(error.expect_err("silence").kind(), std::io::ErrorKind::TimedOut);
}
