//! The body of a request: read within limits, decoded by its media type, and checked.

use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, TRANSFER_ENCODING};
use http::{HeaderMap, StatusCode};
use serde_json::{Map, Value};

use super::decode::{Parts, form};
use super::description::{Content, Operation};
use super::kinds::Kinds;
use super::media_type;
use super::rejection::{Rejection, Violation};
use super::schema::MAX_VIOLATIONS;
use crate::codec::json::distinct::Distinct;
use crate::codec::json::{self, DecodeError, Memory, Tree};
#[cfg(feature = "xml")]
use crate::codec::xml::{self, XmlError, XmlSchema};
use crate::message::Body;
use crate::platform::clock::timeout;

/// What a service bounds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// How long a body may be that is kept in memory, in bytes.
    pub(crate) max_body: usize,
    /// How long a body may be silent.
    pub(crate) idle: Duration,
}

/// What is wrong with a body that is silent.
pub(super) const SILENT: &str = "the body did not go on for too long";

/// How many fields a form may have.
const MAX_FIELDS: usize = 100_000;

/// How many times `max_body` a decoded value may take.
pub(super) const MEMORY_PER_BODY: usize = 4;

impl Default for Limits {
    fn default() -> Self {
        Limits {
            max_body: 64 * 1024 * 1024,
            idle: Duration::from_secs(30),
        }
    }
}

/// A media type of a body that the client has a type for.
#[derive(Clone, Copy, Debug)]
pub struct BodyForm {
    /// What the client sends.
    pub media_type: &'static str,
    /// How it is read.
    pub kind: BodyKind,
}

