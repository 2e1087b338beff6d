use std::borrow::Cow;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use http::header::{CONTENT_LENGTH, HeaderValue};
use http::request::Parts;
use http::{Request, Response, StatusCode};
use secrecy::SecretString;
use smallvec::SmallVec;

use super::again::{Again, BudgetSpent};
use super::redirect::{self, Next};
use super::upload::{self, Upload};
use crate::call::build::Call;
use crate::call::credential::Credential;
use crate::call::observe::{Running, Watch};
use crate::call::retry::Outcome;
use crate::call::settings::Settings;
use crate::codec::response::{Limits, status_matches};
use crate::error::{Fault, InvalidRequest, Problem, Secrets, Timeout};
use crate::message::Body;
use crate::platform::MaybeSend;
use crate::platform::clock::{Instant, sleep};

/// A request that can be sent, and sent again as long as its body can be.
pub(crate) struct Exchange {
    pub(super) call: Box<Call>,
    /// `None` once a stream is used up.
    pub(super) body: Option<Body>,
    /// What tells of the call, if somebody wants to know of it.
    pub(super) watch: Option<Arc<Watch>>,
    /// Its progress, if it is long.
    pub(super) upload: Option<Arc<Upload>>,
    pub(super) retries: u32,
    /// Whether its tokens were fetched anew after a 401.
    pub(super) renewed: bool,
}

impl Drop for Exchange {
    fn drop(&mut self) {
        self.call.client.budget.leave();
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
        call.make_key();
        let body = call.body.take().unwrap_or_default();
        call.client.budget.enter();
        Exchange {
            call,
            upload: Upload::of(&body),
            body: Some(body),
            watch,
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
            is_exceeded: false,
            timeout,
            deadline: Instant::now().checked_add(timeout),
        }
    }

    /// Sends the request, with as many retries as are allowed until the deadline.
    ///
    /// What it waits for rarely is boxed, so that the future of every call has no room for it.
    pub(crate) async fn send(&mut self, deadline: Option<Instant>) -> Result<Response<Body>, Fault> {
        let client = self.call.client.clone();
        loop {
            let (request, tokens) = self.prepare(&client).await?;
            if let Some(watch) = &self.watch {
                watch.count_attempt();
                watch.cut_off(false);
            }
            let mut result = match self.retry().attempt_limit() {
                None => self.attempt(request, &tokens).await,
                Some(limit) => Box::pin(self.attempt_within(limit, request, &tokens)).await,
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
            let status = result.as_ref().ok().map(Response::status);
            self.retrying(wait, status, result.as_ref().err());
            drop(result);
            Box::pin(sleep(wait)).await;
        }
    }

    /// Builds a request that can be sent, with the credentials that the operation needs, and their secrets.
    pub(super) async fn prepare<'a>(
        &mut self,
        client: &'a Settings,
    ) -> Result<(Request<Body>, Tokens<'a>), Fault> {
        let tokens = match self.fixed_tokens(client)? {
            Some(tokens) => tokens,
            None => {
                // What is wrong with the call shows before a token is fetched for it.
                self.request(&Tokens::default(), Body::empty())?;
                Box::pin(self.tokens(client)).await?
            }
        };
        let mut body = self.take_body()?;
        if !body.is_open() {
            Box::pin(self.open(&mut body)).await?;
        }
        let request = self.request(&tokens, body)?;
        Ok((request, tokens))
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
    ) -> Result<impl Iterator<Item = (&'static str, &'a Credential)>, Fault> {
        let schemes = self.call.schemes();
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
            let secret =
                secret.map_err(|error| Fault::Credential(error.of(scheme).without(&client.secrets)))?;
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

    /// Makes one attempt, unless it takes longer than `limit`.
    async fn attempt_within(
        &self,
        limit: Duration,
        request: Request<Body>,
        tokens: &Tokens<'_>,
    ) -> Result<Response<Body>, Fault> {
        let attempt = pin!(self.attempt(request, tokens));
        let end = Instant::now().checked_add(limit);
        if let Some(result) = upload::within(end, self.upload.as_deref(), attempt).await {
            return result;
        }
        if let Some(watch) = &self.watch {
            watch.cut_off(true);
        }
        Err(Fault::Timeout(Timeout::Attempt(limit)))
    }

    /// Makes one attempt, with its redirects.
    fn attempt(
        &self,
        request: Request<Body>,
        tokens: &Tokens<'_>,
    ) -> impl Future<Output = Result<Response<Body>, Fault>> + MaybeSend {
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
    ) -> impl Future<Output = Result<Response<Body>, Fault>> + MaybeSend {
        announce_no_body(&mut request);
        let client = &self.call.client;
        let watch = self.watch.as_ref();
        let mut running = watch.map(|watch| Running::begin(watch, redirects, request.body()));
        let attempt = running.as_ref().map(|running| running.attempt());
        let mut request = client.hooks.before(request, attempt, is_home);
        if let Some(upload) = &self.upload {
            request = request.map(|body| upload.meter(body));
        }
        let sending = match client.hooks.waits_before(is_home) {
            false => client.transport.send(request),
            true => Box::pin(async move {
                let request = client.hooks.wait_before(request).await?;
                client.transport.send(request).await
            }),
        };
        async move {
            let result = match &self.upload {
                None => sending.await,
                Some(upload) => match Box::pin(upload.within_idle(self.idle(), sending)).await {
                    Some(result) => result,
                    None => {
                        if let Some(running) = &mut running {
                            running.time_out();
                        }
                        return Err(Fault::Timeout(Timeout::Idle(self.idle())));
                    }
                },
            };
            let result = result.map_err(|error| error.without(&client.secrets));
            if let Some(running) = &mut running {
                running.finish(&result);
            }
            let response = result.map_err(Fault::Transport)?;
            let attempt = running.as_ref().map(|running| running.attempt());
            let response = client.hooks.after(response, attempt, is_home);
            if !client.hooks.waits_after(is_home) {
                return Ok(response);
            }
            let response = Box::pin(client.hooks.wait_after(response)).await;
            response.map_err(|error| Fault::Transport(error.without(&client.secrets)))
        }
    }

    /// Returns how long an upload may make no progress: no longer than a call may take without one.
    fn idle(&self) -> Duration {
        let timeout = self.call.timeout.unwrap_or(self.call.client.timeout);
        let attempt = self.retry().attempt_limit().unwrap_or(timeout);
        self.call.client.idle_timeout.min(timeout).min(attempt)
    }

    pub(super) fn refused(&self, error: InvalidRequest) -> Fault {
        Fault::InvalidRequest(error.of(self.call.operation.id))
    }
}

/// Says that there is no body where HTTP expects one: it asks for a length there.
pub(super) fn announce_no_body(request: &mut Request<Body>) {
    if matches!(request.method().as_str(), "POST" | "PUT" | "PATCH") && request.body().length() == Some(0) {
        let none = HeaderValue::from_static("0");
        request.headers_mut().insert(CONTENT_LENGTH, none);
    }
}

/// Forgets the tokens. Returns whether another attempt may get other ones.
fn forget(tokens: &Tokens<'_>) -> bool {
    tokens.iter().fold(false, |any, (credential, secret)| {
        credential.forget(secret) || any
    })
}
