//! HTTP/1.1: RFC 9112, and 9110 for what the statuses mean.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use specwright_runtime::__private::decode;
use specwright_runtime::transport::Hyper;
use specwright_runtime::{Body, Bytes, Error};

use crate::raw::{Sent, Server, peak};
use crate::{
    LIMIT, PATIENCE, POST, assert_is_over, assert_is_timeout, assert_is_transport, assert_room, both,
    both_within_limits, get, hyper, on_a_thread, ureq,
};

const USER: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-length: 8\r\n\r\n{\"id\":7}";

fn forever(bytes: &[u8], pause: Duration) -> Sent {
    Sent::Forever(bytes.to_vec(), pause)
}

/// Asserts that a call is over when its limit is, or before it.
async fn assert_is_ended(sent: Vec<Sent>) {
    for outcome in both_within_limits(sent).await {
        assert_is_over(&outcome);
    }
}

#[tokio::test]
async fn informational_responses_without_end_are_over_with_the_call() {
    for head in [
        "HTTP/1.1 100 Continue\r\n\r\n",
        "HTTP/1.1 102 Processing\r\n\r\n",
        "HTTP/1.1 103 Early Hints\r\nlink: </a.css>; rel=preload\r\nlink: </b.css>; rel=preload\r\n\r\n",
        "HTTP/1.1 199 Nobody Knows\r\ncontent-length: 1000\r\n\r\n",
    ] {
        assert_is_ended(vec![forever(head.repeat(500).as_bytes(), Duration::ZERO)]).await;
        let slow = vec![forever(head.as_bytes(), Duration::from_millis(5))];
        for outcome in both_within_limits(slow).await {
            assert_is_timeout(&outcome);
        }
    }
}

#[tokio::test]
async fn a_head_that_does_not_end_is_too_large_or_over_with_the_call() {
    for start in [
        "",
        "HTTP/1.1 200 OK\r\nx-a: ",
        "HTTP/1.1 103 Early Hints\r\nx-a: ",
        "HTTP/1.1 200 ",
    ] {
        let start = || Sent::Bytes(start.as_bytes().to_vec());
        for more in ["x".repeat(10_000), "x-a: b\r\n".repeat(1_000)] {
            let sent = vec![start(), forever(more.as_bytes(), Duration::ZERO)];
            assert_is_ended(sent).await;
        }
        let sent = vec![start(), forever(b"x", Duration::from_millis(10))];
        assert_is_ended(sent).await;
    }
}

#[tokio::test]
async fn the_response_behind_informational_ones_is_the_one_that_counts() {
    let hints =
        b"HTTP/1.1 103 Early Hints\r\nx-a: b\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n";
    let sent = [&hints.repeat(20)[..], USER].concat();
    for outcome in both(&Server::start(vec![Sent::Bytes(sent)]).await, PATIENCE).await {
        assert_eq!(outcome.expect("a user").id, 7);
    }
}

#[tokio::test]
async fn another_protocol_that_nobody_asked_for_is_a_failure_without_a_body() {
    let upgrade = "HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\n";
    for more in [
        "\r\n",
        "content-length: 8\r\n\r\n",
        "transfer-encoding: chunked\r\n\r\n",
    ] {
        let head = Sent::Bytes(format!("{upgrade}{more}").into_bytes());
        for body in [
            Sent::Bytes(b"{\"id\":7}".to_vec()),
            Sent::Bytes(USER.to_vec()),
            forever(&[b'x'; 10_000], Duration::ZERO),
        ] {
            for outcome in both_within_limits(vec![head.clone(), body]).await {
                match outcome {
                    Err(Error::Api(failure)) => {
                        assert_eq!(failure.status(), 101);
                        assert!(failure.raw().is_empty(), "{failure:#}");
                    }
                    other => assert_is_transport(&other),
                }
            }
        }
    }
}

#[tokio::test]
async fn what_comes_before_the_request_is_its_response_or_an_error() {
    for sent in [
        vec![Sent::Bytes(USER.to_vec())],
        vec![forever(b"HTTP/1.1 100 Continue\r\n\r\n", Duration::ZERO)],
        vec![forever(&[b'x'; 10_000], Duration::ZERO)],
        vec![Sent::Bytes(
            b"HTTP/1.1 408 Request Timeout\r\ncontent-length: 0\r\n\r\n".to_vec(),
        )],
    ] {
        let server = Server::start_early(sent).await;
        for outcome in both(&server, LIMIT).await {
            match &outcome {
                Ok(user) => assert_eq!(user.id, 7),
                Err(Error::Api(failure)) => assert_eq!(failure.status(), 408),
                Err(Error::Timeout { .. }) => {}
                Err(_) => assert_is_transport(&outcome),
            }
        }
        server.is_left().await;
    }
}

/// What is left behind a response would else answer a call of somebody else.
#[tokio::test]
async fn a_second_response_to_one_request_answers_no_other() {
    let other = b"HTTP/1.1 200 OK\r\ncontent-length: 8\r\n\r\n{\"id\":6}";
    for behind in [&other[..], b"\r\n", b"x", &[b'x'; 100_000]] {
        let server = Server::start(vec![Sent::Bytes([USER, behind].concat())]).await;
        let client = hyper(&server.url, PATIENCE, Hyper::builder());
        for _ in 0..20 {
            assert_eq!(get(&client).await.expect("a user").id, 7);
        }
        let client = ureq(&server.url, PATIENCE);
        on_a_thread(move || {
            for _ in 0..20 {
                assert_eq!(get(&client).send().expect("a user").id, 7);
            }
        })
        .await;
    }
}

/// A body in chunks.
struct Chunks<I>(I);

impl<I: Iterator<Item = std::io::Result<Bytes>> + Unpin> futures_core::Stream for Chunks<I> {
    type Item = std::io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.next())
    }
}

