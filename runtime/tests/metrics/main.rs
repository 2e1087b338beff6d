//! Metrics of calls. A binary of its own, since its recorder is that of the whole thread.

#[path = "../loopback/mod.rs"]
mod loopback;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use metrics::{
    Counter, CounterFn, Gauge, GaugeFn, Histogram, HistogramFn, Key, KeyName, Metadata, Recorder,
    SharedString, Unit,
};
use specwright_runtime::__private::{Client, Operation, decode};
use specwright_runtime::{Bytes, MetricsObserver};

use loopback::{Server, reply};

/// Adds up what is recorded, by the metric and its labels.
#[derive(Clone, Default)]
struct Sums(Arc<Mutex<BTreeMap<String, Vec<f64>>>>);

struct Sum {
    name: String,
    sums: Sums,
}

impl Sum {
    fn add(&self, value: f64) {
        let mut sums = self.sums.0.lock().expect("no panic");
        sums.entry(self.name.clone()).or_default().push(value);
    }
}

impl CounterFn for Sum {
    fn increment(&self, value: u64) {
        self.add(value as f64);
    }
    fn absolute(&self, _: u64) {
        unreachable!("counters count up");
    }
}

impl GaugeFn for Sum {
    fn increment(&self, value: f64) {
        self.add(value);
    }
    fn decrement(&self, value: f64) {
        self.add(-value);
    }
    fn set(&self, _: f64) {
        unreachable!("gauges go up and down");
    }
}

impl HistogramFn for Sum {
    fn record(&self, value: f64) {
        self.add(value);
    }
}

impl Sums {
    fn of(&self, key: &Key) -> Arc<Sum> {
        let labels: Vec<String> = key.labels().map(|label| format!(" {}", label.value())).collect();
        Arc::new(Sum {
            name: format!("{}{}", key.name(), labels.concat()),
            sums: self.clone(),
        })
    }
}

impl Recorder for Sums {
    fn describe_counter(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}
    fn describe_gauge(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}
    fn describe_histogram(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}
    fn register_counter(&self, key: &Key, _: &Metadata<'_>) -> Counter {
        Counter::from_arc(self.of(key))
    }
    fn register_gauge(&self, key: &Key, _: &Metadata<'_>) -> Gauge {
        Gauge::from_arc(self.of(key))
    }
    fn register_histogram(&self, key: &Key, _: &Metadata<'_>) -> Histogram {
        Histogram::from_arc(self.of(key))
    }
}

#[test]
fn calls_attempts_and_retries_are_counted_by_operation_and_result() {
    let sums = Sums::default();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    metrics::with_local_recorder(&sums, || runtime.expect("a runtime").block_on(one_call()));
    let sums = sums.0.lock().expect("no panic").clone();
    let sum = |name: &str| sums.get(name).map(|values| values.iter().sum::<f64>());
    let count = |name: &str| sums.get(name).map(Vec::len);
    assert_eq!(sum("http_client_calls_total list 503"), Some(1.0));
    assert_eq!(sum("http_client_attempts_total list 503"), Some(3.0));
    assert_eq!(sum("http_client_retries_total list 503"), Some(2.0));
    assert_eq!(sum("http_client_calls_in_flight list"), Some(0.0));
    assert_eq!(count("http_client_calls_in_flight list"), Some(2));
    assert_eq!(count("http_client_call_duration_seconds list 503"), Some(1));
    assert_eq!(count("http_client_attempt_duration_seconds list 503"), Some(3));
    assert_eq!(sum("http_client_request_bytes list"), Some(0.0));
    assert_eq!(sum("http_client_response_bytes list"), Some(4.0));
    assert_eq!(sums.len(), 8, "{sums:?}");
}

async fn one_call() {
    let server = Server::start(|_| reply(503, "busy").header("retry-after", "0")).await;
    let mut builder = Client::builder();
    builder.base_url(&server.url);
    builder.observer(MetricsObserver);
    let operation = Operation {
        id: "list",
        method: "GET",
        path: "/",
        accept: "",
        security: &[],
        server: None,
        tags: &[],
    };
    let call = builder.build().expect("a client").call(&operation);
    call.request::<(), Bytes>(decode::empty).await.expect_err("busy");
}
