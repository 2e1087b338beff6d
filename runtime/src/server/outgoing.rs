//! A typed response that becomes an HTTP response.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream as Items;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderValue, StatusCode};
use serde_json::Value;

use super::description::{Content, Operation};
use super::media_type;
use super::rejection::{Rejection, Violation};
use crate::codec::json::{self, Encode};
use crate::codec::parameter::scalar_text;
#[cfg(feature = "xml")]
use crate::codec::xml::{self, XmlSchema};
use crate::message::{Body, BoxError};

/// The responses of an operation, as an enum. The macro `server_responses!` implements it.
pub trait IntoResponse: Send + 'static {
    /// Converts it.
    fn into_response(self, to: &Outgoing<'_>) -> http::Response<Body>;
}

/// What a response answers.
#[derive(Debug)]
pub struct Outgoing<'a> {
    operation: &'a Operation,
    accepted: Vec<(String, u16)>,
}

/// A body that is sent as its items come: server-sent events, each with an item as its data, or a JSON value a line.
///
/// ```
/// use specwright_runtime::server::Stream;
///
/// let three = Stream::of([1, 2, 3]);
/// ```
pub struct Stream<T>(Pin<Box<dyn Items<Item = Result<T, BoxError>> + Send>>);

impl<T: Encode + Send + 'static> Stream<T> {
    /// Creates one of a stream of items. An error ends the body, so that the client sees that it broke off.
    pub fn new<S, E>(items: S) -> Self
    where
        S: Items<Item = Result<T, E>> + Send + 'static,
        E: Into<BoxError>,
    {
        Stream(Box::pin(Fallible(Box::pin(items))))
    }

    /// Creates one of items that are there already.
    pub fn of<I>(items: I) -> Self
    where
        I: IntoIterator<Item = T>,
        I::IntoIter: Send + 'static,
    {
        Stream(Box::pin(Ready(Box::new(items.into_iter()))))
    }
}

impl<T> fmt::Debug for Stream<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Stream")
    }
}

struct Fallible<S>(Pin<Box<S>>);

impl<S, T, E> Items for Fallible<S>
where
    S: Items<Item = Result<T, E>>,
    E: Into<BoxError>,
{
    type Item = Result<T, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0
            .as_mut()
            .poll_next(context)
            .map(|item| item.map(|item| item.map_err(Into::into)))
    }
}

struct Ready<T>(Box<dyn Iterator<Item = T> + Send>);

impl<T> Unpin for Ready<T> {}

impl<T> Items for Ready<T> {
    type Item = Result<T, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.next().map(Ok))
    }
}

/// Items as text.
struct Written<T> {
    items: Stream<T>,
    write: fn(&str) -> String,
}

impl<T: Encode> Items for Written<T> {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let write = self.write;
        self.items.0.as_mut().poll_next(context).map(|item| {
            item.map(|item| {
                let text = json::to_vec(&item?)?;
                Ok(write(&String::from_utf8_lossy(&text)).into())
            })
        })
    }
}

/// The media types that a body of a kind may have, and the one that stands for all.
struct Kind {
    fits: fn(&str) -> bool,
    otherwise: &'static str,
}

const JSON: Kind = Kind {
    fits: media_type::is_json,
    otherwise: "application/json",
};
const TEXT: Kind = Kind {
    fits: |media_type| media_type.starts_with("text/") && !media_type.starts_with("text/event-stream"),
    otherwise: "text/plain; charset=utf-8",
};
#[cfg(feature = "xml")]
const XML: Kind = Kind {
    fits: |media_type| media_type.contains("xml"),
    otherwise: "application/xml",
};
const BINARY: Kind = Kind {
    fits: |media_type| !media_type::is_json(media_type) && !media_type.contains("xml"),
    otherwise: "application/octet-stream",
};
const EVENTS: Kind = Kind {
    fits: |media_type| media_type.starts_with("text/event-stream"),
    otherwise: "text/event-stream",
};
const LINES: Kind = Kind {
    fits: |media_type| media_type.contains("json"),
    otherwise: "application/x-ndjson",
};

impl<'a> Outgoing<'a> {
    pub(crate) fn new(operation: &'a Operation, headers: &HeaderMap) -> Self {
        Outgoing {
            operation,
            accepted: media_type::accepted(headers),
        }
    }

    /// Creates a response without a body.
    pub fn empty(&self, status: StatusCode, _: &[&str]) -> http::Response<Body> {
        with_status(status, Body::empty())
    }

    /// Creates a response of JSON.
    pub fn json(&self, status: StatusCode, media_types: &[&str], value: &dyn Encode) -> http::Response<Body> {
        match json::to_vec(value) {
            Ok(text) => self.response(status, media_types, &JSON, text.into()),
            Err(error) => unwritable(&error.to_string()),
        }
    }

    /// Creates a response of text.
    pub fn text(&self, status: StatusCode, media_types: &[&str], text: &dyn Encode) -> http::Response<Body> {
        match json::to_value(text) {
            Ok(value) => {
                let text = scalar_text(&value).into_owned();
                self.response(status, media_types, &TEXT, text.into())
            }
            Err(error) => unwritable(&error.to_string()),
        }
    }

