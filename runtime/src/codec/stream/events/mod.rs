//! `text/event-stream`: server-sent events.

mod parse;

use std::convert::Infallible;
use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http::header::{CONTENT_TYPE, HeaderMap, HeaderValue};

use super::lines::Lines;
use super::{Bounds, StreamError, decode_item};
use crate::codec::json::{self, Decode, Memory};
use crate::error::{Fault, TransportError};
use crate::message::{Body, has_media_type};
use crate::platform::clock::{Instant, sleep};
use crate::platform::{BoxFuture, MaybeSend, MaybeSync, random};

pub(super) use parse::Parser;
use parse::{LONGEST_ID, RawEvent};

/// How long to wait before a new connection, unless the server says.
const RETRY: Duration = Duration::from_secs(1);
/// The shortest and the longest wait, whatever the server says.
const SHORTEST_RETRY: Duration = Duration::from_millis(100);
const LONGEST_RETRY: Duration = Duration::from_secs(60);
/// How many connections in a row may fail.
const ATTEMPTS: u32 = 5;
/// The media type of events.
pub(crate) const MEDIA_TYPE: &str = "text/event-stream";

/// The request behind a stream, which can be sent again when the connection breaks.
pub(crate) trait Resume: fmt::Debug + MaybeSend + MaybeSync {
    /// Sends the request again, to go on behind an event.
    fn resume<'a>(&'a mut self, last_event_id: &'a str) -> ResumeFuture<'a>;

    /// Sends the request again after the body of its response broke, if that is allowed.
    fn repeat<'a>(&'a mut self, fault: &'a Fault, deadline: Option<Instant>) -> RepeatFuture<'a>;

    /// Tells whether another request goes on with a stream of events.
    fn goes_on(&self) -> bool;
}

/// The future of [`Resume::repeat`]: `None` if there is no other attempt.
pub(crate) type RepeatFuture<'a> = BoxFuture<'a, Option<Result<http::Response<Body>, Fault>>>;

/// The future of [`Resume::resume`].
pub(crate) type ResumeFuture<'a> = BoxFuture<'a, Result<http::Response<Body>, Fault>>;

/// A server-sent event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event<T> {
    /// Its name; `message` unless the server gives one.
    pub event: String,
    /// The id of the last event that had one; empty if none had.
    pub id: String,
    /// Its data: JSON, or plain text where `T` is a string.
    pub data: T,
}

/// A stream of server-sent events, read while they arrive.
///
/// When the connection breaks, the request is sent again with `Last-Event-ID` and the stream goes on, if the request
/// is a `GET` and the server gives ids. It waits as long as the server's `retry` says (one second if it does not, 100 ms
/// at least, a minute at most), twice as long after each connection that brings nothing, and gives up after five. A
/// comment counts as something. A response that is no event stream, such as 404 or a page of HTML, ends it with an error
/// at once; one that the [`Retry`](crate::Retry) of the call repeats, such as 503, when that rule is through.
///
/// See [`reconnecting`](Self::reconnecting) for streams that never end. Data `[DONE]`, with which some servers end a
/// stream, ends it.
///
/// It is a `Stream`; without a crate for streams, [`next`](Self::next) gives its items.
pub struct EventStream<T> {
    events: Events,
    marker: PhantomData<fn() -> T>,
}

impl<T: Decode> EventStream<T> {
    pub(crate) fn new(body: Body, bounds: Bounds, resume: Option<Box<dyn Resume>>) -> Self {
        let lines = Lines::with_carriage_returns(body, &bounds);
        let events = Events {
            state: State::Reading(lines),
            parser: Parser::default(),
            bounds,
            resume,
            endless: false,
            barren: 0,
            failures: 0,
        };
        EventStream {
            events,
            marker: PhantomData,
        }
    }

    /// Connects again also when the server ends the stream, and when there are no ids, as a browser does: for streams
    /// that are meant never to end, however quiet they are. A response 204 ends it; five connections in a row that can't
    /// be made are an error. It has no effect on requests that are no `GET`.
    pub fn reconnecting(mut self) -> Self {
        self.events.endless = true;
        self
    }

