use super::OriginId;

/// The place of an [`XmlSchema`] in [`Api::xml`](super::Api::xml).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct XmlId(pub usize);

/// How the values of a schema are written as XML.
#[derive(Clone, PartialEq)]
pub struct XmlSchema {
    /// Where the schema comes from.
    pub origin: OriginId,
    /// What the root of a document is called unless `xml` says: the component's name.
    pub root: Option<String>,
    /// What it says.
    pub xml: Xml,
    /// Whether a selected operation uses it.
    pub selected: bool,
}

/// How a value is written as XML: a schema with its [XML Object](https://spec.openapis.org/oas/v3.2.0#xml-object).
#[derive(Clone, Debug, PartialEq)]
pub struct Xml {
    /// The name of the element or attribute, if it is not the property's.
    pub name: Option<String>,
    /// The namespace.
    pub namespace: Option<String>,
    /// The prefix of the name.
    pub prefix: Option<String>,
    /// What it becomes.
    pub node: XmlNode,
    /// Whether the items of a list stand in an element of their own.
    pub wrapped: bool,
    /// Whether the object that it is a property of must have it.
    pub is_required: bool,
    /// What kind of value it is.
    pub shape: XmlShape,
}

/// What a value becomes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum XmlNode {
    /// An element.
    #[default]
    Element,
    /// An attribute of the object's element.
    Attribute,
    /// The text of the object's element.
    Text,
}

/// What kind of value is written.
#[derive(Clone, Debug, PartialEq)]
pub enum XmlShape {
    /// Any.
    Any,
    /// A string, and whatever is written as one.
    Text,
    /// An integer or number.
    Number,
    /// A boolean.
    Boolean,
    /// An object with these properties.
    Object(Vec<(String, Xml)>),
    /// An object whose properties have any names.
    Map(Box<Xml>),
    /// A list.
    Array(Box<Xml>),
    /// What another one says.
    Of(XmlId),
}

impl Xml {
    /// Adds the schemas that this one refers to.
    pub fn ids(&self, ids: &mut Vec<XmlId>) {
        match &self.shape {
            XmlShape::Of(id) => ids.push(*id),
            XmlShape::Map(inner) | XmlShape::Array(inner) => inner.ids(ids),
            XmlShape::Object(properties) => properties.iter().for_each(|(_, xml)| xml.ids(ids)),
            XmlShape::Any | XmlShape::Text | XmlShape::Number | XmlShape::Boolean => {}
        }
    }

    /// Calls `see` with each schema that this one refers to, to change it.
    pub fn for_each_id_mut(&mut self, see: &mut dyn FnMut(&mut XmlId)) {
        match &mut self.shape {
            XmlShape::Of(id) => see(id),
            XmlShape::Map(inner) | XmlShape::Array(inner) => inner.for_each_id_mut(see),
            XmlShape::Object(properties) => {
                let parts = properties.iter_mut().map(|(_, xml)| xml);
                parts.for_each(|xml| xml.for_each_id_mut(see));
            }
            XmlShape::Any | XmlShape::Text | XmlShape::Number | XmlShape::Boolean => {}
        }
    }
}
