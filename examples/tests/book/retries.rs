//! `docs/client/retries.md`

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use specwright_examples::bakery::{Client, types::NewOrder};
use specwright_runtime::{Body, BuildError, Error, Retry, Transport, http, transport};

fn patient(transport: impl Transport) -> Result<Client, BuildError> {
    let retry = Retry::new(5)
        .first_wait(Duration::from_millis(10))
        .longest_wait(Duration::from_secs(5))
        .attempt_timeout(Duration::from_secs(2));
    Client::builder()
        .api_key("a key")
        .retry(retry)
        .timeout(Duration::from_secs(30))
        .transport(transport)
        .build()
}

/// A server that is overloaded twice, and counts.
fn overloaded(asked: &Arc<AtomicU32>) -> impl Transport + use<> {
    let asked = asked.clone();
    transport::from_fn(move |_: http::Request<Body>| {
        let number = asked.fetch_add(1, Ordering::Relaxed);
        async move {
            let (status, body) = match number {
                0 | 1 => (503, ""),
                _ => (200, r#"{"id": "1", "name": "Carrot cake", "price": 420}"#),
            };
            Ok(http::Response::builder().status(status).body(Body::from(body))?)
        }
    })
}

#[tokio::test]
async fn what_is_safe_to_repeat_is_sent_again() {
    let asked = Arc::default();
    let client = patient(overloaded(&asked)).unwrap();
    assert_eq!(client.get_cake("1").await.unwrap().price, 420);
    assert_eq!(asked.load(Ordering::Relaxed), 3);
}

#[tokio::test]
async fn one_call_can_do_without() {
    let asked = Arc::default();
    let client = patient(overloaded(&asked)).unwrap();
    let result = client
        .get_cake("1")
        .retry(Retry::none())
        .timeout(Duration::from_secs(1))
        .await;
    assert!(matches!(result, Err(Error::Api(failure)) if failure.status() == 503));
}

#[tokio::test]
async fn a_post_is_repeated_only_when_told() {
    let asked = Arc::default();
    let client = patient(overloaded(&asked)).unwrap();
    let order = NewOrder::new("1", 1);
    client.create_order(&order).await.unwrap_err();
    assert_eq!(asked.load(Ordering::Relaxed), 1);
    let retry = Retry::new(2)
        .first_wait(Duration::from_millis(1))
        .unsafe_methods();
    let result = client
        .create_order(&order)
        .header("idempotency-key", "order-7")
        .retry(retry)
        .await;
    assert!(result.is_err(), "the server has no order for us");
    assert_eq!(asked.load(Ordering::Relaxed), 3);
}
