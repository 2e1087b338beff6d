//! Clients of `reqwest` that are made elsewhere, with middleware of `reqwest-middleware` and without.

use std::pin::Pin;

use specwright_runtime::reqwest::redirect::Policy;
use specwright_runtime::reqwest::{self, Request, Response};
use specwright_runtime::reqwest_middleware::{
    ClientBuilder as Middleware, Error as MiddlewareError, Next, Result,
};
use specwright_runtime::transport::{Reqwest, ReqwestMiddleware};
use specwright_runtime::{Attempt, Error, Operation, Transport, http, rustls};

use crate::api::{Client, ClientBuilder, User};
use crate::loopback::{Server, json};

type Sending<'a> = Pin<Box<dyn Future<Output = Result<Response>> + Send + 'a>>;

fn with(
    middleware: for<'a> fn(Request, &'a mut http::Extensions, Next<'a>) -> Sending<'a>,
) -> ReqwestMiddleware {
    ReqwestMiddleware::from(Middleware::new(native()).with(middleware).build())
}

fn native() -> reqwest::Client {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = reqwest::Client::builder().no_proxy().redirect(Policy::none());
    client.build().expect("a client")
}

fn client(url: &str, transport: impl Transport) -> Client {
    let builder = ClientBuilder::default().base_url(url).transport(transport);
    builder.build().expect("a client")
}

/// Says in a header what it is told of the call.
fn tell<'a>(mut request: Request, extensions: &'a mut http::Extensions, next: Next<'a>) -> Sending<'a> {
    let operation = extensions.get::<Operation>().expect("an operation");
    let attempt = extensions.get::<Attempt>().expect("an attempt");
    let told = format!("{} {} {}", operation.id, operation.path, attempt.number());
    let told = told.parse().expect("a header");
    request.headers_mut().insert("x-told", told);
    Box::pin(next.run(request, extensions))
}

#[tokio::test]
async fn middleware_sees_the_operation_and_each_attempt() {
    let server = Server::start(|request| match request.header("x-told") {
        Some(told) if told.ends_with('1') => json(503, "{}"),
        _ => json(200, r#"{"id":7}"#),
    })
    .await;
    let client = client(&server.url, with(tell));
    client.get_user("7").await.expect("a user");
    let told: Vec<_> = server
        .received()
        .iter()
        .map(|request| request.header("x-told").expect("a header").to_owned())
        .collect();
    assert_eq!(told, ["getUser /user/{userId} 1", "getUser /user/{userId} 2"]);
}

#[tokio::test]
async fn bodies_go_through_both_ways() {
    let server = Server::start(|request| json(201, request.text())).await;
    let user = User {
        id: 9,
        name: Some("Ada".to_owned()),
    };
    let created = client(&server.url, with(tell)).create_user(&user).await;
    assert_eq!(created.expect("a user"), user);
}

fn refuse<'a>(_: Request, _: &'a mut http::Extensions, _: Next<'a>) -> Sending<'a> {
    Box::pin(async { Err(MiddlewareError::middleware(std::io::Error::other("not today"))) })
}

#[tokio::test]
async fn an_error_of_middleware_is_one_of_the_transport() {
    let error = client("http://127.0.0.1:1", with(refuse)).get_user("7").await;
    let error = error.expect_err("no user");
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
    assert!(format!("{error:#}").contains("not today"), "{error:#}");
}

#[tokio::test]
async fn a_connection_that_is_refused_is_known_as_such() {
    let error = client("http://127.0.0.1:1", with(tell)).get_user("7").await;
    let error = error.expect_err("no user");
    assert!(
        matches!(&error, Error::Transport(error) if error.is_connect()),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_client_without_middleware_is_a_transport() {
    let server = Server::start(|request| json(201, request.text())).await;
    let user = User {
        id: 9,
        name: Some("Ada".to_owned()),
    };
    let created = client(&server.url, Reqwest::from(native()))
        .create_user(&user)
        .await;
    assert_eq!(created.expect("a user"), user);
    let error = client("http://127.0.0.1:1", Reqwest::from(native()))
        .get_user("7")
        .await;
    assert!(
        matches!(&error, Err(Error::Transport(error)) if error.is_connect()),
        "{error:?}"
    );
}
