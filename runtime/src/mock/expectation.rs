//! What is expected of an operation, and what it responds with.

use std::fmt;
use std::marker::PhantomData;
use std::panic::Location;
use std::time::Duration;

use serde_json::Value;

use super::State;
use super::difference::differences;
use crate::codec::json::{self, Encode};
use crate::message::Body;
use crate::server::incoming::{FromRequest, Incoming};
use crate::server::outgoing::{IntoResponse, Outgoing};
use crate::server::service::unchecked;

/// Says why a request is not meant; nothing if it is.
type Matcher = Box<dyn Fn(&Incoming) -> Option<String> + Send + Sync>;
/// Makes a response; nothing if there is no other of its kind.
type Respond = Box<dyn FnMut(&Incoming, &Outgoing) -> Option<http::Response<Body>> + Send>;

/// What is expected of an operation. It counts once it has a response.
///
/// Of several expectations the first one that a request fits is meant. One with several responses gives them in turn, and the last of
/// them from then on. Unless [`times`](Self::times) says otherwise, each response must have been given when the mock is dropped.
pub struct Expectation<'m, Q, R> {
    state: &'m State,
    operation: usize,
    /// The place among the expectations of the operation, once it counts.
    place: Option<usize>,
    matchers: Vec<Matcher>,
    times: Option<usize>,
    location: &'static Location<'static>,
    types: PhantomData<fn(Q) -> R>,
}

/// An expectation.
pub(crate) struct Entry {
    matchers: Vec<Matcher>,
    pub(crate) steps: Vec<Step>,
    calls: usize,
    times: Option<usize>,
    location: &'static Location<'static>,
}

/// What happens with a request.
pub(crate) struct Step {
    pub(crate) delay: Duration,
    pub(crate) kind: StepKind,
}

/// What happens with a request.
pub(crate) enum StepKind {
    Respond(Respond),
    /// A response whose body ends too early.
    Truncate(Respond),
    TimeOut,
    Reset,
}

impl<'m, Q: FromRequest, R: IntoResponse> Expectation<'m, Q, R> {
    #[track_caller]
    pub(super) fn new(state: &'m State, operation: usize) -> Self {
        Expectation {
            state,
            operation,
            place: None,
            matchers: Vec::new(),
            times: None,
            location: Location::caller(),
            types: PhantomData,
        }
    }

    /// Expects only requests for which a function is true.
    #[must_use = "an expectation counts once it has a response"]
    pub fn with(self, is_meant: impl Fn(&Q) -> bool + Send + Sync + 'static) -> Self {
        self.matching(Box::new(move |request| {
            let mut request = request.try_clone()?;
            match Q::from_request(&mut request) {
                Ok(typed) if is_meant(&typed) => None,
                Ok(_) => Some("its function is false for the request".to_owned()),
                Err(rejection) => Some(rejection.to_string()),
            }
        }))
    }

    /// Expects only requests with this body. What differs is told.
    #[must_use = "an expectation counts once it has a response"]
    pub fn with_body(self, body: &impl Encode) -> Self {
        let expected = json::to_value(body).unwrap_or_default();
        self.matching(Box::new(move |request| {
            let shown = request.shown();
            let found = differences(&expected, shown.get("body").unwrap_or(&Value::Null));
            (!found.is_empty()).then(|| format!("the body is another one\n    {}", found.join("\n    ")))
        }))
    }

    fn matching(mut self, matcher: Matcher) -> Self {
        self.matchers.push(matcher);
        self
    }

    /// Expects this number of requests, neither more nor less.
    pub fn times(mut self, times: usize) -> Self {
        self.times = Some(times);
        if let Some(place) = self.place {
            self.state.operations()[self.operation].entries[place].times = Some(times);
        }
        self
    }

    /// Responds with this.
    pub fn returns(self, response: impl Into<R>) -> Self {
        let respond = repeated(response.into());
        self.step(StepKind::Respond(respond))
    }

    /// Responds with this to the next request: [`returns`](Self::returns), as it reads in a sequence.
    pub fn then(self, response: impl Into<R>) -> Self {
        self.returns(response)
    }

    /// Responds with what a function makes of the request.
    pub fn returns_with<T: Into<R>>(self, respond: impl Fn(Q) -> T + Send + 'static) -> Self {
        self.step(StepKind::Respond(Box::new(move |request, outgoing| {
            let typed = Q::from_request(&mut request.try_clone()?);
            Some(match typed {
                Ok(typed) => respond(typed).into().into_response(outgoing),
                Err(rejection) => rejection.response(),
            })
        })))
    }

    /// Responds with this, whether the document describes it or not.
    pub fn returns_raw<B: Into<Body>>(self, response: http::Response<B>) -> Self {
        let mut kept = Some(unchecked(response.map(Into::into)));
        self.step(StepKind::Respond(Box::new(move |_, _| again(&mut kept))))
    }

