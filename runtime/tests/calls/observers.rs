use std::future::IntoFuture;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use specwright_runtime::__private::{Operation, decode};
use specwright_runtime::transport::{Hyper, Service};
use specwright_runtime::{
    Attempt, AttemptReport, Body, BoxError, BuildError, ByteStream, CallInfo, CallReport, ErrorKind,
    Observer, Pages, Pagination, Request, Retry, RetryReport, Value, http, uuid,
};

use tokio::net::TcpListener;

use crate::api::{Client, ClientBuilder, GET_USER, User, UserError};
use crate::loopback::{Piece, Server, chunked, json, reply};

/// Writes down what it is told, a line each.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<String>>>);

impl Log {
    fn line(&self, line: String) {
        self.0.lock().expect("no panic").push(line);
    }

    fn lines(&self) -> Vec<String> {
        self.0.lock().expect("no panic").clone()
    }
}

fn words(status: Option<http::StatusCode>, error: Option<ErrorKind>) -> String {
    let status = status.map(|status| status.as_u16());
    format!("{status:?} {error:?}").replace("Some", "")
}

impl Observer for Log {
    fn started(&self, call: &CallInfo) {
        self.line(format!(
            "started {} {} {}",
            call.operation(),
            call.method(),
            call.path()
        ));
    }

    fn attempted(&self, attempt: &Attempt, report: &AttemptReport) {
        self.line(format!(
            "attempt {}.{}: {}, {:?} bytes sent, {:?} announced",
            attempt.number(),
            attempt.redirects(),
            words(report.status, report.error),
            report.request_size,
            report.response_size,
        ));
        assert!(report.duration <= attempt.call().elapsed());
    }

    fn retrying(&self, attempt: &Attempt, report: &RetryReport) {
        self.line(format!(
            "attempt {} failed: {}, wait {:?}",
            attempt.number(),
            words(report.status, report.error),
            report.wait
        ));
    }

    fn finished(&self, call: &CallInfo, report: &CallReport) {
        self.line(format!(
            "finished {} after {}: {}, {:?} bytes",
            call.operation(),
            report.attempts,
            words(report.status, report.error),
            report.response_size
        ));
    }
}

fn builder(server: &Server, log: &Log) -> ClientBuilder {
    ClientBuilder::default()
        .base_url(&server.url)
        .observer(log.clone())
}

fn client(server: &Server, log: &Log) -> Client {
    builder(server, log).build().expect("a client")
}

#[tokio::test]
async fn an_observer_is_told_of_bodies_that_break_and_attempts_that_take_too_long() {
    let server = Server::start(|request| match request.target.as_str() {
        "/user/7" => {
            let mut broken = chunked(vec![Piece::Bytes(b"{".to_vec()), Piece::Hangup]);
            broken.pieces.push(Piece::Bytes(b"}".to_vec()));
            broken.sized = true;
            broken
        }
        _ => chunked(vec![Piece::Hangup]),
    })
    .await;
    let retry = Retry::new(1).first_wait(Duration::from_millis(1)).jitter(0);
    for (user, announced) in [("7", "Some(2)"), ("8", "None")] {
        let log = Log::default();
        let client = builder(&server, &log).retry(retry.clone()).build();
        let client = client.expect("a client");
        client.get_user(user).await.expect_err("broken");
        let attempt =
            |number| format!("attempt {number}.0: (200) None, Some(0) bytes sent, {announced} announced");
        let lines = log.lines();
        assert_eq!(
            lines[1..4],
            [
                attempt(1),
                "attempt 1 failed: None (Transport), wait 1ms".to_owned(),
                attempt(2),
            ]
        );
        assert!(lines[4].starts_with("finished getUser after 2: "), "{lines:?}");
        assert!(lines[4].contains("(Transport)"), "{lines:?}");
    }
    let silent = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let log = Log::default();
    let client = ClientBuilder::default()
        .base_url(&format!("http://{}", silent.local_addr().expect("an address")))
        .observer(log.clone())
        .retry(retry.attempt_timeout(Duration::from_millis(100)))
        .build()
        .expect("a client");
    let error = client.get_user("7").await.expect_err("no head");
    assert_eq!(error.kind(), ErrorKind::Timeout);
    let lines = log.lines();
    assert_eq!(
        lines[1..],
        [
            "attempt 1.0: None (Timeout), Some(0) bytes sent, None announced",
            "attempt 1 failed: None (Timeout), wait 1ms",
            "attempt 2.0: None (Timeout), Some(0) bytes sent, None announced",
            "finished getUser after 2: None (Timeout), None bytes",
        ]
    );
}

