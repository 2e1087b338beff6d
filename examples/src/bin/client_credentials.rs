//! Calls an operation that needs OAuth 2: the client gets a token with its id and secret when it first needs one, and
//! another one when the server no longer takes it.

use std::error::Error;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::http::{HeaderMap, StatusCode};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::{Value, json};
use specwright_examples::Client;
use tokio::net::TcpListener;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let url = server().await?;
    // The document says where tokens are given, as it says what the server is.
    let client = Client::builder()
        .base_url(&url)
        .oauth_client_credentials("example", "secret", &["account"])
        .build()?;
    for _ in 0..3 {
        println!("the photos of {}", client.get_account().await?.name);
    }

    let client = Client::builder()
        .base_url(&url)
        .oauth_client_credentials("stranger", "guess", &[])
        .build()?;
    match client.get_account().await {
        Ok(account) => println!("the photos of {}", account.name),
        Err(error) => println!("{error:#}"),
    }
    Ok(())
}

/// A server that behaves as the document says, with its token endpoint. It takes each token twice.
async fn server() -> Result<String, std::io::Error> {
    static TOKENS: AtomicUsize = AtomicUsize::new(0);
    static USES: AtomicUsize = AtomicUsize::new(0);
    let token = post(async |headers: HeaderMap| -> (StatusCode, Json<Value>) {
        // "example:secret"
        if headers
            .get("authorization")
            .is_none_or(|value| value != "Basic ZXhhbXBsZTpzZWNyZXQ=")
        {
            return (
                StatusCode::UNAUTHORIZED,
                Json(json!({ "error": "invalid_client" })),
            );
        }
        let number = TOKENS.fetch_add(1, Ordering::Relaxed) + 1;
        println!("  (token {number} is given)");
        USES.store(0, Ordering::Relaxed);
        let token =
            json!({ "access_token": format!("token-{number}"), "token_type": "Bearer", "expires_in": 3600 });
        (StatusCode::OK, Json(token))
    });
    let account = get(async |headers: HeaderMap| -> Result<Json<Value>, StatusCode> {
        let current = format!("Bearer token-{}", TOKENS.load(Ordering::Relaxed));
        let known = headers
            .get("authorization")
            .is_some_and(|value| value.as_bytes() == current.as_bytes());
        match known && USES.fetch_add(1, Ordering::Relaxed) < 2 {
            true => Ok(Json(json!({ "name": "Ada" }))),
            false => Err(StatusCode::UNAUTHORIZED),
        }
    });
    let router = Router::new().route("/token", token).route("/account", account);
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}", listener.local_addr()?);
    tokio::spawn(async move { axum::serve(listener, router).await });
    Ok(url)
}
