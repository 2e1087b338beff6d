//! What is behind an error, and what a request shows.

use std::error::Error as StdError;
use std::ops::Deref;
use std::time::Duration;

use specwright_runtime::__private::{Parameter, decode};
use specwright_runtime::json::DecodeError;
use specwright_runtime::{ApiError, Body, BuildError, Credential, Error, EventStream, Request, StreamError};

use crate::api::{Client, ClientBuilder, GET_USER, User, UserError};
use crate::loopback::{Server, json, reply};

/// Returns the first error of a type in the chain of causes.
fn cause<T: StdError + 'static>(error: &dyn StdError) -> Option<&T> {
    let mut next = error.source();
    while let Some(error) = next {
        if let Some(found) = error.downcast_ref() {
            return Some(found);
        }
        next = error.source();
    }
    None
}

#[tokio::test]
async fn the_cause_of_a_broken_transport_is_that_of_the_socket() {
    let error = Client::at("http://127.0.0.1:1")
        .get_user("7")
        .await
        .expect_err("nobody listens");
    assert!(matches!(error, Error::Transport(_)), "{error}");
    let io: &std::io::Error = cause(&error).expect("an error of the socket");
    assert_eq!(io.kind(), std::io::ErrorKind::ConnectionRefused);
}

#[tokio::test]
async fn the_text_of_an_error_has_its_causes_only_in_the_long_form() {
    let error = Client::at("http://127.0.0.1:1")
        .get_user("7")
        .await
        .expect_err("nobody listens");
    let error = ApiError::from(error);
    let mut chain = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        assert!(!chain.contains(&cause.to_string()), "{chain}: {cause}");
        chain.push_str(&format!(": {cause}"));
        next = cause.source();
    }
    assert_eq!(format!("{error:#}"), chain);
    assert!(chain.contains("Connection refused"), "{chain}");
}

#[tokio::test]
async fn every_error_of_a_call_names_its_operation() {
    // Connections are taken, and nobody responds.
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a free port");
    let silent = format!("http://{}", listener.local_addr().expect("an address"));
    let text = |error: Error<UserError>| {
        assert_eq!(error.operation(), GET_USER.id, "{error}");
        let text = error.to_string();
        let error = ApiError::from(error);
        assert_eq!(error.operation(), Some(GET_USER.id), "{error}");
        assert_eq!(error.to_string(), text);
        text
    };
    let unreachable = Client::at("http://127.0.0.1:1").get_user("7").await;
    let unreachable = text(unreachable.expect_err("nobody listens"));
    assert_eq!(
        unreachable,
        format!("{}: no connection to the server", GET_USER.id)
    );
    let late = Client::at(&silent)
        .get_user("7")
        .timeout(Duration::from_millis(50))
        .await;
    let late = text(late.expect_err("no time"));
    assert!(
        late.starts_with(&format!("{}: no response within", GET_USER.id)),
        "{late}"
    );
    let refused = Client::at(&silent).get_user("7").header("a b", "c").await;
    let refused = text(refused.expect_err("a bad header"));
    let begin = format!("{}: the request was not sent: ", GET_USER.id);
    assert!(refused.starts_with(&begin), "{refused}");
}

