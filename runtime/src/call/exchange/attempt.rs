use std::borrow::Cow;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use http::header::{ACCEPT, CACHE_CONTROL, CONTENT_LENGTH, HeaderName, HeaderValue};
use http::request::Parts;
use http::{Request, Response, StatusCode};
use secrecy::SecretString;
use smallvec::SmallVec;
use tokio::time::Instant;

use super::redirect::{self, Next};
use crate::call::build::Call;
use crate::call::credential::Credential;
use crate::call::retry::{Outcome, Retry};
use crate::call::settings::Settings;
use crate::codec::response::{Limits, status_matches};
use crate::codec::stream::{RepeatFuture, Resume, ResumeFuture};
use crate::error::{Fault, InvalidRequest, Problem, Secrets, Timeout};
use crate::message::Body;

/// A request that can be sent, and sent again as long as its body can be.
pub(crate) struct Exchange {
    call: Box<Call>,
    /// `None` once a stream is used up.
    body: Option<Body>,
    retries: u32,
    /// Whether its tokens were fetched anew after a 401.
    renewed: bool,
}

/// A mark, among the extensions of a response, that only the client's budget kept it from being the cause of a retry.
#[derive(Clone, Copy)]
pub(super) struct BudgetSpent;

/// Whether there is another attempt.
enum Again {
    After(Duration),
    BudgetSpent,
    No,
}

impl Drop for Exchange {
    fn drop(&mut self) {
        self.call.client.budget.leave();
    }
}

impl Resume for Exchange {
    fn resume<'a>(&'a mut self, last_event_id: &'a str) -> ResumeFuture<'a> {
        Box::pin(self.send_again(last_event_id))
    }

    fn repeat<'a>(&'a mut self, fault: &'a Fault, deadline: Option<Instant>) -> RepeatFuture<'a> {
        Box::pin(async move {
            match self.repeats_after(fault, deadline).await {
                true => Some(self.send(deadline).await),
                false => None,
            }
        })
    }

    fn goes_on(&self) -> bool {
        self.call.operation.method == "GET"
    }
}

impl std::fmt::Debug for Exchange {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Exchange")
            .field("operation", &self.call.operation.id)
            .finish_non_exhaustive()
    }
}

/// The credentials of a request and their secrets.
type Tokens<'a> = SmallVec<[(&'a Credential, Cow<'a, SecretString>); 1]>;

impl Exchange {
    pub(crate) fn new(mut call: Box<Call>) -> Self {
        let body = Some(call.body.take().unwrap_or_default());
        call.client.budget.enter();
        Exchange {
            call,
            body,
            retries: 0,
            renewed: false,
        }
    }

    pub(crate) fn secrets(&self) -> Arc<Secrets> {
        self.call.client.secrets.clone()
    }

    pub(crate) fn limits(&self) -> Limits {
        let timeout = self.call.timeout.unwrap_or(self.call.client.timeout);
        Limits {
            max_body: self.call.client.max_body,
            max_memory: self.call.client.max_memory,
            idle: u32::try_from(self.call.client.idle_timeout.as_millis()).unwrap_or(u32::MAX),
            timeout,
            deadline: Instant::now().checked_add(timeout),
        }
    }

    /// Returns itself, if another request may be sent for a body that breaks.
    pub(crate) fn resumable(self) -> Option<Box<dyn Resume>> {
        let repeats = self.retry().repeats(self.call.operation.method) || self.goes_on();
        match repeats && self.body.is_some() {
            true => Some(Box::new(self)),
            false => None,
        }
    }

    fn retry(&self) -> &Retry {
        self.call.retry.as_ref().unwrap_or(&self.call.client.retry)
    }

    /// Decides whether there is another attempt, and counts it.
    fn again(&mut self, outcome: &Outcome<'_>, deadline: Option<Instant>) -> Again {
        let Some(wait) = self
            .retry()
            .wait(self.call.operation.method, outcome, self.retries)
        else {
            return Again::No;
        };
        let in_time = deadline.is_none_or(|deadline| {
            Instant::now()
                .checked_add(wait)
                .is_some_and(|next| next < deadline)
        });
        if self.body.is_none() || !in_time {
            return Again::No;
        }
        if !self.call.client.budget.take() {
            return Again::BudgetSpent;
        }
        self.retries += 1;
        Again::After(wait)
    }

