use crate::plan::named::RustName;
use specwright_document::model::Xml;

/// How the values of a schema are written as XML: a constant of the client.
#[derive(Clone, Debug, PartialEq)]
pub struct XmlSchema {
    /// The constant's name.
    pub name: RustName,
    /// What the root of a document is called unless `xml` says: the component's name.
    pub root: Option<String>,
    /// What it says.
    pub xml: Xml,
}
