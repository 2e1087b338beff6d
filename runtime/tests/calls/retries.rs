use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use specwright_runtime::__private::{Operation, decode};
use specwright_runtime::{Body, Bytes, Error, Retry, Timeout, http, serde_json};

use crate::api::{Client, ClientBuilder, GET_USER, User, UserError};
use crate::loopback::{Piece, Reply, Server, chunked, json, reply};

/// A server that responds so many times with `trouble`, then well.
async fn troubled(times: usize, trouble: Reply) -> Server {
    let count = AtomicUsize::new(0);
    Server::start(move |_| {
        if count.fetch_add(1, Ordering::SeqCst) < times {
            trouble.clone()
        } else {
            json(200, r#"{"id":7}"#)
        }
    })
    .await
}

fn quick(url: &str) -> Client {
    let retry = Retry::new(2).first_wait(Duration::from_millis(1));
    ClientBuilder::default()
        .base_url(url)
        .retry(retry)
        .build()
        .expect("a client")
}

#[tokio::test]
async fn a_get_is_repeated_after_passing_troubles() {
    for status in [429, 502, 503, 504] {
        let server = troubled(2, reply(status, "later")).await;
        quick(&server.url).get_user("7").await.expect("a user");
        assert_eq!(server.received().len(), 3);
    }
}

#[tokio::test]
async fn a_body_that_breaks_is_asked_for_again() {
    let half = vec![Piece::Bytes(b"{\"id\"".to_vec()), Piece::Hangup];
    let mut sized = chunked(half.clone());
    sized.sized = true;
    sized.pieces.push(Piece::Bytes(b":7}".to_vec()));
    for trouble in [chunked(half), sized] {
        let server = troubled(2, trouble.clone()).await;
        quick(&server.url).get_user("7").await.expect("a user");
        assert_eq!(server.received().len(), 3);
        let server = troubled(9, trouble.clone()).await;
        quick(&server.url).get_user("7").await.expect_err("broken");
        assert_eq!(server.received().len(), 3);
        let server = troubled(9, trouble).await;
        let user = User { id: 7, name: None };
        quick(&server.url).create_user(&user).await.expect_err("broken");
        assert_eq!(server.received().len(), 1);
    }
}

#[tokio::test]
async fn an_attempt_that_takes_too_long_is_made_again() {
    let server = troubled(1, chunked(vec![Piece::Pause(Duration::from_secs(60))])).await;
    let client = quick(&server.url);
    let retry = Retry::new(1)
        .first_wait(Duration::from_millis(1))
        .attempt_timeout(Duration::from_millis(200));
    // The head comes at once, so that only the call's limit ends it.
    let error = client
        .get_user("7")
        .retry(retry.clone())
        .timeout(Duration::from_secs(1))
        .await
        .expect_err("no body");
    assert!(
        matches!(
            error,
            Error::Timeout {
                limit: Timeout::Call(_),
                ..
            }
        ),
        "{error}"
    );
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a free port");
    let url = format!("http://{}", silent.local_addr().expect("an address"));
    let error = quick(&url).get_user("7").retry(retry).await.expect_err("no head");
    let limit = Duration::from_millis(200);
    assert!(
        matches!(error, Error::Timeout { limit: told, .. } if told == Timeout::Attempt(limit)),
        "{error}"
    );
}

#[tokio::test]
async fn a_temporary_status_is_retried_whether_or_not_the_document_describes_it() {
    let server = troubled(9, reply(422, r#"{"detail":[]}"#)).await;
    let retry = Retry::default()
        .statuses([422])
        .first_wait(Duration::from_millis(1));
    let request = Client::at(&server.url).get_user("7").retry(retry);
    request
        .await
        .expect_err("the last response is the documented failure");
    assert_eq!(server.received().len(), 3);
    let server = troubled(1, reply(429, "documented as 4XX")).await;
    Client::at(&server.url).get_user("7").await.expect("a user");
    let server = troubled(1, reply(429, "").header("retry-after", "0")).await;
    Client::at(&server.url).get_user("7").await.expect("a user");
    let server = troubled(1, reply(503, "later")).await;
    Client::at(&server.url).get_user("7").await.expect("a user");
}

#[tokio::test]
async fn the_last_response_counts_when_no_retry_is_left() {
    let server = troubled(3, reply(503, "later")).await;
    match quick(&server.url).get_user("7").await {
        Err(Error::Api(failure)) => assert_eq!(failure.body(), &UserError::Undocumented("later".into())),
        other => panic!("{other:?}"),
    }
    assert_eq!(server.received().len(), 3);
}

#[tokio::test]
async fn retry_after_is_obeyed() {
    let server = troubled(1, reply(429, "").header("retry-after", "1")).await;
    let begin = Instant::now();
    quick(&server.url).get_user("7").await.expect("a user");
    assert!(begin.elapsed() >= Duration::from_secs(1), "{:?}", begin.elapsed());

    let server = troubled(1, reply(429, "").header("retry-after", "3600")).await;
    quick(&server.url)
        .get_user("7")
        .await
        .expect_err("too long to wait");
    let server = troubled(1, reply(429, "").header("retry-after", "5")).await;
    let request = quick(&server.url).get_user("7").timeout(Duration::from_secs(2));
    assert_eq!(
        request
            .await
            .expect_err("no time to wait")
            .status()
            .map(|status| status.as_u16()),
        Some(429)
    );
}

#[tokio::test]
async fn a_post_is_repeated_only_if_asked() {
    let user = User { id: 7, name: None };
    let server = troubled(1, reply(503, "later")).await;
    quick(&server.url)
        .create_user(&user)
        .await
        .expect_err("not repeated");
    assert_eq!(server.received().len(), 1);

    let server = troubled(1, reply(503, "later")).await;
    let retry = Retry::default()
        .first_wait(Duration::from_millis(1))
        .unsafe_methods();
    quick(&server.url)
        .create_user(&user)
        .retry(retry)
        .await
        .expect("a user");
    let received = server.received();
    assert_eq!(
        (received[0].text(), received[1].text()),
        (r#"{"id":7}"#, r#"{"id":7}"#)
    );
}

#[tokio::test]
async fn none_means_none() {
    let server = troubled(1, reply(503, "later")).await;
    quick(&server.url)
        .get_user("7")
        .retry(Retry::none())
        .await
        .expect_err("not repeated");
    assert_eq!(server.received().len(), 1);
}

#[tokio::test]
async fn a_stream_is_not_sent_twice() {
    let server = troubled(1, reply(503, "later")).await;
    let mut call = quick(&server.url).inner.call(&Operation {
        method: "PUT",
        path: "/",
        ..GET_USER
    });
    let body = once();
    call.binary("application/octet-stream", body);
    call.request::<User, UserError>(decode::json)
        .await
        .expect_err("not repeated");
    assert_eq!(server.received().len(), 1);
}

fn once() -> Body {
    struct Once(Option<Bytes>);
    impl futures_core::Stream for Once {
        type Item = Result<Bytes, std::io::Error>;
        fn poll_next(
            mut self: std::pin::Pin<&mut Self>,
            _: &mut std::task::Context<'_>,
        ) -> std::task::Poll<Option<Self::Item>> {
            std::task::Poll::Ready(self.0.take().map(Ok))
        }
    }
    Body::stream(Once(Some(Bytes::from_static(b"once"))))
}

#[tokio::test]
async fn a_client_that_has_used_up_its_budget_stops() {
    let server = Server::start(|_| reply(503, "down")).await;
    let client = quick(&server.url);
    for call in 0..40 {
        let error = client.get_user("7").await.expect_err("down");
        assert_eq!(error.is_retry_budget_spent(), call >= 25);
        assert_eq!(
            error.to_string().contains("budget of retries"),
            call >= 25,
            "{error}"
        );
    }
    assert_eq!(server.received().len(), 40 + 50);
    let client = ClientBuilder::default()
        .base_url(&server.url)
        .retry_budget(0)
        .build()
        .expect("a client");
    client.get_user("7").await.expect_err("down");
    assert_eq!(server.received().len(), 40 + 50 + 1);
}

#[tokio::test]
async fn all_of_many_calls_at_once_survive_a_short_outage() {
    let down = Instant::now() + Duration::from_millis(150);
    let server = Server::start(move |_| match Instant::now() < down {
        true => reply(503, "down"),
        false => json(200, r#"{"id":7}"#),
    })
    .await;
    let client = ClientBuilder::default()
        .base_url(&server.url)
        .retry(Retry::new(5))
        .build()
        .expect("a client");
    let calls: Vec<_> = (0..256)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { client.get_user("7").await.is_ok() })
        })
        .collect();
    for call in calls {
        assert!(call.await.expect("no panic"));
    }
}

#[tokio::test]
async fn hooks_see_each_request_and_response() {
    let server = troubled(1, reply(503, "later")).await;
    let seen = Arc::new(AtomicUsize::new(0));
    let (before, after) = (seen.clone(), seen.clone());
    let client = ClientBuilder::default()
        .base_url(&server.url)
        .retry(Retry::default().first_wait(Duration::from_millis(1)))
        .before_request(move |head| {
            let count = before.fetch_add(1, Ordering::SeqCst);
            head.headers.insert("x-attempt", http::HeaderValue::from(count));
        })
        .after_response(move |head| {
            after.fetch_add(usize::from(head.status.as_u16()), Ordering::SeqCst);
        })
        .build()
        .expect("a client");
    client.get_user("7").await.expect("a user");
    assert_eq!(seen.load(Ordering::SeqCst), 1 + 503 + 1 + 200);
    assert_eq!(server.received()[1].header("x-attempt"), Some("504"));
}

#[tokio::test]
async fn dropping_the_future_cancels_the_call() {
    let server = Server::start(|_| chunked(vec![Piece::Pause(Duration::from_secs(60))])).await;
    let client = quick(&server.url);
    let call = tokio::spawn(async move { client.get_user("7").await });
    while server.received().is_empty() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    call.abort();
    assert!(call.await.expect_err("cancelled").is_cancelled());
}

const SEARCH: Operation = Operation {
    id: "search",
    method: "POST",
    path: "/search",
    ..GET_USER
};

#[tokio::test]
async fn a_post_that_changes_nothing_is_repeated_as_a_get_is() {
    for (safe, requests) in [(true, 3), (false, 1)] {
        let server = troubled(2, reply(503, "later")).await;
        let mut call = quick(&server.url).inner.call(&SEARCH);
        call.json("application/json", &serde_json::json!({"q": "a"}));
        if safe {
            call.safe();
        }
        let found: Result<User, Error<UserError>> = call.request(decode::json).await;
        assert_eq!((found.is_ok(), server.received().len()), (safe, requests));
    }
}

#[tokio::test]
async fn an_idempotency_key_is_made_once_for_a_call_and_kept_over_its_retries() {
    let server = troubled(2, reply(503, "later")).await;
    let client = quick(&server.url);
    let request = || {
        let mut call = client.inner.call(&SEARCH);
        call.idempotency_key("Idempotency-Key");
        call.request::<User, UserError>(decode::json)
    };
    request().await.expect("a user");
    request().await.expect("a user");
    request().header("idempotency-key", "mine").await.expect("a user");
    let received = server.received();
    let keys: Vec<&str> = received
        .iter()
        .map(|request| request.header("idempotency-key").expect("a key"))
        .collect();
    assert_eq!((keys.len(), keys[0].len()), (5, 36), "{keys:?}");
    assert_eq!(
        (keys[0], keys[1]),
        (keys[1], keys[2]),
        "retries have the key of their call"
    );
    assert_ne!(keys[2], keys[3], "each call has a key of its own");
    assert_eq!(keys[4], "mine", "the caller's key counts");
}
