//! What a program sees of its calls: hooks that may change heads, and observers that are told how calls go.

mod hooks;
#[cfg(feature = "metrics")]
mod metrics;
mod watch;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::StatusCode;

use crate::call::operation::Operation;
use crate::error::ErrorKind;
use crate::platform::clock::Instant;
use crate::platform::{MaybeSend, MaybeSync};

pub use hooks::HookFuture;
pub(crate) use hooks::{Audience, Hooks};
#[cfg(feature = "metrics")]
pub use metrics::MetricsObserver;
pub(crate) use watch::{Running, Watch, Watching};

/// What is told how calls go, for metrics and logs. Each function is called in the task of the call: it should be quick.
///
/// A call is told of by [`started`](Self::started), then by [`attempted`](Self::attempted) for each request that is sent
/// for it, redirects included, by [`retrying`](Self::retrying) before each wait for another attempt, and once by
/// [`finished`](Self::finished), also when its future is dropped. No URL is told, in which there may be secrets. Requests for
/// tokens are not told of.
///
/// With the feature `metrics` there is an observer for the crate of that name, `MetricsObserver`.
///
/// ```
/// use specwright_runtime::{CallInfo, CallReport, Observer};
///
/// struct Log;
///
/// impl Observer for Log {
///     fn finished(&self, call: &CallInfo, report: &CallReport) {
///         let status = report.status.map_or(0, |status| status.as_u16());
///         println!("{} {}: {status} in {:?}", call.request_id(), call.operation(), report.duration);
///     }
/// }
/// ```
pub trait Observer: MaybeSend + MaybeSync + 'static {
    /// Is called when a call begins.
    fn started(&self, call: &CallInfo) {
        let _ = call;
    }

    /// Is called when a request has its response, or failed.
    fn attempted(&self, attempt: &Attempt, report: &AttemptReport) {
        let _ = (attempt, report);
    }

    /// Is called before the wait for another attempt.
    fn retrying(&self, attempt: &Attempt, report: &RetryReport) {
        let _ = (attempt, report);
    }

    /// Is called when a call is over. One whose response is a stream is over when that begins.
    fn finished(&self, call: &CallInfo, report: &CallReport) {
        let _ = (call, report);
    }
}

/// A call, as hooks and observers see it. It is cheap to clone.
#[derive(Clone)]
pub struct CallInfo(Arc<CallParts>);

struct CallParts {
    operation: Operation,
    request_id: String,
    started: Instant,
}

impl CallInfo {
    fn new(operation: Operation, request_id: String) -> Self {
        CallInfo(Arc::new(CallParts {
            operation,
            request_id,
            started: Instant::now(),
        }))
    }

    /// Returns the `operationId`, or method and path if the document gives none; `client.request` for a
    /// [`CustomRequest`](crate::CustomRequest).
    pub fn operation(&self) -> &'static str {
        self.0.operation.id
    }

    /// Returns the HTTP method: `_OTHER` for one that a [`CustomRequest`](crate::CustomRequest) has and that is not well known.
    pub fn method(&self) -> &'static str {
        self.0.operation.method
    }

    /// Returns the path as the document has it, with `{parameters}`; nothing for a [`CustomRequest`](crate::CustomRequest), whose paths have no
    /// bound.
    pub fn path(&self) -> &'static str {
        self.0.operation.path
    }

    /// Returns the tags of the operation, as the document has them.
    pub fn tags(&self) -> &'static [&'static str] {
        self.0.operation.tags
    }

    /// Returns the id of the call, the same for all its attempts: a random UUID, unless the call sets the header in which
    /// the client sends it (`request_id_header` of its builder).
    pub fn request_id(&self) -> &str {
        &self.0.request_id
    }

    /// Returns the time since the call began.
    pub fn elapsed(&self) -> Duration {
        self.0.started.elapsed()
    }
}

impl fmt::Debug for CallInfo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CallInfo")
            .field("operation", &self.operation())
            .field("request_id", &self.request_id())
            .finish_non_exhaustive()
    }
}

/// One request of a call. Hooks find it in the extensions of the head:
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/doc/store.rs"));
/// use specwright_runtime::Attempt;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let client = store::Client::builder()
///     .after_response(|head| {
///         if let Some(attempt) = head.extensions.get::<Attempt>() {
///             println!("{} in {:?}", attempt.call().operation(), attempt.elapsed());
///         }
///     })
///     .build()?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Attempt {
    call: CallInfo,
    number: u32,
    redirects: u32,
    begun: Instant,
}

impl Attempt {
    /// Returns the call that it belongs to.
    pub fn call(&self) -> &CallInfo {
        &self.call
    }

    /// Returns which attempt of the call it is: 1 for the first.
    pub fn number(&self) -> u32 {
        self.number
    }

    /// Returns how many redirects of this attempt were followed before it.
    pub fn redirects(&self) -> u32 {
        self.redirects
    }

    /// Returns the time since it began.
    pub fn elapsed(&self) -> Duration {
        self.begun.elapsed()
    }
}

/// The outcome of a request.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct AttemptReport {
    /// The time until the head of the response was there.
    pub duration: Duration,
    /// The status, if there was a response.
    pub status: Option<StatusCode>,
    /// What went wrong, if there was none.
    pub error: Option<ErrorKind>,
    /// The length of the request's body in bytes, if it was known before.
    pub request_size: Option<u64>,
    /// The length of the response's body in bytes, as far as the server announced it.
    pub response_size: Option<u64>,
}

/// The reason why a request is sent again.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct RetryReport {
    /// The time until it is sent.
    pub wait: Duration,
    /// The status of the response, if there was one.
    pub status: Option<StatusCode>,
    /// What went wrong, if there was none.
    pub error: Option<ErrorKind>,
}

/// The outcome of a call.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct CallReport {
    /// The time since the first poll, with all attempts, waits and decoding.
    pub duration: Duration,
    /// The number of attempts.
    pub attempts: u32,
    /// The status of the last response, if there was one.
    pub status: Option<StatusCode>,
    /// The kind of the error, if the call has one.
    pub error: Option<ErrorKind>,
    /// The length of the response's body in bytes, unpacked if it was read into memory; for a stream, what the server announced.
    pub response_size: Option<u64>,
}