    /// Responds with this, which is to be what the document describes.
    #[doc(hidden)]
    pub fn returns_described(self, response: http::Response<Body>) -> Self {
        let mut kept = Some(response);
        self.step(StepKind::Respond(Box::new(move |_, _| again(&mut kept))))
    }

    /// Returns the parameters and the body of each request as JSON, as they were decoded.
    #[doc(hidden)]
    pub fn decoded(&self) -> Vec<Value> {
        let operations = self.state.operations();
        operations[self.operation]
            .requests
            .iter()
            .map(Incoming::shown)
            .collect()
    }

    /// Responds with this, whose body breaks off in its middle.
    pub fn truncates(self, response: impl Into<R>) -> Self {
        let respond = repeated(response.into());
        self.step(StepKind::Truncate(respond))
    }

    /// Does not respond: a client in the same process gets the error of a timeout at once, one at a port waits for its own.
    pub fn times_out(self) -> Self {
        self.step(StepKind::TimeOut)
    }

    /// Resets the connection.
    pub fn resets(self) -> Self {
        self.step(StepKind::Reset)
    }

    /// Waits so long before the response that was said last.
    pub fn delays(self, delay: Duration) -> Self {
        if let Some(place) = self.place
            && let Some(step) = self.state.operations()[self.operation].entries[place]
                .steps
                .last_mut()
        {
            step.delay = delay;
        }
        self
    }

    /// Returns the requests of the operation so far, whichever expectation they fit.
    pub fn requests(&self) -> Vec<Q> {
        let operations = self.state.operations();
        let requests = operations[self.operation].requests.iter();
        requests
            .filter_map(|request| Q::from_request(&mut request.try_clone()?).ok())
            .collect()
    }

    /// Returns how many requests the operation got so far.
    pub fn calls(&self) -> usize {
        self.state.operations()[self.operation].requests.len()
    }

    fn step(mut self, kind: StepKind) -> Self {
        let step = Step {
            delay: Duration::ZERO,
            kind,
        };
        let entries = &mut self.state.operations()[self.operation].entries;
        match self.place {
            Some(place) => entries[place].steps.push(step),
            None => {
                self.place = Some(entries.len());
                entries.push(Entry {
                    matchers: std::mem::take(&mut self.matchers),
                    steps: vec![step],
                    calls: 0,
                    times: self.times,
                    location: self.location,
                });
            }
        }
        self
    }
}

impl<Q, R> Drop for Expectation<'_, Q, R> {
    fn drop(&mut self) {
        if self.place.is_none() && !(self.matchers.is_empty() && self.times.is_none()) {
            self.state
                .fail(format!("the expectation at {} has no response", self.location));
        }
    }
}

impl<Q, R> fmt::Debug for Expectation<'_, Q, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Expectation")
            .field("location", &self.location)
            .finish_non_exhaustive()
    }
}

/// Makes a response that can be given again, unless its body is a stream.
fn repeated<R: IntoResponse>(response: R) -> Respond {
    let mut unwritten = Some(response);
    let mut kept = None;
    Box::new(move |_, outgoing| {
        if let Some(response) = unwritten.take() {
            kept = Some(response.into_response(outgoing));
        }
        again(&mut kept)
    })
}

/// Returns a copy of a response, or the last of it.
fn again(kept: &mut Option<http::Response<Body>>) -> Option<http::Response<Body>> {
    let response = kept.take()?;
    if let Some(body) = response.body().try_clone() {
        let (parts, own) = response.into_parts();
        *kept = Some(http::Response::from_parts(parts.clone(), own));
        return Some(http::Response::from_parts(parts, body));
    }
    Some(response)
}

impl Entry {
    /// Returns why a request is not meant; nothing if it is.
    pub(crate) fn refuses(&self, request: &Incoming) -> Option<String> {
        let mut matchers = self.matchers.iter();
        matchers.find_map(|matcher| matcher(request))
    }

    /// Tells whether it had all the requests that it expects.
    pub(crate) fn is_through(&self) -> bool {
        self.times.is_some_and(|times| self.calls >= times)
    }

    /// Returns where it stands.
    pub(crate) fn location(&self) -> &'static Location<'static> {
        self.location
    }

    /// Counts a request, and returns what happens with it.
    pub(crate) fn next(&mut self) -> Option<&mut Step> {
        let place = self.calls.min(self.steps.len().saturating_sub(1));
        self.calls += 1;
        self.steps.get_mut(place)
    }

    /// Returns what did not come of what is expected.
    pub(crate) fn unmet(&mut self) -> Option<String> {
        let (expected, calls) = (self.times.unwrap_or(self.steps.len()), self.calls);
        // It is told once.
        self.times = Some(calls);
        (calls < expected).then(|| {
            let location = self.location;
            let requests = if expected == 1 { "request" } else { "requests" };
            format!("expected {expected} {requests}, found {calls} (the expectation at {location})")
        })
    }
}
