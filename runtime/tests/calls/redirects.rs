use specwright_runtime::__private::{Operation, decode};
use specwright_runtime::{Credential, Error, Request, StatusCode};

use crate::api::{Client, ClientBuilder, GET_USER, User, UserError};
use crate::loopback::{Server, json, reply};

fn redirect(status: u16, to: &str) -> crate::loopback::Reply {
    reply(status, "").header("location", to)
}

async fn moving(status: u16) -> Server {
    Server::start(move |request| match request.target.as_str() {
        "/moved" => json(200, r#"{"id":7}"#),
        _ => redirect(status, "/moved"),
    })
    .await
}

const SECURED: Operation = Operation {
    security: &[&["k"]],
    ..GET_USER
};

fn secured(url: &str) -> Client {
    let credential = Credential::header("X-API-Key", "hunter2");
    ClientBuilder::default()
        .base_url(url)
        .credential("k", credential)
        .header("X-Tenant", "9")
        .build()
        .expect("a client")
}

#[tokio::test]
async fn a_redirect_on_the_same_server_is_followed_with_credentials() {
    for status in [301, 302, 303, 307, 308] {
        let server = moving(status).await;
        secured(&server.url).get_user_as(SECURED).await.expect("a user");
        assert_eq!(server.received()[1].header("x-api-key"), Some("hunter2"));
    }
}

#[tokio::test]
async fn a_post_is_repeated_with_its_body_or_becomes_a_get() {
    let user = User { id: 1, name: None };
    for (status, method, body) in [(303, "GET", ""), (302, "GET", ""), (307, "POST", r#"{"id":1}"#)] {
        let server = moving(status).await;
        Client::at(&server.url).create_user(&user).await.expect("a user");
        let second = &server.received()[1];
        assert_eq!(
            (second.method.as_str(), second.text()),
            (method, body),
            "{status}"
        );
        assert_eq!(second.header("content-type").is_some(), method == "POST");
    }
}

#[tokio::test]
async fn another_server_gets_no_credential_and_no_body() {
    let other = Server::start(|_| json(200, r#"{"id":7}"#)).await;
    let elsewhere = format!("{}/x", other.url);
    let server = Server::start(move |_| redirect(307, &elsewhere)).await;
    secured(&server.url).get_user_as(SECURED).await.expect("a user");
    let request = other.only();
    assert_eq!(
        (request.header("x-api-key"), request.header("x-tenant")),
        (None, None)
    );
    assert_eq!(request.header("accept"), Some("application/json"));

    let error = Client::at(&server.url)
        .create_user(&User { id: 1, name: None })
        .await
        .expect_err("not followed");
    assert_eq!(error.status(), Some(StatusCode::TEMPORARY_REDIRECT));
    assert_eq!(other.received().len(), 1);
}

#[tokio::test]
async fn redirects_end() {
    let server = Server::start(|_| redirect(302, "/again")).await;
    let error = Client::at(&server.url).get_user("7").await.expect_err("no end");
    assert_eq!(error.status(), Some(StatusCode::FOUND));
    assert_eq!(server.received().len(), 11);
}

/// As in a document that has a redirect and no success.
#[tokio::test]
async fn a_redirect_may_be_the_success() {
    for (statuses, status) in [(&["302"], 302), (&["3XX"], 307)] {
        let server = moving(status).await;
        let mut call = Client::at(&server.url).inner.call(&Operation {
            path: "/archive",
            ..GET_USER
        });
        call.succeeds_with(statuses);
        let request: Request<(), UserError> = call.request(decode::empty);
        let response = request.with_response().await.expect("a redirect");
        assert_eq!(response.status().as_u16(), status);
        assert_eq!(response.headers()["location"], "/moved");
        assert_eq!(server.received().len(), 1);
    }
}

#[derive(Debug, PartialEq)]
enum LoginError {
    Found,
    Undecoded(specwright_runtime::UndecodedBody),
}
specwright_runtime::responses! { LoginError { 302 => Found(empty); else Undecoded } }

#[tokio::test]
async fn a_redirect_that_the_document_describes_is_the_response() {
    let server = moving(302).await;
    let request: Request<User, LoginError> = Client::at(&server.url)
        .inner
        .call(&Operation {
            path: "/login",
            ..GET_USER
        })
        .request(decode::json);
    match request.await {
        Err(Error::Api(failure)) => {
            assert_eq!(failure.body(), &LoginError::Found);
            assert_eq!(failure.headers()["location"], "/moved");
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(server.received().len(), 1);
}