/// The server reads the head, and never the body.
#[tokio::test]
async fn a_response_to_a_body_that_nobody_reads_is_received() {
    let refusal = b"HTTP/1.1 413 Content Too Large\r\ncontent-length: 0\r\n\r\n";
    let server = Server::start(vec![Sent::Bytes(refusal.to_vec())]).await;
    let mut call = hyper(&server.url, PATIENCE, Hyper::builder()).call(&POST);
    let chunks = std::iter::repeat_n(Bytes::from(vec![0; 1 << 16]), 1000).map(Ok);
    call.binary("application/octet-stream", Body::stream(Chunks(chunks)));
    let outcome = call.request::<(), Bytes>(decode::empty).await;
    let Err(Error::Api(failure)) = outcome else {
        panic!("{outcome:?}")
    };
    assert_eq!(failure.status(), 413);
}

#[tokio::test]
async fn trailers_and_extensions_of_chunks_without_end_are_over_with_the_call() {
    let start = |text: &str| {
        Sent::Bytes(format!("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n{text}").into_bytes())
    };
    for (text, more) in [
        ("8\r\n{\"id\":7}\r\n0\r\n", "x-a: b\r\n"),
        ("8\r\n{\"id\":7}\r\n0\r\nx-a: ", "b"),
        ("8;", "x"),
        ("", "0"),
    ] {
        let flood = forever(more.repeat(1000).as_bytes(), Duration::ZERO);
        let server = Server::start(vec![start(text), flood]).await;
        let before = peak();
        let outcome = get(&hyper(&server.url, LIMIT, Hyper::builder())).await;
        assert_is_over(&outcome);
        server.is_left().await;
        assert_room(before);

        // A thread of ureq goes on for as long as trailers come.
        let trickle = forever(more.as_bytes(), Duration::from_millis(5));
        let server = Server::start(vec![start(text), trickle]).await;
        for outcome in both(&server, LIMIT).await {
            assert_is_over(&outcome);
        }
    }
}
