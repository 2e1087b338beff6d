use serde_json::Value;

use super::{Extensions, Header, MediaType, Shared, Source};
use crate::source::Text;

/// A [Responses Object](https://spec.openapis.org/oas/v3.2.0#responses-object): what each status means, in the
/// document's order.
pub type Responses = Vec<(StatusPattern, Shared<Response>)>;

/// Which statuses a response is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StatusPattern {
    /// One status: `404`.
    Exact(u16),
    /// A hundred: `4` for `4XX`.
    Range(u16),
    /// `default`.
    Default,
}

/// A [Response Object](https://spec.openapis.org/oas/v3.2.0#response-object).
#[derive(Clone, Default, PartialEq)]
pub struct Response {
    /// `summary`, since OpenAPI 3.2.
    pub summary: Option<Text>,
    /// `description`, in CommonMark.
    pub description: Text,
    /// `headers`, by their names.
    pub headers: Vec<(Text, Shared<Header>)>,
    /// `content`, in the document's order.
    pub content: Vec<MediaType>,
    /// `links` that name an operation, by their names.
    pub links: Vec<(Text, Link)>,
    /// Extensions.
    pub extensions: Extensions,
    /// Where it stands.
    pub source: Source,
}

/// A [Link Object](https://spec.openapis.org/oas/v3.2.0#link-object).
#[derive(Clone, PartialEq)]
pub struct Link {
    /// The operation that it leads to.
    pub target: LinkTarget,
    /// `parameters`: names, and values or expressions.
    pub parameters: Vec<(Text, Value)>,
    /// `requestBody`: a value or an expression.
    pub request_body: Option<Value>,
}

/// The operation that a link leads to.
#[derive(Clone, PartialEq, Eq)]
pub enum LinkTarget {
    /// `operationId`.
    OperationId(Text),
    /// `operationRef`.
    OperationRef(Text),
}
