//! The one way in which every call runs.

mod budget;
mod exchange;
mod redirect;
mod retry;

use std::pin::pin;
use std::sync::Arc;

use crate::answer::{Answer, AnswerBody, Head, Limits};
use crate::call::Call;
use crate::error::Fault;

pub(crate) use budget::Budget;
pub(crate) use exchange::Exchange;
pub use retry::Retry;

/// Answers of a known length up to this are read at once, so that their connection is free again.
const SMALL: u64 = 64 * 1024;

/// Sends `call` and gives the answer, whose body may not be read yet.
#[cfg(not(feature = "tracing"))]
pub(crate) fn execute(call: Box<Call>) -> impl Future<Output = Result<Answer, Fault>> + Send {
    run(call)
}

/// The same in a span.
#[cfg(feature = "tracing")]
pub(crate) async fn execute(call: Box<Call>) -> Result<Answer, Fault> {
    use tracing::Instrument as _;
    let span = span(&call);
    let answer = run(call).instrument(span.clone()).await;
    match &answer {
        Ok(answer) => span.record("http.response.status_code", answer.status().as_u16()),
        Err(fault) => span.record("error.type", fault.name()),
    };
    answer
}

/// A span of the call. It holds the path's template and the server, not the URL, in which there may be secrets.
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

/// No `async fn`, whose future would hold the call as its argument and once more in what is made of it.
fn run(call: Box<Call>) -> impl Future<Output = Result<Answer, Fault>> + Send {
    let mut exchange = Exchange::new(call);
    async move {
        let limits = exchange.limits();
        let (head, body) = limits.within(pin!(receive(&mut exchange, limits))).await??;
        // What the server calls JSON is no stream of events, the only answer that another request goes on with.
        let exchange = if head.is_json() {
            None
        } else {
            exchange.resumable()
        };
        Ok(Answer::new(head, body, limits, exchange))
    }
}

async fn receive(exchange: &mut Exchange, limits: Limits) -> Result<(Arc<Head>, AnswerBody), Fault> {
    let (parts, body) = exchange.send(limits.deadline).await?.into_parts();
    let small = body
        .length()
        .is_some_and(|length| length <= SMALL.min(limits.max_body as u64));
    let body = match small {
        true => AnswerBody::Whole(limits.collect(body).await?),
        false => AnswerBody::Unread(Box::new(body)),
    };
    Ok((Arc::new(Head::new(parts.status, parts.headers)), body))
}