    /// Waits for another attempt after the body of a response broke. Returns whether there is one.
    pub(crate) async fn repeats_after(&mut self, fault: &Fault, deadline: Option<Instant>) -> bool {
        match fault {
            Fault::Transport(_) => match self.again(&Outcome::Broken, deadline) {
                Again::After(wait) => {
                    tokio::time::sleep(wait).await;
                    true
                }
                Again::BudgetSpent | Again::No => false,
            },
            _ => false,
        }
    }

    /// Sends the request again, to go on behind an event.
    async fn send_again(&mut self, last_event_id: &str) -> Result<Response<Body>, Fault> {
        if !last_event_id.is_empty() {
            let id = HeaderValue::try_from(last_event_id)
                .map_err(|_| self.refused(InvalidRequest::new("the event's id can't stand in a header")))?;
            self.call.set_header(HeaderName::from_static("last-event-id"), id);
        }
        self.call
            .set_header(ACCEPT, HeaderValue::from_static("text/event-stream"));
        self.call
            .set_header(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        (self.retries, self.renewed) = (0, false);
        let limits = self.limits();
        limits.within(pin!(self.send(limits.deadline))).await?
    }

    /// Sends the request, with as many retries as are allowed until the deadline.
    ///
    /// What it waits for rarely is boxed, so that the future of every call has no room for it.
    pub(crate) async fn send(&mut self, deadline: Option<Instant>) -> Result<Response<Body>, Fault> {
        let client = self.call.client.clone();
        loop {
            let tokens = match self.fixed_tokens(&client)? {
                Some(tokens) => tokens,
                None => {
                    // What is wrong with the call shows before a token is fetched for it.
                    self.request(&Tokens::default(), Body::empty())?;
                    Box::pin(self.tokens(&client)).await?
                }
            };
            let mut body = self.take_body()?;
            if !body.is_open() {
                Box::pin(self.open(&mut body)).await?;
            }
            let request = self.request(&tokens, body)?;
            let mut result = match self.retry().attempt_limit() {
                None => self.attempt(request, &tokens).await,
                Some(limit) => {
                    let attempt = self.attempt(request, &tokens);
                    let attempt = Box::pin(tokio::time::timeout(limit, attempt)).await;
                    attempt.unwrap_or(Err(Fault::Timeout(Timeout::Attempt(limit))))
                }
            };
            let outcome = match &result {
                Ok(response) if response.status().is_success() => {
                    client.budget.refill();
                    return result;
                }
                Ok(response) if response.status() == StatusCode::UNAUTHORIZED && !self.renewed => {
                    self.renewed = true;
                    if self.body.is_some() && forget(&tokens) {
                        continue;
                    }
                    return result;
                }
                Ok(response) => Outcome::Response {
                    status: response.status(),
                    documented: (self.call.documents_exactly)(response.status()),
                    headers: response.headers(),
                },
                Err(Fault::Transport(error)) => Outcome::Error(error),
                Err(Fault::Timeout(Timeout::Attempt(_))) => Outcome::Broken,
                Err(_) => return result,
            };
            let wait = match self.again(&outcome, deadline) {
                Again::After(wait) => wait,
                Again::No => return result,
                Again::BudgetSpent => {
                    match &mut result {
                        Ok(response) => drop(response.extensions_mut().insert(BudgetSpent)),
                        Err(Fault::Transport(error)) => error.budget_spent = true,
                        Err(_) => {}
                    }
                    return result;
                }
            };
            drop(result);
            Box::pin(tokio::time::sleep(wait)).await;
        }
    }

    /// Takes the body for one attempt.
    fn take_body(&mut self) -> Result<Body, Fault> {
        match &self.body {
            Some(body) => match body.try_clone() {
                Some(copy) => Ok(copy),
                None => Ok(self.body.take().unwrap_or_default()),
            },
            None => Err(self.refused(InvalidRequest::new("the body is a stream that is used up"))),
        }
    }

    /// Opens the files of a body.
    async fn open(&self, body: &mut Body) -> Result<(), Fault> {
        body.open()
            .await
            .map_err(|error| self.refused(InvalidRequest::new(Problem::of(error))))
    }

    /// Returns the credentials that the operation needs, with the names of their schemes.
    fn credentials<'a>(
        &self,
        client: &'a Settings,
    ) -> Result<impl Iterator<Item = (&'static str, &'a Credential)> + use<'a>, Fault> {
        let schemes = client.credentials.choose(self.call.operation.security);
        let schemes = schemes.map_err(|error| self.refused(error))?.iter();
        Ok(schemes.filter_map(|scheme| Some((*scheme, client.credentials.get(scheme)?))))
    }

    /// Returns the credentials that the operation needs, and their secrets, unless one of these must be fetched.
    fn fixed_tokens<'a>(&self, client: &'a Settings) -> Result<Option<Tokens<'a>>, Fault> {
        let mut tokens = Tokens::default();
        for (_, credential) in self.credentials(client)? {
            match credential.fixed_secret() {
                Some(secret) => tokens.push((credential, Cow::Borrowed(secret))),
                None => return Ok(None),
            }
        }
        Ok(Some(tokens))
    }

    /// Fetches the credentials that the operation needs, and their secrets.
    async fn tokens<'a>(&self, client: &'a Settings) -> Result<Tokens<'a>, Fault> {
        let mut tokens = Tokens::default();
        for (scheme, credential) in self.credentials(client)? {
            let secret = credential.secret().await;
            let secret = secret.map_err(|error| Fault::Credential(error.of(scheme)))?;
            client.secrets.learn(&secret);
            tokens.push((credential, secret));
        }
        Ok(tokens)
    }

    /// Builds the request that is sent.
    fn request(&self, tokens: &Tokens<'_>, body: Body) -> Result<Request<Body>, Fault> {
        let request = || {
            let mut head = self.call.head()?;
            for (credential, secret) in tokens.iter() {
                head.authorize(credential.placement(), secret)?;
            }
            head.finish(body)
        };
        request().map_err(|error| self.refused(error))
    }

    /// Makes one attempt, with its redirects.
    fn attempt(
        &self,
        request: Request<Body>,
        tokens: &Tokens<'_>,
    ) -> impl Future<Output = Result<Response<Body>, Fault>> + Send {
        let exchange = self.exchange(request);
        async {
            let response = exchange.await?;
            if self.is_redirect(&response, 0) {
                Box::pin(self.follow(response, tokens)).await
            } else {
                Ok(response)
            }
        }
    }

    /// Follows the redirects that begin with `response`. The head that it responds to is built once more.
    async fn follow(
        &self,
        mut response: Response<Body>,
        tokens: &Tokens<'_>,
    ) -> Result<Response<Body>, Fault> {
        let (mut head, _) = self.request(tokens, Body::empty())?.into_parts();
        let mut body = self.body.as_ref().and_then(Body::try_clone);
        let mut followed = 0;
        while self.is_redirect(&response, followed) {
            let Next::Follow(next_head, mut next_body) = redirect::next(&response, head, body) else {
                break;
            };
            followed += 1;
            head = Parts::clone(&next_head);
            body = next_body.try_clone();
            self.open(&mut next_body).await?;
            response = self.exchange(Request::from_parts(*next_head, next_body)).await?;
        }
        Ok(response)
    }

    /// Tells whether the response may be a redirect that is followed, behind so many that were.
    fn is_redirect(&self, response: &Response<Body>, followed: usize) -> bool {
        let status = response.status();
        redirect::may_follow(status, followed) && !self.documents(status)
    }

    /// Tells whether the document names this status.
    fn documents(&self, status: StatusCode) -> bool {
        let is_success = |row: &&str| status_matches(status, row);
        (self.call.documents)(status) || self.call.successes.iter().any(is_success)
    }

    /// Sends one request and receives its response.
    fn exchange(
        &self,
        mut request: Request<Body>,
    ) -> impl Future<Output = Result<Response<Body>, Fault>> + Send {
        // HTTP asks for a length where a body is expected, even if there is none.
        if matches!(request.method().as_str(), "POST" | "PUT" | "PATCH") && request.body().length() == Some(0)
        {
            request
                .headers_mut()
                .insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        let client = &self.call.client;
        let sending = client.transport.send(client.hooks.before(request));
        async {
            let response = sending.await.map_err(Fault::Transport)?;
            Ok(client.hooks.after(response))
        }
    }

    fn refused(&self, error: InvalidRequest) -> Fault {
        Fault::InvalidRequest(error.of(self.call.operation.id))
    }
}

/// Forgets the tokens. Returns whether another attempt may get other ones.
fn forget(tokens: &Tokens<'_>) -> bool {
    tokens.iter().fold(false, |any, (credential, secret)| {
        credential.forget(secret) || any
    })
}
