//! What the client is: every name, box, derive and feature is decided here, as data.

mod named;
mod names;

pub use named::*;
pub use names::{Names, assign};

pub use crate::model::{
    Access, Docs, Integer, Location, Paging, ParameterEncoding, PartKind, Payload, Presence, StatusPattern,
    Style, Type, TypeId, Untyped, Xml, XmlId, XmlNode, XmlShape,
};
