//! `docs/webhooks.md`: callbacks, and what sends them.

use std::sync::{Arc, Mutex};

use specwright_examples::deliveries::Client;
use specwright_examples::deliveries::sender::{ArrivedError, DeliveryChangedError, Sender};
use specwright_examples::deliveries::server::{self, Api, CreateDelivery, CreateDeliveryResponses};
use specwright_examples::deliveries::types::{ArrivedCallback, CreateDeliveryBody, Delivery, DeliveryState};
use specwright_examples::deliveries::webhooks::{self, Arrived, ArrivedResponses, Receiver};
use specwright_runtime::chrono::DateTime;
use specwright_runtime::http::{self, HeaderValue};
use specwright_runtime::transport::{self, Service, Transport};
use specwright_runtime::{Body, Error, StatusCode};

/// The server of the document: it sends the callback once the delivery is there, which is at once.
struct Office {
    sender: Sender,
}

impl Api for Office {
    async fn create_delivery(&self, request: CreateDelivery) -> CreateDeliveryResponses {
        let delivery = Delivery::new("7/8", DeliveryState::There);
        if let Some(url) = request.arrived_url(&delivery) {
            if !is_allowed(&url) {
                return StatusCode::FORBIDDEN.into();
            }
            let arrived = ArrivedCallback::new(DateTime::UNIX_EPOCH);
            if let Err(error) = self.sender.arrived(&url, arrived).await {
                eprintln!("{url} does not know of its delivery: {error}");
            }
        }
        delivery.into()
    }
}

/// Returns whether a caller may have something sent there: to no network of the server's own.
fn is_allowed(url: &str) -> bool {
    url.starts_with("https://shop.example/")
}

/// What the caller received.
#[derive(Clone, Default)]
struct Shop(Arc<Mutex<Vec<String>>>);

impl Receiver for Shop {
    async fn arrived(&self, request: Arrived) -> ArrivedResponses {
        self.0.lock().unwrap().push(request.body.at.to_rfc3339());
        ArrivedResponses::NoContent
    }
}

/// The whole of it in one process: the client calls the server, which calls the receiver.
fn client(shop: Shop) -> Client {
    let receiver = Service::new(webhooks::service(shop));
    let sender = Sender::builder().transport(receiver).build().unwrap();
    let office = server::service(Office { sender });
    Client::builder()
        .base_url("http://localhost")
        .transport(Service::new(office))
        .build()
        .unwrap()
}

#[tokio::test]
async fn a_callback_is_sent_to_the_url_that_the_request_gave() {
    let shop = Shop::default();
    let order = CreateDeliveryBody::new("Lisbon").callback_url("https://shop.example/hooks/arrived");
    let delivery = client(shop.clone()).create_delivery(order).await.unwrap();
    assert_eq!(delivery.state, DeliveryState::There);
    assert_eq!(*shop.0.lock().unwrap(), ["1970-01-01T00:00:00+00:00"]);
}

#[tokio::test]
async fn where_the_request_gives_no_url_nothing_is_sent() {
    let shop = Shop::default();
    let client = client(shop.clone());
    client
        .create_delivery(CreateDeliveryBody::new("Lisbon"))
        .await
        .unwrap();
    let inside = CreateDeliveryBody::new("Lisbon").callback_url("http://10.0.0.1/arrived");
    let error = client.create_delivery(inside).await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::FORBIDDEN));
    assert!(shop.0.lock().unwrap().is_empty());
}

/// Signs each request: what is signed is the body as it is sent.
fn signing(inner: impl Transport) -> impl Transport {
    let inner = Arc::new(inner);
    transport::from_fn(move |request: http::Request<Body>| {
        let inner = inner.clone();
        async move {
            let (mut head, body) = request.into_parts();
            let body = body.bytes(1024 * 1024).await?;
            let signature = format!("signed {}", body.len());
            head.headers
                .insert("x-signature", HeaderValue::try_from(signature)?);
            Ok(inner
                .send(http::Request::from_parts(head, Body::from(body)))
                .await?)
        }
    })
}

#[tokio::test]
async fn webhooks_are_sent_to_a_url_that_is_given_with_each() {
    let seen: Arc<Mutex<Vec<String>>> = Arc::default();
    let log = seen.clone();
    let receivers = transport::from_fn(move |request: http::Request<Body>| {
        let signature = request.headers()["x-signature"].to_str().unwrap().to_owned();
        let status = match request.uri().host() {
            Some("gone.example") => 410,
            _ => 204,
        };
        log.lock().unwrap().push(format!("{} {signature}", request.uri()));
        async move { Ok(http::Response::builder().status(status).body(Body::empty())?) }
    });
    let sender = Sender::builder().transport(signing(receivers)).build().unwrap();
    let delivery = Delivery::new("7", DeliveryState::Moving);
    let shop = "https://shop.example/hooks/?token=t";
    sender.delivery_changed(shop, "", delivery.clone()).await.unwrap();
    let gone = sender
        .delivery_changed("https://gone.example", "", delivery.clone())
        .await;
    match gone {
        Err(Error::Api(failure)) => assert!(matches!(failure.body(), DeliveryChangedError::Gone)),
        other => panic!("{other:?}"),
    }
    assert_eq!(
        *seen.lock().unwrap(),
        [
            "https://shop.example/hooks/?token=t signed 27",
            "https://gone.example/ signed 27",
        ]
    );
    let nowhere = sender.delivery_changed("shop", "", delivery).await.unwrap_err();
    assert!(nowhere.to_string().contains("it must be absolute"), "{nowhere}");
    let _: Result<(), Error<ArrivedError>> = sender
        .arrived("https://shop.example", ArrivedCallback::new(DateTime::UNIX_EPOCH))
        .await;
}
