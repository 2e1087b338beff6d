//! A request that is decoded and checked by the description, and not yet typed.

use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH, TRANSFER_ENCODING};
use http::{HeaderMap, StatusCode, request};
use serde_json::Value;

use super::credentials::Credentials;
use super::decode::parameter::{self, Sources};
use super::decode::{Pairs, Parts, form};
use super::description::{Content, Description, Operation};
use super::media_type;
use super::rejection::{Rejection, Violation};
use super::schema::Kinds;
use crate::codec::json::{self, Decode, DecodeError, Memory};
use crate::codec::multipart::Form;
#[cfg(feature = "xml")]
use crate::codec::xml::{self, XmlError, XmlSchema};
use crate::message::Body;

/// What a service bounds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// How long a body may be that is kept in memory, in bytes.
    pub(crate) max_body: usize,
    /// How long a body may be silent.
    pub(crate) idle: Duration,
}

/// How many times `max_body` a decoded value may take.
const MEMORY_PER_BODY: usize = 4;

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
    /// A JSON value a line.
    Lines,
    /// Text.
    Text,
    /// Bytes as they come.
    Binary,
    /// Several parts.
    Parts,
}

/// A type that a request becomes: one for each operation, which the macro `server_request!` implements.
pub trait FromRequest: Sized {
    /// The operation, by method and key of the path.
    const OPERATION: &'static str;
    /// The media types of its body.
    const BODIES: &'static [BodyForm];

    /// Converts a request.
    ///
    /// # Errors
    /// A value is none of the client's type, which may be narrower than the schema.
    fn from_request(request: &mut Incoming) -> Result<Self, Rejection>;
}

/// A struct of the parts of a body, which the macro `server_form!` implements.
pub trait FromParts: Sized {
    /// Converts the parts.
    ///
    /// # Errors
    /// A value is none of the client's type.
    fn from_parts(parts: &mut Parts) -> Result<Self, Rejection>;
}

/// A request.
#[derive(Debug)]
pub struct Incoming {
    description: &'static Description,
    operation: usize,
    parameters: Vec<Option<Value>>,
    body: Received,
    /// Which of the media types that the client has a type for it is.
    form: usize,
    head: request::Parts,
    credentials: Credentials,
    max_memory: usize,
}

/// A body.
#[derive(Debug)]
enum Received {
    Nothing,
    /// JSON text.
    Json(Bytes),
    Value(Value),
    Text(String),
    Binary(Body),
    Parts(Parts),
}

/// A request whose body is not read yet.
#[derive(Debug)]
pub(crate) struct Unread {
    description: &'static Description,
    pub(crate) operation: usize,
    parameters: Vec<Option<Value>>,
    credentials: Credentials,
    pub(crate) head: request::Parts,
    body: Body,
}

impl Unread {
    /// Finds the operation of a request, and decodes and checks all but the body.
    ///
    /// # Errors
    /// There is no operation for it, it has not the credentials, or its parameters are not what the document says.
    pub(crate) fn new(
        description: &'static Description,
        request: http::Request<Body>,
    ) -> Result<Self, Rejection> {
        let (head, body) = request.into_parts();
        let raw_query = head.uri.query().unwrap_or_default();
        let (index, path) = description.find(&head.method, head.uri.path(), raw_query)?;
        let operation = &description.operations[index];
        let cookies = head.headers.get_all(http::header::COOKIE).iter();
        let sources = Sources {
            path: &path,
            raw_query,
            query: Pairs::of_query(raw_query),
            headers: &head.headers,
            cookies: Pairs::of_cookies(cookies.filter_map(|text| text.to_str().ok())),
        };
        let credentials = Credentials::of(description, &head.headers, &sources.query, &sources.cookies);
        credentials.check(description, operation)?;
        let parameters = parameter::decode(operation, &sources)?;
        check_accept(operation, &head.headers)?;
        Ok(Unread {
            description,
            operation: index,
            parameters,
            credentials,
            head,
            body,
        })
    }

