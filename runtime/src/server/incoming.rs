//! A request that is decoded and checked by the description, and not yet typed.

use bytes::Bytes;
use http::{HeaderMap, request};
use secrecy::SecretString;

use super::arriving::attended;
use super::credentials::{BasicCredentials, Credentials};
use super::decode::Parts;
use super::description::{Description, Operation};
use super::received::{BodyForm, Limits, MEMORY_PER_BODY, Received, described, received};
use super::rejection::{Rejection, Violation};
use super::stream::{Stream, read_items};
use super::unread::Unread;
use crate::codec::json::{self, Decode, DecodeError, Memory, Tree};
use crate::codec::multipart::Form;
use crate::codec::stream::ItemForm;
use crate::message::Body;

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
    parameters: Vec<Option<Tree>>,
    body: Received,
    /// Which of the media types that the client has a type for it is.
    form: usize,
    head: request::Parts,
    credentials: Credentials,
    max_memory: usize,
    limits: Limits,
    /// Whether what answers it is to be checked.
    pub(super) checks_response: bool,
    /// The body as it came, of a webhook.
    pub(super) raw: Bytes,
}

impl Incoming {
    /// Reads and checks the body of a request.
    ///
    /// # Errors
    /// It is missing, of another media type, too long or too slow, or not what the document says.
    pub(crate) async fn read(unread: Unread, forms: &[BodyForm], limits: Limits) -> Result<Self, Rejection> {
        let operation = &unread.description.operations[unread.operation];
        let received = received(operation, &unread.head.headers, unread.body, forms, limits).await;
        let of_operation = |rejection: Rejection| rejection.of_operation(unread.operation, &operation.id);
        let (body, form) = received.map_err(of_operation)?;
        Ok(Incoming {
            description: unread.description,
            operation: unread.operation,
            parameters: unread.parameters,
            body,
            form,
            head: unread.head,
            credentials: unread.credentials,
            max_memory: limits.max_body.saturating_mul(MEMORY_PER_BODY),
            limits,
            checks_response: false,
            raw: Bytes::new(),
        })
    }

    /// Returns a required parameter, by location and name: `path id`.
    ///
    /// # Errors
    /// It is none of the type.
    pub fn required<T: Decode>(&self, parameter: &str) -> Result<T, Rejection> {
        match self.optional(parameter)? {
            Some(value) => Ok(value),
            // A list without items is not sent.
            None => json::from_slice(b"[]").map_err(|_| missing(parameter)),
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
        value.decode_within(Memory::UNLIMITED).map(Some).map_err(|error| {
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
            Received::Value(value) => value.decode_within(memory),
            _ => json::from_slice_within(b"null", memory),
        };
        value.map_err(|error| unfit(&error))
    }

    /// Takes the body as a value, if it is there: where the type has no null, it is absent where it is null.
    ///
    /// # Errors
    /// It is none of the type.
    pub fn optional_value<T: Decode>(&mut self) -> Result<Option<T>, Rejection> {
        let is_null = match &self.body {
            Received::Nothing => return Ok(None),
            Received::Json(text) => text.trim_ascii() == b"null",
            _ => false,
        };
        match self.value() {
            Err(_) if is_null => Ok(None),
            value => value.map(Some),
        }
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
        Ok(attended(self.unread(), self.limits.idle))
    }

    fn unread(&mut self) -> Body {
        match std::mem::replace(&mut self.body, Received::Nothing) {
            Received::Binary(body) => body,
            _ => Body::empty(),
        }
    }

    /// Takes the body as items, which are read as they come.
    ///
    /// # Errors
    /// None.
    pub fn items<T: Decode + Send + 'static>(&mut self) -> Result<Stream<T>, Rejection> {
        let operation = self.operation();
        let content = described(operation, &self.head.headers);
        let schema = content.and_then(|content| content.item_schema.as_ref());
        let media_type = content.map_or("", |content| &content.media_type);
        let body = self.unread();
        Ok(read_items(
            &operation.id,
            body,
            ItemForm::of(media_type),
            schema,
            self.limits,
        ))
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

    /// Returns the body as it came, for signatures.
    ///
    /// # Errors
    /// None.
    pub fn raw(&self) -> Result<Bytes, Rejection> {
        Ok(self.raw.clone())
    }

    /// Returns what it carries for a security scheme that the operation always asks for.
    ///
    /// # Errors
    /// It is not there.
    pub fn credential(&self, scheme: &str) -> Result<SecretString, Rejection> {
        self.optional_credential(scheme)?
            .ok_or_else(|| self.credentials.missing(self.description, self.operation()))
    }

    /// Returns what it carries for a security scheme.
    ///
    /// # Errors
    /// None.
    pub fn optional_credential(&self, scheme: &str) -> Result<Option<SecretString>, Rejection> {
        Ok(self.credentials.get(scheme).cloned())
    }

    /// Returns the user and the password for a security scheme that the operation always asks for.
    ///
    /// # Errors
    /// They are not there, or are none.
    pub fn basic(&self, scheme: &str) -> Result<BasicCredentials, Rejection> {
        self.optional_basic(scheme)?
            .ok_or_else(|| self.credentials.missing(self.description, self.operation()))
    }

    /// Returns the user and the password for a security scheme.
    ///
    /// # Errors
    /// There is something else in their place.
    pub fn optional_basic(&self, scheme: &str) -> Result<Option<BasicCredentials>, Rejection> {
        match (self.credentials.get(scheme), self.credentials.basic(scheme)) {
            (None, _) => Ok(None),
            (Some(_), Some(basic)) => Ok(Some(basic)),
            (Some(_), None) => Err(self.credentials.missing(self.description, self.operation())),
        }
    }

    /// Returns what it carries for the security schemes.
    pub fn credentials(&self) -> Credentials {
        self.credentials.clone()
    }

    /// Returns the place of its operation.
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
            limits: self.limits,
            max_memory: self.max_memory,
            checks_response: self.checks_response,
            raw: self.raw.clone(),
        })
    }

    /// Returns the parameters and the body as JSON, for people.
    #[cfg(feature = "mock")]
    pub(crate) fn shown(&self) -> serde_json::Value {
        use serde_json::{Map, Value};

        let parameters = self.operation().parameters.iter().zip(&self.parameters);
        let parameters = parameters
            .filter_map(|(parameter, value)| Some((parameter.to_string(), value.as_ref()?.to_value())));
        let mut shown: Map<String, Value> = parameters.collect();
        let body = match &self.body {
            Received::Nothing => None,
            Received::Json(text) => serde_json::from_slice(text).ok(),
            Received::Value(value) => Some(value.to_value()),
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

fn unfit(error: &DecodeError) -> Rejection {
    Rejection::body(vec![Violation::new(error.path(), error.message()).of("body")])
}

fn missing(parameter: &str) -> Rejection {
    Rejection::parameters(vec![
        Violation::new("$", "the parameter is missing").of(parameter),
    ])
}
