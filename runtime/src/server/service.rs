//! The way from a request to a typed one, through the program, and back.

use std::convert::Infallible;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::{Method, StatusCode};

use super::arriving;
use super::description::Description;
use super::incoming::{FromRequest, Incoming};
use super::outgoing::{IntoResponse, Outgoing, violations};
use super::received::{BodyForm, Limits};
use super::rejection::Rejection;
use super::unread::Unread;
use crate::message::{Body, BoxError};

/// The future of a response.
pub(crate) type ResponseFuture =
    Pin<Box<dyn Future<Output = Result<http::Response<Body>, Rejection>> + Send>>;

/// What answers an operation.
pub struct Handler {
    operation: &'static str,
    forms: &'static [BodyForm],
    handle: Box<dyn Fn(Incoming) -> ResponseFuture + Send + Sync>,
}

impl fmt::Debug for Handler {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Handler").field(&self.operation).finish()
    }
}

/// Creates what answers an operation by a method of the program.
pub fn handler<Q, R, F, H>(handle: H) -> Handler
where
    Q: FromRequest,
    R: IntoResponse,
    F: Future<Output = R> + Send + 'static,
    H: Fn(Q) -> F + Send + Sync + 'static,
{
    Handler {
        operation: Q::OPERATION,
        forms: Q::BODIES,
        handle: Box::new(move |mut request: Incoming| {
            let mut outgoing = Outgoing::new(request.operation(), request.headers());
            if request.checks_response {
                // The body ends with an error, which is all that can be said by then.
                outgoing = outgoing.checked(Arc::new(|_| {}));
            }
            let (place, operation) = (request.place(), request.operation());
            match Q::from_request(&mut request) {
                Ok(typed) => {
                    let response = handle(typed);
                    Box::pin(async move { Ok(response.await.into_response(&outgoing)) })
                }
                Err(rejection) => Box::pin(async move { Err(rejection.of_operation(place, &operation.id)) }),
            }
        }),
    }
}

/// What answers the operations of a description.
#[derive(Debug)]
pub struct Handlers {
    description: &'static Description,
    /// In the order of the operations.
    placed: Vec<Option<Handler>>,
}

impl Handlers {
    /// Creates a list in which nothing answers.
    pub fn new(description: &'static Description) -> Self {
        let mut placed = Vec::new();
        placed.resize_with(description.operations.len(), || None);
        Handlers { description, placed }
    }

    /// Adds what answers an operation.
    pub fn with(mut self, handler: Handler) -> Self {
        if let Some(place) = self.description.index(handler.operation) {
            self.placed[place] = Some(handler);
        }
        self
    }
}

/// A service of `tower` over HTTP that answers the operations of a document by a program.
///
/// It runs under `axum` (`Router::new().fallback_service(service)`), under `hyper`, and in the same process as a transport of the client:
/// `Client::builder().transport(transport::Service::new(service))`.
///
/// What a request must be by the document is checked before the program sees it. The response to one that is not so has problem details
/// ([RFC 9457](https://www.rfc-editor.org/rfc/rfc9457)) and one of these statuses:
///
/// | status | reason |
/// |---|---|
/// | 400 | a parameter is missing or not what its schema says; the body can't be read |
/// | 401 | the credentials that the operation asks for are not there |
/// | 404, 405 | no operation has the path; none of those that have it has the method |
/// | 406, 415 | no response is of a media type that is accepted; the body is of one that is not described |
/// | 408, 413 | the body was silent for too long; it is longer than [`max_body`](Self::max_body) |
/// | 422 | the body is not what its schema says |
#[derive(Clone, Debug)]
pub struct Service {
    description: &'static Description,
    handlers: Arc<Vec<Option<Handler>>>,
    limits: Limits,
    checks_responses: bool,
    on_rejection: Option<OnRejection>,
}

/// What responds to requests that are refused.
#[derive(Clone)]
struct OnRejection(Arc<Respond>);

type Respond = dyn Fn(&Rejection) -> http::Response<Body> + Send + Sync;

impl fmt::Debug for OnRejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OnRejection")
    }
}

impl Service {
    /// Creates a service of what answers the operations.
    #[doc(hidden)]
    pub fn new(handlers: Handlers) -> Self {
        Service {
            description: handlers.description,
            handlers: Arc::new(handlers.placed),
            limits: Limits::default(),
            checks_responses: false,
            on_rejection: None,
        }
    }

    /// Sets how long a body may be that is kept in memory: 64 MiB unless set. In bytes. A body of bytes that the program reads itself is
    /// not kept.
    pub fn max_body(mut self, bytes: usize) -> Self {
        self.limits.max_body = bytes;
        self
    }

