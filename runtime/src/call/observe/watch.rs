//! How observers, hooks and spans get to know of a call while it runs.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;

use http::{HeaderName, Response, StatusCode};

use super::{Attempt, AttemptReport, CallInfo, CallReport, Hooks, Observer, RetryReport};
use crate::call::operation::Operation;
use crate::call::url::BaseUrl;
use crate::error::{ErrorKind, TransportError};
use crate::message::Body;
use crate::platform::clock::Instant;
use crate::platform::random;

/// A call that somebody wants to know of.
pub(crate) struct Watch {
    hooks: Arc<Hooks>,
    call: CallInfo,
    /// The attempts that have begun.
    attempts: AtomicU32,
    /// Whether what is dropped next was cut off by a limit of time.
    is_cut_off: AtomicBool,
    #[cfg(feature = "tracing")]
    span: tracing::Span,
}

impl Watch {
    /// Returns what asks for the id of a call: the header in which it is sent, if it is.
    pub(crate) fn request_id_header(hooks: &Hooks) -> Option<&HeaderName> {
        hooks.request_id_header.as_ref()
    }

    /// Creates the watch of a call that begins, unless nobody wants to know of it. `request_id` is the one that the
    /// call brings.
    pub(crate) fn begin(
        hooks: &Arc<Hooks>,
        operation: Operation,
        server: &BaseUrl,
        request_id: Option<&str>,
    ) -> Option<Arc<Watch>> {
        #[cfg(feature = "tracing")]
        let span = span(operation, server);
        #[cfg(feature = "tracing")]
        let is_traced = !span.is_disabled();
        #[cfg(not(feature = "tracing"))]
        let (is_traced, _) = (false, server);
        if hooks.is_empty() && !is_traced {
            return None;
        }
        let request_id = request_id.map_or_else(new_id, str::to_owned);
        #[cfg(feature = "tracing")]
        span.record("request.id", &*request_id);
        let watch = Watch {
            hooks: hooks.clone(),
            call: CallInfo::new(operation, request_id),
            attempts: AtomicU32::new(0),
            is_cut_off: AtomicBool::new(false),
            #[cfg(feature = "tracing")]
            span,
        };
        watch.tell(|observer| observer.started(&watch.call));
        Some(Arc::new(watch))
    }

    fn tell(&self, tell: impl Fn(&dyn Observer)) {
        self.hooks.observers.iter().for_each(|observer| tell(&**observer));
    }

    /// Returns the id of the call.
    pub(crate) fn request_id(&self) -> &str {
        self.call.request_id()
    }

    /// Counts an attempt.
    pub(crate) fn count_attempt(&self) {
        self.attempts.fetch_add(1, Ordering::Relaxed);
    }

    /// Sets whether a request that is dropped without a result was cut off by a limit of time.
    pub(crate) fn cut_off(&self, is_cut_off: bool) {
        self.is_cut_off.store(is_cut_off, Ordering::Relaxed);
    }

    fn attempts(&self) -> u32 {
        self.attempts.load(Ordering::Relaxed)
    }

    fn attempt(&self, redirects: usize) -> Attempt {
        Attempt {
            call: self.call.clone(),
            number: self.attempts(),
            redirects: redirects as u32,
            begun: Instant::now(),
        }
    }

    /// Tells that the request will be sent again.
    pub(crate) fn retrying(&self, wait: Duration, status: Option<StatusCode>, error: Option<ErrorKind>) {
        let report = RetryReport { wait, status, error };
        #[cfg(feature = "tracing")]
        tracing::info!(
            parent: &self.span,
            attempt = self.attempts(),
            wait_ms = wait.as_millis() as u64,
            http.response.status_code = report.status.map(|status| status.as_u16()),
            error.type = report.error.map(ErrorKind::as_str),
            "retry",
        );
        let attempt = self.attempt(0);
        self.tell(|observer| observer.retrying(&attempt, &report));
    }

    fn attempted(&self, attempt: &Attempt, report: &AttemptReport) {
        #[cfg(feature = "tracing")]
        tracing::debug!(
            parent: &self.span,
            attempt = attempt.number,
            redirects = attempt.redirects,
            duration_ms = report.duration.as_millis() as u64,
            http.response.status_code = report.status.map(|status| status.as_u16()),
            error.type = report.error.map(ErrorKind::as_str),
            http.request.body.size = report.request_size,
            http.response.body.size = report.response_size,
            "attempt",
        );
        self.tell(|observer| observer.attempted(attempt, report));
    }

    fn finished(&self, report: &CallReport) {
        #[cfg(feature = "tracing")]
        {
            self.span.record("attempts", report.attempts);
            if report.attempts > 1 {
                self.span.record("http.request.resend_count", report.attempts - 1);
            }
            if let Some(status) = report.status {
                self.span.record("http.response.status_code", status.as_u16());
            }
            if let Some(error) = report.error {
                self.span.record("error.type", error.as_str());
                self.span.record("otel.status_code", "ERROR");
            }
            if let Some(size) = report.response_size {
                self.span.record("http.response.body.size", size);
            }
        }
        self.tell(|observer| observer.finished(&self.call, report));
    }
}

