use serde::Serialize;

use crate::model::Xml;
use crate::outputs::client::plan::named::RustName;

/// How the values of a schema are written as XML: a constant of the client.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct XmlSchema {
    /// The constant's name.
    pub name: RustName,
    /// What the root of a document is called unless `xml` says: the component's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub root: Option<String>,
    /// What it says.
    pub xml: Xml,
}
