use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use specwright_runtime::__private::Operation;
use specwright_runtime::oauth2::ClientCredentials;
use specwright_runtime::{Body, Credential, Error, SecretString, TokenFuture, TokenSource};

use crate::api::{Client, ClientBuilder, GET_USER};
use crate::loopback::{Server, json, reply};

const SECURED: Operation = Operation {
    security: &[&["oauth"]],
    ..GET_USER
};

fn client(url: &str, source: impl TokenSource) -> Client {
    ClientBuilder::default()
        .base_url(url)
        .credential("oauth", Credential::bearer_source(source))
        .build()
        .expect("a client")
}

/// A token endpoint that numbers its tokens, and an API that refuses token 1 after `uses` requests.
async fn servers(uses: usize, rest: &'static str) -> (Server, Server) {
    let count = AtomicUsize::new(0);
    let tokens = Server::start(move |_| {
        let number = count.fetch_add(1, Ordering::SeqCst) + 1;
        json(
            200,
            &format!(r#"{{"access_token":"t{number}","token_type":"bearer"{rest}}}"#),
        )
    })
    .await;
    let used = AtomicUsize::new(0);
    let api = Server::start(move |request| match request.header("authorization") {
        Some("Bearer t1") if used.fetch_add(1, Ordering::SeqCst) >= uses => reply(401, ""),
        Some(_) => json(200, r#"{"id":7}"#),
        None => reply(400, ""),
    })
    .await;
    (tokens, api)
}

fn source(tokens: &Server) -> ClientCredentials {
    ClientCredentials::new(&tokens.url, "my client", "s:cr&t")
        .scopes(["read", "write"])
        .parameter("audience", "x")
}

#[tokio::test]
async fn client_credentials_are_sent_as_the_standard_says() {
    let (tokens, api) = servers(9, "").await;
    client(&api.url, source(&tokens))
        .get_user_as(SECURED)
        .await
        .expect("a user");
    let request = tokens.only();
    assert_eq!((request.method.as_str(), request.target.as_str()), ("POST", "/"));
    assert_eq!(
        request.header("content-type"),
        Some("application/x-www-form-urlencoded")
    );
    assert_eq!(
        request.header("authorization"),
        Some("Basic bXkrY2xpZW50OnMlM0FjciUyNnQ=")
    );
    assert_eq!(
        request.text(),
        "grant_type=client_credentials&scope=read+write&audience=x"
    );
    assert_eq!(api.only().header("authorization"), Some("Bearer t1"));

    let (tokens, api) = servers(9, "").await;
    client(&api.url, source(&tokens).secret_in_body())
        .get_user_as(SECURED)
        .await
        .expect("a user");
    let request = tokens.only();
    assert_eq!(request.header("authorization"), None);
    assert!(
        request
            .text()
            .ends_with("&client_id=my+client&client_secret=s%3Acr%26t"),
        "{}",
        request.text()
    );
}

#[tokio::test]
async fn fifty_calls_at_once_fetch_one_token() {
    let (tokens, api) = servers(99, r#","expires_in":3600"#).await;
    let client = client(&api.url, source(&tokens));
    let calls: Vec<_> = (0..50)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { client.get_user_as(SECURED).await })
        })
        .collect();
    for call in calls {
        call.await.expect("no panic").expect("a user");
    }
    assert_eq!(tokens.received().len(), 1);
}

#[tokio::test]
async fn a_token_that_is_refused_is_replaced_once_under_fifty_calls() {
    let (tokens, api) = servers(1, r#","expires_in":3600"#).await;
    let client = client(&api.url, source(&tokens));
    client.get_user_as(SECURED).await.expect("a user");
    let calls: Vec<_> = (0..50)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { client.get_user_as(SECURED).await })
        })
        .collect();
    for call in calls {
        call.await.expect("no panic").expect("a user");
    }
    assert_eq!(tokens.received().len(), 2);
}