    /// Reads the next event. Returns `None` at the end.
    ///
    /// # Errors
    /// The connection broke and could not be made again, or the data is not of this type; the stream goes on behind
    /// such an event.
    pub async fn next(&mut self) -> Option<Result<Event<T>, StreamError>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }
}

impl<T> EventStream<T> {
    /// Returns the id of the last event that had one.
    pub fn last_event_id(&self) -> &str {
        &self.events.parser.last_event_id
    }
}

impl<T: Decode> Stream for EventStream<T> {
    type Item = Result<Event<T>, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(raw) = ready!(self.events.poll_event(context)) else {
            return Poll::Ready(None);
        };
        let event = raw.and_then(|raw| {
            let data = decode_item(&Bytes::from(raw.data), &self.events.bounds, json_or_text)?;
            Ok(Event {
                event: raw.event,
                id: self.events.parser.last_event_id.clone(),
                data,
            })
        });
        Poll::Ready(Some(event))
    }
}

/// Decodes JSON, or else the text itself where the type takes a string.
fn json_or_text<T: Decode>(data: &[u8], memory: Memory) -> Result<T, json::DecodeError> {
    json::from_slice_within(data, memory).or_else(|error| {
        if error.is_too_large() {
            return Err(error);
        }
        let text = String::from_utf8_lossy(data).into_owned();
        json::from_value_within(&serde_json::Value::String(text), memory).map_err(|_| error)
    })
}

/// The events before they are decoded.
struct Events {
    state: State,
    parser: Parser,
    bounds: Bounds,
    /// The request, if it may be sent again.
    resume: Option<Box<dyn Resume>>,
    endless: bool,
    /// The new connections since a line came.
    barren: u32,
    /// The new connections that could not be made, since one was.
    failures: u32,
}

