use specwright_runtime::transport::Service;
use specwright_runtime::{Body, Error, Map, StatusCode, http};

use crate::api::{Client, ClientBuilder, Invalid, User, UserError};
use crate::loopback::{Server, json, reply};

#[tokio::test]
async fn a_success_is_decoded() {
    let server = Server::start(|_| json(200, r#"{"id": 7, "name": "Ada"}"#)).await;
    let user = Client::at(&server.url).get_user("7").await.expect("a user");
    assert_eq!(
        user,
        User {
            id: 7,
            name: Some("Ada".into())
        }
    );
    let request = server.only();
    assert_eq!(
        (request.method.as_str(), request.target.as_str()),
        ("GET", "/user/7")
    );
    assert_eq!(request.header("accept"), Some("application/json"));
    assert_eq!(
        request.header("user-agent"),
        Some(concat!("specwright/", env!("CARGO_PKG_VERSION")))
    );
    assert_eq!(request.header("content-length"), None);
}

#[tokio::test]
async fn with_response_gives_status_and_headers() {
    let server = Server::start(|_| json(201, r#"{"id": 7}"#).header("x-request-id", "abc")).await;
    let response = Client::at(&server.url)
        .get_user("7")
        .with_response()
        .await
        .expect("a user");
    assert_eq!(response.status(), StatusCode::CREATED);
    assert_eq!(response.headers()["x-request-id"], "abc");
    assert_eq!(response.into_body().id, 7);
}

#[tokio::test]
async fn a_json_body_is_sent_with_its_type_and_length() {
    let server = Server::start(|request| json(200, request.text())).await;
    let user = User {
        id: 1,
        name: Some("Grüße".into()),
    };
    assert_eq!(
        Client::at(&server.url).create_user(&user).await.expect("a user"),
        user
    );
    let request = server.only();
    assert_eq!(request.header("content-type"), Some("application/json"));
    assert_eq!(request.header("content-length"), Some("25"));
    assert_eq!(request.text(), r#"{"id":1,"name":"Grüße"}"#);
}

#[tokio::test]
async fn each_documented_status_is_its_variant() {
    let replies = [
        (
            422,
            r#"{"detail":["too short"]}"#,
            "too short",
            UserError::UnprocessableEntity(Invalid {
                detail: vec!["too short".into()],
            }),
        ),
        (410, "gone for good", "gone for good", UserError::Gone),
        (
            404,
            "no such user",
            "no such user",
            UserError::ClientError("no such user".into()),
        ),
        (500, "oops", "oops", UserError::Undocumented("oops".into())),
    ];
    for (status, body, shown, expected) in replies {
        let server = Server::start(move |_| reply(status, body)).await;
        match Client::at(&server.url).get_user("7").await {
            Err(Error::Api(failure)) => {
                assert_eq!(failure.status().as_u16(), status);
                assert_eq!(failure.raw(), body);
                assert_eq!(
                    failure.to_string(),
                    format!("getUser: the server responded {}: {shown}", failure.status())
                );
                let named = match &expected {
                    UserError::UnprocessableEntity(_) => "UnprocessableEntity (422)",
                    UserError::Gone => "Gone (410)",
                    UserError::ClientError(_) => "ClientError (4XX)",
                    _ => "Undocumented",
                };
                assert_eq!(failure.body().to_string(), named);
                assert_eq!(failure.into_body(), expected);
            }
            other => panic!("{status} gave {other:?}"),
        }
    }
}

#[tokio::test]
async fn a_success_of_another_shape_names_operation_path_and_schema() {
    let server = Server::start(|_| json(200, r#"{"id": "7"}"#)).await;
    match Client::at(&server.url).get_user("7").await {
        Err(Error::Decode(failure)) => {
            assert_eq!((failure.operation, failure.status.as_u16()), ("getUser", 200));
            assert_eq!(failure.path, "$.id");
            assert_eq!(failure.schema, "#/components/schemas/User/properties/id");
            assert_eq!(failure.body, r#"{"id": "7"}"#);
            assert_eq!(
                failure.to_string(),
                "getUser: the response 200 OK can't be read: at $.id: expected an integer, found a string \
                 (see #/components/schemas/User/properties/id); the body is {\"id\": \"7\"}"
            );
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_failure_keeps_its_status_whatever_its_body_is() {
    let html = "<html>no such page</html>";
    let cases: [(&str, &str, &str); 4] = [
        (
            "application/json",
            r#"{"detail":["a", 5]}"#,
            "at $.detail[1]: expected a string, found a number",
        ),
        ("application/json", "{}", "at $: missing property `detail`"),
        (
            "text/html",
            html,
            "at $: expected a value (the server calls the body text/html)",
        ),
        ("application/json", "", "expected JSON, found an empty body"),
    ];
    for (called, body, why) in cases {
        let server = Server::start(move |_| reply(422, body).header("content-type", called)).await;
        match Client::at(&server.url).get_user("7").await {
            Err(Error::Api(failure)) => {
                assert_eq!(failure.status().as_u16(), 422);
                assert_eq!(failure.raw(), body);
                match failure.body() {
                    UserError::Undecoded(undecoded) => {
                        assert_eq!(
                            (undecoded.body.as_ref(), undecoded.to_string().as_str()),
                            (body.as_bytes(), why)
                        );
                    }
                    other => panic!("{body}: {other:?}"),
                }
            }
            other => panic!("{body}: {other:?}"),
        }
    }
}

#[tokio::test]
async fn a_failure_that_is_too_large_keeps_its_status() {
    let server = Server::start(|_| json(422, &"1".repeat(2000))).await;
    let client = ClientBuilder::default()
        .base_url(&server.url)
        .max_body(1000)
        .build()
        .expect("a client");
    match client.get_user("7").await {
        Err(Error::Api(failure)) => {
            assert_eq!((failure.status().as_u16(), failure.raw().len()), (422, 0));
            let UserError::Undecoded(undecoded) = failure.body() else {
                panic!("{failure:?}");
            };
            assert_eq!(undecoded.message, "the body takes more than 1000 bytes of memory");
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_body_that_is_no_json_says_what_the_server_calls_it() {
    let server = Server::start(|_| reply(200, "<html>").header("content-type", "text/html")).await;
    let error = Client::at(&server.url)
        .get_user("7")
        .await
        .expect_err("HTML is no user")
        .to_string();
    assert!(
        error.contains("the server calls the body text/html") && error.contains("<html>"),
        "{error}"
    );
    let server = Server::start(|_| reply(200, "")).await;
    let error = Client::at(&server.url)
        .get_user("7")
        .await
        .expect_err("nothing is no user")
        .to_string();
    assert!(error.contains("found an empty body"), "{error}");
}

#[tokio::test]
async fn an_empty_success_takes_any_body() {
    for reply in [reply(204, ""), json(200, "{}"), reply(202, "x".repeat(100_000))] {
        let server = Server::start(move |_| reply.clone()).await;
        Client::at(&server.url).delete_user().await.expect("done");
    }
}

#[tokio::test]
async fn a_service_in_the_same_process_is_a_transport() {
    let service = tower::service_fn(|request: http::Request<Body>| async move {
        assert_eq!(request.uri(), "http://in.process/v1/user/7");
        Ok::<_, std::convert::Infallible>(http::Response::new(Body::from(r#"{"id":7}"#)))
    });
    let client = ClientBuilder::default()
        .base_url("http://in.process/v1")
        .transport(Service::new(service))
        .build()
        .expect("a client");
    assert_eq!(client.get_user("7").await.expect("a user").id, 7);
}

#[tokio::test]
async fn headers_are_typed() {
    let server = Server::start(|_| {
        json(200, r#"{"id": 7}"#)
            .header("x-limit", "60")
            .header("x-name", "Ada, Countess")
            .header("x-tags", "a, b")
            .header("x-numbers", "1,2")
            .header("x-beta", "true")
            .header("etag", "\"7\"")
    })
    .await;
    let response = Client::at(&server.url)
        .get_user("7")
        .with_response()
        .await
        .expect("a user");
    assert_eq!(response.header("X-Limit").expect("a number"), Some(60_i64));
    assert_eq!(response.header("x-limit").expect("text"), Some("60".to_owned()));
    assert_eq!(
        response.header("x-name").expect("text"),
        Some("Ada, Countess".to_owned())
    );
    assert_eq!(
        response.header("x-tags").expect("a list"),
        Some(vec!["a".to_owned(), "b".to_owned()])
    );
    assert_eq!(
        response.header("x-numbers").expect("a list"),
        Some(vec![1_i64, 2])
    );
    assert_eq!(
        response.header("x-numbers").expect("a list"),
        Some(vec!["1".to_owned(), "2".to_owned()])
    );
    assert_eq!(response.header("x-beta").expect("a boolean"), Some(true));
    assert_eq!(response.header::<i64>("x-none").expect("nothing"), None);
    assert_eq!(response.header("etag").expect("text"), Some("\"7\"".to_owned()));
    let error = response.header::<i64>("x-name").expect_err("no number");
    assert!(error.message().starts_with("the header x-name: "), "{error}");
}

#[derive(Debug, PartialEq)]
struct Rate {
    left: i64,
    plan: String,
    burst: Option<bool>,
}
specwright_runtime::object! { Rate { left = required "left", plan = required "plan", burst = optional "burst" } }

/// The rows of `simple` in the specification's table of styles.
#[tokio::test]
async fn a_header_may_be_an_object() {
    let server = Server::start(|_| {
        json(200, r#"{"id": 7}"#)
            .header("x-pairs", "left,5,plan,2025,burst,true")
            .header("x-exploded", "left=5, plan=a=b")
            .header("x-tags", "a, 1")
            .header("x-tags", "b")
            .header("x-odd", "left,5,plan")
            .header("x-wrong", "left=many,plan=a")
    })
    .await;
    let response = Client::at(&server.url)
        .get_user("7")
        .with_response()
        .await
        .expect("a user");
    let rate = |plan: &str, burst| Rate {
        left: 5,
        plan: plan.to_owned(),
        burst,
    };
    assert_eq!(
        response.header("x-pairs").expect("an object"),
        Some(rate("2025", Some(true)))
    );
    assert_eq!(
        response.header("x-exploded").expect("an object"),
        Some(rate("a=b", None))
    );
    let map: Option<Map<String>> = response.header("x-exploded").expect("a map");
    assert_eq!(map.expect("a header")["left"], "5");
    assert_eq!(
        response.header("x-tags").expect("a list"),
        Some(vec!["a".to_owned(), "1".into(), "b".into()])
    );
    for name in ["x-odd", "x-wrong"] {
        response.header::<Rate>(name).expect_err("no such object");
    }
}

#[tokio::test]
async fn a_long_header_is_read_in_little_time() {
    let items = vec!["1"; 3000].join(",");
    let server = Server::start(move |_| json(200, r#"{"id": 7}"#).header("x-items", &items)).await;
    let response = Client::at(&server.url)
        .get_user("7")
        .with_response()
        .await
        .expect("a user");
    let texts: Option<Vec<String>> = response.header("x-items").expect("a list");
    assert_eq!(texts.expect("a header").len(), 3000);
}

specwright_runtime::headers! {
    Headers {
        /// How many requests are left.
        x_rate_limit = "X-Rate-Limit" as i32,
        /// A date, or a number of seconds.
        retry_after = "Retry-After",
        /// JSON, since it is described by a media type.
        x_rate = "X-Rate" as Rate: json,
        /// A text in JSON.
        x_name = "X-Name" as String: json,
    }
}

#[tokio::test]
async fn a_header_that_is_described_by_a_media_type_is_json() {
    let server = Server::start(|_| {
        json(200, r#"{"id": 7}"#)
            .header("x-rate", r#"{"left": 5, "plan": "1"}"#)
            .header("x-name", r#""Ada""#)
    })
    .await;
    let response = Client::at(&server.url)
        .get_user("7")
        .with_response()
        .await
        .expect("a user");
    let headers = Headers::of(&response);
    let rate = headers.x_rate().expect("JSON").expect("a header");
    assert_eq!((rate.left, rate.plan.as_str()), (5, "1"));
    assert_eq!(headers.x_name().expect("JSON").as_deref(), Some("Ada"));
}

#[tokio::test]
async fn documented_headers_are_methods_of_a_view_of_successes_and_failures() {
    let server = Server::start(|request| match request.target.as_str() {
        "/user/7" => json(200, r#"{"id": 7}"#).header("x-rate-limit", "41"),
        _ => reply(410, "")
            .header("x-rate-limit", "many")
            .header("retry-after", "120"),
    })
    .await;
    let client = Client::at(&server.url);
    let response = client.get_user("7").with_response().await.expect("a user");
    let headers = Headers::of(&response);
    assert_eq!(headers.x_rate_limit().expect("a number"), Some(41));
    assert_eq!(headers.retry_after::<u64>().expect("nothing"), None);

    let Err(Error::Api(failure)) = client.get_user("8").await else {
        panic!("410 is a failure");
    };
    let headers = Headers::of(&failure);
    assert_eq!(headers.retry_after::<u64>().expect("a number"), Some(120));
    let error = headers.x_rate_limit().expect_err("no number");
    assert!(
        error.message().starts_with("the header X-Rate-Limit: "),
        "{error}"
    );
}

fn compressed(body: &[u8]) -> Vec<u8> {
    use std::io::Write;
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(body).expect("memory");
    encoder.finish().expect("memory")
}

#[tokio::test]
async fn compressed_responses_are_asked_for_and_read() {
    let server =
        Server::start(|_| reply(200, compressed(br#"{"id":7}"#)).header("content-encoding", "gzip")).await;
    assert_eq!(Client::at(&server.url).get_user("7").await.expect("a user").id, 7);
    let request = server.only();
    assert!(
        request
            .header("accept-encoding")
            .is_some_and(|encodings| encodings.contains("gzip")),
        "{request:?}"
    );
}

#[tokio::test]
async fn the_limit_counts_what_is_unpacked() {
    let bomb = compressed(&vec![b' '; 10 << 20]);
    assert!(bomb.len() < 100_000);
    let server = Server::start(move |_| reply(200, &bomb).header("content-encoding", "gzip")).await;
    let client = ClientBuilder::default()
        .base_url(&server.url)
        .max_body(1 << 20)
        .build()
        .expect("a client");
    let error = client.get_user("7").await.expect_err("too large");
    assert!(matches!(error, Error::TooLarge { .. }), "{error:?}");
}

/// Counts requests on their way to the network.
#[derive(Clone)]
struct Counted<S>(S, std::sync::Arc<std::sync::atomic::AtomicUsize>);

impl<S: tower::Service<http::Request<Body>>> tower::Service<http::Request<Body>> for Counted<S> {
    type Response = S::Response;
    type Error = S::Error;
    type Future = S::Future;

    fn poll_ready(&mut self, context: &mut std::task::Context<'_>) -> std::task::Poll<Result<(), S::Error>> {
        self.0.poll_ready(context)
    }

    fn call(&mut self, request: http::Request<Body>) -> S::Future {
        self.1.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
        self.0.call(request)
    }
}

#[tokio::test]
async fn layers_of_tower_stand_around_the_default_transport() {
    let server = Server::start(|_| json(200, r#"{"id":7}"#)).await;
    let count = std::sync::Arc::new(std::sync::atomic::AtomicUsize::new(0));
    let network = specwright_runtime::transport::Hyper::builder()
        .build()
        .expect("a transport");
    let client = ClientBuilder::default()
        .base_url(&server.url)
        .transport(Service::new(Counted(network, count.clone())))
        .build()
        .expect("a client");
    client.get_user("7").await.expect("a user");
    assert_eq!(count.load(std::sync::atomic::Ordering::SeqCst), 1);
}
