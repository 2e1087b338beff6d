use crate::plan::named::{MethodPath, RustName};
use specwright_document::model::{Docs, Type};

/// The headers that the responses of an API are described with: one type for all of them, since most operations share
/// theirs.
#[derive(Clone, Debug, PartialEq)]
pub struct Headers {
    /// The type's name, in the module `operations`.
    pub type_name: RustName,
    /// A method for each header.
    pub headers: Vec<Header>,
}

/// A header of responses.
#[derive(Clone, Debug, PartialEq)]
pub struct Header {
    /// The method.
    pub name: RustName,
    /// The header's name.
    pub wire: String,
    /// The type of its value; `None` where the document says different things of it, so that the caller chooses.
    pub ty: Option<Type>,
    /// Whether it is JSON, by `content`; otherwise it is written in the style `simple`.
    pub is_json: bool,
    /// From the first response that says something of it.
    pub docs: Docs,
    /// The first operations whose responses have it.
    pub operations: Vec<MethodPath>,
    /// How many more there are.
    pub more: usize,
}
