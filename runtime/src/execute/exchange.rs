use std::sync::Arc;
use std::time::Duration;

use http::header::{ACCEPT, CACHE_CONTROL, CONTENT_LENGTH, HeaderName, HeaderValue, RETRY_AFTER};
use http::{Method, Request, Response, StatusCode};
use secrecy::SecretString;
use tokio::time::Instant;

use super::redirect::{self, Next};
use super::retry::{Outcome, Retry};
use crate::answer::{Limits, status_matches};
use crate::body::Body;
use crate::call::{Call, Draft};
use crate::client::{Operation, Shared};
use crate::credential::Credential;
use crate::error::{Fault, InvalidRequest};

/// A request that can be sent, and sent again as long as its body can be.
pub(crate) struct Exchange {
    client: Arc<Shared>,
    operation: Operation,
    documents: fn(StatusCode) -> bool,
    successes: &'static [&'static str],
    draft: Draft,
    /// `None` once a stream is used up.
    body: Option<Body>,
    timeout: Duration,
    retry: Retry,
}

impl std::fmt::Debug for Exchange {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Exchange")
            .field("operation", &self.operation.id)
            .finish_non_exhaustive()
    }
}

impl Exchange {
    pub(crate) fn new(mut call: Call) -> Result<Self, Fault> {
        let draft = call.draft().map_err(|error| refused(&call.operation, error))?;
        Ok(Exchange {
            timeout: call.timeout.unwrap_or(call.client.timeout),
            retry: call.retry.take().unwrap_or_else(|| call.client.retry.clone()),
            operation: call.operation,
            documents: call.documents,
            successes: call.successes,
            draft,
            body: Some(call.body.take().unwrap_or_default()),
            client: call.client,
        })
    }

    pub(crate) fn limits(&self) -> Limits {
        Limits {
            max_body: self.client.max_body,
            timeout: self.timeout,
            deadline: Instant::now().checked_add(self.timeout),
        }
    }

    /// Itself, if a stream that broke may go on with another request.
    pub(crate) fn resumable(self) -> Option<Box<Exchange>> {
        (*self.draft.method() == Method::GET && self.body.is_some()).then(|| Box::new(self))
    }

    /// Sends the request again, to go on behind an event.
    pub(crate) async fn resume(&mut self, last_event_id: &str) -> Result<Response<Body>, Fault> {
        if !last_event_id.is_empty() {
            let id = HeaderValue::try_from(last_event_id).map_err(|_| {
                refused(
                    &self.operation,
                    InvalidRequest::new("the event's id can't stand in a header"),
                )
            })?;
            self.draft
                .set_header(HeaderName::from_static("last-event-id"), id);
        }
        self.draft
            .set_header(ACCEPT, HeaderValue::from_static("text/event-stream"));
        self.draft
            .set_header(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        let limits = self.limits();
        limits.within(self.send(limits.deadline)).await?
    }

    /// Sends the request, with as many retries as are allowed until the deadline.
    pub(crate) async fn send(&mut self, deadline: Option<Instant>) -> Result<Response<Body>, Fault> {
        let method = self.draft.method().clone();
        let mut retries = 0;
        let mut renewed = false;
        loop {
            let body = self.take_body()?;
            let tokens = self.tokens().await?;
            let result = self.attempt(body, &tokens).await;
            let outcome = match &result {
                Ok(response) if response.status() == StatusCode::UNAUTHORIZED && !renewed => {
                    renewed = true;
                    if self.body.is_some() && forget(&tokens) {
                        continue;
                    }
                    return result;
                }
                Ok(response) => Outcome::Answer {
                    status: response.status(),
                    documented: (self.documents)(response.status()),
                    retry_after: response.headers().get(RETRY_AFTER),
                },
                Err(Fault::Transport(error)) => Outcome::Error(error),
                Err(_) => return result,
            };
            let Some(wait) = self.retry.wait(&method, &outcome, retries) else {
                if matches!(outcome, Outcome::Answer { status, .. } if status.is_success()) {
                    self.client.budget.refill();
                }
                return result;
            };
            let in_time = deadline.is_none_or(|deadline| Instant::now() + wait < deadline);
            if self.body.is_none() || !in_time || !self.client.budget.take() {
                return result;
            }
            drop(result);
            retries += 1;
            tokio::time::sleep(wait).await;
        }
    }

    /// The body for one attempt.
    fn take_body(&mut self) -> Result<Body, Fault> {
        match &self.body {
            Some(body) => match body.try_clone() {
                Some(copy) => Ok(copy),
                None => Ok(self.body.take().unwrap_or_default()),
            },
            None => Err(refused(
                &self.operation,
                InvalidRequest::new("the body is a stream that is used up"),
            )),
        }
    }

    /// The credentials that the operation needs, and their secrets.
    async fn tokens(&self) -> Result<Vec<(Credential, SecretString)>, Fault> {
        let credentials = self.client.credentials.choose(self.operation.security);
        let mut tokens = Vec::new();
        for (scheme, credential) in credentials.map_err(|error| refused(&self.operation, error))? {
            let secret = credential
                .secret()
                .await
                .map_err(|error| Fault::Credential(error.of(scheme)))?;
            tokens.push((credential.clone(), secret));
        }
        Ok(tokens)
    }

    /// One attempt, with its redirects.
    async fn attempt(
        &self,
        mut body: Body,
        tokens: &[(Credential, SecretString)],
    ) -> Result<Response<Body>, Fault> {
        let refused = |error| refused(&self.operation, error);
        let mut draft = self.draft.clone();
        for (credential, secret) in tokens {
            draft.authorize(credential.place(), secret).map_err(refused)?;
        }
        let mut head = draft.finish().map_err(refused)?;
        let mut redirects = 0;
        loop {
            let again = body.try_clone();
            body.open()
                .await
                .map_err(|error| refused(InvalidRequest::new(error.to_string())))?;
            let response = self.exchange(Request::from_parts(head.clone(), body)).await?;
            let status = response.status();
            let documented =
                (self.documents)(status) || self.successes.iter().any(|row| status_matches(status, row));
            match redirect::next(&response, documented, &mut redirects, head, again) {
                Next::Answer => return Ok(response),
                Next::Follow(next_head, next_body) => (head, body) = (*next_head, next_body),
            }
        }
    }

    /// One request and its answer.
    async fn exchange(&self, request: Request<Body>) -> Result<Response<Body>, Fault> {
        let (mut head, body) = request.into_parts();
        // HTTP asks for a length where a body is expected, even if there is none.
        if body.length() == Some(0) && matches!(head.method.as_str(), "POST" | "PUT" | "PATCH") {
            head.headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        self.client.hooks.before(&mut head);
        let response = self
            .client
            .transport
            .send(Request::from_parts(head, body))
            .await
            .map_err(Fault::Transport)?;
        let (head, body) = response.into_parts();
        self.client.hooks.after(&head);
        Ok(Response::from_parts(head, body))
    }
}

/// Whether another attempt may get another token.
fn forget(tokens: &[(Credential, SecretString)]) -> bool {
    tokens.iter().fold(false, |any, (credential, secret)| {
        credential.forget(secret) || any
    })
}

fn refused(operation: &Operation, error: InvalidRequest) -> Fault {
    Fault::InvalidRequest(error.of(operation.id))
}
