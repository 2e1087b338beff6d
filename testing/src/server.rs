//! What responds to the requests of a run.

use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use specwright_runtime::transport::{SendFuture, Transport};
use specwright_runtime::{Body, BoxError, TransportError};

use crate::api::Api;

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

/// What is to happen in a run: the act for one operation, and good replies for all others.
pub(crate) struct Script {
    pub(crate) api: Arc<Api>,
    /// Of each operation, the reply to the first requests, and to those after many.
    pub(crate) good: Arc<Vec<(Reply, Reply)>>,
    /// `None` for a run with good replies only.
    pub(crate) act: Option<(usize, Act)>,
    log: Mutex<Log>,
}

#[derive(Default)]
struct Log {
    /// The operations of the requests, in their order.
    operations: Vec<usize>,
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
    pub(crate) fn new(api: Arc<Api>, good: Arc<Vec<(Reply, Reply)>>, act: Option<(usize, Act)>) -> Self {
        Script {
            api,
            good,
            act,
            log: Mutex::default(),
        }
    }

    fn log(&self) -> MutexGuard<'_, Log> {
        self.log.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the operations that were called, in their order.
    pub(crate) fn operations(&self) -> Vec<usize> {
        self.log().operations.clone()
    }

    /// Returns the requests that are for no operation of the document.
    pub(crate) fn strangers(&self) -> Vec<String> {
        self.log().strangers.clone()
    }

    fn act(&self, method: &str, path: &str) -> Result<Act, TransportError> {
        let mut log = self.log();
        let Some(operation) = self.api.operation(method, path) else {
            log.strangers.push(format!("{method} {path}"));
            let message = format!("{method} {path} is no operation of the document");
            return Err(TransportError::permanent(message));
        };
        log.operations.push(operation);
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
        let before = log.operations.iter().filter(|known| **known == operation).count();
        let (full, least) = &self.good[operation];
        Ok(Act::Respond(if before > FULL {
            least.clone()
        } else {
            full.clone()
        }))
    }
}

impl Transport for Scripted {
    fn send(&self, request: http::Request<Body>) -> SendFuture<'_> {
        Box::pin(async move {
            let (head, body) = request.into_parts();
            // A request is read, as a server does.
            body.bytes(1 << 30).await?;
            let act = self.0.act(head.method.as_str(), head.uri.path())?;
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
