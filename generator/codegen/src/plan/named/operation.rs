use crate::plan::named::{FeatureId, RustName, Sharing};
use specwright_document::diagnostic::FileId;
use specwright_document::model::{
    Callback, Docs, Location, Pagination, ParameterEncoding, PartKind, Payload, Repetition, ResponseHeader,
    StatusPattern, StreamSwitch, Type, XmlId,
};

/// An operation: a method of the client.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// The method of the client, or of its group.
    pub name: RustName,
    /// The type of the group that it is in, if it is in one.
    pub group: Option<RustName>,
    /// The request's type, when the operation has anything optional, or pages: setters live on it.
    pub request: RustName,
    /// `operationId`, exactly, if the document has one.
    pub id: Option<String>,
    /// JSON pointer of the operation in its file.
    pub pointer: String,
    /// The file that it is in; not serialized if it is the document's first one.
    pub file: FileId,
    /// The HTTP method in the case in which it is sent: `GET`.
    pub method: String,
    /// Whether the document's server sends it, and a program receives it.
    pub is_webhook: bool,
    /// What sends it where, if it is a callback.
    pub callback: Option<Callback>,
    /// The key of its path in the document: the path, and what follows a `#`, which is not sent.
    pub key: String,
    /// The path with `{parameters}`, which the runtime fills in.
    pub path: String,
    /// From the operation.
    pub docs: Docs,
    /// `deprecated: true`.
    pub deprecated: bool,
    /// The operation's tags.
    pub tags: Vec<String>,
    /// The features any of which brings it; empty: it is always there.
    pub features: Vec<FeatureId>,
    /// All parameters, those of the path item included. Required ones are arguments of the method, in this order.
    pub parameters: Vec<Parameter>,
    /// The body, if it has one.
    pub body: Option<Body>,
    /// Keys of security schemes: any one of the alternatives, each needing all of its schemes. Empty: none needed.
    /// An empty alternative means that the call may go without.
    pub security: Vec<Vec<String>>,
    /// A URL of its own that replaces the client's server, from `servers` of the operation or path.
    pub server: Option<String>,
    /// What a success gives.
    pub success: Responses,
    /// What a failure gives; always an enum.
    pub failure: Responses,
    /// The `Accept` header; empty for none.
    pub accept: String,
    /// How its pages follow each other, if it is known.
    pub pages: Option<Pages>,
    /// What makes it safe to send its request again, beyond its method.
    pub repetition: Repetition,
    /// The form that responds with a stream, if it has one.
    pub streaming: Option<Streaming>,
}

impl Operation {
    /// Returns whether a request may have more than what its method asks for: an optional parameter or an optional body.
    pub(crate) fn has_optional(&self) -> bool {
        let is_optional = |parameter: &Parameter| !parameter.required;
        self.parameters.iter().any(is_optional) || self.body.as_ref().is_some_and(|body| !body.required)
    }

    /// Returns whether a request has methods of its own: for what is optional, or for pages.
    pub(crate) fn has_setters(&self) -> bool {
        self.has_optional() || self.pages.is_some()
    }
}

/// Where a method of an operation is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MethodPath {
    /// The type of the group; `None` for a method of the client itself.
    pub group: Option<RustName>,
    /// The method.
    pub name: RustName,
}

/// A group of operations: those whose first tag is the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The tag, exactly.
    pub tag: String,
    /// The client's method that returns it.
    pub name: RustName,
    /// Its type, in the module `groups`.
    pub type_name: RustName,
    /// From the tag.
    pub docs: Docs,
    /// The features any of which brings one of its operations; empty: it is always there.
    pub features: Vec<FeatureId>,
}

/// The form of an operation that responds with a stream: a method of the client, too.
#[derive(Clone, Debug, PartialEq)]
pub struct Streaming {
    /// The client's method.
    pub name: RustName,
    /// The request's type, where the operation's has one.
    pub request: RustName,
    /// What a success gives.
    pub success: Responses,
    /// The `Accept` header.
    pub accept: String,
    /// What of a request asks for the stream, beyond `Accept`.
    pub switch: Option<StreamSwitch>,
}

