//! `docs/moving`

use std::time::Duration;

use specwright_examples::bakery::operations::GetCakeError;
use specwright_examples::bakery::types::Cake;
use specwright_examples::bakery::{Client, ClientBuilder};
use specwright_runtime::{ApiError, Error, Retry, StatusCode};

use crate::server;

async fn cake(client: &Client, id: &str) -> Result<Option<Cake>, ApiError> {
    match client.get_cake(id).await {
        Ok(cake) => Ok(Some(cake)),
        Err(Error::Api(failure)) if failure.status() == StatusCode::NOT_FOUND => Ok(None),
        Err(other) => Err(other.into()),
    }
}

#[tokio::test]
async fn what_is_not_there_is_none() {
    let client = server::client();
    assert_eq!(cake(&client, "1").await.unwrap().unwrap().price, 420);
    assert_eq!(cake(&client, "none").await.unwrap(), None);
}

async fn look(builder: ClientBuilder) -> Result<usize, Box<dyn std::error::Error>> {
    let client = builder.api_key("a key").build()?;
    let page = client.list_cakes().limit(2).await?;
    match client.get_cake("none").await {
        Ok(cake) => println!("{}", cake.name),
        Err(Error::Api(failure)) => match failure.body() {
            GetCakeError::NotFound(problem) => println!("{}", problem.message),
            other => println!("{other}"),
        },
        Err(other) => println!("{other}"),
    }
    Ok(page.cakes.len())
}

async fn look_patiently(builder: ClientBuilder) -> Result<usize, Box<dyn std::error::Error>> {
    let client = builder
        .api_key("a key")
        .timeout(Duration::from_secs(30))
        .retry(Retry::new(3))
        .build()?;
    let page = client.list_cakes().limit(2).await?;
    Ok(page.cakes.len())
}

#[tokio::test]
async fn a_page_is_there() {
    assert_eq!(look(server::builder()).await.unwrap(), 2);
    assert_eq!(look_patiently(server::builder()).await.unwrap(), 2);
}
