//! `docs/client/credentials.md`

use std::error::Error;

use specwright_examples::bakery::Client;
use specwright_runtime::{BuildError, SecretString, Transport};

use crate::server;

fn with_a_key(key: &str) -> Result<Client, BuildError> {
    Client::builder().api_key(key).build()
}

async fn from_the_vault() -> Result<SecretString, std::io::Error> {
    Ok(SecretString::from("a token"))
}

fn with_a_token_that_does_not_last(transport: impl Transport) -> Result<Client, BuildError> {
    Client::builder()
        .token_source(|| async { Ok(from_the_vault().await?) })
        .transport(transport)
        .build()
}

#[tokio::test]
async fn a_call_carries_what_its_operation_asks_for() -> Result<(), Box<dyn Error>> {
    with_a_key("a key")?;
    let router = specwright_runtime::transport::from_fn(|request| async move {
        let request: specwright_runtime::http::Request<specwright_runtime::Body> = request;
        assert_eq!(request.headers()["authorization"], "Bearer a token");
        let cake = r#"{"id": "1", "name": "Carrot cake", "price": 420}"#;
        Ok(specwright_runtime::http::Response::new(
            specwright_runtime::Body::from(cake),
        ))
    });
    let client = with_a_token_that_does_not_last(router)?;
    assert_eq!(client.get_cake("1").await?.price, 420);
    Ok(())
}

#[tokio::test]
async fn a_call_without_its_credential_is_not_sent() -> Result<(), Box<dyn Error>> {
    let client = server::builder().build()?;
    let error = client.get_cake("1").await.unwrap_err();
    println!("{error}");
    assert!(matches!(error, specwright_runtime::Error::InvalidRequest(_)));
    let text = error.to_string();
    assert!(text.contains("`.api_key(…)` of the client's builder"), "{text}");
    Ok(())
}

fn without_credentials(url: &str) -> Result<Client, BuildError> {
    Client::builder().base_url(url).optional_credentials().build()
}

#[tokio::test]
async fn a_server_that_asks_for_nothing_is_called_without() -> Result<(), Box<dyn Error>> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let client = without_credentials(&format!("http://{}", listener.local_addr()?))?;
    let cake = serde_json::json!({"id": "1", "name": "Carrot cake", "price": 420});
    let cake = axum::routing::get(async || axum::Json(cake));
    let router = axum::Router::new().route("/cakes/{id}", cake);
    tokio::spawn(async move { axum::serve(listener, router).await });
    assert_eq!(client.get_cake("1").await?.name, "Carrot cake");
    Ok(())
}

#[test]
fn a_secret_shows_nowhere() {
    let client = with_a_key("open sesame").unwrap();
    assert!(!format!("{client:?}").contains("sesame"));
}