#[tokio::test]
async fn an_attempt_that_the_limit_of_the_call_cuts_off_is_a_timeout_and_one_that_is_dropped_is_cancelled() {
    let silent = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let log = Log::default();
    let client = ClientBuilder::default()
        .base_url(&format!("http://{}", silent.local_addr().expect("an address")))
        .observer(log.clone())
        .build()
        .expect("a client");
    let limit = Duration::from_millis(100);
    client.get_user("7").timeout(limit).await.expect_err("no head");
    let dropped = tokio::time::timeout(limit, client.get_user("7").into_future());
    dropped.await.expect_err("dropped");
    let ends: Vec<String> = log
        .lines()
        .into_iter()
        .filter(|line| !line.starts_with("started"))
        .collect();
    assert_eq!(
        ends,
        [
            "attempt 1.0: None (Timeout), Some(0) bytes sent, None announced",
            "finished getUser after 1: None (Timeout), None bytes",
            "attempt 1.0: None (Cancelled), Some(0) bytes sent, None announced",
            "finished getUser after 1: None (Cancelled), None bytes",
        ]
    );
}

#[tokio::test]
async fn an_observer_is_told_of_each_attempt_and_retry() {
    let server = Server::start(|request| match request.target.as_str() {
        "/user/7" => reply(503, "busy").header("retry-after", "0"),
        "/user/8" => reply(307, "").header("location", "/user/9"),
        _ => json(200, r#"{"id":9}"#),
    })
    .await;
    let log = Log::default();
    let retry = Retry::default().jitter(0);
    let client = builder(&server, &log).retry(retry).build().expect("a client");
    client.get_user("7").await.expect_err("busy");
    client.get_user("8").await.expect("a user");
    client
        .create_user(&User { id: 1, name: None })
        .await
        .expect("a user");
    assert_eq!(
        log.lines(),
        [
            "started getUser GET /user/{userId}",
            "attempt 1.0: (503) None, Some(0) bytes sent, Some(4) announced",
            "attempt 1 failed: (503) None, wait 0ns",
            "attempt 2.0: (503) None, Some(0) bytes sent, Some(4) announced",
            "attempt 2 failed: (503) None, wait 0ns",
            "attempt 3.0: (503) None, Some(0) bytes sent, Some(4) announced",
            "finished getUser after 3: (503) (Api), Some(4) bytes",
            "started getUser GET /user/{userId}",
            "attempt 1.0: (307) None, Some(0) bytes sent, Some(0) announced",
            "attempt 1.1: (200) None, Some(0) bytes sent, Some(8) announced",
            "finished getUser after 1: (200) None, Some(8) bytes",
            "started createUser POST /user",
            "attempt 1.0: (200) None, Some(8) bytes sent, Some(8) announced",
            "finished createUser after 1: (200) None, Some(8) bytes",
        ]
    );
}

/// The kinds of error with which calls finished.
fn outcomes(log: &Log) -> Vec<String> {
    let lines = log.lines().into_iter();
    lines.filter(|line| line.starts_with("finished")).collect()
}

#[tokio::test]
async fn every_end_of_a_call_is_told_with_its_kind() {
    let large = Piece::Repeat(vec![b' '; 1000], 100);
    let server = Server::start(move |request| match request.target.as_str() {
        "/user/mistyped" => json(200, r#"{"id":"x"}"#),
        "/user/large" => chunked(vec![large.clone()]),
        "/user/slow" => chunked(vec![Piece::Pause(Duration::from_secs(100))]),
        "/user/broken" => chunked(vec![Piece::Hangup]),
        _ => reply(404, ""),
    })
    .await;
    let log = Log::default();
    let client = builder(&server, &log)
        .max_body(10_000)
        .timeout(Duration::from_millis(300))
        .retry(Retry::none())
        .build()
        .expect("a client");
    for user in ["mistyped", "large", "slow", "broken", "none"] {
        let error = client.get_user(user).await.expect_err(user);
        let last = outcomes(&log).pop().expect("a call");
        assert!(last.contains(&format!("({:?})", error.kind())), "{last} {error}");
    }
    client
        .get_user("7")
        .header("a b", "")
        .await
        .expect_err("no header");
    let dropped = tokio::time::timeout(Duration::from_millis(100), client.get_user("slow").into_future());
    dropped.await.expect_err("slow");
    drop(client.get_user("never polled").into_future());
    assert_eq!(
        outcomes(&log),
        [
            "finished getUser after 1: (200) (Decode), Some(10) bytes",
            "finished getUser after 1: (200) (TooLarge), None bytes",
            "finished getUser after 1: (200) (Timeout), None bytes",
            "finished getUser after 1: (200) (Transport), None bytes",
            "finished getUser after 1: (404) (Api), Some(0) bytes",
            "finished getUser after 0: None (InvalidRequest), None bytes",
            "finished getUser after 1: (200) (Cancelled), None bytes",
        ]
    );
}

#[tokio::test]
async fn pages_are_calls_and_a_stream_is_over_when_it_begins() {
    let server = Server::start(|request| match request.target.contains("page=2") {
        false => json(200, "[1]").header("link", r#"<?page=2>; rel="next""#),
        true => json(200, "[]"),
    })
    .await;
    let log = Log::default();
    let client = client(&server, &log);
    let list = Operation {
        path: "/",
        ..GET_USER
    };
    let request: Request<Value, UserError> = client.inner.call(&list).request(decode::json);
    let mut pages = Pages::new(request, Pagination::link());
    while pages.next().await.is_some() {}
    let stream: Request<ByteStream, UserError> = client.inner.call(&list).request(decode::binary);
    let stream = stream.await.expect("a stream");
    let expected = [3, 2, 3].map(|size| format!("finished getUser after 1: (200) None, Some({size}) bytes"));
    assert_eq!(outcomes(&log), expected);
    drop(stream);
    assert_eq!(outcomes(&log).len(), 3);
}

#[tokio::test]
async fn the_id_of_a_call_is_the_same_over_its_attempts() {
    let server = Server::start(|request| match request.target.as_str() {
        "/user/7" => reply(503, "").header("retry-after", "0"),
        _ => json(200, r#"{"id":9}"#),
    })
    .await;
    let ids = Arc::new(Mutex::new(Vec::new()));
    let seen = ids.clone();
    let client = ClientBuilder::default()
        .base_url(&server.url)
        .request_id_header("X-Request-Id")
        .before_request(move |head| {
            let attempt = head.extensions.get::<Attempt>().expect("an attempt");
            assert_eq!(attempt.call().operation(), "getUser");
            let id = attempt.call().request_id().to_owned();
            seen.lock().expect("no panic").push((id, attempt.number()));
        })
        .build()
        .expect("a client");
    client.get_user("7").await.expect_err("busy");
    client.get_user("8").await.expect("a user");
    client
        .get_user("8")
        .header("x-request-id", "mine")
        .await
        .expect("a user");
    let ids = ids.lock().expect("no panic").clone();
    let sent: Vec<String> = server
        .received()
        .iter()
        .map(|request| request.header("x-request-id").expect("an id").to_owned())
        .collect();
    assert_eq!(sent, ids.iter().map(|(id, _)| id.clone()).collect::<Vec<_>>());
    assert_eq!(
        ids.iter().map(|(_, number)| *number).collect::<Vec<_>>(),
        [1, 2, 3, 1, 1]
    );
    assert!(sent[0] == sent[1] && sent[1] == sent[2] && sent[2] != sent[3]);
    assert_eq!(sent[4], "mine");
    let id: uuid::Uuid = sent[0].parse().expect("a UUID");
    assert_eq!(id.get_version_num(), 4);

    let refused = ClientBuilder::default()
        .base_url(&server.url)
        .request_id_header("a b")
        .build();
    assert!(matches!(refused, Err(BuildError::InvalidHeader { .. })));
    assert_eq!(plain(&server).await.header("x-request-id"), None);
}

/// The request of a client without settings.
async fn plain(server: &Server) -> crate::loopback::Received {
    Client::at(&server.url).get_user("8").await.expect("a user");
    server.received().pop().expect("a request")
}

#[tokio::test]
async fn a_hook_does_not_see_another_origin_unless_it_asks() {
    let elsewhere = Server::start(|_| json(200, r#"{"id":9}"#)).await;
    let location = format!("{}/secret-path", elsewhere.url);
    let server = Server::start(move |request| match request.target.as_str() {
        "/user/7" => reply(307, "").header("location", "/user/8"),
        _ => reply(307, "").header("location", &location),
    })
    .await;
    let hooks = [Log::default(), Log::default(), Log::default(), Log::default()];
    let [before, before_any, after, after_any] = hooks.clone();
    let client = ClientBuilder::default()
        .base_url(&server.url)
        .request_id_header("x-request-id")
        .before_request(move |head| {
            head.headers
                .insert("x-signature", http::HeaderValue::from_static("s"));
            before.line(head.uri.path().to_owned());
        })
        .before_any_request(move |head| before_any.line(head.uri.path().to_owned()))
        .after_response(move |head| after.line(head.status.to_string()))
        .after_any_response(move |head| {
            let attempt = head.extensions.get::<Attempt>().expect("an attempt");
            assert!(attempt.elapsed() <= attempt.call().elapsed());
            after_any.line(format!("{} {}", attempt.redirects(), head.status.as_u16()));
        })
        .build()
        .expect("a client");
    client.get_user("7").await.expect("a user");
    let [before, before_any, after, after_any] = hooks.map(|log| log.lines());
    assert_eq!(before, ["/user/7", "/user/8"]);
    assert_eq!(before_any, ["/user/7", "/user/8", "/secret-path"]);
    assert_eq!(after.len(), 2);
    assert_eq!(after_any, ["0 307", "1 307", "2 200"]);
    let stranger = elsewhere.only();
    assert_eq!(
        (stranger.header("x-signature"), stranger.header("x-request-id")),
        (None, None)
    );
}

/// Nobody listens there.
async fn dead() -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a free port");
    format!("http://{}", listener.local_addr().expect("an address"))
}

#[tokio::test]
async fn hooks_may_be_waited_for() {
    let server = Server::start(|request| match request.header("x-signature") {
        Some("signed /user/7") => json(200, r#"{"id":7}"#),
        _ => reply(403, ""),
    })
    .await;
    let seen = Log::default();
    let responses = seen.clone();
    let client = ClientBuilder::default()
        .base_url(&server.url)
        .before_request_async(|head| {
            Box::pin(async move {
                tokio::time::sleep(Duration::from_millis(1)).await;
                let signature = format!("signed {}", head.uri.path());
                head.headers.insert("x-signature", signature.parse()?);
                Ok(())
            })
        })
        .after_response_async(move |head| {
            let responses = responses.clone();
            Box::pin(async move {
                tokio::time::sleep(Duration::from_millis(1)).await;
                let attempt = head.extensions.get::<Attempt>().ok_or("no attempt")?;
                responses.line(format!("{} {}", attempt.call().operation(), head.status.as_u16()));
                Ok(())
            })
        })
        .build()
        .expect("a client");
    client.get_user("7").await.expect("a user");
    assert_eq!(seen.lines(), ["getUser 200"]);
    let (request, _) = client.get_user("7").into_http().await.expect("a request");
    assert_eq!(request.headers()["x-signature"], "signed /user/7");
}

#[tokio::test]
async fn a_hook_that_fails_ends_the_attempt() {
    let server = Server::start(|_| json(200, r#"{"id":7}"#)).await;
    let client = ClientBuilder::default()
        .base_url(&server.url)
        .retry(Retry::none())
        .before_request_async(|_| Box::pin(async { Err("the service that signs is away".into()) }))
        .build()
        .expect("a client");
    let error = client.get_user("7").await.expect_err("no signature");
    assert!(
        format!("{error:#}").contains("the service that signs is away"),
        "{error:#}"
    );
    assert!(server.received().is_empty());
}

#[tokio::test]
async fn layers_know_the_operation_and_the_attempt() {
    let seen = Log::default();
    let log = seen.clone();
    let service = tower::service_fn(move |request: http::Request<Body>| {
        let operation = *request.extensions().get::<Operation>().expect("an operation");
        let attempt = request.extensions().get::<Attempt>().expect("an attempt");
        let (id, path, tags) = (operation.id, operation.path, operation.tags.join(","));
        log.line(format!(
            "{} {path} [{tags}] {id} {}",
            operation.method,
            attempt.number()
        ));
        let status = if attempt.number() == 1 { 503 } else { 200 };
        let response = http::Response::builder()
            .status(status)
            .header("retry-after", "0");
        std::future::ready(response.body(Body::from(r#"{"id":7}"#)))
    });
    let client = ClientBuilder::default()
        .base_url("http://api.example.com")
        .transport(Service::new(service))
        .build()
        .expect("a client");
    let tagged = Operation {
        tags: &["users"],
        ..GET_USER
    };
    client.get_user_as(tagged).await.expect("a user");
    let expected = [
        "GET /user/{userId} [users] getUser 1",
        "GET /user/{userId} [users] getUser 2",
    ];
    assert_eq!(seen.lines(), expected);
}

#[tokio::test]
async fn a_transport_under_layers_still_says_that_there_was_no_connection() {
    let layered = tower::ServiceBuilder::new()
        .map_err(BoxError::from)
        .service(Hyper::builder().build().expect("a transport"));
    let client = ClientBuilder::default()
        .base_url(&dead().await)
        .transport(Service::new(layered))
        .retry(Retry::none())
        .build()
        .expect("a client");
    let error = client.get_user("7").await.expect_err("nobody is there");
    assert_eq!(error.kind(), ErrorKind::Connect);
    let text = format!("{error:#}");
    assert!(
        text.starts_with("getUser: no connection to the server: "),
        "{text}"
    );
}
