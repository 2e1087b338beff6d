//! `docs/client/errors.md`

use std::time::Duration;

use specwright_examples::bakery::Client;
use specwright_examples::bakery::operations::GetCakeError;
use specwright_examples::bakery::types::{Cake, NewOrder, Problem};
use specwright_runtime::{ApiError, Error, StatusCode};

use crate::server;

#[tokio::test]
async fn each_documented_failure_is_a_variant() {
    let client = server::client();
    match client.get_cake("none").await {
        Ok(cake) => println!("{}", cake.name),
        Err(Error::Api(failure)) => match failure.body() {
            GetCakeError::NotFound(problem) => println!("not found: {}", problem.message),
            GetCakeError::Undocumented(body) => println!("{}: {body:?}", failure.status()),
            GetCakeError::Undecoded(body) => println!("{}: {body}", failure.status()),
        },
        Err(Error::Decode(failure)) => println!("at {}: {}", failure.path, failure.message),
        Err(other) => println!("{other}"),
    }
    let Err(Error::Api(failure)) = client.get_cake("none").await else {
        panic!("a failure was to come");
    };
    assert!(matches!(failure.body(), GetCakeError::NotFound(_)));
}

async fn cheapest(client: &Client, ids: &[&str]) -> Result<Option<Cake>, ApiError> {
    let mut cakes = Vec::new();
    for id in ids {
        cakes.push(client.get_cake(*id).await?);
    }
    Ok(cakes.into_iter().min_by_key(|cake| cake.price))
}

#[tokio::test]
async fn one_error_serves_a_whole_program() {
    let client = server::client();
    let cake = cheapest(&client, &["1", "2", "3"]).await.unwrap();
    assert_eq!(cake.unwrap().name, "Carrot cake");
    let error = cheapest(&client, &["1", "none"]).await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::NOT_FOUND));
    assert_eq!(error.operation(), Some("getCake"));
    assert_eq!(
        error.to_string(),
        "getCake: the server responded 404 Not Found: no such cake"
    );
}

/// What a program tells of an order that failed.
#[derive(Debug, PartialEq)]
enum OrderError {
    SoldOut(String),
    Busy(Option<Duration>),
    Other(String),
}

impl<E> From<Error<E>> for OrderError {
    fn from(error: Error<E>) -> Self {
        let error = ApiError::from(error);
        match error.status() {
            Some(StatusCode::CONFLICT) => match error.decode::<Problem>() {
                Ok(problem) => OrderError::SoldOut(problem.message),
                Err(_) => OrderError::Other(error.to_string()),
            },
            Some(StatusCode::TOO_MANY_REQUESTS) => OrderError::Busy(error.retry_after()),
            _ => OrderError::Other(error.to_string()),
        }
    }
}

#[tokio::test]
async fn an_error_of_the_program_takes_them_all() {
    async fn order(client: &Client, pieces: i64) -> Result<String, OrderError> {
        Ok(client.create_order(NewOrder::new("1", pieces)).await?.id)
    }

    let client = server::client();
    assert_eq!(order(&client, 12).await, Ok("7".to_owned()));
    assert_eq!(
        order(&client, 1000).await,
        Err(OrderError::SoldOut("sold out".to_owned()))
    );
}