    /// Creates a response of XML.
    #[cfg(feature = "xml")]
    pub fn xml(
        &self,
        status: StatusCode,
        media_types: &[&str],
        value: &dyn Encode,
        schema: &XmlSchema,
    ) -> http::Response<Body> {
        let written = json::to_value(value).map_err(|error| error.to_string());
        match written.and_then(|value| xml::write(&value, schema)) {
            Ok(text) => self.response(status, media_types, &XML, text.into()),
            Err(problem) => unwritable(&problem),
        }
    }

    /// Creates a response of bytes.
    pub fn binary(&self, status: StatusCode, media_types: &[&str], body: Body) -> http::Response<Body> {
        self.response(status, media_types, &BINARY, body)
    }

    /// Creates a response of server-sent events.
    pub fn events<T: Encode + Send + 'static>(
        &self,
        status: StatusCode,
        media_types: &[&str],
        items: Stream<T>,
    ) -> http::Response<Body> {
        let write = |text: &str| format!("data: {text}\n\n");
        self.response(
            status,
            media_types,
            &EVENTS,
            Body::stream(Written { items, write }),
        )
    }

    /// Creates a response of a JSON value a line.
    pub fn lines<T: Encode + Send + 'static>(
        &self,
        status: StatusCode,
        media_types: &[&str],
        items: Stream<T>,
    ) -> http::Response<Body> {
        let write = |text: &str| format!("{text}\n");
        self.response(
            status,
            media_types,
            &LINES,
            Body::stream(Written { items, write }),
        )
    }

    fn response(
        &self,
        status: StatusCode,
        media_types: &[&str],
        kind: &Kind,
        body: Body,
    ) -> http::Response<Body> {
        let mut response = with_status(status, body);
        let media_type = self.media_type(status, media_types, kind);
        if let Ok(value) = HeaderValue::try_from(media_type) {
            response.headers_mut().insert(CONTENT_TYPE, value);
        }
        response
    }

    /// Chooses the media type: of those that the response has and the body can be, the one that the client likes most.
    fn media_type(&self, status: StatusCode, media_types: &[&str], kind: &Kind) -> String {
        let described = self.operation.response(status.as_u16());
        let described = described.into_iter().flat_map(|response| &response.content);
        let known: Vec<&str> = match media_types {
            [] => described.map(|content| content.media_type.as_str()).collect(),
            some => some.to_vec(),
        };
        let fitting: Vec<&str> = known.iter().copied().filter(|known| (kind.fits)(known)).collect();
        let candidates = if fitting.is_empty() { known } else { fitting };
        // Of those that it likes alike, the first.
        let best = candidates
            .into_iter()
            .rev()
            .max_by_key(|known| media_type::weight(&self.accepted, known));
        match best {
            None => kind.otherwise.to_owned(),
            Some(range) if range.contains('*') => {
                let asked = self.accepted.iter().map(|(asked, _)| asked.as_str());
                let mut asked = asked.filter(|asked| !asked.contains('*') && media_type::is_of(range, asked));
                let own = media_type::is_of(range, kind.otherwise).then_some(kind.otherwise);
                own.or_else(|| asked.next()).unwrap_or(kind.otherwise).to_owned()
            }
            Some(text) if text.starts_with("text/plain") && !text.contains("charset") => {
                format!("{text}; charset=utf-8")
            }
            Some(known) => known.to_owned(),
        }
    }
}

/// Returns the status of a number that the document has.
pub fn status(code: u16) -> StatusCode {
    StatusCode::from_u16(code).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

fn with_status(status: StatusCode, body: Body) -> http::Response<Body> {
    let mut response = http::Response::new(body);
    *response.status_mut() = status;
    response
}

fn unwritable(problem: &str) -> http::Response<Body> {
    let detail = format!("the response can't be written: {problem}");
    Rejection::new(StatusCode::INTERNAL_SERVER_ERROR, detail).response()
}

/// Returns why a response is not what the document says of its status; nothing if it is. A body that is a stream is not looked into.
pub(crate) fn violations(operation: &Operation, response: &http::Response<Body>) -> Vec<Violation> {
    let status = response.status().as_u16();
    let violation = |message: String| Violation::new("", message).of(format!("response {status}"));
    let Some(described) = operation.response(status) else {
        return vec![violation(
            "the document describes no response of this status".to_owned(),
        )];
    };
    let missing = described
        .required_headers
        .iter()
        .filter(|name| !response.headers().contains_key(name.as_str()));
    let mut found: Vec<Violation> = missing
        .map(|name| violation(format!("the header {name:?} is missing")))
        .collect();
    let body = response.body().as_bytes();
    let Some(called) = media_type::of_body(response.headers()) else {
        if !described.content.is_empty() && body.is_none_or(|body| !body.is_empty()) {
            found.push(violation("the body has no media type".to_owned()));
        }
        return found;
    };
    let is_meant = |content: &&Content| media_type::is_of(&content.media_type, called);
    let fitting = described.content.iter().filter(is_meant);
    let content = fitting.max_by_key(|content| media_type::narrowness(&content.media_type, called));
    let Some(content) = content else {
        if !described.content.is_empty() {
            found.push(violation(format!(
                "the document describes no body of the media type {called}"
            )));
        }
        return found;
    };
    if let (Some(schema), Some(body), true) = (&content.schema, body, media_type::is_json(called)) {
        match serde_json::from_slice::<Value>(body) {
            Ok(value) => {
                let of_body = schema.violations(&value).into_iter();
                found.extend(of_body.map(|violation| violation.of(format!("response {status}"))));
            }
            Err(error) => found.push(violation(format!("expected JSON: {error}"))),
        }
    }
    found
}
