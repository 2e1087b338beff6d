//! Where types come from, in the document's terms. Outputs make names of it.

use crate::description::{JsonType, StatusPattern};

/// The place of an [`Origin`] in [`Api::origins`](super::Api::origins).
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct OriginId(pub usize);

/// Where a schema stands, as far as people would speak of it: what a name for its type can be made of.
#[derive(Clone, PartialEq, Eq, Hash)]
pub enum Origin {
    /// A component schema, by its key.
    Component(String),
    /// A component parameter, by its key.
    Parameter(String),
    /// A component response, by its key.
    Response(String),
    /// A webhook, by its key.
    Webhook(String),
    /// A callback, by its name.
    Callback(String),
    /// An operation, by its place in [`Api::operations`](super::Api::operations).
    Operation(usize),
    /// Something within another origin.
    Within(OriginId, Step),
}

/// How one [`Origin`] is within another.
#[derive(Clone, PartialEq, Eq, Hash)]
pub enum Step {
    /// The parameter of an operation.
    Parameter(String),
    /// The body of an operation's request.
    RequestBody,
    /// The parts of an operation's `multipart` body.
    Form,
    /// A response of an operation.
    Response {
        /// Which statuses it documents.
        status: StatusPattern,
        /// Whether the call succeeds with it.
        succeeds: bool,
    },
    /// A header of a response.
    Header(String),
    /// What a stream is made of.
    StreamItem,
    /// The body of a response of this media type, where others of the same status are described otherwise.
    MediaType(String),
    /// A property of an object.
    Property(String),
    /// Each item of an array.
    Items,
    /// The item at a place of a tuple.
    TupleItem(usize),
    /// The values of a map.
    Values,
    /// An alternative of a union.
    Alternative(Label),
    /// The only alternative of a union.
    OnlyAlternative,
    /// The schema itself, beside those that extend it.
    Base,
}

/// What tells an alternative of a union from the others.
#[derive(Clone, PartialEq, Eq, Hash)]
pub enum Label {
    /// Its type, which is a scalar, a container or a component.
    Type,
    /// The key of the component that it refers to, or that extends the union's base.
    Component(String),
    /// Its title.
    Title(String),
    /// The value of the discriminator that selects it.
    Tag(String),
    /// The constant that one of its properties has.
    Constant(String),
    /// A property that it requires.
    Requires(String),
    /// It is one of several strings.
    Choice,
    /// The JSON type of its values.
    Json(JsonType),
    /// Its place in the list, from 0.
    SourcePointer(usize),
    /// It is the schema that the others extend.
    Base,
    /// It is for values that fit several of the others.
    Several,
}
