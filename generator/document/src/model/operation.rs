use super::{Docs, Type, XmlId};
use crate::description::{Location, Pagination, Source, StatusPattern, Style};

/// An operation.
#[derive(Clone, Default, PartialEq)]
pub struct Operation {
    /// `operationId`, exactly, if the document has one.
    pub id: Option<String>,
    /// Where the document describes it.
    pub source: Source,
    /// Whether the document's server sends it, and a program receives it. Its path is then its name.
    pub is_webhook: bool,
    /// What sends it where, if it is a callback.
    pub callback: Option<Callback>,
    /// The HTTP method in the case in which it is sent: `GET`.
    pub method: String,
    /// The key of its path, of which what follows a `#` is not sent.
    pub key: String,
    /// The path with `{parameters}`, which are filled in for each call.
    pub path: String,
    /// From the operation.
    pub docs: Docs,
    /// `deprecated: true`.
    pub deprecated: bool,
    /// The operation's tags.
    pub tags: Vec<String>,
    /// All parameters, those of the path item included.
    pub parameters: Vec<Parameter>,
    /// The body of its request, if it has one.
    pub body: Option<Body>,
    /// Keys of security schemes: any one of the alternatives, each needing all of its schemes. Empty: none needed.
    /// An empty alternative means that the call may go without.
    pub security: Vec<Vec<String>>,
    /// A URL of its own that replaces the API's server, from `servers` of the operation or path.
    pub server: Option<String>,
    /// The responses of calls that succeed: exact statuses first, then ranges, then `default`.
    pub success: Vec<Response>,
    /// The responses of calls that fail, in the same order.
    pub failure: Vec<Response>,
    /// The `Accept` header; empty for none.
    pub accept: String,
    /// Its pages, if it is known how they follow each other.
    pub pages: Option<Pages>,
    /// What makes it safe to send its request again, beyond its method.
    pub repetition: Repetition,
    /// What it responds with instead of `success` where a request asks for a stream.
    pub streaming: Option<Streaming>,
    /// Whether it is wanted. What is not is modelled nevertheless, since names depend on it.
    pub selected: bool,
}

/// What makes a webhook a callback.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Callback {
    /// The URL that it is sent to, with runtime expressions in braces.
    pub expression: String,
    /// The operations that it follows from: method and key of the path of each.
    pub operations: Vec<String>,
}

/// What makes it safe to send a request again, beyond its method.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Repetition {
    /// It changes nothing, although its method says that it may.
    pub is_safe: bool,
    /// The header by which the server knows a request that it saw before.
    pub idempotency_key: Option<String>,
}

impl Repetition {
    /// Returns whether there is nothing of the kind.
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }
}

/// The form of an operation that responds with a stream.
#[derive(Clone, PartialEq)]
pub struct Streaming {
    /// The responses of calls that succeed, in the order of [`Operation::success`].
    pub success: Vec<Response>,
    /// The `Accept` header.
    pub accept: String,
    /// What of a request asks for the stream, beyond `Accept`.
    pub switch: Option<StreamSwitch>,
}

/// What of a request asks for a stream: a boolean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StreamSwitch {
    /// A value of a JSON body.
    Json {
        /// Where it is.
        pointer: &'static str,
        /// Whether a request without it gets a stream.
        is_on: bool,
    },
    /// A part of a multipart body.
    Part(&'static str),
}

/// The pages of an operation.
#[derive(Clone, PartialEq)]
pub struct Pages {
    /// How they follow each other.
    pub pagination: Pagination,
    /// The properties that lead from a page to the list of its items, if it is known where that is. All of them are declared.
    pub list: Option<Vec<String>>,
}

/// A parameter of an operation.
#[derive(Clone, PartialEq)]
pub struct Parameter {
    /// The name on the wire, exactly.
    pub wire: String,
    /// Where the document describes it.
    pub source: Source,
    /// The key of the component that it is.
    pub component: Option<String>,
    /// Where it is sent.
    pub location: Location,
    /// Whether it must be given.
    pub required: bool,
    /// The type of its value.
    pub ty: Type,
    /// How the value becomes text.
    pub encoding: ParameterEncoding,
    /// Whether the value is several segments of the path: its slashes are sent as they are.
    pub is_several_segments: bool,
    /// From the parameter.
    pub docs: Docs,
    /// `deprecated: true`.
    pub deprecated: bool,
}

