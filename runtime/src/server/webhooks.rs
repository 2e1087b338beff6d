//! Webhooks and callbacks: requests that the document's server sends, to a program that receives them.

use std::convert::Infallible;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::{StatusCode, Uri, request};
use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use super::arriving;
use super::received::collect;
use super::rejection::Rejection;
use super::service::{Handlers, Service};
use crate::message::{Body, BoxError};

/// Returns the name of the webhook that a request is for.
type Named = dyn Fn(&request::Parts, &Bytes) -> Option<String> + Send + Sync;

/// A service of `tower` over HTTP that receives the webhooks and the callbacks of a document for a program.
///
/// It runs wherever a [`Service`] does, and checks requests in the same way. A document says what webhooks send, not where to: unless
/// [`named_by`](Self::named_by) says otherwise, the last segment of the path is the name of the webhook, as in `/hooks/newPet`. Of a
/// callback, to whose URL the server adds a path, that stands behind the name: `/hooks/onData/data` of `{$request.body#/url}/data`.
#[derive(Clone)]
pub struct WebhookService {
    service: Service,
    named: Option<Arc<Named>>,
}

impl WebhookService {
    /// Creates a service of what receives the webhooks.
    #[doc(hidden)]
    pub fn new(handlers: Handlers) -> Self {
        WebhookService {
            service: Service::new(handlers),
            named: None,
        }
    }

    /// Sets what tells by its head and its body which webhook a request is for, where all come to one URL. The function returns the name that the
    /// webhook has in the document; a request without one is answered with 404.
    ///
    /// ```no_run
    /// # fn f(service: specwright_runtime::server::WebhookService) {
    /// let service = service.named_by(|head, _body| head.headers.get("x-event")?.to_str().ok().map(str::to_owned));
    /// # }
    /// ```
    pub fn named_by<F>(mut self, named: F) -> Self
    where
        F: Fn(&request::Parts, &Bytes) -> Option<String> + Send + Sync + 'static,
    {
        self.named = Some(Arc::new(named));
        self
    }

    /// Sets how long a body may be: 64 MiB unless set. In bytes. All bodies of webhooks are kept in memory.
    pub fn max_body(mut self, bytes: usize) -> Self {
        self.service = self.service.max_body(bytes);
        self
    }

    /// Sets how long a body may be silent: 30 seconds unless set.
    pub fn idle_timeout(mut self, timeout: Duration) -> Self {
        self.service = self.service.idle_timeout(timeout);
        self
    }

    /// Sets whether responses are checked, too: see [`Service::check_responses`].
    pub fn check_responses(mut self, on: bool) -> Self {
        self.service = self.service.check_responses(on);
        self
    }

    /// Sets what a request gets that is refused: see [`Service::on_rejection`].
    pub fn on_rejection(
        mut self,
        respond: impl Fn(&Rejection) -> http::Response<Body> + Send + Sync + 'static,
    ) -> Self {
        self.service = self.service.on_rejection(respond);
        self
    }

    async fn respond(&self, request: http::Request<Body>) -> http::Response<Body> {
        let (mut head, body) = request.into_parts();
        let raw = match collect(body, self.service.limits()).await {
            Ok(raw) => raw,
            Err(rejection) => return self.service.rejected(&rejection),
        };
        let name = match &self.named {
            Some(named) => named(&head, &raw),
            None => {
                let callback = self.service.description().callback_at(head.uri.path());
                callback.map(str::to_owned).or_else(|| last_segment(&head.uri))
            }
        };
        let Some(uri) = name.and_then(|name| with_path(&head.uri, &name)) else {
            let rejection = Rejection::new(StatusCode::NOT_FOUND, "the request is for no webhook");
            return self.service.rejected(&rejection);
        };
        head.uri = uri;
        let request = http::Request::from_parts(head, Body::from(raw.clone()));
        self.service.respond(request, raw).await
    }
}

fn last_segment(uri: &Uri) -> Option<String> {
    let segment = uri.path().rsplit('/').next()?;
    let name = percent_decode_str(segment).decode_utf8().ok()?;
    Some(name.into_owned())
}

/// Returns a URI whose path is a name, with the query of another one.
fn with_path(uri: &Uri, name: &str) -> Option<Uri> {
    let path = utf8_percent_encode(name, NON_ALPHANUMERIC);
    let text = match uri.query() {
        Some(query) => format!("/{path}?{query}"),
        None => format!("/{path}"),
    };
    text.parse().ok()
}

impl fmt::Debug for WebhookService {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WebhookService")
            .field("service", &self.service)
            .finish_non_exhaustive()
    }
}

impl<B> tower_service::Service<http::Request<B>> for WebhookService
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
            let respond = |request| service.respond(request);
            Ok(arriving::respond(request, service.service.limits(), respond).await)
        })
    }
}