    /// Reads and checks the body.
    ///
    /// # Errors
    /// It is missing, of another media type, too long or too slow, or not what the document says.
    pub(crate) async fn read(self, forms: &[BodyForm], limits: Limits) -> Result<Incoming, Rejection> {
        let operation = &self.description.operations[self.operation];
        let (body, form) = received(operation, &self.head.headers, self.body, forms, limits).await?;
        Ok(Incoming {
            description: self.description,
            operation: self.operation,
            parameters: self.parameters,
            body,
            form,
            head: self.head,
            credentials: self.credentials,
            max_memory: limits.max_body.saturating_mul(MEMORY_PER_BODY),
        })
    }
}

impl Incoming {
    /// Returns a required parameter, by location and name: `path id`.
    ///
    /// # Errors
    /// It is none of the type.
    pub fn required<T: Decode>(&self, parameter: &str) -> Result<T, Rejection> {
        match self.optional(parameter)? {
            Some(value) => Ok(value),
            // A list without items is not sent.
            None => json::from_value(&Value::Array(Vec::new())).map_err(|_| missing(parameter)),
        }
    }

    /// Returns an optional parameter, by location and name.
    ///
    /// # Errors
    /// It is none of the type.
    pub fn optional<T: Decode>(&self, parameter: &str) -> Result<Option<T>, Rejection> {
        let operation = &self.description.operations[self.operation];
        let parameters = operation.parameters.iter().zip(&self.parameters);
        let found = parameters
            .into_iter()
            .find(|(known, _)| known.to_string() == parameter);
        let Some(value) = found.and_then(|(_, value)| value.as_ref()) else {
            return Ok(None);
        };
        json::from_value(value).map(Some).map_err(|error| {
            let violation = Violation::new(error.path(), error.message()).of(parameter);
            Rejection::parameters(vec![violation])
        })
    }

    /// Tells whether there is a body.
    pub fn has_body(&self) -> bool {
        !matches!(self.body, Received::Nothing)
    }

    /// Returns which of the media types it is that the client has a type for.
    pub fn form(&self) -> usize {
        self.form
    }

    /// Takes the body as a value: of JSON, a form, XML, or JSON lines.
    ///
    /// # Errors
    /// It is none of the type.
    pub fn value<T: Decode>(&mut self) -> Result<T, Rejection> {
        let memory = Memory::new(self.max_memory);
        let value = match std::mem::replace(&mut self.body, Received::Nothing) {
            Received::Json(text) => json::from_slice_within(&text, memory),
            Received::Value(value) => json::from_value_within(&value, memory),
            _ => json::from_slice_within(b"null", memory),
        };
        value.map_err(|error| unfit(&error))
    }

    /// Takes the body as text.
    ///
    /// # Errors
    /// None.
    pub fn text(&mut self) -> Result<String, Rejection> {
        Ok(match std::mem::replace(&mut self.body, Received::Nothing) {
            Received::Text(text) => text,
            _ => String::new(),
        })
    }

    /// Takes the body as bytes.
    ///
    /// # Errors
    /// None.
    pub fn binary(&mut self) -> Result<Body, Rejection> {
        Ok(match std::mem::replace(&mut self.body, Received::Nothing) {
            Received::Binary(body) => body,
            _ => Body::empty(),
        })
    }

    /// Takes the parts of the body.
    ///
    /// # Errors
    /// None.
    pub fn parts(&mut self) -> Result<Parts, Rejection> {
        Ok(match std::mem::replace(&mut self.body, Received::Nothing) {
            Received::Parts(parts) => parts,
            _ => Parts::default(),
        })
    }

    /// Takes the parts of the body as a struct.
    ///
    /// # Errors
    /// A part is none of the type.
    pub fn parts_as<T: FromParts>(&mut self) -> Result<T, Rejection> {
        T::from_parts(&mut self.parts()?)
    }

    /// Takes the parts of the body, whatever they are.
    ///
    /// # Errors
    /// None.
    pub fn any_form(&mut self) -> Result<Form, Rejection> {
        self.parts().map(Parts::into_form)
    }

