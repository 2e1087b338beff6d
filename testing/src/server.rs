//! What responds to the requests of a run.

use std::collections::HashMap;
use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use serde_json::Value;
use specwright_runtime::transport::{SendFuture, Transport};
use specwright_runtime::{Body, BoxError, TransportError};

use crate::EveryResponse;
use crate::api::Api;
use crate::cases;

/// A response.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    /// `None` for none.
    pub(crate) media_type: Option<String>,
    pub(crate) headers: Vec<(&'static str, &'static str)>,
    pub(crate) body: Bytes,
}

/// What a server does with a request.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Act {
    Respond(Reply),
    /// Responds, and to the next request as to others.
    RespondOnce(Reply),
    /// Responds with what is the beginning of a body, each time.
    Truncate(Reply),
    /// Sends half of the body, and breaks the connection.
    Break(Reply),
    /// Sends half of the body, and then nothing.
    Stall(Reply),
    /// Sends nothing.
    Ignore,
}

/// The good replies, which are made when they are first asked for.
pub(crate) struct Good {
    pub(crate) api: Arc<Api>,
    /// Bodies that the caller gives, by operation.
    pub(crate) given: Vec<(String, Value)>,
    /// Media types that the caller gives, by operation.
    pub(crate) media_types: Vec<(String, String)>,
    made: Mutex<Made>,
}

/// By operation and `Accept`: the reply to the first requests, and to those after many.
type Made = HashMap<(usize, String), (Reply, Reply)>;

impl Good {
    pub(crate) fn new(api: Arc<Api>, settings: &EveryResponse) -> Self {
        Good {
            api,
            given: settings.given.clone(),
            media_types: settings.media_types.clone(),
            made: Mutex::default(),
        }
    }

    /// Returns the media types that a request asks for: those of its `Accept`, unless the caller gives one.
    fn accept<'t>(&'t self, operation: usize, sent: &'t str) -> &'t str {
        let id = &self.api.operations[operation].id;
        let given = self.media_types.iter().find(|(name, _)| name == id);
        given.map_or(sent, |(_, media_type)| media_type)
    }

    /// Returns the replies of an operation to requests with this `Accept`.
    pub(crate) fn of(&self, operation: usize, accept: &str) -> (Reply, Reply) {
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        let replies = made.entry((operation, accept.to_owned())).or_insert_with(|| {
            let described = &self.api.operations[operation];
            let given = self.given.iter().find(|(name, _)| *name == described.id);
            cases::good(&self.api, described, accept, given.map(|(_, value)| value))
        });
        replies.clone()
    }
}

/// What is to happen in a run: the act for one operation, and good replies for all others.
pub(crate) struct Script {
    pub(crate) good: Arc<Good>,
    /// `None` for a run with good replies only.
    pub(crate) act: Option<(usize, Act)>,
    log: Mutex<Log>,
}

#[derive(Default)]
struct Log {
    /// The operation and the `Accept` of each request, in their order.
    calls: Vec<(usize, String)>,
    /// What is in no operation of the document: method and path.
    strangers: Vec<String>,
    acted: usize,
}

/// How many requests for one operation get the reply that shows most; later ones get the least, which seldom asks for more.
const FULL: usize = 3;

/// What sends the requests of a client in a run: a [transport](specwright_runtime::Transport) that responds as the case says.
#[derive(Clone)]
pub struct Scripted(pub(crate) Arc<Script>);

impl Script {
    pub(crate) fn new(good: Arc<Good>, act: Option<(usize, Act)>) -> Self {
        Script {
            good,
            act,
            log: Mutex::default(),
        }
    }

    fn log(&self) -> MutexGuard<'_, Log> {
        self.log.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the operation and the `Accept` of each request, in their order.
    pub(crate) fn calls(&self) -> Vec<(usize, String)> {
        self.log().calls.clone()
    }

    /// Returns the requests that are for no operation of the document.
    pub(crate) fn strangers(&self) -> Vec<String> {
        self.log().strangers.clone()
    }

    fn act(&self, method: &str, path: &str, accept: &str) -> Result<Act, TransportError> {
        let mut log = self.log();
        let Some(operation) = self.good.api.operation(method, path) else {
            log.strangers.push(format!("{method} {path}"));
            let message = format!("{method} {path} is no operation of the document");
            return Err(TransportError::permanent(message));
        };
        let accept = self.good.accept(operation, accept);
        log.calls.push((operation, accept.to_owned()));
        if let Some((acting, act)) = &self.act
            && *acting == operation
        {
            log.acted += 1;
            // A failure lasts, so that a retry meets it again; a success is the response to one request.
            let lasts = match act {
                Act::Respond(reply) => reply.status >= 300,
                Act::RespondOnce(_) => false,
                Act::Truncate(_) | Act::Break(_) | Act::Stall(_) | Act::Ignore => true,
            };
            if lasts || log.acted == 1 {
                return Ok(act.clone());
            }
        }
        let before = log.calls.iter().filter(|(known, _)| *known == operation).count();
        let (full, least) = self.good.of(operation, accept);
        Ok(Act::Respond(if before > FULL { least } else { full }))
    }
}

impl Transport for Scripted {
    fn send(&self, request: http::Request<Body>) -> SendFuture<'_> {
        Box::pin(async move {
            let (head, body) = request.into_parts();
            // A request is read, as a server does.
            body.bytes(1 << 30).await?;
            let accept = head.headers.get("accept").and_then(|accept| accept.to_str().ok());
            let act = self
                .0
                .act(head.method.as_str(), head.uri.path(), accept.unwrap_or_default())?;
            let (reply, end) = match act {
                Act::Ignore => return std::future::pending().await,
                Act::Respond(reply) | Act::RespondOnce(reply) | Act::Truncate(reply) => (reply, None),
                Act::Break(reply) => (reply, Some(End::Breaks)),
                Act::Stall(reply) => (reply, Some(End::Stalls)),
            };
            let body = match end {
                None => Body::from(reply.body),
                Some(end) => Body::stream(Half {
                    first: Some(reply.body.slice(..reply.body.len() / 2)),
                    end,
                }),
            };
            let mut response = http::Response::builder().status(reply.status);
            if let Some(media_type) = &reply.media_type {
                response = response.header("content-type", media_type);
            }
            for (name, value) in reply.headers {
                response = response.header(name, value);
            }
            response.body(body).map_err(TransportError::new)
        })
    }
}

impl fmt::Debug for Scripted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Scripted")
    }
}

enum End {
    Breaks,
    Stalls,
}

/// Half of a body.
struct Half {
    first: Option<Bytes>,
    end: End,
}

impl futures_core::Stream for Half {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        match (self.first.take(), &self.end) {
            (Some(first), _) => Poll::Ready(Some(Ok(first))),
            (None, End::Breaks) => {
                Poll::Ready(Some(Err("connection reset in the middle of the body".into())))
            }
            (None, End::Stalls) => Poll::Pending,
        }
    }
}
