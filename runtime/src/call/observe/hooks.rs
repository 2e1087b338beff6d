use std::sync::Arc;

use http::{HeaderName, Request, Response, request, response};

use super::{Attempt, Observer};
use crate::error::TransportError;
use crate::message::{Body, BoxError};
use crate::platform::BoxFuture;

type Before = Arc<dyn Fn(&mut request::Parts) + Send + Sync>;
type After = Arc<dyn Fn(&response::Parts) + Send + Sync>;
type AsyncBefore = Arc<dyn for<'a> Fn(&'a mut request::Parts) -> HookFuture<'a> + Send + Sync>;
type AsyncAfter = Arc<dyn for<'a> Fn(&'a response::Parts) -> HookFuture<'a> + Send + Sync>;

/// The future of an asynchronous hook: `before_request_async` and `after_response_async` of a client's builder. An error ends the
/// attempt as one of the transport does.
pub type HookFuture<'a> = BoxFuture<'a, Result<(), BoxError>>;

/// The requests that a hook is called for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Audience {
    /// Those to the origin that the call is meant for.
    Own,
    /// Those to other origins, too, which redirects lead to.
    Any,
}

impl Audience {
    fn hears_of(self, is_own: bool) -> bool {
        self == Audience::Any || is_own
    }
}

/// The functions that run before each request and after each response, and what is told of calls.
#[derive(Default)]
pub(crate) struct Hooks {
    before: Vec<(Audience, Before)>,
    after: Vec<(Audience, After)>,
    /// Those that are waited for, behind the others. They see what goes to the origin that the call is meant for.
    async_before: Vec<AsyncBefore>,
    async_after: Vec<AsyncAfter>,
    /// Whether the transport looks at what hooks find beside the head.
    transport_looks: bool,
    pub(super) observers: Vec<Box<dyn Observer>>,
    /// The header in which the id of a call is sent.
    pub(super) request_id_header: Option<HeaderName>,
}

impl Hooks {
    pub(crate) fn add_before(
        &mut self,
        audience: Audience,
        hook: impl Fn(&mut request::Parts) + Send + Sync + 'static,
    ) {
        self.before.push((audience, Arc::new(hook)));
    }

    pub(crate) fn add_after(
        &mut self,
        audience: Audience,
        hook: impl Fn(&response::Parts) + Send + Sync + 'static,
    ) {
        self.after.push((audience, Arc::new(hook)));
    }

    pub(crate) fn add_async_before(
        &mut self,
        hook: impl for<'a> Fn(&'a mut request::Parts) -> HookFuture<'a> + Send + Sync + 'static,
    ) {
        self.async_before.push(Arc::new(hook));
    }

    pub(crate) fn add_async_after(
        &mut self,
        hook: impl for<'a> Fn(&'a response::Parts) -> HookFuture<'a> + Send + Sync + 'static,
    ) {
        self.async_after.push(Arc::new(hook));
    }

    /// Shows each attempt to the transport, and to layers around it.
    pub(crate) fn show_transport(&mut self) {
        self.transport_looks = true;
    }

    pub(crate) fn add_observer(&mut self, observer: impl Observer) {
        self.observers.push(Box::new(observer));
    }

    pub(crate) fn send_request_id(&mut self, header: HeaderName) {
        self.request_id_header = Some(header);
    }

    /// Tells whether nobody wants to know of calls.
    pub(crate) fn is_empty(&self) -> bool {
        self.before.is_empty()
            && self.after.is_empty()
            && self.async_before.is_empty()
            && self.async_after.is_empty()
            && !self.transport_looks
            && self.observers.is_empty()
            && self.request_id_header.is_none()
    }

    /// Runs the hooks before a request.
    pub(crate) fn before(
        &self,
        request: Request<Body>,
        attempt: Option<&Attempt>,
        is_own: bool,
    ) -> Request<Body> {
        if self.is_empty() {
            return request;
        }
        let (mut head, body) = request.into_parts();
        head.extensions.extend(extensions(attempt));
        for (_, hook) in self
            .before
            .iter()
            .filter(|(audience, _)| audience.hears_of(is_own))
        {
            hook(&mut head);
        }
        Request::from_parts(head, body)
    }

    /// Tells whether hooks before a request are waited for.
    pub(crate) fn waits_before(&self, is_own: bool) -> bool {
        is_own && !self.async_before.is_empty()
    }

    /// Tells whether hooks after a response are waited for.
    pub(crate) fn waits_after(&self, is_own: bool) -> bool {
        is_own && !self.async_after.is_empty()
    }

    /// Waits for the hooks before a request.
    pub(crate) async fn wait_before(&self, request: Request<Body>) -> Result<Request<Body>, TransportError> {
        let (mut head, body) = request.into_parts();
        for hook in &self.async_before {
            hook(&mut head).await?;
        }
        Ok(Request::from_parts(head, body))
    }

    /// Waits for the hooks after a response.
    pub(crate) async fn wait_after(
        &self,
        response: Response<Body>,
    ) -> Result<Response<Body>, TransportError> {
        let (head, body) = response.into_parts();
        for hook in &self.async_after {
            hook(&head).await?;
        }
        Ok(Response::from_parts(head, body))
    }

    /// Runs the hooks after a response.
    pub(crate) fn after(
        &self,
        response: Response<Body>,
        attempt: Option<&Attempt>,
        is_own: bool,
    ) -> Response<Body> {
        if self.after.is_empty() && self.async_after.is_empty() {
            return response;
        }
        let (mut head, body) = response.into_parts();
        head.extensions.extend(extensions(attempt));
        for (_, hook) in self
            .after
            .iter()
            .filter(|(audience, _)| audience.hears_of(is_own))
        {
            hook(&head);
        }
        Response::from_parts(head, body)
    }
}

/// Returns what hooks find beside the head.
fn extensions(attempt: Option<&Attempt>) -> http::Extensions {
    let mut extensions = http::Extensions::new();
    if let Some(attempt) = attempt {
        extensions.insert(attempt.clone());
    }
    extensions
}
