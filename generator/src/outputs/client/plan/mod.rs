//! What the client is: every name, box, derive and feature is decided here, as data.

mod named;
mod names;

pub use named::*;
pub use names::{Names, assign};

pub use crate::model::Pagination as Paging;
pub use crate::model::{
    Access, Docs, Integer, Location, ParameterEncoding, PartKind, Payload, Presence, StatusPattern, Style,
    Type, TypeId, Xml, XmlId, XmlNode, XmlShape,
};