/// How a body is read.
#[derive(Clone, Copy, Debug)]
pub enum BodyKind {
    /// JSON.
    Json,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// XML, by this schema.
    #[cfg(feature = "xml")]
    Xml(&'static XmlSchema),
    /// XML, by the schema of the description.
    #[cfg(all(feature = "mock", feature = "xml"))]
    DescribedXml,
    /// A JSON value a line.
    Lines,
    /// Text.
    Text,
    /// Bytes as they come.
    Binary,
    /// Items as they come.
    Items,
    /// Several parts.
    Parts,
}

/// A body that is read, as far as it is.
#[derive(Debug)]
pub(super) enum Received {
    Nothing,
    /// JSON text.
    Json(Bytes),
    Value(Tree),
    Text(String),
    Binary(Body),
    Parts(Parts),
}

/// Reads the body of a request, and checks it; with the place of what the client has for its media type.
///
/// # Errors
/// It is missing, of another media type, too long or too slow, or not what the document says.
pub(super) async fn received(
    operation: &Operation,
    headers: &HeaderMap,
    body: Body,
    forms: &[BodyForm],
    limits: Limits,
) -> Result<(Received, usize), Rejection> {
    let (Some(described), [_, ..]) = (&operation.body, forms) else {
        return Ok((Received::Nothing, 0));
    };
    if headers.get_all(CONTENT_TYPE).iter().nth(1).is_some() {
        // What stands before this server may have read it as another one.
        return Err(Rejection::unreadable("there is more than one Content-Type"));
    }
    let called = media_type::of_body(headers);
    let is_empty = match body.length() {
        Some(length) => length == 0,
        None => {
            !headers.contains_key(CONTENT_LENGTH)
                && !headers.contains_key(TRANSFER_ENCODING)
                && called.is_none()
        }
    };
    if is_empty && called.is_none() {
        return match described.required {
            false => Ok((Received::Nothing, 0)),
            true => Err(Rejection::unreadable("the body is missing")),
        };
    }
    let mut encodings = headers.get_all(CONTENT_ENCODING).iter();
    let is_packed = encodings.any(|encoding| !encoding.as_bytes().eq_ignore_ascii_case(b"identity"));
    let content = content_of(&described.content, called).filter(|_| !is_packed);
    let Some(content) = content else {
        let known: Vec<&str> = described
            .content
            .iter()
            .map(|content| content.media_type.as_str())
            .collect();
        return Err(Rejection::unsupported_media_type(&known));
    };
    let form = form_of(content, forms);
    let called = called.unwrap_or(&content.media_type);
    let kind = forms[form].kind;
    if let BodyKind::Binary | BodyKind::Items = kind {
        return Ok((Received::Binary(body), form));
    }
    let bytes = collect(body, limits).await?;
    // A form without fields is empty; what can be no such form is no body.
    let is_form = matches!(kind, BodyKind::Form) && check(content, &Value::Object(Map::new())).is_ok();
    if bytes.is_empty() && !described.required && !is_form && !matches!(kind, BodyKind::Text) {
        return Ok((Received::Nothing, form));
    }
    let mut memory = Memory::new(limits.max_body.saturating_mul(MEMORY_PER_BODY));
    let received = match kind {
        BodyKind::Binary | BodyKind::Items => Received::Nothing,
        BodyKind::Json => {
            let Distinct(value) = json::from_slice_of(&bytes, &mut memory)
                .map_err(|error| unread(&error, "expected JSON", limits))?;
            check(content, &value)?;
            Received::Json(bytes)
        }
        BodyKind::Form => {
            let text = text_of(&bytes, called)?;
            if text.bytes().filter(|byte| *byte == b'&').count() >= MAX_FIELDS {
                let problem = format!("the form has more than {MAX_FIELDS} fields");
                return Err(Rejection::unreadable(problem));
            }
            let value = form::decode(&text, content).map_err(Rejection::unreadable)?;
            check(content, &value.to_value())?;
            Received::Value(value)
        }
        #[cfg(feature = "xml")]
        BodyKind::Xml(schema) => {
            let text = text_of(&bytes, called)?;
            let value = xml::read(&text, schema, &mut memory).map_err(|error| no_xml(error, limits))?;
            check(content, &value.to_value())?;
            Received::Value(value)
        }
        #[cfg(all(feature = "mock", feature = "xml"))]
        BodyKind::DescribedXml => {
            let text = text_of(&bytes, called)?;
            let Some(schema) = &content.schema else {
                return Ok((Received::Text(text), form));
            };
            let value = super::decode::xml::read(&text, schema, &mut memory);
            let value = value.map_err(|error| no_xml(error, limits))?;
            check(content, &value.to_value())?;
            Received::Value(value)
        }
        BodyKind::Lines => {
            let lines = lines(&text_of(&bytes, called)?, content, limits, &mut memory)?;
            let value = lines.to_value();
            check(content, &value)?;
            check_items(content, &value)?;
            Received::Value(lines)
        }
        BodyKind::Text => {
            let text = text_of(&bytes, called)?;
            check(content, &Value::String(text.clone()))?;
            Received::Text(text)
        }
        BodyKind::Parts => Received::Parts(Parts::decode(&bytes, called, content, &mut memory)?),
    };
    Ok((received, form))
}

/// Returns the media type of the document that a request has: the narrowest that fits. A request that does not say it has the only one.
fn content_of<'a>(content: &'a [Content], called: Option<&str>) -> Option<&'a Content> {
    let Some(called) = called else {
        return match content {
            [only] => Some(only),
            _ => None,
        };
    };
    let fitting = content
        .iter()
        .filter(|content| media_type::may_be_sent(&content.media_type, called));
    fitting.max_by_key(|content| media_type::narrowness(&content.media_type, called))
}

/// Returns the place of what the client has for a media type of the document.
fn form_of(content: &Content, forms: &[BodyForm]) -> usize {
    let same = |form: &BodyForm| form.media_type == content.media_type;
    let alike = |form: &BodyForm| media_type::is_of(&content.media_type, form.media_type);
    // Of several media types with one type, the client has but the first.
    let natural = |form: &BodyForm| match form.kind {
        BodyKind::Json => media_type::is_json(&content.media_type),
        BodyKind::Parts => content.media_type.starts_with("multipart/"),
        BodyKind::Text => content.media_type.starts_with("text/"),
        BodyKind::Form => content.media_type.contains("form-urlencoded"),
        #[cfg(feature = "xml")]
        BodyKind::Xml(_) => content.media_type.contains("xml"),
        #[cfg(all(feature = "mock", feature = "xml"))]
        BodyKind::DescribedXml => content.media_type.contains("xml"),
        BodyKind::Lines => content.media_type.contains("json"),
        BodyKind::Items => false,
        BodyKind::Binary => true,
    };
    let place = forms
        .iter()
        .position(same)
        .or_else(|| forms.iter().position(alike))
        .or_else(|| forms.iter().position(natural));
    place.unwrap_or(0)
}

