use http::StatusCode;
use metrics::{SharedString, counter, gauge, histogram};

use super::{Attempt, AttemptReport, CallInfo, CallReport, Observer, RetryReport};
use crate::error::ErrorKind;

/// Metrics of calls for the recorder of the crate [`metrics`]. Needs the feature `metrics`.
///
/// | metric | type | labels |
/// |---|---|---|
/// | `http_client_calls_in_flight` | gauge | `operation` |
/// | `http_client_calls_total` | counter | `operation`, `result` |
/// | `http_client_call_duration_seconds` | histogram | `operation`, `result` |
/// | `http_client_response_bytes` | histogram | `operation` |
/// | `http_client_attempts_total` | counter | `operation`, `result` |
/// | `http_client_attempt_duration_seconds` | histogram | `operation`, `result` |
/// | `http_client_request_bytes` | histogram | `operation` |
/// | `http_client_retries_total` | counter | `operation`, `result` (of the attempt before) |
///
/// A `result` is a status or, where there is none or the response could not be used, an [`ErrorKind`]: `200`, `404`,
/// `timeout`, `decode`.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/doc/store.rs"));
/// use specwright_runtime::MetricsObserver;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let client = store::Client::builder().observer(MetricsObserver).build()?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct MetricsObserver;

impl Observer for MetricsObserver {
    fn started(&self, call: &CallInfo) {
        gauge!("http_client_calls_in_flight", "operation" => call.operation()).increment(1.0);
    }

    fn attempted(&self, attempt: &Attempt, report: &AttemptReport) {
        let operation = attempt.call().operation();
        let result = result(report.status, report.error);
        counter!("http_client_attempts_total", "operation" => operation, "result" => result.clone())
            .increment(1);
        histogram!("http_client_attempt_duration_seconds", "operation" => operation, "result" => result)
            .record(report.duration);
        if let Some(size) = report.request_size {
            histogram!("http_client_request_bytes", "operation" => operation).record(size as f64);
        }
    }

    fn retrying(&self, attempt: &Attempt, report: &RetryReport) {
        let operation = attempt.call().operation();
        let result = result(report.status, report.error);
        counter!("http_client_retries_total", "operation" => operation, "result" => result).increment(1);
    }

    fn finished(&self, call: &CallInfo, report: &CallReport) {
        let operation = call.operation();
        let result = result(report.status, report.error);
        gauge!("http_client_calls_in_flight", "operation" => operation).decrement(1.0);
        counter!("http_client_calls_total", "operation" => operation, "result" => result.clone())
            .increment(1);
        histogram!("http_client_call_duration_seconds", "operation" => operation, "result" => result)
            .record(report.duration);
        if let Some(size) = report.response_size {
            histogram!("http_client_response_bytes", "operation" => operation).record(size as f64);
        }
    }
}

/// Returns the label of a result.
fn result(status: Option<StatusCode>, error: Option<ErrorKind>) -> SharedString {
    match (status, error) {
        (Some(status), None | Some(ErrorKind::Api)) => status.as_str().to_owned().into(),
        (_, Some(error)) => error.as_str().into(),
        (None, None) => "none".into(),
    }
}
