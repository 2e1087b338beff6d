//! The one function that runs every call.

mod redirect;

use std::sync::Arc;

use http::Request;
use http::header::CONTENT_LENGTH;
use secrecy::ExposeSecret;
use tokio::time::Instant;

use crate::answer::{Answer, Head, Limits};
use crate::body::Body;
use crate::call::Call;
use crate::credential::Secret;
use crate::error::{Fault, InvalidRequest};

use redirect::Next;

/// Answers of a known length up to this are read at once, so that their connection is free again.
const SMALL: u64 = 64 * 1024;

/// Sends `call` and gives the answer, whose body may not be read yet.
pub(crate) async fn execute(mut call: Call) -> Result<Answer, Fault> {
    let timeout = call.timeout.unwrap_or(call.client.timeout);
    let limits = Limits {
        max_body: call.client.max_body,
        timeout,
        deadline: Instant::now().checked_add(timeout),
    };
    limits.within(send(&mut call, limits)).await?
}

async fn send(call: &mut Call, limits: Limits) -> Result<Answer, Fault> {
    let id = call.operation.id;
    let refused = |error: InvalidRequest| Fault::InvalidRequest(error.of(id));
    let mut draft = call.draft().map_err(refused)?;
    let client = call.client.clone();
    for credential in client
        .credentials
        .choose(call.operation.security)
        .map_err(refused)?
    {
        let Secret::Fixed(secret) = &credential.secret;
        draft
            .authorize(&credential.place, secret.expose_secret())
            .map_err(refused)?;
    }
    let mut head = draft.finish().map_err(refused)?;
    let mut body = call.body.take().unwrap_or_default();
    let mut redirects = 0;
    loop {
        let again = body.try_clone();
        body.open()
            .await
            .map_err(|error| refused(InvalidRequest::new(error.to_string())))?;
        let response = exchange(call, Request::from_parts(head.clone(), body)).await?;
        let documented = (call.documents)(response.status());
        match redirect::next(&response, documented, &mut redirects, head, again) {
            Next::Answer => return answer(response, limits).await,
            Next::Follow(next_head, next_body) => (head, body) = (*next_head, next_body),
        }
    }
}

/// One request and its answer.
async fn exchange(call: &Call, mut request: Request<Body>) -> Result<http::Response<Body>, Fault> {
    // HTTP asks for a length where a body is expected, even if there is none.
    if request.body().length() == Some(0) && matches!(request.method().as_str(), "POST" | "PUT" | "PATCH") {
        request
            .headers_mut()
            .insert(CONTENT_LENGTH, http::HeaderValue::from_static("0"));
    }
    call.client
        .transport
        .send(request)
        .await
        .map_err(Fault::Transport)
}

async fn answer(response: http::Response<Body>, limits: Limits) -> Result<Answer, Fault> {
    let (parts, body) = response.into_parts();
    let small = body
        .length()
        .is_some_and(|length| length <= SMALL.min(limits.max_body as u64));
    let answer = Answer::new(Arc::new(Head::new(parts.status, parts.headers)), body, limits);
    if small { answer.read().await } else { Ok(answer) }
}