    /// Returns the headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.head.headers
    }

    /// Returns what it carries for the security schemes.
    pub fn credentials(&self) -> Credentials {
        self.credentials.clone()
    }

    /// Returns the place of its operation.
    #[cfg(feature = "mock")]
    pub(crate) fn place(&self) -> usize {
        self.operation
    }

    /// Returns the operation.
    pub(crate) fn operation(&self) -> &'static Operation {
        &self.description.operations[self.operation]
    }

    /// Copies it. `None` if its body is a stream.
    #[cfg(feature = "mock")]
    pub(crate) fn try_clone(&self) -> Option<Self> {
        Some(Incoming {
            description: self.description,
            operation: self.operation,
            parameters: self.parameters.clone(),
            body: match &self.body {
                Received::Nothing => Received::Nothing,
                Received::Json(text) => Received::Json(text.clone()),
                Received::Value(value) => Received::Value(value.clone()),
                Received::Text(text) => Received::Text(text.clone()),
                Received::Binary(body) => Received::Binary(body.try_clone()?),
                Received::Parts(parts) => Received::Parts(parts.clone()),
            },
            form: self.form,
            head: self.head.clone(),
            credentials: self.credentials.clone(),
            max_memory: self.max_memory,
        })
    }

    /// Returns the parameters and the body as JSON, for people.
    #[cfg(feature = "mock")]
    pub(crate) fn shown(&self) -> Value {
        let parameters = self.operation().parameters.iter().zip(&self.parameters);
        let parameters =
            parameters.filter_map(|(parameter, value)| Some((parameter.to_string(), value.clone()?)));
        let mut shown: serde_json::Map<String, Value> = parameters.collect();
        let body = match &self.body {
            Received::Nothing => None,
            Received::Json(text) => serde_json::from_slice(text).ok(),
            Received::Value(value) => Some(value.clone()),
            Received::Text(text) => Some(text.as_str().into()),
            Received::Binary(body) => Some(format!("{body:?}").into()),
            Received::Parts(parts) => Some(parts.names().collect()),
        };
        if let Some(body) = body {
            shown.insert("body".to_owned(), body);
        }
        Value::Object(shown)
    }
}

/// Checks that the client accepts one of the media types of the responses.
fn check_accept(operation: &Operation, headers: &HeaderMap) -> Result<(), Rejection> {
    let accepted = media_type::accepted(headers);
    let mut known = operation
        .responses
        .iter()
        .flat_map(|response| &response.content)
        .peekable();
    let fits = |content: &Content| media_type::weight(&accepted, &content.media_type) > 0;
    if accepted.is_empty() || known.peek().is_none() || known.any(fits) {
        return Ok(());
    }
    let detail = "no response of the operation is of a media type that the request accepts";
    Err(Rejection::new(StatusCode::NOT_ACCEPTABLE, detail))
}

