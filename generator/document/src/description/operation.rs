use super::{
    CallbackId, Extensions, ExternalDocs, PaginationExtension, Parameter, RequestBody, Responses,
    SecurityRequirement, Server, Shared, Source,
};
use crate::source::Text;

/// A [Path Item Object](https://spec.openapis.org/oas/v3.2.0#path-item-object): a path, and its operations.
#[derive(Clone, Default, PartialEq)]
pub struct PathItem {
    /// The path as it is sent, with `{parameters}`; of a webhook, its name. It begins with a slash, its braces are
    /// balanced, and each name in them has one path parameter in every operation.
    pub path: Text,
    /// What follows a `#` in its key: it keeps two paths apart, and is not sent.
    pub fragment: Option<Text>,
    /// `summary`.
    pub summary: Option<Text>,
    /// `description`, in CommonMark.
    pub description: Option<Text>,
    /// `servers`.
    pub servers: Vec<Server>,
    /// `parameters`: of all its operations, unless one has a parameter of the same name and location.
    pub parameters: Vec<Shared<Parameter>>,
    /// The operations, in the order of the specification's methods, then `additionalOperations`.
    pub operations: Vec<Operation>,
    /// Extensions.
    pub extensions: Extensions,
    /// Where it stands: what a `$ref` leads to, where there is one.
    pub source: Source,
}

/// An [Operation Object](https://spec.openapis.org/oas/v3.2.0#operation-object).
#[derive(Clone, Default, PartialEq)]
pub struct Operation {
    /// The method in the case in which it is sent: `GET`.
    pub method: Text,
    /// `operationId`, if it is not empty.
    pub operation_id: Option<Text>,
    /// `tags`.
    pub tags: Vec<Text>,
    /// `summary`.
    pub summary: Option<Text>,
    /// `description`, in CommonMark.
    pub description: Option<Text>,
    /// `externalDocs`.
    pub external_docs: Option<ExternalDocs>,
    /// `callbacks`, where they are asked for: one for each URL that they are sent to.
    pub callbacks: Vec<CallbackId>,
    /// `deprecated`.
    pub deprecated: bool,
    /// `parameters`.
    pub parameters: Vec<Shared<Parameter>>,
    /// `requestBody`.
    pub request_body: Option<Shared<RequestBody>>,
    /// `responses`.
    pub responses: Responses,
    /// `security`: any one of the alternatives. `None` where the document's counts.
    pub security: Option<Vec<SecurityRequirement>>,
    /// `servers`.
    pub servers: Vec<Server>,
    /// What an extension in common use says of how its pages follow each other.
    pub pagination: Option<PaginationExtension>,
    /// Extensions.
    pub extensions: Extensions,
    /// Where it stands.
    pub source: Source,
}
