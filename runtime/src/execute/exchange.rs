use std::borrow::Cow;

use http::header::{ACCEPT, CACHE_CONTROL, CONTENT_LENGTH, HeaderName, HeaderValue, RETRY_AFTER};
use http::request::Parts;
use http::{Request, Response, StatusCode};
use secrecy::SecretString;
use tokio::time::Instant;

use super::redirect::{self, Next};
use super::retry::Outcome;
use crate::answer::{Limits, status_matches};
use crate::body::Body;
use crate::call::{Call, Draft};
use crate::client::Shared;
use crate::credential::Credential;
use crate::error::{Fault, InvalidRequest};
use crate::few::Few;

/// A request that can be sent, and sent again as long as its body can be.
pub(crate) struct Exchange {
    call: Call,
    /// `None` once a stream is used up.
    body: Option<Body>,
}

impl std::fmt::Debug for Exchange {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Exchange")
            .field("operation", &self.call.operation.id)
            .finish_non_exhaustive()
    }
}

/// The credentials of a request and their secrets.
type Tokens<'a> = Few<(&'a Credential, Cow<'a, SecretString>)>;

impl Exchange {
    pub(crate) fn new(mut call: Call) -> Self {
        let body = Some(call.body.take().unwrap_or_default());
        Exchange { call, body }
    }

    pub(crate) fn limits(&self) -> Limits {
        let timeout = self.call.timeout.unwrap_or(self.call.client.timeout);
        Limits {
            max_body: self.call.client.max_body,
            timeout,
            deadline: Instant::now().checked_add(timeout),
        }
    }

    /// Itself, if a stream that broke may go on with another request.
    pub(crate) fn resumable(self) -> Option<Box<Exchange>> {
        (self.call.operation.method == "GET" && self.body.is_some()).then(|| Box::new(self))
    }

    /// Sends the request again, to go on behind an event.
    pub(crate) async fn resume(&mut self, last_event_id: &str) -> Result<Response<Body>, Fault> {
        if !last_event_id.is_empty() {
            let id = HeaderValue::try_from(last_event_id)
                .map_err(|_| self.refused(InvalidRequest::new("the event's id can't stand in a header")))?;
            self.call.set_header(HeaderName::from_static("last-event-id"), id);
        }
        self.call
            .set_header(ACCEPT, HeaderValue::from_static("text/event-stream"));
        self.call
            .set_header(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        let limits = self.limits();
        limits.within(self.send(limits.deadline)).await?
    }

    /// Sends the request, with as many retries as are allowed until the deadline.
    pub(crate) async fn send(&mut self, deadline: Option<Instant>) -> Result<Response<Body>, Fault> {
        let client = self.call.client.clone();
        let mut retries = 0;
        let mut renewed = false;
        loop {
            let body = self.take_body()?;
            // What is wrong with the call shows before a token is fetched for it.
            let draft = self.call.draft().map_err(|error| self.refused(error))?;
            let tokens = self.tokens(&client).await?;
            let head = self.authorized(draft, &tokens)?;
            let method = head.method.clone();
            let result = self.attempt(head, body, &tokens).await;
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
                    documented: (self.call.documents)(response.status()),
                    retry_after: response.headers().get(RETRY_AFTER),
                },
                Err(Fault::Transport(error)) => Outcome::Error(error),
                Err(_) => return result,
            };
            let retry = self.call.retry.as_ref().unwrap_or(&client.retry);
            let Some(wait) = retry.wait(&method, &outcome, retries) else {
                if matches!(outcome, Outcome::Answer { status, .. } if status.is_success()) {
                    client.budget.refill();
                }
                return result;
            };
            let in_time = deadline.is_none_or(|deadline| Instant::now() + wait < deadline);
            if self.body.is_none() || !in_time || !client.budget.take() {
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
            None => Err(self.refused(InvalidRequest::new("the body is a stream that is used up"))),
        }
    }

    /// The credentials that the operation needs, and their secrets.
    async fn tokens<'a>(&self, client: &'a Shared) -> Result<Tokens<'a>, Fault> {
        let schemes = client.credentials.choose(self.call.operation.security);
        let schemes = schemes.map_err(|error| self.refused(error))?;
        let mut tokens = Few::default();
        for scheme in schemes {
            if let Some(credential) = client.credentials.get(scheme) {
                let secret = credential.secret().await;
                tokens.push((
                    credential,
                    secret.map_err(|error| Fault::Credential(error.of(scheme)))?,
                ));
            }
        }
        Ok(tokens)
    }

    /// The head with the credentials.
    fn authorized(&self, mut draft: Draft<'_>, tokens: &Tokens<'_>) -> Result<Parts, Fault> {
        for (credential, secret) in tokens.iter() {
            draft
                .authorize(credential.place(), secret)
                .map_err(|error| self.refused(error))?;
        }
        draft.finish().map_err(|error| self.refused(error))
    }

    /// One attempt, with its redirects.
    async fn attempt(
        &self,
        mut head: Parts,
        mut body: Body,
        tokens: &Tokens<'_>,
    ) -> Result<Response<Body>, Fault> {
        let mut redirects = 0;
        loop {
            // A redirect is rare: the first head is made again for it, and only those behind are kept.
            let sent = (redirects > 0).then(|| head.clone());
            let again = body.try_clone();
            body.open()
                .await
                .map_err(|error| self.refused(InvalidRequest::new(error.to_string())))?;
            let response = self.exchange(head, body).await?;
            let status = response.status();
            if !redirect::may_follow(status, redirects) || self.documents(status) {
                return Ok(response);
            }
            let sent = match sent {
                Some(sent) => sent,
                None => {
                    let draft = self.call.draft().map_err(|error| self.refused(error))?;
                    self.authorized(draft, tokens)?
                }
            };
            match redirect::next(&response, sent, again) {
                Next::Answer => return Ok(response),
                Next::Follow(next_head, next_body) => (head, body) = (*next_head, next_body),
            }
            redirects += 1;
        }
    }

    /// Whether the document names this status.
    fn documents(&self, status: StatusCode) -> bool {
        let is_success = |row: &&str| status_matches(status, row);
        (self.call.documents)(status) || self.call.successes.iter().any(is_success)
    }

    /// One request and its answer.
    fn exchange(
        &self,
        mut head: Parts,
        body: Body,
    ) -> impl Future<Output = Result<Response<Body>, Fault>> + Send {
        // HTTP asks for a length where a body is expected, even if there is none.
        if body.length() == Some(0) && matches!(head.method.as_str(), "POST" | "PUT" | "PATCH") {
            head.headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        let client = &self.call.client;
        client.hooks.before(&mut head);
        let sending = client.transport.send(Request::from_parts(head, body));
        async {
            let response = sending.await.map_err(Fault::Transport)?;
            let (head, body) = response.into_parts();
            client.hooks.after(&head);
            Ok(Response::from_parts(head, body))
        }
    }

    fn refused(&self, error: InvalidRequest) -> Fault {
        Fault::InvalidRequest(error.of(self.call.operation.id))
    }
}

/// Whether another attempt may get another token.
fn forget(tokens: &Tokens<'_>) -> bool {
    tokens.iter().fold(false, |any, (credential, secret)| {
        credential.forget(secret) || any
    })
}
