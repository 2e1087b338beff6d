//! One request with its response, as a cassette has them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use serde_json::Value;

use super::json::Json;
use super::multipart::{self, Part};

/// A request and its response, as a cassette has them: without secrets.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Recording {
    /// The `operationId`, or method and path. `None` for what is no operation of the document, such as a request for a token.
    pub operation: Option<String>,
    /// The HTTP method.
    pub method: String,
    /// The path as it was sent, without escapes.
    pub path: String,
    /// The query, without escapes.
    pub query: Vec<(String, String)>,
    /// Headers and body of the request.
    pub request: RecordedMessage,
    /// The status of the response.
    pub status: u16,
    /// Headers and body of the response.
    pub response: RecordedMessage,
}

/// The headers and the body of a recorded request or response.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct RecordedMessage {
    /// The headers, those that travel with one connection left out.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: RecordedBody,
    /// Why the body ends before its end, if it does: the program read no further, or the connection broke.
    pub cut: Option<String>,
}

/// Which of two messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Request,
    Response,
}

/// The body of a recorded request or response.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RecordedBody(pub(super) Content);

#[derive(Clone, Debug, Default, PartialEq)]
pub(super) enum Content {
    #[default]
    Empty,
    Json(Json),
    Form(Vec<(String, String)>),
    Parts(Vec<Part>),
    Text(String),
    Binary(Bytes),
}

impl RecordedMessage {
    /// Returns the value of a header: `content-type`.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        headers
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    /// Returns the media type, in lower case and without its parameters. Empty if there is none.
    pub fn media_type(&self) -> String {
        let value = self.header("content-type").unwrap_or_default();
        let essence = value.split(';').next().unwrap_or_default();
        essence.trim().to_ascii_lowercase()
    }
}

impl RecordedBody {
    /// Takes bytes for what their `Content-Type` calls them, as far as they are it. A response of several parts stays as it came, with
    /// what separates them, which its header names.
    pub(super) fn new(side: Side, content_type: &str, bytes: &Bytes) -> Self {
        if bytes.is_empty() {
            return RecordedBody(Content::Empty);
        }
        let essence = content_type.split(';').next().unwrap_or_default().trim();
        let essence = essence.to_ascii_lowercase();
        let may_be_json = essence.is_empty() || essence.ends_with("/json") || essence.ends_with("+json");
        if may_be_json && let Ok(json) = Json::parse(bytes) {
            return RecordedBody(Content::Json(json));
        }
        if essence == "application/x-www-form-urlencoded" {
            let pairs = url::form_urlencoded::parse(bytes).into_owned();
            return RecordedBody(Content::Form(pairs.collect()));
        }
        if side == Side::Request
            && essence.starts_with("multipart/")
            && let Some(parts) = multipart::parse(content_type, bytes)
        {
            return RecordedBody(Content::Parts(parts));
        }
        RecordedBody(match std::str::from_utf8(bytes) {
            Ok(text) => Content::Text(text.to_owned()),
            Err(_) => Content::Binary(bytes.clone()),
        })
    }

    /// Tells whether there is no byte.
    pub fn is_empty(&self) -> bool {
        self.0 == Content::Empty
    }

    /// Returns the value of a JSON body.
    pub fn json(&self) -> Option<Value> {
        match &self.0 {
            Content::Json(json) => serde_json::from_str(&json.compact()).ok(),
            _ => None,
        }
    }

    /// Returns the fields of a form, with the texts of their values; those that are no text are left out.
    pub fn fields(&self) -> Option<Vec<(&str, &str)>> {
        match &self.0 {
            Content::Form(pairs) => {
                let pairs = pairs.iter();
                Some(
                    pairs
                        .map(|(name, value)| (name.as_str(), value.as_str()))
                        .collect(),
                )
            }
            Content::Parts(parts) => {
                let named = parts.iter().filter_map(|part| {
                    let name = part.name.as_deref()?;
                    std::str::from_utf8(&part.body).ok().map(|text| (name, text))
                });
                Some(named.collect())
            }
            _ => None,
        }
    }

    /// Returns the bytes. Those of a form of several parts are not what was sent: what separates the parts is another.
    pub fn bytes(&self) -> Bytes {
        match &self.0 {
            Content::Empty => Bytes::new(),
            Content::Json(json) => json.compact().into(),
            Content::Form(pairs) => {
                let mut text = url::form_urlencoded::Serializer::new(String::new());
                text.extend_pairs(pairs);
                text.finish().into()
            }
            Content::Parts(parts) => multipart::write(parts),
            Content::Text(text) => text.clone().into(),
            Content::Binary(bytes) => bytes.clone(),
        }
    }
}

/// Returns bytes as a text that a JSON file can have.
pub(super) fn encoded(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// Returns the bytes of such a text.
pub(super) fn decoded(text: &str) -> Option<Bytes> {
    STANDARD.decode(text).ok().map(Bytes::from)
}