#[tokio::test]
async fn a_token_that_is_over_is_refreshed() {
    let (tokens, api) = servers(9, r#","expires_in":"0","refresh_token":"r&1""#).await;
    let client = client(&api.url, source(&tokens));
    client.get_user_as(SECURED).await.expect("a user");
    client.get_user_as(SECURED).await.expect("a user");
    assert_eq!(
        tokens.received()[1].text(),
        "grant_type=refresh_token&refresh_token=r%261"
    );
    assert_eq!(api.received()[1].header("authorization"), Some("Bearer t2"));
}

#[tokio::test]
async fn what_the_token_endpoint_says_is_in_the_error() {
    let tokens =
        Server::start(|_| json(400, r#"{"error":"invalid_client","error_description":"who?"}"#)).await;
    let error = client("http://127.0.0.1:1", source(&tokens))
        .get_user_as(SECURED)
        .await
        .expect_err("no token");
    assert!(matches!(error, Error::Credential(_)), "{error:?}");
    let text = format!("{error:#} {error:?}");
    assert!(
        text.contains("oauth") && text.contains("invalid_client (who?)"),
        "{text}"
    );
    assert!(!text.contains("s:cr&t") && !text.contains("s%3Acr"), "{text}");
}

#[tokio::test]
async fn a_token_of_another_kind_is_not_sent() {
    let tokens = Server::start(|_| json(200, r#"{"access_token":"x","token_type":"mac"}"#)).await;
    let error = client("http://127.0.0.1:1", source(&tokens))
        .get_user_as(SECURED)
        .await
        .expect_err("no token");
    assert!(format!("{error:#}").contains("no bearer token"), "{error:#}");
}

#[tokio::test]
async fn a_closure_is_a_source() {
    let (_, api) = servers(9, "").await;
    let count = Arc::new(AtomicUsize::new(1));
    let source = move || {
        let number = count.fetch_add(1, Ordering::SeqCst);
        async move { Ok(SecretString::from(format!("t{number}"))) }
    };
    let client = client(&api.url, source);
    client.get_user_as(SECURED).await.expect("a user");
    client.get_user_as(SECURED).await.expect("a user");
    assert_eq!(api.received()[1].header("authorization"), Some("Bearer t2"));
}

struct Broken;

impl TokenSource for Broken {
    fn token(&self) -> TokenFuture<'_> {
        Box::pin(async { Err("the vault is closed".into()) })
    }
}

#[tokio::test]
async fn a_source_without_a_token_sends_nothing() {
    let (_, api) = servers(9, "").await;
    let error = client(&api.url, Broken)
        .get_user_as(SECURED)
        .await
        .expect_err("no token");
    assert!(
        error
            .to_string()
            .ends_with("the request was not sent: there is no token for oauth")
    );
    assert!(
        format!("{error:#}").ends_with(": the vault is closed"),
        "{error:#}"
    );
    assert_eq!(api.received(), []);
}

#[tokio::test]
async fn a_builder_with_an_id_and_a_secret_knows_the_documents_urls() {
    let count = AtomicUsize::new(0);
    let server = Server::start(move |request| match request.target.as_str() {
        "/oauth/token" | "/oauth/refresh" => {
            let number = count.fetch_add(1, Ordering::SeqCst) + 1;
            json(
                200,
                &format!(r#"{{"access_token":"t{number}","expires_in":0,"refresh_token":"r"}}"#),
            )
        }
        _ => json(200, r#"{"id":7}"#),
    })
    .await;
    let client = ClientBuilder::default()
        .base_url(&format!("{}/v1", server.url))
        .oauth_client_credentials("id", "secret", &["read"])
        .build()
        .expect("a client");
    client.get_user_as(SECURED).await.expect("a user");
    client.get_user_as(SECURED).await.expect("a user");
    let received = server.received();
    let targets: Vec<&str> = received.iter().map(|request| request.target.as_str()).collect();
    assert_eq!(
        targets,
        ["/oauth/token", "/v1/user/7", "/oauth/refresh", "/v1/user/7"]
    );
    assert_eq!(received[0].text(), "grant_type=client_credentials&scope=read");
    assert_eq!(received[3].header("authorization"), Some("Bearer t2"));
}

#[tokio::test]
async fn no_scopes_are_no_parameter_and_the_last_credential_of_a_scheme_counts() {
    let (tokens, api) = servers(9, "").await;
    client(
        &api.url,
        ClientCredentials::new(&tokens.url, "id", "secret").scopes([""; 0]),
    )
    .get_user_as(SECURED)
    .await
    .expect("a user");
    assert_eq!(tokens.only().text(), "grant_type=client_credentials");

    let client = ClientBuilder::default()
        .base_url(&api.url)
        .oauth_client_credentials("id", "secret", &[])
        .credential("oauth", Credential::bearer("mine"))
        .build()
        .expect("a client");
    client.get_user_as(SECURED).await.expect("a user");
    assert_eq!(api.received()[1].header("authorization"), Some("Bearer mine"));
}

#[tokio::test]
async fn a_clients_transport_sends_its_token_requests() {
    let transport = specwright_runtime::transport::Service::new(tower::service_fn(
        |request: specwright_runtime::http::Request<Body>| async move {
            let body = match request.uri().path() {
                "/oauth/token" => r#"{"access_token":"t"}"#,
                _ => r#"{"id":7}"#,
            };
            Ok::<_, std::convert::Infallible>(specwright_runtime::http::Response::new(Body::from(body)))
        },
    ));
    let client = ClientBuilder::default()
        .base_url("https://example.invalid")
        .oauth_client_credentials("id", "secret", &[])
        .transport(transport)
        .build()
        .expect("a client");
    assert_eq!(client.get_user_as(SECURED).await.expect("a user").id, 7);
}
