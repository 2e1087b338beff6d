//! The one way in which every call runs.

mod again;
mod attempt;
mod redirect;
mod upload;

use std::pin::pin;
use std::sync::Arc;

use http::{HeaderValue, Request};

use crate::call::build::Call;
use crate::call::observe::Watch;
use crate::codec::response::{Limits, RawBody, RawResponse};
use crate::codec::stream::EVENT_STREAM;
use crate::error::{Fault, Timeout};
use crate::message::{Body, Head};
use crate::platform::MaybeSend;

pub(crate) use attempt::Exchange;

/// Responses of a known length up to this are read at once, so that their connection is free again.
const SMALL: u64 = 64 * 1024;

/// Returns what tells of `call`, if somebody wants to know of it. Where the client sends ids of calls, the call gets one.
pub(crate) fn watch(call: &mut Call) -> Option<Arc<Watch>> {
    let client = call.client.clone();
    let header = Watch::request_id_header(&client.hooks);
    let own_id = header.and_then(|name| call.header_text(name));
    let watch = Watch::begin(&client.hooks, call.operation, call.home(), own_id)?;
    if let Some(name) = header
        && let Ok(id) = HeaderValue::try_from(watch.request_id())
    {
        call.set_header(name.clone(), id);
    }
    Some(watch)
}

/// Sends `call` and returns the response, whose body may not be read yet. It is no `async fn`, whose future would hold the
/// call as its argument and once more in what is made of it.
pub(crate) fn execute(
    call: Box<Call>,
    watch: Option<Arc<Watch>>,
) -> impl Future<Output = Result<RawResponse, Fault>> + MaybeSend {
    let mut exchange = Exchange::new(call, watch);
    async move {
        let mut limits = exchange.limits();
        let (upload, watch) = (exchange.upload.clone(), exchange.watch.clone());
        let (head, body) = {
            let mut receiving = pin!(receive(&mut exchange, limits));
            let received = match &upload {
                None => limits.within(receiving.as_mut()).await,
                Some(upload) => {
                    let within = upload::within(limits.deadline, Some(upload), receiving.as_mut());
                    let received = Box::pin(within).await;
                    received.ok_or(Fault::Timeout(Timeout::Call(limits.timeout)))
                }
            };
            if let (Err(_), Some(watch)) = (&received, &watch) {
                watch.cut_off(true);
            }
            received??
        };
        if let Some(upload) = &upload {
            limits.put_off(upload.duration());
        }
        let secrets = exchange.secrets();
        // What is read whole already needs no other request, unless it is a stream of events.
        let resume = match body {
            RawBody::Whole(_) if !head.has_media_type(EVENT_STREAM) => None,
            _ => exchange.resumable(),
        };
        Ok(RawResponse::new(head, body, limits, secrets, resume))
    }
}

/// Builds the request of `call`, with its credentials, for something else to send.
pub(crate) async fn detach(call: Box<Call>) -> Result<Request<Body>, Fault> {
    let client = call.client.clone();
    let mut exchange = Exchange::new(call, None);
    let (mut request, _) = exchange.prepare(&client).await?;
    attempt::announce_no_body(&mut request);
    exchange.call.describe(&mut request);
    let request = client.hooks.before(request, None, true);
    if !client.hooks.waits_before(true) {
        return Ok(request);
    }
    let request = client.hooks.wait_before(request).await;
    request.map_err(|error| Fault::Transport(error.without(&client.secrets)))
}

/// Sends the request and reads the head of the response, and a small body.
async fn receive(exchange: &mut Exchange, limits: Limits) -> Result<(Arc<Head>, RawBody), Fault> {
    loop {
        let (parts, body) = exchange.send(limits.deadline).await?.into_parts();
        let small = body
            .length()
            .is_some_and(|length| length <= SMALL.min(limits.max_body as u64));
        let body = match small {
            true => match limits.collect(body, &exchange.call.client.secrets).await {
                Ok(bytes) => RawBody::Whole(bytes),
                Err(fault) => match Box::pin(exchange.repeats_after(&fault, limits.deadline)).await {
                    true => continue,
                    false => return Err(fault),
                },
            },
            false => RawBody::Unread(Box::new(body)),
        };
        let mut head = Head::new(exchange.call.operation.id, parts.status, parts.headers);
        head.budget_spent = parts.extensions.get::<again::BudgetSpent>().is_some();
        return Ok((Arc::new(head), body));
    }
}
