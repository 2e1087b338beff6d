use specwright_runtime::__private::Operation;
use specwright_runtime::{BuildError, Credential, Error};

use crate::api::{Client, ClientBuilder, GET_USER};
use crate::loopback::{Received, Server, json};

async fn sent(security: &'static [&'static [&'static str]], set: &[(&'static str, Credential)]) -> Received {
    let server = Server::start(|_| json(200, r#"{"id":7}"#)).await;
    client(&server.url, set)
        .get_user_as(Operation { security, ..GET_USER })
        .await
        .expect("a user");
    server.only()
}

fn client(url: &str, set: &[(&'static str, Credential)]) -> Client {
    let builder = ClientBuilder::default().base_url(url);
    set.iter()
        .fold(builder, |builder, (name, credential)| {
            builder.credential(name, credential.clone())
        })
        .build()
        .expect("a client")
}

#[tokio::test]
async fn each_kind_is_sent_where_it_belongs() {
    let bearer = sent(&[&["k"]], &[("k", Credential::bearer("abc"))]).await;
    assert_eq!(bearer.header("authorization"), Some("Bearer abc"));
    let basic = sent(&[&["k"]], &[("k", Credential::basic("Aladdin", "open sesame"))]).await;
    assert_eq!(
        basic.header("authorization"),
        Some("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==")
    );
    let other = sent(&[&["k"]], &[("k", Credential::http("DPoP", "x"))]).await;
    assert_eq!(other.header("authorization"), Some("DPoP x"));
    let header = sent(&[&["k"]], &[("k", Credential::header("X-API-Key", "abc"))]).await;
    assert_eq!(header.header("x-api-key"), Some("abc"));
    let query = sent(&[&["k"]], &[("k", Credential::query("api key", "a&b"))]).await;
    assert_eq!(query.target, "/user/7?api%20key=a%26b");
    let cookie = sent(&[&["k"]], &[("k", Credential::cookie("session", "a;b"))]).await;
    assert_eq!(cookie.header("cookie"), Some("session=a%3Bb"));
    let transport = sent(&[&["k"]], &[("k", Credential::transport())]).await;
    assert_eq!(transport.header("authorization"), None);
}

#[tokio::test]
async fn the_first_complete_alternative_is_sent() {
    let set = [
        ("a", Credential::header("a", "1")),
        ("c", Credential::header("c", "3")),
    ];
    let request = sent(&[&["a", "b"], &["a", "c"], &["c"]], &set).await;
    assert_eq!((request.header("a"), request.header("c")), (Some("1"), Some("3")));
    let request = sent(&[&["b"], &["c"]], &set).await;
    assert_eq!((request.header("a"), request.header("c")), (None, Some("3")));
}

#[tokio::test]
async fn an_alternative_that_asks_for_more_is_sent_by_a_client_that_has_it() {
    let role = ("role", Credential::header("x-role", "root"));
    let set = [("key", Credential::header("x-key", "1")), role];
    let request = sent(&[&["key"], &["key", "role"]], &set).await;
    assert_eq!(
        (request.header("x-key"), request.header("x-role")),
        (Some("1"), Some("root"))
    );
    let request = sent(&[&["key"], &["key", "role"]], &set[..1]).await;
    assert_eq!(
        (request.header("x-key"), request.header("x-role")),
        (Some("1"), None)
    );
}

#[tokio::test]
async fn an_operation_that_needs_none_gets_none_and_an_optional_one_is_used_if_there() {
    let set = [("a", Credential::header("a", "1"))];
    assert_eq!(sent(&[], &set).await.header("a"), None);
    assert_eq!(sent(&[&[], &["a"]], &set).await.header("a"), Some("1"));
    assert_eq!(sent(&[&[], &["b"]], &set).await.header("a"), None);
}

#[tokio::test]
async fn what_is_missing_is_said_before_anything_is_sent() {
    let server = Server::start(|_| json(200, r#"{"id":7}"#)).await;
    let operation = Operation {
        security: &[&["HTTPBearer"], &["key", "secret"]],
        ..GET_USER
    };
    match client(&server.url, &[("key", Credential::bearer("x"))])
        .get_user_as(operation)
        .await
    {
        Err(Error::InvalidRequest(error)) => {
            // The client has the key.
            let wanted = "HTTPBearer (`.credential(\"HTTPBearer\", …)` of the client's builder), or secret (`.credential(\"secret\", …)`";
            assert!(error.to_string().contains(wanted), "{error}");
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(server.received(), []);
}

#[tokio::test]
async fn a_server_that_asks_for_none_is_called_without_where_the_client_says_so() {
    let server = Server::start(|_| json(200, r#"{"id":7}"#)).await;
    let operation = Operation {
        security: &[&["a", "b"], &["c"]],
        ..GET_USER
    };
    let builder = ClientBuilder::default()
        .base_url(&server.url)
        .optional_credentials();
    let with_none = builder.build().expect("a client");
    with_none.get_user_as(operation).await.expect("a user");
    assert_eq!(server.only().header("c"), None);

    // What the client has is sent nevertheless, and nothing of what is not complete.
    let server = Server::start(|_| json(200, r#"{"id":7}"#)).await;
    let builder = ClientBuilder::default()
        .base_url(&server.url)
        .optional_credentials();
    let builder = builder.credential("a", Credential::header("a", "1"));
    let with_one = builder
        .credential("c", Credential::header("c", "3"))
        .build()
        .expect("a client");
    with_one.get_user_as(operation).await.expect("a user");
    let request = server.only();
    assert_eq!((request.header("a"), request.header("c")), (None, Some("3")));
}

#[tokio::test]
async fn a_secret_shows_nowhere() {
    let set = [
        ("k", Credential::query("key", "hunter2")),
        ("b", Credential::bearer("hunter2")),
    ];
    let operation = Operation {
        security: &[&["k", "b"]],
        ..GET_USER
    };
    // Nobody listens on this port.
    let client = client("http://127.0.0.1:1/v1", &set);
    let request = client.get_user_as(operation);
    let mut shown = format!("{client:?} {request:?} {set:?}");
    let error = request.await.expect_err("no server");
    shown.push_str(&format!("{error} {error:?}"));
    assert!(
        matches!(&error, Error::Transport(error) if error.is_connect()),
        "{error:?}"
    );
    assert!(!shown.contains("hunter2"), "{shown}");
    assert!(!shown.contains("/v1/user"), "{shown}");
}

#[tokio::test]
async fn a_secret_or_header_that_would_break_the_message_is_refused() {
    let server = Server::start(|_| json(200, r#"{"id":7}"#)).await;
    let operation = Operation {
        security: &[&["k"]],
        ..GET_USER
    };
    let source = Credential::bearer_source(|| async { Ok("hunter2\r\nX: y".into()) });
    let broken = client(&server.url, &[("k", source)]);
    match broken.get_user_as(operation).await {
        Err(Error::InvalidRequest(error)) => assert!(!error.to_string().contains("hunter2"), "{error}"),
        other => panic!("{other:?}"),
    }
    let request = Client::at(&server.url)
        .get_user("7")
        .header("X-Trace", "1\r\nX-Admin: yes");
    assert!(matches!(request.await, Err(Error::InvalidRequest(_))));
    assert_eq!(server.received(), []);
}

#[test]
fn a_credential_that_no_header_may_hold_is_a_build_error() {
    for credential in [
        Credential::bearer("hunter2\n"),
        Credential::header("x-api-key", "hunter2\n"),
        Credential::http("DPoP", "hunter2\0"),
    ] {
        let builder = ClientBuilder::default().base_url("http://x");
        let error = builder
            .credential("key", credential)
            .build()
            .expect_err("a line break");
        assert_eq!(error, BuildError::InvalidCredential { scheme: "key" });
        let shown = format!("{error} {error:?}");
        assert!(shown.contains("key") && !shown.contains("hunter2"), "{shown}");
    }
    // Where it is encoded, it may hold anything.
    for credential in [Credential::query("key", "a\n"), Credential::basic("user", "a\n")] {
        let builder = ClientBuilder::default().base_url("http://x");
        assert!(builder.credential("key", credential).build().is_ok());
    }
}

#[tokio::test]
async fn a_header_of_the_call_replaces_a_credential() {
    let server = Server::start(|_| json(200, r#"{"id":7}"#)).await;
    let operation = Operation {
        security: &[&["k"]],
        ..GET_USER
    };
    let client = client(&server.url, &[("k", Credential::bearer("general"))]);
    client
        .get_user_as(operation)
        .header("Authorization", "Bearer special")
        .await
        .expect("a user");
    assert_eq!(server.only().header("authorization"), Some("Bearer special"));
}