/// How a parameter's value becomes text.
#[derive(Clone, Debug, PartialEq)]
pub enum ParameterEncoding {
    /// By `style` and `explode`.
    Style {
        /// The style.
        style: Style,
        /// Whether each item or property stands by itself.
        explode: bool,
        /// `allowReserved`: reserved characters go unencoded.
        allow_reserved: bool,
    },
    /// By `content`: serialised in a media type, in practice JSON.
    Content {
        /// The media type.
        media_type: String,
    },
}

/// The body of a request.
#[derive(Clone, PartialEq)]
pub struct Body {
    /// Whether it must be given.
    pub required: bool,
    /// The choices, one for each media type worth telling apart; never empty.
    pub variants: Vec<BodyVariant>,
    /// From the request body.
    pub docs: Docs,
}

/// One media type of a body.
#[derive(Clone, PartialEq)]
pub struct BodyVariant {
    /// The media type or range, as the document has it.
    pub key: String,
    /// The `Content-Type` that is sent.
    pub media_type: String,
    /// What is sent.
    pub kind: BodyKind,
}

/// What a body is, by its media type.
#[derive(Clone, PartialEq)]
pub enum BodyKind {
    /// A JSON value.
    Json(Type),
    /// `application/x-www-form-urlencoded`: an object; `encodings` lists properties that are not `form`, exploded.
    Form {
        /// The object.
        ty: Type,
        /// Properties with an encoding of their own: wire name and encoding.
        encodings: Vec<(String, ParameterEncoding)>,
    },
    /// `multipart/…` of these parts.
    Multipart(Vec<Part>),
    /// `multipart/…` of a schema that names no parts: those that the caller adds.
    OpenMultipart,
    /// `application/xml` and `+xml`.
    Xml(Type, XmlId),
    /// One JSON value a line.
    JsonLines(Type),
    /// Items that are sent as they come, of this type: one JSON value a line, or the data of server-sent events.
    Items(Type),
    /// `text/…`: a string.
    Text,
    /// Anything else: bytes, in memory or streamed.
    Binary,
}

/// One field of a multipart body.
#[derive(Clone, PartialEq)]
pub struct Part {
    /// The part's name.
    pub wire: String,
    /// Whether it must be there.
    pub required: bool,
    /// Whether it is a list, sent as one part for each item, unless it has a style.
    pub repeated: bool,
    /// What it holds.
    pub kind: PartKind,
    /// How it is written, where that is another way: a list in one part, the properties of an object in parts of their own.
    pub style: Option<ParameterEncoding>,
    /// `Content-Type` from `encoding`, if it is given.
    pub content_type: Option<String>,
    /// From the property. The summary is its title.
    pub docs: Docs,
}

/// What a part holds; of each item, where the part is repeated.
#[derive(Clone, Debug, PartialEq)]
pub enum PartKind {
    /// A file or other bytes.
    File,
    /// A scalar, as text.
    Text(Type),
    /// An object or list, as JSON.
    Json(Type),
}

/// One documented response.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Response {
    /// Which statuses it documents.
    pub status: StatusPattern,
    /// The media types that tell it from the others of the same status, the best first; none where it has no others. Of several the first
    /// one is also meant where none of these fits.
    pub media_types: Vec<String>,
    /// The media type of its body, or the best of several; none if it has no body.
    pub media_type: Option<String>,
    /// Its body.
    pub payload: Payload,
    /// From the response.
    pub docs: Docs,
    /// The documented headers.
    pub headers: Vec<ResponseHeader>,
}

/// A documented header of a response.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ResponseHeader {
    /// Its name.
    pub wire: String,
    /// The type of its value.
    pub ty: Type,
    /// Whether it is JSON, by `content`; otherwise it is written in the style `simple`.
    pub is_json: bool,
    /// From the header.
    pub docs: Docs,
}

/// The body of a response.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Payload {
    /// No body, or none that is documented for a success.
    Empty,
    /// A JSON value.
    Json(Type),
    /// A value of any media type: what the response calls itself decides whether it is JSON or text.
    Any(Type),
    /// `text/…`.
    Text,
    /// XML.
    Xml(Type, XmlId),
    /// Any other bytes, read as a stream.
    Binary,
    /// `text/event-stream`, with data of a type.
    EventStream(Type),
    /// One JSON value a line, read as a stream.
    JsonLines(Type),
}
