//! `docs/webhooks.md`

use std::sync::{Arc, Mutex};

use axum::Router;
use specwright_examples::deliveries::types::DriverSaysWebhook;
use specwright_examples::deliveries::webhooks::{
    DeliveryChanged, DeliveryChangedResponses, DriverSays, DriverSaysBody, DriverSaysResponses, Receiver,
    service,
};
use specwright_runtime::server::WebhookService;
use specwright_runtime::{Body, StatusCode, http};
use tower::Service as _;

/// Returns whether the sender's signature is of this body: a real one is an HMAC with a secret that both know.
fn is_signed(body: &[u8], signature: &str) -> bool {
    signature == format!("signed {}", body.len())
}

/// What was received.
#[derive(Clone, Default)]
struct Inbox(Arc<Mutex<Vec<String>>>);

impl Receiver for Inbox {
    async fn delivery_changed(&self, request: DeliveryChanged) -> DeliveryChangedResponses {
        if !is_signed(&request.raw, &request.x_signature) {
            return StatusCode::UNAUTHORIZED.into();
        }
        let delivery = request.body;
        let line = format!("{} is {}", delivery.id, delivery.state);
        self.0.lock().unwrap().push(line);
        DeliveryChangedResponses::NoContent
    }

    async fn driver_says(&self, request: DriverSays) -> DriverSaysResponses {
        let text = match request.body {
            Some(DriverSaysBody::Plain(text) | DriverSaysBody::Json(DriverSaysWebhook { text, .. })) => text,
            None => return StatusCode::BAD_REQUEST.into(),
        };
        self.0.lock().unwrap().push(text);
        DriverSaysResponses::NoContent
    }
}

fn router(inbox: Inbox) -> Router {
    Router::new().nest_service("/hooks", service(inbox))
}

async fn status(service: &mut WebhookService, path: &str, headers: &[(&str, &str)], body: &str) -> u16 {
    let request = headers.iter().fold(
        http::Request::post(path).header("x-signature", format!("signed {}", body.len())),
        |request, (name, value)| request.header(*name, *value),
    );
    let request = request.body(Body::from(body.to_owned())).unwrap();
    service.call(request).await.unwrap().status().as_u16()
}

const JSON: (&str, &str) = ("content-type", "application/json");

#[tokio::test]
async fn webhooks_are_received_by_their_names() {
    let inbox = Inbox::default();
    let mut service = service(inbox.clone());
    let moving = r#"{"id": "7", "state": "moving"}"#;
    assert_eq!(
        status(&mut service, "/hooks/deliveryChanged", &[JSON], moving).await,
        204
    );
    assert_eq!(
        status(
            &mut service,
            "/driverSays",
            &[("content-type", "text/plain")],
            "Soon"
        )
        .await,
        204
    );
    assert_eq!(
        status(&mut service, "/driverSays", &[JSON], r#"{"text": "There"}"#).await,
        204
    );
    assert_eq!(*inbox.0.lock().unwrap(), ["7 is moving", "Soon", "There"]);
}

#[tokio::test]
async fn what_is_no_webhook_of_the_document_is_refused() {
    let mut service = service(Inbox::default()).max_body(1000);
    let statuses = [
        ("/hooks/other", r#"{"id": "7", "state": "moving"}"#, 404),
        ("/hooks/deliveryChanged", r#"{"id": "", "state": "moving"}"#, 422),
        ("/hooks/deliveryChanged", "[", 400),
        ("/hooks/deliveryChanged", &" ".repeat(1001), 413),
    ];
    for (path, body, expected) in statuses {
        assert_eq!(
            status(&mut service, path, &[JSON], body).await,
            expected,
            "{path} {body}"
        );
    }
    let request = http::Request::post("/deliveryChanged")
        .header(JSON.0, JSON.1)
        .header("x-signature", "another")
        .body(Body::from(r#"{"id": "7", "state": "there"}"#))
        .unwrap();
    assert_eq!(
        service.call(request).await.unwrap().status(),
        StatusCode::UNAUTHORIZED
    );
}

fn service_of_one_url(inbox: Inbox) -> WebhookService {
    service(inbox).named_by(|head, _body| head.headers.get("x-event")?.to_str().ok().map(str::to_owned))
}

#[tokio::test]
async fn webhooks_that_come_to_one_url_are_told_apart_by_a_function() {
    let inbox = Inbox::default();
    let mut service = service_of_one_url(inbox.clone());
    let event = ("x-event", "driverSays");
    assert_eq!(
        status(&mut service, "/hooks", &[event, JSON], r#"{"text": "There"}"#).await,
        204
    );
    assert_eq!(
        status(&mut service, "/hooks", &[JSON], r#"{"text": "There"}"#).await,
        404
    );
    assert_eq!(*inbox.0.lock().unwrap(), ["There"]);
}

#[tokio::test]
async fn they_come_to_a_router() {
    let inbox = Inbox::default();
    let request = http::Request::post("/hooks/driverSays")
        .header("content-type", "text/plain")
        .body(axum::body::Body::from("Soon"))
        .unwrap();
    let response = router(inbox.clone()).call(request).await.unwrap();
    assert_eq!(response.status(), StatusCode::NO_CONTENT);
    assert_eq!(*inbox.0.lock().unwrap(), ["Soon"]);
}
