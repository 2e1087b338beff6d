//! A `tower` layer that stops calling a server which fails.
//!
//! `tower` itself has none. Crates have breakers with rates, windows and events; this one counts failures in a row.

use std::error::Error;
use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use specwright_runtime::http::{Request, Response};
use specwright_runtime::{Body, BoxError};
use tower::{Layer, Service};

/// Puts a [`CircuitBreaker`] around a service. All services from one layer share one circuit.
#[derive(Clone)]
pub(crate) struct CircuitBreakerLayer(Arc<Circuit>);

impl CircuitBreakerLayer {
    /// Opens the circuit after so many failures in a row, for `pause`; then one request tries whether the server is well.
    pub(crate) fn new(failures: u32, pause: Duration) -> Self {
        CircuitBreakerLayer(Arc::new(Circuit {
            failures,
            pause,
            state: Mutex::new(State::Closed { failures: 0 }),
        }))
    }
}

impl<S> Layer<S> for CircuitBreakerLayer {
    type Service = CircuitBreaker<S>;

    fn layer(&self, inner: S) -> CircuitBreaker<S> {
        CircuitBreaker {
            inner,
            circuit: self.0.clone(),
        }
    }
}

/// A service that sends no request while its circuit is open.
#[derive(Clone)]
pub(crate) struct CircuitBreaker<S> {
    inner: S,
    circuit: Arc<Circuit>,
}

impl<S> Service<Request<Body>> for CircuitBreaker<S>
where
    S: Service<Request<Body>, Response = Response<Body>>,
    S::Error: Into<BoxError>,
    S::Future: Send + 'static,
{
    type Response = Response<Body>;
    type Error = BoxError;
    type Future = Pin<Box<dyn Future<Output = Result<Response<Body>, BoxError>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.inner.poll_ready(context).map_err(Into::into)
    }

    fn call(&mut self, request: Request<Body>) -> Self::Future {
        let Some(permit) = self.circuit.permit() else {
            return Box::pin(async { Err(CircuitOpen.into()) });
        };
        let sending = self.inner.call(request);
        Box::pin(async move {
            let result = sending.await.map_err(Into::into);
            let is_well = matches!(&result, Ok(response) if !response.status().is_server_error());
            permit.settle(is_well);
            result
        })
    }
}

/// The error of a request that was not sent.
#[derive(Debug)]
pub(crate) struct CircuitOpen;

impl fmt::Display for CircuitOpen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the circuit is open: the server failed too often")
    }
}

impl Error for CircuitOpen {}

struct Circuit {
    failures: u32,
    pause: Duration,
    state: Mutex<State>,
}

enum State {
    /// Requests are sent, of which the last so many failed.
    Closed { failures: u32 },
    /// No request is sent before this moment.
    Open { until: Instant },
    /// One request is under way, which decides.
    HalfOpen,
}

impl Circuit {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Permits a request, if one may be sent now.
    fn permit(self: &Arc<Self>) -> Option<Permit> {
        let mut state = self.state();
        let is_trial = match *state {
            State::Closed { .. } => false,
            State::Open { until } if until <= Instant::now() => true,
            State::Open { .. } | State::HalfOpen => return None,
        };
        if is_trial {
            *state = State::HalfOpen;
        }
        Some(Permit {
            circuit: self.clone(),
            is_trial,
            is_settled: false,
        })
    }
}

/// A request that may be sent. One that is dropped without a result has failed.
struct Permit {
    circuit: Arc<Circuit>,
    is_trial: bool,
    is_settled: bool,
}

impl Permit {
    fn settle(mut self, is_well: bool) {
        self.is_settled = true;
        self.note(is_well);
    }

    fn note(&self, is_well: bool) {
        let mut state = self.circuit.state();
        let open = State::Open {
            until: Instant::now() + self.circuit.pause,
        };
        *state = match *state {
            _ if self.is_trial && is_well => State::Closed { failures: 0 },
            _ if self.is_trial => open,
            State::Closed { .. } if is_well => State::Closed { failures: 0 },
            State::Closed { failures } if failures + 1 < self.circuit.failures => State::Closed {
                failures: failures + 1,
            },
            State::Closed { .. } => open,
            // The request was sent before the circuit opened.
            State::Open { .. } | State::HalfOpen => return,
        };
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        // A program that gives a call up says nothing about the server.
        if !self.is_settled && self.is_trial {
            self.note(false);
        }
    }
}
