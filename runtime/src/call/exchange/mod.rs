//! The one way in which every call runs.

mod attempt;
mod redirect;

use std::pin::pin;
use std::sync::Arc;

use crate::call::build::Call;
use crate::codec::response::{Limits, RawBody, RawResponse};
use crate::error::Fault;
use crate::message::Head;

pub(crate) use attempt::Exchange;

/// Responses of a known length up to this are read at once, so that their connection is free again.
const SMALL: u64 = 64 * 1024;

/// Sends `call` and returns the response, whose body may not be read yet.
#[cfg(not(feature = "tracing"))]
pub(crate) fn execute(call: Box<Call>) -> impl Future<Output = Result<RawResponse, Fault>> + Send {
    run(call)
}

/// Sends `call` in a span.
#[cfg(feature = "tracing")]
pub(crate) async fn execute(call: Box<Call>) -> Result<RawResponse, Fault> {
    use tracing::Instrument as _;
    let span = span(&call);
    let response = run(call).instrument(span.clone()).await;
    match &response {
        Ok(response) => span.record("http.response.status_code", response.status().as_u16()),
        Err(fault) => span.record("error.type", fault.name()),
    };
    response
}

/// Creates the span of a call. It holds the path's template and the server, not the URL, in which there may be secrets.
#[cfg(feature = "tracing")]
fn span(call: &Call) -> tracing::Span {
    tracing::info_span!(
        "http.client.request",
        operation = call.operation.id,
        http.request.method = call.operation.method,
        url.template = call.operation.path,
        server = ?call.client.base_url,
        http.response.status_code = tracing::field::Empty,
        error.type = tracing::field::Empty,
    )
}

/// Sends `call` outside a span. It is no `async fn`, whose future would hold the call as its argument and once more in what is made of it.
fn run(call: Box<Call>) -> impl Future<Output = Result<RawResponse, Fault>> + Send {
    let mut exchange = Exchange::new(call);
    async move {
        let limits = exchange.limits();
        let (head, body) = limits.within(pin!(receive(&mut exchange, limits))).await??;
        let secrets = exchange.secrets();
        // What is read whole already needs no other request, unless it is a stream of events, which is never what the server calls JSON.
        let resume = match body {
            RawBody::Whole(_) if head.is_json() => None,
            _ => exchange.resumable(),
        };
        Ok(RawResponse::new(head, body, limits, secrets, resume))
    }
}

/// Sends the request and reads the head of the response, and a small body.
async fn receive(exchange: &mut Exchange, limits: Limits) -> Result<(Arc<Head>, RawBody), Fault> {
    loop {
        let (parts, body) = exchange.send(limits.deadline).await?.into_parts();
        let small = body
            .length()
            .is_some_and(|length| length <= SMALL.min(limits.max_body as u64));
        let body = match small {
            true => match limits.collect(body).await {
                Ok(bytes) => RawBody::Whole(bytes),
                Err(fault) => match Box::pin(exchange.repeats_after(&fault, limits.deadline)).await {
                    true => continue,
                    false => return Err(fault),
                },
            },
            false => RawBody::Unread(Box::new(body)),
        };
        let mut head = Head::new(parts.status, parts.headers);
        head.budget_spent = parts.extensions.get::<attempt::BudgetSpent>().is_some();
        return Ok((Arc::new(head), body));
    }
}
