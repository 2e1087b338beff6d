//! Bodies of requests that are sent, and read, as their items come.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use futures_core::Stream;

use specwright_both_sides::streams::Client;
use specwright_both_sides::streams::operations::SendEitherBody;
use specwright_both_sides::streams::server::{
    Api, SendEither, SendEitherResponses, SendEvents, SendEventsResponses, SendLines, SendLinesResponses,
    SendSequence, SendSequenceResponses, service,
};
use specwright_both_sides::streams::types::Reading;
use specwright_runtime::server::ItemError;
use specwright_runtime::transport::Service;
use specwright_runtime::{Body, BoxError, ItemStream, StatusCode, http};
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tower_service::Service as _;

/// Returns the sum of what comes.
async fn sum(mut readings: ItemStream<Reading>) -> Result<i64, BoxError> {
    let mut sum = 0;
    while let Some(reading) = readings.next().await {
        sum += i64::from(reading?.value);
    }
    Ok(sum)
}

struct Sums;

impl Api for Sums {
    async fn send_lines(&self, request: SendLines) -> SendLinesResponses {
        match sum(request.body).await {
            Ok(sum) => sum.into(),
            Err(error) => error.downcast_ref::<ItemError>().unwrap().status().into(),
        }
    }

    async fn send_sequence(&self, request: SendSequence) -> SendSequenceResponses {
        match request.body {
            Some(readings) => sum(readings).await.unwrap().into(),
            None => (-1).into(),
        }
    }

    async fn send_events(&self, request: SendEvents) -> SendEventsResponses {
        sum(request.body).await.unwrap().into()
    }

    async fn send_either(&self, request: SendEither) -> SendEitherResponses {
        match request.body {
            SendEitherBody::Json(readings) => readings
                .iter()
                .map(|reading| i64::from(reading.value))
                .sum::<i64>()
                .into(),
            SendEitherBody::XNdjson(readings) => sum(readings).await.unwrap().into(),
        }
    }
}

fn client() -> Client {
    Client::builder()
        .transport(Service::new(service(Sums)))
        .build()
        .unwrap()
}

#[tokio::test]
async fn items_are_sent_as_their_media_type_says() {
    let client = client();
    let readings = || (1..=3).map(|value| Reading::new(value).place("a\nb"));
    assert_eq!(client.send_lines(ItemStream::of(readings())).await.unwrap(), 6);
    assert_eq!(
        client.send_lines(readings().collect::<Vec<_>>()).await.unwrap(),
        6
    );
    assert_eq!(client.send_events(ItemStream::of(readings())).await.unwrap(), 6);
    assert_eq!(client.send_sequence().await.unwrap(), -1);
    let sequence = client.send_sequence().body(ItemStream::of(readings()));
    assert_eq!(sequence.await.unwrap(), 6);
    let lines = SendEitherBody::XNdjson(ItemStream::of(readings()));
    assert_eq!(client.send_either(lines).await.unwrap(), 6);
    let list = SendEitherBody::Json(readings().collect());
    assert_eq!(client.send_either(list).await.unwrap(), 6);
}

/// What comes through a channel, as a stream.
struct Received(Receiver<Reading>);

impl Stream for Received {
    type Item = Result<Reading, std::io::Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll_recv(context).map(|reading| reading.map(Ok))
    }
}

#[tokio::test]
async fn an_item_is_read_before_the_next_one_is_sent() {
    let (sender, receiver) = channel::<Reading>(1);
    let (seen, mut log) = channel::<i32>(1);
    struct Echo(Sender<i32>);
    impl Api for Echo {
        async fn send_lines(&self, mut request: SendLines) -> SendLinesResponses {
            while let Some(reading) = request.body.next().await {
                self.0.send(reading.unwrap().value).await.unwrap();
            }
            0.into()
        }
    }
    let client = Client::builder()
        .transport(Service::new(service(Echo(seen))))
        .build()
        .unwrap();
    let call = tokio::spawn(async move { client.send_lines(ItemStream::new(Received(receiver))).await });
    for value in 0..3 {
        sender.send(Reading::new(value)).await.unwrap();
        let read = tokio::time::timeout(Duration::from_secs(5), log.recv()).await;
        assert_eq!(read.unwrap(), Some(value));
    }
    drop(sender);
    assert_eq!(call.await.unwrap().unwrap(), 0);
}

#[tokio::test]
async fn each_item_is_checked_and_an_error_says_which_one_it_is() {
    for (body, status) in [
        ("{\"value\": 1}\n{\"value\": 2}", StatusCode::OK),
        (
            "{\"value\": 1}\n{\"value\": -1}\n",
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
        ("{\"value\": 1}\n{}\n", StatusCode::UNPROCESSABLE_ENTITY),
        ("{\"value\"\n", StatusCode::UNPROCESSABLE_ENTITY),
    ] {
        let request = http::Request::post("/lines")
            .header("content-type", "application/jsonl")
            .body(Body::from(body))
            .unwrap();
        let response = service(Sums).call(request).await.unwrap();
        assert_eq!(response.status(), status, "{body}");
    }
    let long = format!("{{\"value\": 1, \"place\": \"{}\"}}\n", "a".repeat(2000));
    let request = http::Request::post("/lines")
        .header("content-type", "application/jsonl")
        .body(Body::from(long))
        .unwrap();
    let response = service(Sums).max_body(1000).call(request).await.unwrap();
    assert_eq!(response.status(), StatusCode::PAYLOAD_TOO_LARGE);
}
