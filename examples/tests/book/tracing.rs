//! `docs/client/tracing.md`

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use std::error::Error;

use specwright_examples::bakery;
use specwright_runtime::transport::{Hyper, Service};
use specwright_runtime::{ApiError, Body, BoxError, CallInfo, CallReport, Observer, Operation, http};

use crate::server;

/// Counts calls that end, and says how long each took.
#[derive(Clone, Default)]
struct Calls(Arc<AtomicU32>);

impl Observer for Calls {
    fn finished(&self, call: &CallInfo, report: &CallReport) {
        self.0.fetch_add(1, Ordering::Relaxed);
        println!("{} took {:?}", call.operation(), report.duration);
    }
}

#[tokio::test]
async fn an_observer_sees_each_call() -> Result<(), ApiError> {
    let calls = Calls::default();
    let client = server::builder()
        .api_key("a key")
        .observer(calls.clone())
        .request_id_header("x-request-id")
        .before_request(|head| println!("{} {}", head.method, head.uri.path()))
        .build()
        .expect("a client");
    client.get_cake("1").await?;
    client.get_cake("2").await?;
    assert_eq!(calls.0.load(Ordering::Relaxed), 2);
    Ok(())
}

/// Asks a service for a signature.
async fn sign(path: &str) -> Result<String, BoxError> {
    Ok(format!("signed {path}"))
}

#[tokio::test]
async fn a_hook_may_be_waited_for() -> Result<(), ApiError> {
    let client = server::builder()
        .api_key("a key")
        .before_request_async(|head| {
            Box::pin(async move {
                let signature = sign(head.uri.path()).await?;
                head.headers.insert("x-signature", signature.parse()?);
                Ok(())
            })
        })
        .build()
        .expect("a client");
    client.get_cake("1").await?;
    Ok(())
}

#[test]
fn layers_know_the_operation() -> Result<(), Box<dyn Error>> {
    let count = |id: &str, tags: &[&str]| println!("{id} of {tags:?}");
    let counted = tower::ServiceBuilder::new()
        .map_request(move |request: http::Request<Body>| {
            if let Some(operation) = request.extensions().get::<Operation>() {
                count(operation.id, operation.tags);
            }
            request
        })
        .service(Hyper::builder().build()?);
    let client = bakery::Client::builder()
        .transport(Service::new(counted))
        .build()?;
    drop(client);
    Ok(())
}