/// A parameter of an operation.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// The argument or setter.
    pub name: RustName,
    /// The name on the wire, exactly.
    pub wire: String,
    /// Where it is sent.
    pub location: Location,
    /// Whether it must be given: an argument, not a setter.
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

/// The body of a request.
#[derive(Clone, Debug, PartialEq)]
pub struct Body {
    /// The argument or setter.
    pub name: RustName,
    /// Whether it must be given: an argument, not a setter.
    pub required: bool,
    /// The choices, one for each media type worth telling apart; never empty. With several, the body is an enum
    /// of the name `type_name` with a variant each.
    pub variants: Vec<BodyVariant>,
    /// The enum over the choices, if there are several.
    pub type_name: Option<RustName>,
    /// From the request body.
    pub docs: Docs,
}

/// One media type of a body.
#[derive(Clone, Debug, PartialEq)]
pub struct BodyVariant {
    /// The variant's name where there is a choice.
    pub name: RustName,
    /// The `Content-Type` that is sent.
    pub media_type: String,
    /// What is sent.
    pub kind: BodyKind,
}

/// What a body is, by its media type.
#[derive(Clone, Debug, PartialEq)]
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
    /// `multipart/…`: a struct of its own, whose fields are parts.
    Multipart {
        /// The struct's name, in the module `operations`.
        type_name: RustName,
        /// The parts.
        parts: Vec<Part>,
    },
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
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// The field's name.
    pub name: RustName,
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
    /// From the property.
    pub docs: Docs,
}

/// What a success, or a failure, of an operation gives.
#[derive(Clone, Debug, PartialEq)]
pub struct Responses {
    /// The enum over `cases` in the module `operations`; `None` when one type serves all of them.
    pub type_name: Option<RustName>,
    /// The enum that operations with the same responses share: `type_name` is another name for it.
    pub same_as: Option<RustName>,
    /// The documented responses, exact statuses first, then ranges, then `default`.
    pub cases: Vec<Response>,
    /// The variant that keeps the raw body of an undocumented status.
    pub undocumented: Option<RustName>,
    /// The variant that keeps a body that is not what the document says; only in a failure.
    pub undecoded: Option<RustName>,
    /// What they contribute to the name of an enum that they share.
    pub sharing: Sharing,
}

/// An enum that operations with the same responses share, of which each has a name of its own for it.
#[derive(Clone, Debug, PartialEq)]
pub struct SharedResponses {
    /// Its name.
    pub name: RustName,
    /// Whether they are successes.
    pub succeeds: bool,
    /// The features any of which brings it; empty: it is always there.
    pub features: Vec<FeatureId>,
    /// The responses, with what all of the operations say of them.
    pub responses: Responses,
}

/// One documented response.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Response {
    /// The variant's name, if there is an enum.
    pub name: RustName,
    /// Which statuses it documents.
    pub status: StatusPattern,
    /// The media types that tell it from the others of the same status, the best first; none where it has no others. Of several the first
    /// one is also meant where none of these fits.
    pub media_types: Vec<String>,
    /// Its body.
    pub payload: Payload,
    /// From the response.
    pub docs: Docs,
    /// The documented headers, for the docs and for typed access.
    pub headers: Vec<ResponseHeader>,
}

/// The pages of an operation: methods of its request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pages {
    /// The method.
    pub name: RustName,
    /// How one page leads to the next.
    pub pagination: Pagination,
    /// The methods for items, if it is known where these are.
    pub items: Option<PageItems>,
}

/// The items of an operation's pages: methods of its request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageItems {
    /// The method that gives them as a stream.
    pub name: RustName,
    /// The method that collects them.
    pub all: RustName,
    /// The properties that lead from a page to their list.
    pub list: Vec<String>,
}
