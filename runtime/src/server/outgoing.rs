//! A typed response that becomes an HTTP response.

use std::fmt;

use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use serde_json::Value;

use super::description::{Content, Operation};
use super::media_type;
use super::rejection::{Rejection, Violation};
use super::stream::{Report, Stream, check_of};
use crate::codec::json::{self, Encode, Tree};
use crate::codec::parameter::scalar_text;
use crate::codec::stream::{ItemForm, WrittenItems};
#[cfg(feature = "xml")]
use crate::codec::xml::{self, XmlSchema};
use crate::message::Body;

/// The responses of an operation, as an enum. The macro `server_responses!` implements it.
pub trait IntoResponse: Send + 'static {
    /// Converts it.
    fn into_response(self, to: &Outgoing) -> http::Response<Body>;
}

/// What a response answers.
pub struct Outgoing {
    operation: &'static Operation,
    accepted: Vec<(String, u16)>,
    /// Where responses are checked.
    report: Option<Report>,
}

/// What is wrong with a body, among the extensions of its response: where the text says less than the value did.
#[derive(Clone, Debug)]
struct OfBody(Vec<Violation>);

impl fmt::Debug for Outgoing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Outgoing").field(&self.operation.id).finish()
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

impl Outgoing {
    pub(crate) fn new(operation: &'static Operation, headers: &HeaderMap) -> Self {
        Outgoing {
            operation,
            accepted: media_type::accepted(headers),
            report: None,
        }
    }

    /// Has items of streams and values of XML be checked.
    pub(crate) fn checked(mut self, report: Report) -> Self {
        self.report = Some(report);
        self
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
        match Tree::of(text) {
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
        let value = match Tree::of(value) {
            Ok(value) => value,
            Err(error) => return unwritable(&error.to_string()),
        };
        let text = match xml::write(&value, schema) {
            Ok(text) => text,
            Err(problem) => return unwritable(&problem),
        };
        let media_type = self.media_type(status, media_types, &XML);
        let described = self
            .content(status, &media_type)
            .and_then(|content| content.schema.as_ref());
        let wrong = match (&self.report, described) {
            (Some(_), Some(schema)) => schema.violations(&value.to_value()),
            _ => Vec::new(),
        };
        let mut response = called(status, &media_type, text.into());
        if !wrong.is_empty() {
            response.extensions_mut().insert(OfBody(wrong));
        }
        response
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
        let media_type = self.media_type(status, media_types, &EVENTS);
        self.stream(status, &media_type, items, ItemForm::Event)
    }

    /// Creates a response of a JSON value a line.
    pub fn lines<T: Encode + Send + 'static>(
        &self,
        status: StatusCode,
        media_types: &[&str],
        items: Stream<T>,
    ) -> http::Response<Body> {
        let media_type = self.media_type(status, media_types, &LINES);
        self.stream(status, &media_type, items, ItemForm::Line)
    }

    fn stream<T: Encode + Send + 'static>(
        &self,
        status: StatusCode,
        media_type: &str,
        items: Stream<T>,
        form: ItemForm,
    ) -> http::Response<Body> {
        let content = self.content(status, media_type);
        let schema = content.and_then(|content| content.item_schema.as_ref().or(content.schema.as_ref()));
        let check = schema.zip(self.report.clone());
        let check = check.map(|(schema, report)| check_of(status, schema, report));
        called(
            status,
            media_type,
            Body::stream(WrittenItems { items, form, check }),
        )
    }

    /// Returns what the document says of a body of this status and media type.
    fn content(&self, status: StatusCode, media_type: &str) -> Option<&'static Content> {
        self.operation.response(status.as_u16())?.content(media_type)
    }

    fn response(
        &self,
        status: StatusCode,
        media_types: &[&str],
        kind: &Kind,
        body: Body,
    ) -> http::Response<Body> {
        called(status, &self.media_type(status, media_types, kind), body)
    }

    /// Chooses the media type: of those that the response has and the body can be, the one that the client likes most.
    fn media_type(&self, status: StatusCode, media_types: &[&str], kind: &Kind) -> String {
        let described = self.operation.response(status.as_u16());
        let described = described.into_iter().flat_map(|response| response.content.iter());
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

/// Returns a further header of a response.
///
/// # Errors
/// The name or the value can't be one: the response that says so.
pub fn header<N, V>(name: N, value: V) -> Result<(HeaderName, HeaderValue), Box<http::Response<Body>>>
where
    N: TryInto<HeaderName>,
    V: TryInto<HeaderValue>,
{
    let name = name.try_into().map_err(|_| "the name of a header is not valid");
    let value = value.try_into().map_err(|_| "the value of a header is not valid");
    name.and_then(|name| Ok((name, value?)))
        .map_err(|problem| Box::new(unwritable(problem)))
}

/// Returns a response that has nothing but its status.
pub fn bare(status: StatusCode) -> http::Response<Body> {
    with_status(status, Body::empty())
}

/// Returns a response with the media type of its body.
fn called(status: StatusCode, media_type: &str, body: Body) -> http::Response<Body> {
    let mut response = with_status(status, body);
    if let Ok(value) = HeaderValue::try_from(media_type) {
        response.headers_mut().insert(CONTENT_TYPE, value);
    }
    response
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
    if let Some(OfBody(of_body)) = response.extensions().get() {
        let of_body = of_body.iter().cloned();
        found.extend(of_body.map(|violation| violation.of(format!("response {status}"))));
    }
    let Some(content) = described.content(called) else {
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