async fn received(
    operation: &Operation,
    headers: &HeaderMap,
    body: Body,
    forms: &[BodyForm],
    limits: Limits,
) -> Result<(Received, usize), Rejection> {
    let (Some(described), [_, ..]) = (&operation.body, forms) else {
        return Ok((Received::Nothing, 0));
    };
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
    let is_packed = headers
        .get(CONTENT_ENCODING)
        .is_some_and(|encoding| encoding != "identity");
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
    if let BodyKind::Binary = kind {
        return Ok((Received::Binary(body), form));
    }
    let bytes = collect(body, limits).await?;
    if bytes.is_empty() && !described.required && !matches!(kind, BodyKind::Text) {
        return Ok((Received::Nothing, form));
    }
    let received = match kind {
        BodyKind::Binary => Received::Nothing,
        BodyKind::Json => {
            let value = serde_json::from_slice(&bytes);
            let value = value.map_err(|error| Rejection::unreadable(format!("expected JSON: {error}")))?;
            check(content, &value)?;
            Received::Json(bytes)
        }
        BodyKind::Form => {
            let text = text_of(&bytes, called)?;
            let value = form::decode(&text, content).map_err(Rejection::unreadable)?;
            check(content, &value)?;
            Received::Value(value)
        }
        #[cfg(feature = "xml")]
        BodyKind::Xml(schema) => {
            let text = text_of(&bytes, called)?;
            let mut memory = Memory::new(limits.max_body.saturating_mul(MEMORY_PER_BODY));
            let value = xml::read(&text, schema, &mut memory).map_err(|error| match error {
                XmlError::Invalid(problem) => Rejection::unreadable(problem),
                XmlError::TooLarge => too_large(limits.max_body),
            })?;
            check(content, &value)?;
            Received::Value(value)
        }
        BodyKind::Lines => {
            let value = lines(&text_of(&bytes, called)?, content)?;
            check(content, &value)?;
            Received::Value(value)
        }
        BodyKind::Text => {
            let text = text_of(&bytes, called)?;
            check(content, &Value::String(text.clone()))?;
            Received::Text(text)
        }
        BodyKind::Parts => Received::Parts(Parts::decode(&bytes, called, content)?),
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
    let parameters = |content: &Content| {
        let mut named = content
            .media_type
            .split(';')
            .skip(1)
            .filter_map(|parameter| parameter.split_once('='));
        named.all(|(name, value)| {
            let found = media_type::parameter(called, name.trim());
            found.is_some_and(|found| found.eq_ignore_ascii_case(value.trim().trim_matches('"')))
        })
    };
    let fitting = content
        .iter()
        .filter(|content| media_type::is_of(&content.media_type, called));
    fitting.max_by_key(|content| (parameters(content), content.media_type.replace('*', "").len()))
}

/// Returns the place of what the client has for a media type of the document.
fn form_of(content: &Content, forms: &[BodyForm]) -> usize {
    let same = |form: &BodyForm| {
        form.media_type == content.media_type || media_type::is_of(&content.media_type, form.media_type)
    };
    // Of several media types with one type, the client has but the first.
    let natural = |form: &BodyForm| match form.kind {
        BodyKind::Json => media_type::is_json(&content.media_type),
        BodyKind::Parts => content.media_type.starts_with("multipart/"),
        BodyKind::Text => content.media_type.starts_with("text/"),
        BodyKind::Form => content.media_type.contains("form-urlencoded"),
        #[cfg(feature = "xml")]
        BodyKind::Xml(_) => content.media_type.contains("xml"),
        BodyKind::Lines => content.media_type.contains("json"),
        BodyKind::Binary => true,
    };
    let place = forms
        .iter()
        .position(same)
        .or_else(|| forms.iter().position(natural));
    place.unwrap_or(0)
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

/// Reads a JSON value a line.
fn lines(text: &str, content: &Content) -> Result<Value, Rejection> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let values = lines.map(|line| {
        let value = serde_json::from_str(line);
        value.map_err(|error| Rejection::unreadable(format!("expected JSON in each line: {error}")))
    });
    let mut values = values.collect::<Result<Vec<Value>, Rejection>>()?;
    let is_list = content
        .schema
        .as_ref()
        .is_none_or(|schema| schema.kinds().has(Kinds::ARRAY));
    match is_list || values.len() != 1 {
        true => Ok(Value::Array(values)),
        false => Ok(values.remove(0)),
    }
}

async fn collect(mut body: Body, limits: Limits) -> Result<Bytes, Rejection> {
    if body
        .length()
        .is_some_and(|length| length > limits.max_body as u64)
    {
        return Err(too_large(limits.max_body));
    }
    let mut all = BytesMut::new();
    loop {
        let chunk = tokio::time::timeout(limits.idle, body.chunk()).await;
        let chunk = chunk.map_err(|_| {
            Rejection::new(StatusCode::REQUEST_TIMEOUT, "the body did not go on for too long")
        })?;
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

fn too_large(limit: usize) -> Rejection {
    Rejection::new(
        StatusCode::PAYLOAD_TOO_LARGE,
        format!("the body is longer than {limit} bytes"),
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

fn unfit(error: &DecodeError) -> Rejection {
    Rejection::body(vec![Violation::new(error.path(), error.message()).of("body")])
}

fn missing(parameter: &str) -> Rejection {
    Rejection::parameters(vec![
        Violation::new("$", "the parameter is missing").of(parameter),
    ])
}
