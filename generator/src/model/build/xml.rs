//! How schemas are written as XML.

use super::Builder;
use super::merged::Additional;
use super::origin::Trail;
use super::part::{Part, SchemaRef};
use super::pointer::unescape;
use crate::model::{JsonType, Origin, OriginId, Xml, XmlId, XmlNode, XmlSchema, XmlShape};
use crate::normalise::extension;

/// How deep inline schemas may merge with components that contain them again.
const DEEPEST: usize = 16;

impl<'a> Builder<'a> {
    /// How a body is written.
    pub(super) fn xml(&mut self, part: &Part<'a>, trail: &Trail<'_>) -> XmlId {
        match self.sole_component(part) {
            Some((component, _)) => self.xml_component(component),
            None => {
                let origin = self.origin(trail);
                let id = self.reserve_xml(origin);
                self.xml[id.0].xml = self.xml_of(std::slice::from_ref(part), 0);
                id
            }
        }
    }

    fn xml_component(&mut self, component: &'a str) -> XmlId {
        if let Some(&id) = self.xml_components.get(component) {
            return id;
        }
        let name = unescape(component);
        let origin = self.origin(&Trail::root(Origin::Component(name.clone())));
        let id = self.reserve_xml(origin);
        self.xml_components.insert(component, id);
        if let Some(part) = self.component_part(component) {
            self.xml[id.0].xml = self.xml_of(&[part], 0);
        }
        self.xml[id.0].root = Some(name);
        id
    }

    fn reserve_xml(&mut self, origin: OriginId) -> XmlId {
        self.xml.push(XmlSchema {
            origin,
            root: None,
            xml: Xml::of(XmlShape::Any),
            selected: false,
        });
        XmlId(self.xml.len() - 1)
    }

    fn xml_of(&mut self, parts: &[Part<'a>], depth: usize) -> Xml {
        let mut xml = Xml::of(self.xml_shape(parts, depth));
        for part in parts {
            if let SchemaRef::Inline(schema) = part.schema
                && let Some(object) = extension::xml(&schema.schema_data)
            {
                xml.apply(object);
            }
        }
        xml
    }

    fn xml_shape(&mut self, parts: &[Part<'a>], depth: usize) -> XmlShape {
        if depth > DEEPEST {
            return XmlShape::Any;
        }
        if let [part] = parts
            && let Some((component, _)) = self.sole_component(part)
        {
            return XmlShape::Of(self.xml_component(component));
        }
        let merged = self.merge(parts);
        match merged.json_type {
            Some(JsonType::String) => XmlShape::Text,
            Some(JsonType::Integer | JsonType::Number) => XmlShape::Number,
            Some(JsonType::Boolean) => XmlShape::Boolean,
            Some(JsonType::Array) if !merged.items.is_empty() => {
                XmlShape::Array(Box::new(self.xml_of(&merged.items, depth + 1)))
            }
            Some(JsonType::Array) => XmlShape::Array(Box::new(Xml::of(XmlShape::Any))),
            Some(JsonType::Object) if !merged.properties.is_empty() => {
                let properties = merged.properties.iter();
                XmlShape::Object(
                    properties
                        .map(|(&name, parts)| (name.to_owned(), self.xml_of(parts, depth + 1)))
                        .collect(),
                )
            }
            Some(JsonType::Object) => match &merged.additional {
                Additional::Typed(values) => XmlShape::Map(Box::new(self.xml_of(values, depth + 1))),
                _ => XmlShape::Any,
            },
            None => XmlShape::Any,
        }
    }
}

impl Xml {
    fn of(shape: XmlShape) -> Self {
        Xml {
            name: None,
            namespace: None,
            prefix: None,
            node: XmlNode::Element,
            wrapped: false,
            shape,
        }
    }

    /// Takes over what an XML Object says.
    fn apply(&mut self, object: extension::Xml) {
        let node_type = object.node_type.as_deref();
        self.name = object.name.or(self.name.take());
        self.namespace = object.namespace.or(self.namespace.take());
        self.prefix = object.prefix.or(self.prefix.take());
        let list = matches!(self.shape, XmlShape::Array(_));
        self.wrapped |= object.wrapped || (list && node_type == Some("element"));
        if object.attribute || node_type == Some("attribute") {
            self.node = XmlNode::Attribute;
        } else if matches!(node_type, Some("text" | "cdata")) {
            self.node = XmlNode::Text;
        }
    }
}