enum State {
    Reading(Lines),
    /// The mutex is never locked: it makes the stream `Sync`.
    Connecting(Mutex<BoxFuture<'static, Connected>>),
    Ended,
}

/// The outcome of a new connection, with the request for the next one.
struct Connected {
    resume: Box<dyn Resume>,
    outcome: Result<Option<Body>, Refused>,
}

/// The reason why a stream does not go on.
struct Refused {
    error: TransportError,
    /// Whether there was no response, so that another connection may get one.
    again: bool,
}

impl Events {
    fn poll_event(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<RawEvent, StreamError>>> {
        loop {
            match &mut self.state {
                State::Ended => return Poll::Ready(None),
                State::Reading(lines) => match ready!(lines.poll_line(false, context)) {
                    Some(Ok(line)) => {
                        self.barren = 0;
                        if let Some(event) = self.parser.line(&line) {
                            if event.data.trim() == "[DONE]" {
                                self.state = State::Ended;
                                return Poll::Ready(None);
                            }
                            return Poll::Ready(Some(Ok(event)));
                        }
                        if self.parser.has_long_id() {
                            self.state = State::Ended;
                            return Poll::Ready(Some(Err(StreamError::TooLarge { limit: LONGEST_ID })));
                        }
                        if self.parser.length() > self.bounds.max_body {
                            self.state = State::Ended;
                            return Poll::Ready(Some(Err(StreamError::TooLarge {
                                limit: self.bounds.max_body,
                            })));
                        }
                    }
                    Some(Err(error @ (StreamError::Transport(_) | StreamError::Timeout(_)))) => {
                        let resumable = self.endless || !self.parser.last_event_id.is_empty();
                        if !resumable || !self.connect() {
                            self.state = State::Ended;
                            return Poll::Ready(Some(Err(error)));
                        }
                    }
                    Some(Err(error)) => {
                        self.state = State::Ended;
                        return Poll::Ready(Some(Err(error)));
                    }
                    None => {
                        if !self.endless || !self.connect() {
                            self.state = State::Ended;
                        }
                    }
                },
                State::Connecting(connecting) => {
                    let connecting = connecting.get_mut().unwrap_or_else(PoisonError::into_inner);
                    let Connected { resume, outcome } = ready!(connecting.as_mut().poll(context));
                    self.resume = Some(resume);
                    match outcome {
                        Ok(Some(body)) => {
                            self.failures = 0;
                            self.parser.restart();
                            self.state = State::Reading(Lines::with_carriage_returns(body, &self.bounds));
                        }
                        Ok(None) => self.state = State::Ended,
                        Err(Refused { error, again }) => {
                            self.failures += 1;
                            if !again || !self.connect() {
                                self.state = State::Ended;
                                let error = error.of(self.bounds.operation);
                                return Poll::Ready(Some(Err(StreamError::Transport(error))));
                            }
                        }
                    }
                }
            }
        }
    }

    /// Begins a new connection, if the request may be sent again.
    fn connect(&mut self) -> bool {
        let failures = if self.endless { self.failures } else { self.barren };
        if failures >= ATTEMPTS {
            return false;
        }
        let Some(mut resume) = self.resume.take() else {
            return false;
        };
        let wait = wait(self.parser.retry, self.barren);
        self.barren = self.barren.saturating_add(1);
        let last_event_id = self.parser.last_event_id.clone();
        let operation = self.bounds.operation;
        self.state = State::Connecting(Mutex::new(Box::pin(async move {
            sleep(wait).await;
            let outcome = reconnect(&mut *resume, &last_event_id, operation).await;
            Connected { resume, outcome }
        })));
        true
    }
}

/// Returns how long to wait before a new connection, after so many that brought nothing. Up to a quarter is random, so
/// that the clients of a server that was down don't come back in the same instant.
fn wait(retry: Option<Duration>, barren: u32) -> Duration {
    let wait = retry.unwrap_or(RETRY).clamp(SHORTEST_RETRY, LONGEST_RETRY);
    let wait = wait.saturating_mul(1 << barren.min(10));
    let random = (random() % 1024) as u32;
    (wait + wait / 4 * random / 1024).min(LONGEST_RETRY)
}

/// Returns the body of the stream that goes on, or `None` if the server has no more.
async fn reconnect(
    resume: &mut dyn Resume,
    last_event_id: &str,
    operation: &'static str,
) -> Result<Option<Body>, Refused> {
    let response = match resume.resume(last_event_id).await {
        Ok(response) => response,
        Err(fault) => return Err(no_response(fault, operation)),
    };
    let is_stream = has_media_type(response.headers(), MEDIA_TYPE);
    match response.status().as_u16() {
        200 if is_stream => Ok(Some(response.into_body())),
        200 => Err(Refused {
            error: TransportError::new(format!(
                "the stream could not go on: {}",
                found(response.headers())
            )),
            again: false,
        }),
        204 => Ok(None),
        status => Err(Refused {
            error: TransportError::new(format!(
                "the stream could not go on: the server responded {status}"
            )),
            again: false,
        }),
    }
}

fn no_response(fault: Fault, operation: &'static str) -> Refused {
    match fault {
        Fault::Transport(error) => Refused { error, again: true },
        Fault::Timeout(timeout) => Refused {
            error: TransportError::timeout(timeout.to_string()),
            again: true,
        },
        other => Refused {
            error: TransportError::new(other.of::<Infallible>(operation)),
            again: false,
        },
    }
}

/// Returns what the server calls a body that is no event stream.
pub(crate) fn found(headers: &HeaderMap) -> String {
    const LENGTH: usize = 100;
    match headers.get(CONTENT_TYPE).map(HeaderValue::to_str) {
        Some(Ok(media_type)) => {
            let cut: String = media_type.chars().take(LENGTH).collect();
            format!("expected {MEDIA_TYPE}, found a body that the server calls {cut:?}")
        }
        Some(Err(_)) => format!("expected {MEDIA_TYPE}, found a body whose media type is no text"),
        None => format!("expected {MEDIA_TYPE}, found a body without a media type"),
    }
}

impl<T> fmt::Debug for EventStream<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EventStream")
            .field("last_event_id", &self.events.parser.last_event_id)
            .finish()
    }
}
