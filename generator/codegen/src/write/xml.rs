//! How values are written as XML: constants that bodies and responses name.

use super::super::plan::{Xml, XmlConstant, XmlKind, XmlModule, XmlSetting};
use super::source::{Source, literal};

/// Writes the module of the constants.
pub(super) fn write(module: &XmlModule<'_>, source: &mut Source) {
    source.item();
    source.doc("How values are written as XML.");
    source.block("mod xml", |source| contents(module, source));
}

/// Writes what is in the module of the constants.
pub(super) fn contents(module: &XmlModule<'_>, source: &mut Source) {
    source.line("use specwright_runtime::__private::XmlSchema;");
    module
        .constants
        .iter()
        .for_each(|schema| constant(schema, source));
}

fn constant(constant: &XmlConstant<'_>, source: &mut Source) {
    let head = format!("pub(super) static {}: XmlSchema =", constant.name);
    let tail = settings(&constant.value);
    source.item();
    match &constant.value.kind {
        XmlKind::Object(properties) => {
            source.line(format_args!("{head} XmlSchema::object(&["));
            source.nested(|source| {
                for (name, xml) in properties {
                    source.line(format_args!("({}, {}),", literal(name), expression(xml)));
                }
            });
            source.line(format_args!("]){tail};"));
        }
        kind => source.line(format_args!("{head} {}{tail};", kind_expression(kind))),
    }
}

fn expression(xml: &Xml<'_>) -> String {
    kind_expression(&xml.kind) + &settings(xml)
}

fn kind_expression(kind: &XmlKind<'_>) -> String {
    match kind {
        XmlKind::Constant(name) => format!("XmlSchema::{name}"),
        XmlKind::Object(properties) => {
            let properties: Vec<String> = properties
                .iter()
                .map(|(name, xml)| format!("({}, {})", literal(name), expression(xml)))
                .collect();
            format!("XmlSchema::object(&[{}])", properties.join(", "))
        }
        XmlKind::Map(values) => format!("XmlSchema::map(&{})", expression(values)),
        XmlKind::Array(items) => format!("XmlSchema::array(&{})", expression(items)),
        XmlKind::Of(name) => format!("XmlSchema::of(&{name})"),
    }
}

fn settings(xml: &Xml<'_>) -> String {
    let settings = xml.settings.iter().map(|setting| match setting {
        XmlSetting::Name(name) => format!(".name({})", literal(name)),
        XmlSetting::Namespace(namespace, Some(prefix)) => {
            format!(".namespace({}, Some({}))", literal(namespace), literal(prefix))
        }
        XmlSetting::Namespace(namespace, None) => format!(".namespace({}, None)", literal(namespace)),
        XmlSetting::Prefix(prefix) => format!(".prefix({})", literal(prefix)),
        XmlSetting::Attribute => ".attribute()".to_owned(),
        XmlSetting::Text => ".text()".to_owned(),
        XmlSetting::Wrapped => ".wrapped()".to_owned(),
        XmlSetting::Required => ".required()".to_owned(),
        XmlSetting::Root(root) => format!(".root({})", literal(root)),
    });
    settings.collect()
}