    /// Sets how long a body may be silent while it is read into memory: 30 seconds unless set.
    pub fn idle_timeout(mut self, timeout: Duration) -> Self {
        self.limits.idle = timeout;
        self
    }

    /// Sets whether responses are checked, too: one that the document does not describe becomes a 500 that says why, and a stream ends
    /// with an error before the item that is none. Off unless set; for tests.
    pub fn check_responses(mut self, on: bool) -> Self {
        self.checks_responses = on;
        self
    }

    /// Sets what a request gets that is refused before the program sees it: problem details unless set. For documents that describe an error of
    /// their own for that.
    ///
    /// ```
    /// # use specwright_runtime::{Body, http, serde_json::json, server::{Rejection, Service}};
    /// # fn with(service: Service) -> Service {
    /// service.on_rejection(|rejection: &Rejection| {
    ///     let error = json!({ "code": rejection.status().as_u16(), "message": rejection.detail() });
    ///     http::Response::builder()
    ///         .status(rejection.status())
    ///         .header("content-type", "application/json")
    ///         .body(Body::from(error.to_string()))
    ///         .expect("a response")
    /// })
    /// # }
    /// ```
    ///
    /// The header that belongs to the status is added where it is missing: `Allow`, `Accept` or `WWW-Authenticate`.
    pub fn on_rejection(
        mut self,
        respond: impl Fn(&Rejection) -> http::Response<Body> + Send + Sync + 'static,
    ) -> Self {
        self.on_rejection = Some(OnRejection(Arc::new(respond)));
        self
    }

    /// Returns the response to a request that is refused.
    pub(super) fn rejected(&self, rejection: &Rejection) -> http::Response<Body> {
        let Some(OnRejection(respond)) = &self.on_rejection else {
            return rejection.response();
        };
        let mut response = respond(rejection);
        rejection.complete(&mut response);
        response
    }

    /// Returns what the document describes.
    pub(super) fn description(&self) -> &'static Description {
        self.description
    }

    /// Returns how long bodies may be, and be silent.
    pub(super) fn limits(&self) -> Limits {
        self.limits
    }

    /// Responds to a request. `raw` is its body as it came, where the program is to have that, too.
    pub(super) async fn respond(&self, request: http::Request<Body>, raw: Bytes) -> http::Response<Body> {
        let is_head = request.method() == Method::HEAD;
        let response = self.answer(request, raw).await;
        let mut response = response.unwrap_or_else(|rejection| self.rejected(&rejection));
        if is_head {
            *response.body_mut() = Body::empty();
        }
        response
    }

    async fn answer(
        &self,
        request: http::Request<Body>,
        raw: Bytes,
    ) -> Result<http::Response<Body>, Rejection> {
        let is_handled = |index: usize| self.handlers.get(index).is_some_and(Option::is_some);
        let unread = Unread::new(self.description, request, &is_handled)?;
        let Some(handler) = self.handlers.get(unread.operation).and_then(Option::as_ref) else {
            return Err(not_implemented());
        };
        let mut request = Incoming::read(unread, handler.forms, self.limits).await?;
        request.checks_response = self.checks_responses;
        request.raw = raw;
        let operation = request.operation();
        let response = (handler.handle)(request).await?;
        let is_checked = self.checks_responses && response.extensions().get::<Unchecked>().is_none();
        let wrong = match is_checked {
            true => violations(operation, &response),
            false => Vec::new(),
        };
        match wrong.first() {
            None => Ok(response),
            Some(violation) => Err(Rejection::new(
                StatusCode::INTERNAL_SERVER_ERROR,
                violation.to_string(),
            )),
        }
    }
}

/// A mark, among the extensions of a response, that it is not described on purpose.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Unchecked;

/// Returns a response as it is, marked as one that is not described on purpose.
pub fn unchecked(mut response: http::Response<Body>) -> http::Response<Body> {
    response.extensions_mut().insert(Unchecked);
    response
}

/// Returns the response of an operation that the program does not have.
pub fn not_implemented_response() -> http::Response<Body> {
    unchecked(not_implemented().response())
}

fn not_implemented() -> Rejection {
    Rejection::new(StatusCode::NOT_IMPLEMENTED, "the operation is not implemented")
}

impl<B> tower_service::Service<http::Request<B>> for Service
where
    B: http_body::Body<Data = Bytes> + Send + 'static,
    B::Error: Into<BoxError>,
{
    type Response = http::Response<Body>;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<http::Response<Body>, Infallible>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<B>) -> Self::Future {
        let service = self.clone();
        Box::pin(async move {
            let request = request.map(Body::wrap);
            let respond = |request| service.respond(request, Bytes::new());
            Ok(arriving::respond(request, service.limits, respond).await)
        })
    }
}