/// The name that OpenTelemetry has for the span of a call: the method and the path's template, which are few.
#[cfg(feature = "tracing")]
struct SpanName(Operation);

#[cfg(feature = "tracing")]
impl std::fmt::Display for SpanName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self.0.method {
            "_OTHER" => "HTTP",
            method => method,
        })?;
        match self.0.path {
            "" => Ok(()),
            path => write!(f, " {path}"),
        }
    }
}

/// Creates the span of a call, with the fields of OpenTelemetry's conventions for clients of HTTP. It holds the path's template and the server, not the URL, in which there may be secrets.
#[cfg(feature = "tracing")]
fn span(operation: Operation, server: &BaseUrl) -> tracing::Span {
    use tracing::field::Empty;
    tracing::info_span!(
        "http.client.request",
        otel.name = display(SpanName(operation)),
        otel.kind = "client",
        otel.status_code = Empty,
        operation = operation.id,
        http.request.method = operation.method,
        url.template = operation.path,
        url.scheme = server.scheme.as_str(),
        server = ?server,
        server.address = server.authority.host(),
        server.port = server.port(),
        http.request.resend_count = Empty,
        request.id = Empty,
        attempts = Empty,
        http.response.status_code = Empty,
        http.response.body.size = Empty,
        error.type = Empty,
    )
}

/// Returns a random UUID (RFC 9562, version 4).
fn new_id() -> String {
    let (high, low) = (random(), random());
    format!(
        "{:08x}-{:04x}-4{:03x}-{:x}{:03x}-{:012x}",
        high >> 32,
        (high >> 16) & 0xffff,
        high & 0xfff,
        8 | (low >> 62),
        (low >> 48) & 0xfff,
        low & 0xffff_ffff_ffff,
    )
}

/// A request under way. One that is dropped was cancelled, or cut off by a limit of time.
pub(crate) struct Running {
    watch: Arc<Watch>,
    attempt: Attempt,
    request_size: Option<u64>,
    is_over: bool,
}

impl Running {
    /// Begins a request, behind so many redirects.
    pub(crate) fn begin(watch: &Arc<Watch>, redirects: usize, body: &Body) -> Box<Self> {
        Box::new(Running {
            watch: watch.clone(),
            attempt: watch.attempt(redirects),
            request_size: body.length(),
            is_over: false,
        })
    }

    pub(crate) fn attempt(&self) -> &Attempt {
        &self.attempt
    }

    /// Tells how it went.
    pub(crate) fn finish(&mut self, result: &Result<Response<Body>, TransportError>) {
        let response = result.as_ref().ok();
        self.report(
            response.map(Response::status),
            result.as_ref().err().map(ErrorKind::of),
            response.and_then(|response| response.body().length()),
        );
    }

    /// Tells that a limit of time ran out.
    pub(crate) fn time_out(&mut self) {
        self.report(None, Some(ErrorKind::Timeout), None);
    }

    fn report(&mut self, status: Option<StatusCode>, error: Option<ErrorKind>, response_size: Option<u64>) {
        self.is_over = true;
        let report = AttemptReport {
            duration: self.attempt.elapsed(),
            status,
            error,
            request_size: self.request_size,
            response_size,
        };
        self.watch.attempted(&self.attempt, &report);
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if self.is_over {
            return;
        }
        match self.watch.is_cut_off.load(Ordering::Relaxed) {
            true => self.time_out(),
            false => self.report(None, Some(ErrorKind::Cancelled), None),
        }
    }
}

/// The watch of a call in the future that the program awaits. A call that is dropped was cancelled.
#[derive(Default)]
pub(crate) struct Watching {
    watch: Option<Arc<Watch>>,
    status: Option<StatusCode>,
    response_size: Option<u64>,
}

impl Watching {
    pub(crate) fn new(watch: Option<Arc<Watch>>) -> Self {
        Watching {
            watch,
            status: None,
            response_size: None,
        }
    }

    /// Enters the span of the call, until what it returns is dropped.
    pub(crate) fn enter(&self) -> Entered {
        Entered {
            #[cfg(feature = "tracing")]
            _span: self.watch.as_ref().map(|watch| watch.span.clone().entered()),
        }
    }

    /// Notes a response, and how long its body is if that is known.
    pub(crate) fn received(&mut self, status: StatusCode, size: Option<u64>) {
        self.status = Some(status);
        self.response_size = size;
    }

    /// Tells how the call went.
    pub(crate) fn finish(&mut self, error: Option<ErrorKind>) {
        if let Some(watch) = self.watch.take() {
            watch.finished(&CallReport {
                duration: watch.call.elapsed(),
                attempts: watch.attempts(),
                status: self.status,
                error,
                response_size: self.response_size,
            });
        }
    }
}

/// The span of a call, entered; nothing without the feature `tracing`.
pub(crate) struct Entered {
    #[cfg(feature = "tracing")]
    _span: Option<tracing::span::EnteredSpan>,
}

impl Entered {
    /// Leaves the span.
    pub(crate) fn exit(self) {}
}

impl Drop for Watching {
    fn drop(&mut self) {
        self.finish(Some(ErrorKind::Cancelled));
    }
}
