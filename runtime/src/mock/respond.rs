//! The way of a request through a mock.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use http::{Request, StatusCode};

use super::State;
use super::expectation::StepKind;
use crate::error::TransportError;
use crate::message::Body;
use crate::server::incoming::Incoming;
use crate::server::outgoing::{Outgoing, violations};
use crate::server::received::Limits;
use crate::server::rejection::{Rejection, Violation};
use crate::server::service::Unchecked;
use crate::server::unread::Unread;
use crate::transport::{SendFuture, Transport};

/// What becomes of a request.
pub(crate) enum Outcome {
    Response(http::Response<Body>),
    TimeOut,
    Reset,
}

/// The transport of a client in the same process.
#[derive(Clone)]
pub(crate) struct InProcess(pub(crate) Arc<State>);

impl Transport for InProcess {
    fn send(&self, request: Request<Body>) -> SendFuture<'_> {
        let state = self.0.clone();
        Box::pin(async move {
            match respond(&state, request).await {
                Outcome::Response(response) => Ok(response),
                Outcome::TimeOut => Err(TransportError::timeout("the mock does not respond")),
                Outcome::Reset => Err(TransportError::new(io::Error::from(
                    io::ErrorKind::ConnectionReset,
                ))),
            }
        })
    }
}

/// Returns what becomes of a request.
pub(crate) async fn respond(state: &Arc<State>, request: Request<Body>) -> Outcome {
    let line = format!("{} {}", request.method(), request.uri().path());
    match receive(state, request).await {
        Ok(request) => match choose(state, &request) {
            Ok((outcome, delay)) => {
                if !delay.is_zero() {
                    tokio::time::sleep(delay).await;
                }
                outcome
            }
            Err(problem) => refuse(state, &line, StatusCode::NOT_IMPLEMENTED, &problem),
        },
        Err((rejection, id)) => {
            let what = match id {
                Some(id) => format!("{id}: the request is not what the document describes: {rejection}"),
                None => format!("the request is not what the document describes: {rejection}"),
            };
            state.fail(format!("{line}: {what}"));
            Outcome::Response(rejection.response())
        }
    }
}

fn refuse(state: &State, line: &str, status: StatusCode, problem: &str) -> Outcome {
    state.fail(format!("{line}: {problem}"));
    Outcome::Response(Rejection::new(status, problem).response())
}

/// Decodes and checks a request.
async fn receive(
    state: &State,
    request: Request<Body>,
) -> Result<Incoming, (Rejection, Option<&'static str>)> {
    let limits = Limits::default();
    let (head, body) = request.into_parts();
    // In memory, it can be looked at as often as is needed.
    let body = body.bytes(limits.max_body).await;
    let body = body.map_err(|error| (Rejection::unreadable(error.to_string()), None))?;
    let request = Request::from_parts(head, Body::from(body));
    let is_expected = |index: usize| !state.operations()[index].entries.is_empty();
    let unread = Unread::new(state.description, request, &is_expected);
    let unread = unread.map_err(|rejection| (rejection, None))?;
    let id = state.description.operations[unread.operation].id.as_str();
    let forms = state.operations()[unread.operation].forms;
    Incoming::read(unread, forms.unwrap_or_default(), limits)
        .await
        .map_err(|rejection| (rejection, Some(id)))
}

/// Finds the expectation that a request fits, and makes its response.
fn choose(state: &Arc<State>, request: &Incoming) -> Result<(Outcome, Duration), String> {
    let operation = request.operation();
    let id = &operation.id;
    let mut operations = state.operations();
    let mocked = &mut operations[request.place()];
    mocked.requests.extend(request.try_clone());
    let mut refusals = Vec::new();
    let meant = mocked.entries.iter_mut().find_map(|entry| {
        let refusal = match entry.refuses(request) {
            Some(refusal) => refusal,
            None if entry.is_through() => "it had all the requests that it expects".to_owned(),
            None => return Some(entry),
        };
        refusals.push(format!("the expectation at {}: {refusal}", entry.location()));
        None
    });
    let Some(entry) = meant else {
        let why = match refusals.is_empty() {
            true => "nothing is expected of the operation".to_owned(),
            false => format!("no expectation fits\n  {}", refusals.join("\n  ")),
        };
        return Err(format!("{id}: {why}\n  the request: {}", request.shown()));
    };
    let location = entry.location();
    let Some(step) = entry.next() else {
        return Err(format!("{id}: the expectation at {location} has no response"));
    };
    let line = format!("{id}: the expectation at {location} responds otherwise than the document describes");
    let failing = state.clone();
    let report = move |violation: &Violation| failing.fail(format!("{line}\n  {violation}"));
    let outgoing = Outgoing::new(operation, request.headers()).checked(Arc::new(report));
    let delay = step.delay;
    let (respond, is_whole) = match &mut step.kind {
        StepKind::TimeOut => return Ok((Outcome::TimeOut, delay)),
        StepKind::Reset => return Ok((Outcome::Reset, delay)),
        StepKind::Respond(respond) => (respond, true),
        StepKind::Truncate(respond) => (respond, false),
    };
    let Some(response) = respond(request, &outgoing) else {
        return Err(format!(
            "{id}: the response of the expectation at {location} is a stream, which can be given once; \
             `returns_with` makes one for each request"
        ));
    };
    if response.extensions().get::<Unchecked>().is_none() {
        let wrong = violations(operation, &response);
        if !wrong.is_empty() {
            let wrong: Vec<String> = wrong.iter().map(ToString::to_string).collect();
            return Err(format!(
                "{id}: the expectation at {location} responds otherwise than the document describes\n  {}",
                wrong.join("\n  ")
            ));
        }
    }
    let response = match is_whole {
        true => response,
        false => response.map(truncated),
    };
    Ok((Outcome::Response(response), delay))
}

/// Returns the first half of a body, behind which the connection breaks.
fn truncated(body: Body) -> Body {
    let bytes = body.as_bytes().unwrap_or_default();
    let half = bytes::Bytes::copy_from_slice(&bytes[..bytes.len() / 2]);
    Body::stream(Truncated(Some(half)))
}

struct Truncated(Option<bytes::Bytes>);

impl futures_core::Stream for Truncated {
    type Item = Result<bytes::Bytes, io::Error>;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        std::task::Poll::Ready(Some(match self.0.take() {
            Some(half) => Ok(half),
            None => Err(io::ErrorKind::UnexpectedEof.into()),
        }))
    }
}