#[tokio::test]
async fn a_failure_without_a_documented_body_shows_what_the_server_said() {
    let server = Server::start(|_| json(410, r#"{"message": "moved to another tenant"}"#)).await;
    let error = Client::at(&server.url)
        .get_user("7")
        .await
        .expect_err("410 is a failure");
    let Error::Api(failure) = &error else {
        panic!("{error}");
    };
    assert!(matches!(failure.body(), UserError::Gone));
    let expected = format!(
        "{}: the server responded 410 Gone: moved to another tenant",
        GET_USER.id
    );
    assert_eq!(error.to_string(), expected);
}

#[tokio::test]
async fn what_the_decoder_says_of_a_body_is_in_the_text_and_not_behind_it() {
    let server = Server::start(|_| json(200, r#"{"id": "7"}"#)).await;
    let error = Client::at(&server.url)
        .get_user("7")
        .await
        .expect_err("a text is no integer");
    assert!(error.source().is_none());
    let text = error.to_string();
    let Error::Decode(failure) = error else {
        panic!("{text}");
    };
    let decode = failure.get_ref().expect("an error of the decoder");
    let decode: &DecodeError = decode.downcast_ref().expect("of JSON");
    assert_eq!((decode.path().as_str(), decode.offset()), ("$.id", 7));
    assert_eq!(text.matches(&decode.message()).count(), 1, "{text}");
}

#[tokio::test]
async fn what_the_decoder_says_of_an_item_is_in_the_text_and_not_behind_it() {
    let server =
        Server::start(|_| reply(200, "data: 1\n\n").header("content-type", "text/event-stream")).await;
    let client = Client::at(&server.url);
    let call = client.inner.call(&specwright_runtime::__private::Operation {
        path: "/",
        ..GET_USER
    });
    let request: Request<EventStream<User>, UserError> = call.request(decode::events);
    let error = request
        .await
        .expect("a stream")
        .next()
        .await
        .expect("an event")
        .expect_err("no user");
    assert!(error.source().is_none());
    let text = error.to_string();
    let StreamError::Decode { source, .. } = error else {
        panic!("{text}");
    };
    assert!(text.contains(&source.message()), "{text}");
}

#[tokio::test]
async fn the_cause_of_a_missing_token_is_that_of_its_source() {
    let mut builder = ClientBuilder::default().base_url("http://127.0.0.1:1");
    let source = || async { Err(std::io::Error::other("the vault is shut").into()) };
    builder
        .inner
        .credential("oauth", Credential::bearer_source(source));
    let operation = specwright_runtime::__private::Operation {
        security: &[&["oauth"]],
        ..GET_USER
    };
    let error = builder
        .build()
        .expect("a client")
        .get_user_as(operation)
        .await
        .expect_err("no token");
    assert!(matches!(error, Error::Credential(_)), "{error}");
    assert_eq!(
        cause::<std::io::Error>(&error).expect("the source's").to_string(),
        "the vault is shut"
    );
}

#[tokio::test]
async fn a_request_that_was_not_sent_keeps_the_error_of_its_file() {
    let client = Client::at("http://127.0.0.1:1");
    let operation = specwright_runtime::__private::Operation {
        method: "PUT",
        path: "/",
        ..GET_USER
    };
    let mut call = client.inner.call(&operation);
    call.binary("image/png", Body::file("no/such/file"));
    let request: Request<User, UserError> = call.request(decode::json);
    let error = request.await.expect_err("there is no such file");
    let Error::InvalidRequest(refused) = &error else {
        panic!("{error}");
    };
    let io = refused.get_ref().expect("an error of the file");
    let io: &std::io::Error = io.downcast_ref().expect("of the file");
    assert_eq!(io.kind(), std::io::ErrorKind::NotFound);
}

#[test]
fn what_is_wrong_with_a_base_url_is_said_once() {
    let build = |url: &str| {
        ClientBuilder::default()
            .base_url(url)
            .build()
            .expect_err("no URL")
    };
    let error = build("http://[::1");
    let text = r#"the base URL "http://[::1" can't be used: invalid IPv6 address"#;
    assert_eq!(
        (error.to_string(), format!("{error:#}")),
        (text.to_owned(), text.to_owned())
    );
    let BuildError::InvalidBaseUrl { problem, .. } = &error else {
        panic!("{error}");
    };
    assert!(problem.source().is_none() && problem.get_ref().is_some());
    let error = build("example.com");
    assert!(
        error.to_string().ends_with("such as https://example.com/v1"),
        "{error}"
    );
    assert!(
        format!("{error:#}").ends_with("/v1: relative URL without a base"),
        "{error:#}"
    );
    assert!(build("ftp://example.com").source().is_none());
}

#[tokio::test]
async fn a_parameter_that_the_document_does_not_describe_is_added_to_the_query() {
    let server = Server::start(|_| json(200, r#"{"id": 7, "name": null}"#)).await;
    let request = Client::at(&server.url).get_user("7").into_request();
    request
        .query("debug", "a&b")
        .query("debug", "ü")
        .await
        .expect("a user");
    assert_eq!(server.only().target, "/user/7?debug=a%26b&debug=%C3%BC");
    let mut given = Client::at(&server.url).get_user("7").into_request();
    specwright_runtime::__private::call_mut(&mut given).parameter(Parameter::query("page"), &1);
    given.query("debug", "1").await.expect("a user");
    assert_eq!(
        server.received().last().expect("a request").target,
        "/user/7?page=1&debug=1"
    );
}

/// Has one implementation for types without `Deref`, and two for others: which is meant is then not clear.
trait AmbiguousIfDeref<Marker> {
    const HAS_NO_DEREF: bool = true;
}

struct HasDeref;

impl<T: ?Sized> AmbiguousIfDeref<()> for T {}

impl<T: ?Sized + Deref> AmbiguousIfDeref<HasDeref> for T {}

/// Compiles only if a request does not show what it is made from.
const _: bool = <Request<User, UserError> as AmbiguousIfDeref<_>>::HAS_NO_DEREF;
const _: bool = <crate::api::GetUser as AmbiguousIfDeref<_>>::HAS_NO_DEREF;

mod one_error_for_a_program {
    use std::time::Duration;

    use specwright_runtime::{ApiError, ErrorKind, StatusCode};

    use super::*;

    #[derive(Debug, PartialEq)]
    struct Problem {
        code: Option<String>,
    }

    specwright_runtime::object! { Problem { code = optional "code" } }

    /// Calls two operations with one type of error.
    async fn both(url: &str) -> Result<(), ApiError> {
        let client = Client::at(url);
        client.get_user("7").await?;
        let call = client.inner.call(&GET_USER);
        let other: Request<User, specwright_runtime::Bytes> = call.request(decode::json);
        other.await?;
        Ok(())
    }

    #[tokio::test]
    async fn it_has_what_the_server_said_of_any_operation() {
        let server = Server::start(|_| {
            json(503, r#"{"title": "Busy", "detail": "come back", "code": "busy"}"#)
                // Longer than a client waits, so that it is told at once.
                .header("retry-after", "90")
                .header("x-request-id", "r-1")
        })
        .await;
        let error = both(&server.url).await.expect_err("503 is a failure");
        assert_eq!(error.kind(), ErrorKind::Api);
        assert_eq!(error.operation(), Some("getUser"));
        assert_eq!(error.status(), Some(StatusCode::SERVICE_UNAVAILABLE));
        assert_eq!(error.message(), Some("Busy: come back"));
        assert_eq!(error.retry_after(), Some(Duration::from_secs(90)));
        assert_eq!(error.request_id(), Some("r-1"));
        assert!(error.is_retryable());
        let problem: Problem = error.decode().expect("a problem");
        assert_eq!(problem.code.as_deref(), Some("busy"));
        assert_eq!(
            error.to_string(),
            "getUser: the server responded 503 Service Unavailable: Busy: come back"
        );
    }

    #[tokio::test]
    async fn a_failure_without_a_response_keeps_its_cause() {
        let error = both("http://127.0.0.1:1").await.expect_err("nobody listens");
        assert_eq!((error.kind(), error.status()), (ErrorKind::Connect, None));
        assert!(error.is_retryable());
        let _: &std::io::Error = cause(&error).expect("an error of the socket");
    }

    #[tokio::test]
    async fn a_success_that_can_not_be_read_is_not_retryable() {
        let server = Server::start(|_| json(200, r#"{"id": "7"}"#)).await;
        let error = both(&server.url).await.expect_err("a text is no integer");
        assert_eq!((error.kind(), error.is_retryable()), (ErrorKind::Decode, false));
        assert!(error.to_string().contains("expected an integer"), "{error}");
        assert!(error.source().is_none());
    }
}
