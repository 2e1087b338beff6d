//! How values are written as XML: constants that bodies and answers name.

use super::context::{Context, Module};
use super::lints;
use super::source::{Source, literal};
use crate::outputs::client::plan::{Api, Xml, XmlId, XmlNode, XmlSchema, XmlShape};

/// The module of the constants, if there are any.
pub(super) fn emit(api: &Api, source: &mut Source) {
    if api.xml.is_empty() {
        return;
    }
    source.doc("How values are written as XML.");
    lints::of_document(source);
    source.block("mod xml", |source| {
        source.line("use specwright_runtime::XmlSchema;");
        for schema in &api.xml {
            constant(api, schema, source);
        }
    });
}

/// A constant's path.
pub(super) fn path(context: &Context<'_>, schema: XmlId, module: Module) -> String {
    let name = &context.api.xml[schema.0].name;
    match module {
        Module::Root => format!("xml::{name}"),
        Module::Operations | Module::Types => format!("super::xml::{name}"),
    }
}

fn constant(api: &Api, schema: &XmlSchema, source: &mut Source) {
    let head = format!("pub(super) static {}: XmlSchema =", schema.name);
    let mut tail = settings(&schema.xml);
    if let Some(root) = &schema.root {
        tail.push_str(&format!(".root({})", literal(root)));
    }
    match &schema.xml.shape {
        XmlShape::Object(properties) => {
            source.line(format_args!("{head} XmlSchema::object(&["));
            source.nested(|source| {
                for (name, xml) in properties {
                    source.line(format_args!("({}, {}),", literal(name), expression(api, xml)));
                }
            });
            source.line(format_args!("]){tail};"));
        }
        shape => source.line(format_args!("{head} {}{tail};", shape_expression(api, shape))),
    }
}

fn expression(api: &Api, xml: &Xml) -> String {
    shape_expression(api, &xml.shape) + &settings(xml)
}

fn shape_expression(api: &Api, shape: &XmlShape) -> String {
    match shape {
        XmlShape::Any => "XmlSchema::ANY".to_owned(),
        XmlShape::Text => "XmlSchema::TEXT".to_owned(),
        XmlShape::Number => "XmlSchema::NUMBER".to_owned(),
        XmlShape::Boolean => "XmlSchema::BOOLEAN".to_owned(),
        XmlShape::Object(properties) => {
            let properties: Vec<String> = properties
                .iter()
                .map(|(name, xml)| format!("({}, {})", literal(name), expression(api, xml)))
                .collect();
            format!("XmlSchema::object(&[{}])", properties.join(", "))
        }
        XmlShape::Map(values) => format!("XmlSchema::map(&{})", expression(api, values)),
        XmlShape::Array(items) => format!("XmlSchema::array(&{})", expression(api, items)),
        XmlShape::Of(schema) => format!("XmlSchema::of(&{})", api.xml[schema.0].name),
    }
}

fn settings(xml: &Xml) -> String {
    let mut settings = String::new();
    if let Some(name) = &xml.name {
        settings.push_str(&format!(".name({})", literal(name)));
    }
    match (&xml.namespace, &xml.prefix) {
        (Some(namespace), Some(prefix)) => {
            settings.push_str(&format!(
                ".namespace({}, Some({}))",
                literal(namespace),
                literal(prefix)
            ));
        }
        (Some(namespace), None) => settings.push_str(&format!(".namespace({}, None)", literal(namespace))),
        (None, Some(prefix)) => settings.push_str(&format!(".prefix({})", literal(prefix))),
        (None, None) => {}
    }
    match xml.node {
        XmlNode::Element => {}
        XmlNode::Attribute => settings.push_str(".attribute()"),
        XmlNode::Text => settings.push_str(".text()"),
    }
    if xml.wrapped {
        settings.push_str(".wrapped()");
    }
    settings
}
