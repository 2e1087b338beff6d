//! The operations that the text of a client describes. `generator/src/outputs/description` writes it; both change together.

mod base_path;
mod callback;
mod read;
mod route;
mod scheme;

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use http::Method;
#[cfg(feature = "mock")]
use serde_json::Value;

use super::media_type;
use super::schema::Schema;
use crate::codec::parameter::{Location, Style};

pub(crate) use callback::CallbackPath;
pub(crate) use route::{PathValues, Route};

/// What a document describes, as a program reads it while it runs.
#[derive(Debug)]
pub struct Description {
    pub(crate) operations: Vec<Operation>,
    /// The places of operations by method and key of the path: `GET /pets/{id}`.
    by_key: HashMap<String, usize>,
    /// Paths with the operations of each, the most literal first.
    routes: Vec<Route>,
    /// The ends of the paths to which callbacks are sent that have more than a name.
    callbacks: Vec<CallbackPath>,
    /// The paths of the document's servers, without a slash at their end.
    base_paths: Vec<String>,
    pub(crate) schemes: Vec<Scheme>,
}

/// What of a document is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Paths,
    Webhooks,
}

/// An operation.
#[derive(Debug)]
pub(crate) struct Operation {
    /// The `operationId`, or method and path.
    pub(crate) id: String,
    pub(crate) method: Method,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) body: Option<RequestBody>,
    pub(crate) responses: Vec<Response>,
    /// Alternatives of schemes, by their keys.
    pub(crate) security: Vec<Vec<String>>,
}

#[derive(Debug)]
pub(crate) struct Parameter {
    pub(crate) name: String,
    pub(crate) location: Location,
    pub(crate) required: bool,
    pub(crate) form: Form,
    pub(crate) schema: Option<Schema>,
}

/// How a value stands in text.
#[derive(Clone, Debug)]
pub(crate) enum Form {
    Style {
        style: Style,
        explode: bool,
    },
    /// In a media type.
    Content(String),
}

#[derive(Debug)]
pub(crate) struct RequestBody {
    pub(crate) required: bool,
    pub(crate) content: Contents,
}

/// The media types of a body. Operations that refer to one body share them: a few bytes are enough to refer to it.
pub(crate) type Contents = Arc<[Content]>;

/// A media type of a body.
#[derive(Debug)]
pub(crate) struct Content {
    pub(crate) media_type: String,
    pub(crate) schema: Option<Schema>,
    /// The schema of each item of a stream.
    pub(crate) item_schema: Option<Schema>,
    /// Properties of a form with an encoding of their own.
    pub(crate) encodings: Vec<(String, Form)>,
    /// Examples by their names; one that has none is called nothing.
    #[cfg(feature = "mock")]
    pub(crate) examples: Vec<(String, Value)>,
}

#[derive(Debug)]
pub(crate) struct Response {
    pub(crate) status: StatusPattern,
    pub(crate) content: Contents,
    /// The headers that must be there.
    pub(crate) required_headers: Vec<String>,
    #[cfg(feature = "mock")]
    pub(crate) headers: Arc<[Header]>,
}

/// A header of a response.
#[cfg(feature = "mock")]
#[derive(Debug)]
pub(crate) struct Header {
    pub(crate) name: String,
    pub(crate) form: Form,
    pub(crate) schema: Option<Schema>,
}

/// The statuses of a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StatusPattern {
    Exact(u16),
    Range(u16),
    Default,
}

/// A security scheme.
#[derive(Debug)]
pub(crate) struct Scheme {
    pub(crate) key: String,
    pub(crate) kind: SchemeKind,
}

/// Where a credential is carried.
#[derive(Debug)]
pub(crate) enum SchemeKind {
    Header(String),
    Query(String),
    Cookie(String),
    /// `Authorization`, with this scheme.
    Authorization(String),
    /// Outside of the request.
    Connection,
}

impl Description {
    /// Reads the text that a client has.
    ///
    /// # Panics
    /// When it is not what the generator writes.
    pub fn read(text: &str) -> Self {
        read::read(text, Part::Paths)
            .unwrap_or_else(|problem| panic!("the description of the client can't be read: {problem}"))
    }

    /// Reads a text that comes from elsewhere.
    ///
    /// # Errors
    /// It is not what the generator writes.
    #[cfg(feature = "mock")]
    pub(crate) fn try_read(text: &str) -> Result<Self, String> {
        read::read(text, Part::Paths)
    }

    /// Returns the paths of the document's servers, without a slash at their end.
    #[cfg(feature = "mock")]
    pub(crate) fn base_paths(&self) -> &[String] {
        &self.base_paths
    }

    /// Has no operation ask for credentials.
    #[cfg(feature = "mock")]
    pub(crate) fn without_credentials(&mut self) {
        for operation in &mut self.operations {
            operation.security.clear();
        }
    }

    /// Reads the webhooks of the text that a client has: each has its name as its path.
    ///
    /// # Panics
    /// When it is not what the generator writes.
    pub fn read_webhooks(text: &str) -> Self {
        read::read(text, Part::Webhooks)
            .unwrap_or_else(|problem| panic!("the description of the client can't be read: {problem}"))
    }

    /// Returns the place of an operation, by method and key of the path.
    pub(crate) fn index(&self, key: &str) -> Option<usize> {
        self.by_key.get(key).copied()
    }
}

impl Operation {
    /// Returns what the document says of a status: the narrowest that fits.
    pub(crate) fn response(&self, status: u16) -> Option<&Response> {
        let find = |pattern| self.responses.iter().find(|response| response.status == pattern);
        find(StatusPattern::Exact(status))
            .or_else(|| find(StatusPattern::Range(status / 100)))
            .or_else(|| find(StatusPattern::Default))
    }
}

impl SchemeKind {
    /// Returns where in a request it stands: two of the same place exclude each other.
    pub(crate) fn place(&self) -> String {
        match self {
            SchemeKind::Header(name) => format!("header {}", name.to_ascii_lowercase()),
            SchemeKind::Authorization(_) => "header authorization".to_owned(),
            SchemeKind::Query(name) => format!("query {name}"),
            SchemeKind::Cookie(name) => format!("cookie {name}"),
            SchemeKind::Connection => "connection".to_owned(),
        }
    }
}

impl Parameter {
    /// Tells whether a name of the query, or of a cookie, is meant for this parameter: its own, or `filter[a]` of a `deepObject`.
    pub(crate) fn is_named(&self, name: &str) -> bool {
        let is_deep = matches!(
            self.form,
            Form::Style {
                style: Style::DeepObject,
                ..
            }
        );
        match name.strip_prefix(self.name.as_str()) {
            Some("") => true,
            Some(rest) => is_deep && rest.starts_with('['),
            None => false,
        }
    }
}

impl Response {
    /// Returns what the document says of a body of a media type: the narrowest that it is of.
    pub(crate) fn content(&self, media_type: &str) -> Option<&Content> {
        let fitting = self.content.iter();
        let fitting = fitting.filter(|content| media_type::is_of(&content.media_type, media_type));
        fitting.max_by_key(|content| media_type::narrowness(&content.media_type, media_type))
    }
}

impl fmt::Display for Parameter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let location = match self.location {
            Location::Path => "path",
            Location::Query | Location::QueryString => "query",
            Location::Header => "header",
            Location::Cookie => "cookie",
        };
        write!(f, "{location} {}", self.name)
    }
}

#[cfg(test)]
mod tests;