/// Returns what the document says of the body that a request has.
pub(super) fn described<'a>(operation: &'a Operation, headers: &HeaderMap) -> Option<&'a Content> {
    content_of(&operation.body.as_ref()?.content, media_type::of_body(headers))
}

fn check(content: &Content, value: &Value) -> Result<(), Rejection> {
    let violations = content.schema.as_ref().map(|schema| schema.violations(value));
    match violations {
        Some(violations) if !violations.is_empty() => {
            let of_body = violations.into_iter().map(|violation| violation.of("body"));
            Err(Rejection::body(of_body.collect()))
        }
        _ => Ok(()),
    }
}

/// Checks each item of a stream.
fn check_items(content: &Content, value: &Value) -> Result<(), Rejection> {
    let Some((schema, items)) = content.item_schema.as_ref().zip(value.as_array()) else {
        return Ok(());
    };
    let violations = items.iter().enumerate().flat_map(|(index, item)| {
        let of_item = schema.violations(item).into_iter();
        of_item.map(move |violation| violation.within(&format!("[{index}]")).of("body"))
    });
    let violations: Vec<Violation> = violations.take(MAX_VIOLATIONS).collect();
    match violations.is_empty() {
        true => Ok(()),
        false => Err(Rejection::body(violations)),
    }
}

/// Reads a JSON value a line.
fn lines(text: &str, content: &Content, limits: Limits, memory: &mut Memory) -> Result<Tree, Rejection> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let values = lines.map(|line| {
        if !memory.take(2 * size_of::<Tree>()) {
            return Err(too_large(limits.max_body));
        }
        let value = json::from_slice_of(line.as_bytes(), memory);
        value.map_err(|error| unread(&error, "expected JSON in each line", limits))
    });
    let mut values = values.collect::<Result<Vec<Tree>, Rejection>>()?;
    let is_list = content
        .schema
        .as_ref()
        .is_none_or(|schema| schema.kinds().has(Kinds::ARRAY));
    match is_list || values.len() != 1 {
        true => Ok(Tree::Array(values)),
        false => Ok(values.remove(0)),
    }
}

pub(super) async fn collect(mut body: Body, limits: Limits) -> Result<Bytes, Rejection> {
    if body
        .length()
        .is_some_and(|length| length > limits.max_body as u64)
    {
        return Err(too_large(limits.max_body));
    }
    let mut all = BytesMut::new();
    loop {
        let chunk = timeout(limits.idle, body.chunk()).await;
        let chunk = chunk.map_err(|_| Rejection::new(StatusCode::REQUEST_TIMEOUT, SILENT))?;
        match chunk {
            None => return Ok(all.freeze()),
            Some(Err(error)) => return Err(Rejection::unreadable(format!("the body broke off: {error}"))),
            Some(Ok(chunk)) if chunk.len() > limits.max_body - all.len() => {
                return Err(too_large(limits.max_body));
            }
            Some(Ok(chunk)) => all.extend_from_slice(&chunk),
        }
    }
}

/// Returns that a text is no JSON, or would take too much memory.
fn unread(error: &DecodeError, expected: &str, limits: Limits) -> Rejection {
    match error.is_too_large() {
        true => too_large(limits.max_body),
        false => Rejection::unreadable(format!("{expected}: {error}")),
    }
}

/// Returns that a text is no XML, or would take too much memory.
#[cfg(feature = "xml")]
fn no_xml(error: XmlError, limits: Limits) -> Rejection {
    match error {
        XmlError::Invalid(problem) => Rejection::unreadable(problem),
        XmlError::TooLarge => too_large(limits.max_body),
    }
}

fn too_large(limit: usize) -> Rejection {
    Rejection::new(
        StatusCode::PAYLOAD_TOO_LARGE,
        format!("the body is longer than {limit} bytes, or becomes much more than that"),
    )
}

fn text_of(bytes: &Bytes, called: &str) -> Result<String, Rejection> {
    let charset = media_type::parameter(called, "charset")
        .unwrap_or_default()
        .to_ascii_lowercase();
    if matches!(charset.as_str(), "iso-8859-1" | "latin1") {
        return Ok(bytes.iter().copied().map(char::from).collect());
    }
    let text = std::str::from_utf8(bytes);
    text.map(str::to_owned)
        .map_err(|_| Rejection::unreadable("expected text in UTF-8, found other bytes"))
}
