//! `docs/client/tracing.md`

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use specwright_runtime::{ApiError, CallInfo, CallReport, Observer};

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
