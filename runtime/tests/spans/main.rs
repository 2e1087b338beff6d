//! Spans of calls. A binary of its own, since it subscribes to the spans of the whole thread.

#[path = "../loopback/mod.rs"]
mod loopback;

use std::fmt;
use std::sync::{Arc, Mutex};

use specwright_runtime::__private::{Client, Operation, Parameter, decode};
use specwright_runtime::{Bytes, Credential, Retry};
use tracing::field::{Field, Visit};
use tracing::span;

use loopback::{Server, json};

/// Writes down the fields of all spans.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<String>>);

impl Visit for Log {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.0
            .lock()
            .expect("no panic")
            .push_str(&format!("{field}={value:?} "));
    }
}

impl tracing::Subscriber for Log {
    fn enabled(&self, metadata: &tracing::Metadata<'_>) -> bool {
        metadata.target().starts_with("specwright")
    }

    fn new_span(&self, attributes: &span::Attributes<'_>) -> span::Id {
        attributes.record(&mut self.clone());
        span::Id::from_u64(1)
    }

    fn record(&self, _: &span::Id, values: &span::Record<'_>) {
        values.record(&mut self.clone());
    }

    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}
    fn event(&self, event: &tracing::Event<'_>) {
        self.0.lock().expect("no panic").push_str("\nevent ");
        event.record(&mut self.clone());
    }
    fn enter(&self, _: &span::Id) {}
    fn exit(&self, _: &span::Id) {}
}

#[tokio::test]
async fn a_span_tells_the_operation_its_attempts_and_the_outcome_but_no_secret() {
    let log = Log::default();
    let _subscribed = tracing::subscriber::set_default(log.clone());
    let server = Server::start(|request| match request.target.contains("busy") {
        true => json(503, "{}").header("retry-after", "0"),
        false => json(404, "{}"),
    })
    .await;
    let mut builder = Client::builder();
    builder.base_url(format!("{}/v1?token=hunter2", server.url));
    builder.retry(Retry::default().jitter(0));
    builder.credential("key", Credential::query("key", "hunter2"));
    let operation = Operation {
        id: "getUser",
        method: "GET",
        path: "/user/{id}",
        accept: "",
        security: &[&["key"]],
        server: None,
        tags: &[],
    };
    let client = builder.build().expect("a client");
    for id in ["private", "busy-private"] {
        let mut call = client.call(&operation);
        call.parameter(Parameter::path("id"), &id);
        call.request::<(), Bytes>(decode::empty).await.expect_err(id);
    }

    let text = log.0.lock().expect("no panic").clone();
    let fields = [
        "operation=\"getUser\"",
        "otel.name=GET /user/{id}",
        "otel.kind=\"client\"",
        "otel.status_code=\"ERROR\"",
        "server.address=\"127.0.0.1\"",
        "server.port=",
        "url.scheme=\"http\"",
        "http.request.resend_count=2",
        "http.request.method=\"GET\"",
        "url.template=\"/user/{id}\"",
        "http.response.status_code=404",
        "http.response.body.size=2",
        "error.type=\"api\"",
        "request.id=",
        "attempts=3",
        "event message=attempt attempt=1 redirects=0 duration_ms=",
        "event message=retry attempt=2 wait_ms=0 http.response.status_code=503",
    ];
    for field in fields {
        assert!(text.contains(field), "{text}");
    }
    assert!(!text.contains("hunter2") && !text.contains("private"), "{text}");
}
