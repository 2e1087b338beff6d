//! How schemas are written as XML.

use super::Builder;
use super::origin::Trail;
use crate::description::{self, AdditionalProperties, JsonType, SchemaId};
use crate::model::{Origin, OriginId, Xml, XmlId, XmlNode, XmlSchema, XmlShape};

/// How deep inline schemas may merge with components that contain them again.
const DEEPEST: usize = 16;

impl Builder<'_> {
    /// Returns how a body is written.
    pub(super) fn xml(&mut self, schema: SchemaId, trail: &Trail<'_>) -> XmlId {
        match self.schemas.sole_component(schema) {
            Some((component, _)) => self.xml_component(component),
            None => {
                let origin = self.origin(trail);
                let id = self.reserve_xml(origin);
                self.xml[id.0].xml = self.xml_of(schema, 0);
                id
            }
        }
    }

    fn xml_component(&mut self, component: SchemaId) -> XmlId {
        if let Some(&id) = self.xml_components.get(&component) {
            return id;
        }
        let name = self.component_name(component).to_owned();
        let origin = self.origin(&Trail::root(Origin::Component(name.clone())));
        let id = self.reserve_xml(origin);
        self.xml_components.insert(component, id);
        let shape = match self.schemas.sole_component_within(component) {
            Some((other, _)) => XmlShape::Of(self.xml_component(other)),
            None => self.shape(component, 0),
        };
        self.xml[id.0].xml = self.with_own_xml(component, Xml::of(shape));
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

    fn xml_of(&mut self, schema: SchemaId, depth: usize) -> Xml {
        let shape = match self.schemas.sole_component(schema) {
            _ if depth > DEEPEST => XmlShape::Any,
            Some((component, _)) => XmlShape::Of(self.xml_component(component)),
            None => self.shape(schema, depth),
        };
        let mut xml = Xml::of(shape);
        let parts = self
            .schemas
            .parts(schema)
            .unwrap_or(std::slice::from_ref(&schema));
        for &part in parts {
            if !self.schemas.is_component(part) {
                xml = self.with_own_xml(part, xml);
            }
        }
        xml
    }

    /// Returns the XML of a schema with what its own `xml` says.
    fn with_own_xml(&self, schema: SchemaId, mut xml: Xml) -> Xml {
        if let Some(object) = &self.schemas.get(schema).xml {
            xml.apply(object);
        }
        xml
    }

    fn shape(&mut self, schema: SchemaId, depth: usize) -> XmlShape {
        let combined = self.combined(schema);
        let object = combined.object();
        match combined.json_type {
            Some(JsonType::String) => XmlShape::Text,
            Some(JsonType::Integer | JsonType::Number) => XmlShape::Number,
            Some(JsonType::Boolean) => XmlShape::Boolean,
            Some(JsonType::Array) => XmlShape::Array(Box::new(match combined.array().items {
                Some(items) => self.xml_of(items, depth + 1),
                None => Xml::of(XmlShape::Any),
            })),
            Some(JsonType::Object) if !object.properties.is_empty() => {
                let properties = object.properties.iter();
                XmlShape::Object(
                    properties
                        .map(|(name, schema)| {
                            let is_required = object.required.contains(name);
                            let xml = self.xml_of(*schema, depth + 1);
                            (name.to_string(), Xml { is_required, ..xml })
                        })
                        .collect(),
                )
            }
            Some(JsonType::Object) => match object.additional_properties {
                Some(AdditionalProperties::Schema(values)) => {
                    XmlShape::Map(Box::new(self.xml_of(values, depth + 1)))
                }
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
            is_required: false,
            shape,
        }
    }

    /// Takes over what an XML Object says.
    fn apply(&mut self, object: &description::Xml) {
        let set = |field: &mut Option<String>, text: &Option<crate::source::Text>| {
            if let Some(text) = text {
                *field = Some(text.to_string());
            }
        };
        set(&mut self.name, &object.name);
        set(&mut self.namespace, &object.namespace);
        set(&mut self.prefix, &object.prefix);
        let node_type = object.node_type.as_deref();
        let is_list = matches!(self.shape, XmlShape::Array(_));
        self.wrapped |= object.wrapped || (is_list && node_type == Some("element"));
        if object.attribute || node_type == Some("attribute") {
            self.node = XmlNode::Attribute;
        } else if matches!(node_type, Some("text" | "cdata")) {
            self.node = XmlNode::Text;
        }
    }
}
