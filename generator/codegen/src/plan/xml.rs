//! How values are written as XML: constants that bodies and responses name.

use super::Name;
use super::named::{self, Api, XmlNode, XmlShape};

/// The module of the constants.
#[derive(Clone, PartialEq)]
pub struct XmlModule<'a> {
    /// Its constants.
    pub constants: Vec<XmlConstant<'a>>,
}

/// A constant.
#[derive(Clone, PartialEq)]
pub struct XmlConstant<'a> {
    /// Its name.
    pub name: Name,
    /// Its value.
    pub value: Xml<'a>,
}

/// How a value is written as XML.
#[derive(Clone, PartialEq)]
pub struct Xml<'a> {
    /// What kind of value it is.
    pub kind: XmlKind<'a>,
    /// What is said of it besides.
    pub settings: Vec<XmlSetting<'a>>,
}

/// What kind of value is written.
#[derive(Clone, PartialEq)]
pub enum XmlKind<'a> {
    /// A scalar or any value: a constant of the runtime's type.
    Constant(&'static str),
    /// An object with these properties.
    Object(Vec<(&'a str, Xml<'a>)>),
    /// An object whose properties have any names.
    Map(Box<Xml<'a>>),
    /// A list.
    Array(Box<Xml<'a>>),
    /// What another constant says.
    Of(Name),
}

/// What is said of how a value is written.
#[derive(Clone, PartialEq)]
pub enum XmlSetting<'a> {
    /// The name of the element or attribute.
    Name(&'a str),
    /// The namespace, and the prefix of the name.
    Namespace(&'a str, Option<&'a str>),
    /// The prefix of the name.
    Prefix(&'a str),
    /// It is an attribute.
    Attribute,
    /// It is the text of the element.
    Text,
    /// The items stand in an element of their own.
    Wrapped,
    /// Nothing stands for the list where it has no items, and it must be there.
    Required,
    /// What the root of a document is called.
    Root(&'a str),
}

/// Plans the module of the constants, if there are any.
pub(super) fn module<'a>(api: &'a Api) -> Option<XmlModule<'a>> {
    let constants = api.xml.iter().map(|schema| {
        let mut value = xml(api, &schema.xml);
        value
            .settings
            .extend(schema.root.as_deref().map(XmlSetting::Root));
        XmlConstant {
            name: schema.name.clone(),
            value,
        }
    });
    (!api.xml.is_empty()).then(|| XmlModule {
        constants: constants.collect(),
    })
}

fn xml<'a>(api: &'a Api, xml: &'a named::Xml) -> Xml<'a> {
    let kind = match &xml.shape {
        XmlShape::Any => XmlKind::Constant("ANY"),
        XmlShape::Text => XmlKind::Constant("TEXT"),
        XmlShape::Number => XmlKind::Constant("NUMBER"),
        XmlShape::Boolean => XmlKind::Constant("BOOLEAN"),
        XmlShape::Object(properties) => {
            let properties = properties.iter();
            XmlKind::Object(
                properties
                    .map(|(name, value)| (name.as_str(), self::xml(api, value)))
                    .collect(),
            )
        }
        XmlShape::Map(values) => XmlKind::Map(Box::new(self::xml(api, values))),
        XmlShape::Array(items) => XmlKind::Array(Box::new(self::xml(api, items))),
        XmlShape::Of(schema) => XmlKind::Of(api.xml[schema.0].name.clone()),
    };
    Xml {
        kind,
        settings: settings(api, xml),
    }
}

/// Tells whether it is a list whose items stand beside the other properties.
fn is_bare_list(api: &Api, xml: &named::Xml) -> bool {
    let mut xml = xml;
    // A reference to itself leads to nothing else.
    for _ in 0..=api.xml.len() {
        match &xml.shape {
            _ if xml.wrapped => return false,
            XmlShape::Array(_) => return true,
            XmlShape::Of(schema) => xml = &api.xml[schema.0].xml,
            _ => return false,
        }
    }
    false
}

fn settings<'a>(api: &Api, xml: &'a named::Xml) -> Vec<XmlSetting<'a>> {
    let mut settings = Vec::new();
    settings.extend(xml.name.as_deref().map(XmlSetting::Name));
    match (&xml.namespace, &xml.prefix) {
        (Some(namespace), prefix) => settings.push(XmlSetting::Namespace(namespace, prefix.as_deref())),
        (None, Some(prefix)) => settings.push(XmlSetting::Prefix(prefix)),
        (None, None) => {}
    }
    match xml.node {
        XmlNode::Element => {}
        XmlNode::Attribute => settings.push(XmlSetting::Attribute),
        XmlNode::Text => settings.push(XmlSetting::Text),
    }
    if xml.wrapped {
        settings.push(XmlSetting::Wrapped);
    }
    if xml.is_required && xml.node == XmlNode::Element && is_bare_list(api, xml) {
        settings.push(XmlSetting::Required);
    }
    settings
}
