use std::borrow::Cow;
use std::pin::pin;
use std::sync::Arc;

use http::header::{ACCEPT, CACHE_CONTROL, CONTENT_LENGTH, HeaderName, HeaderValue, RETRY_AFTER};
use http::request::Parts;
use http::{Request, Response, StatusCode};
use secrecy::SecretString;
use smallvec::SmallVec;
use tokio::time::Instant;

use super::redirect::{self, Next};
use crate::call::build::Call;
use crate::call::credential::Credential;
use crate::call::observe::{Running, Watch};
use crate::call::retry::Outcome;
use crate::call::settings::Settings;
use crate::codec::response::{Limits, status_matches};
use crate::codec::stream::{Resume, ResumeFuture};
use crate::error::{Fault, InvalidRequest, Problem, Secrets, TransportError};
use crate::message::Body;

/// A request that can be sent, and sent again as long as its body can be.
pub(crate) struct Exchange {
    call: Box<Call>,
    /// `None` once a stream is used up.
    body: Option<Body>,
    /// What tells of the call, if somebody wants to know of it.
    watch: Option<Arc<Watch>>,
}

impl Resume for Exchange {
    fn resume<'a>(&'a mut self, last_event_id: &'a str) -> ResumeFuture<'a> {
        Box::pin(self.send_again(last_event_id))
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
    pub(crate) fn new(mut call: Box<Call>, watch: Option<Arc<Watch>>) -> Self {
        let body = Some(call.body.take().unwrap_or_default());
        Exchange { call, body, watch }
    }

    pub(crate) fn secrets(&self) -> Arc<Secrets> {
        self.call.client.secrets.clone()
    }

    pub(crate) fn limits(&self) -> Limits {
        let timeout = self.call.timeout.unwrap_or(self.call.client.timeout);
        Limits {
            max_body: self.call.client.max_body,
            max_memory: self.call.client.max_memory,
            timeout,
            deadline: Instant::now().checked_add(timeout),
        }
    }

    /// Returns itself, if a stream that broke may go on with another request.
    pub(crate) fn resumable(self) -> Option<Box<dyn Resume>> {
        match self.call.operation.method == "GET" && self.body.is_some() {
            true => Some(Box::new(self)),
            false => None,
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
        // The stream itself connects again, with longer waits.
        let retry = self.call.retry.as_ref().unwrap_or(&self.call.client.retry);
        self.call.retry = Some(retry.clone().without_broken_connections());
        let limits = self.limits();
        limits.within(pin!(self.send(limits.deadline))).await?
    }

    /// Sends the request, with as many retries as are allowed until the deadline.
    ///
    /// What it waits for rarely is boxed, so that the future of every call has no room for it.
    pub(crate) async fn send(&mut self, deadline: Option<Instant>) -> Result<Response<Body>, Fault> {
        let client = self.call.client.clone();
        let mut retries = 0;
        let mut renewed = false;
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
            if let Some(watch) = &self.watch {
                watch.count_attempt();
            }
            let result = self.attempt(request, &tokens).await;
            let outcome = match &result {
                Ok(response) if response.status().is_success() => {
                    client.budget.refill();
                    return result;
                }
                Ok(response) if response.status() == StatusCode::UNAUTHORIZED && !renewed => {
                    renewed = true;
                    if self.body.is_some() && forget(&tokens) {
                        continue;
                    }
                    return result;
                }
                Ok(response) => Outcome::Response {
                    status: response.status(),
                    documented: (self.call.documents)(response.status()),
                    retry_after: response.headers().get(RETRY_AFTER),
                },
                Err(Fault::Transport(error)) => Outcome::Error(error),
                Err(_) => return result,
            };
            let retry = self.call.retry.as_ref().unwrap_or(&client.retry);
            let Some(wait) = retry.wait(self.call.operation.method, &outcome, retries) else {
                return result;
            };
            let in_time = deadline.is_none_or(|deadline| Instant::now() + wait < deadline);
            if self.body.is_none() || !in_time || !client.budget.take() {
                return result;
            }
            if let Some(watch) = &self.watch {
                let status = result.as_ref().ok().map(Response::status);
                watch.retrying(wait, status, error(&result));
            }
            drop(result);
            retries += 1;
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
        let exchange = self.exchange(request, 0, true);
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
        let home = head.uri.clone();
        let mut followed = 0;
        while self.is_redirect(&response, followed) {
            let Next::Follow(next_head, mut next_body) = redirect::next(&response, head, body) else {
                break;
            };
            followed += 1;
            head = Parts::clone(&next_head);
            body = next_body.try_clone();
            self.open(&mut next_body).await?;
            let is_home = redirect::have_one_origin(&home, &next_head.uri);
            let request = Request::from_parts(*next_head, next_body);
            response = self.exchange(request, followed, is_home).await?;
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

    /// Sends one request, behind so many redirects, and receives its response. `is_home` tells whether it goes to the origin
    /// that the call is meant for.
    fn exchange(
        &self,
        mut request: Request<Body>,
        redirects: usize,
        is_home: bool,
    ) -> impl Future<Output = Result<Response<Body>, Fault>> + Send {
        // HTTP asks for a length where a body is expected, even if there is none.
        if matches!(request.method().as_str(), "POST" | "PUT" | "PATCH") && request.body().length() == Some(0)
        {
            request
                .headers_mut()
                .insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        let client = &self.call.client;
        let watch = self.watch.as_ref();
        let mut running = watch.map(|watch| Running::begin(watch, redirects, request.body()));
        let attempt = running.as_ref().map(|running| running.attempt());
        let request = client.hooks.before(request, attempt, is_home);
        let sending = client.transport.send(request);
        async move {
            let result = sending.await;
            if let Some(running) = &mut running {
                running.finish(&result);
            }
            let response = result.map_err(Fault::Transport)?;
            let attempt = running.as_ref().map(|running| running.attempt());
            Ok(client.hooks.after(response, attempt, is_home))
        }
    }

    fn refused(&self, error: InvalidRequest) -> Fault {
        Fault::InvalidRequest(error.of(self.call.operation.id))
    }
}

/// Returns the error of the transport, if it has one.
fn error(result: &Result<Response<Body>, Fault>) -> Option<&TransportError> {
    match result {
        Err(Fault::Transport(error)) => Some(error),
        _ => None,
    }
}

/// Forgets the tokens. Returns whether another attempt may get other ones.
fn forget(tokens: &Tokens<'_>) -> bool {
    tokens.iter().fold(false, |any, (credential, secret)| {
        credential.forget(secret) || any
    })
}
