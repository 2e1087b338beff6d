//! A JSON value to XML, as a schema says.

use quick_xml::escape::escape;

use super::{Node, Shape, XmlSchema};
use crate::codec::json::Tree;

/// Writes a document.
///
/// # Errors
/// A name of the value can't be the name of an element.
pub(crate) fn write(value: &Tree, schema: &XmlSchema) -> Result<String, String> {
    let mut out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>".to_owned();
    let schema = schema.resolved();
    let name = schema.name.or(schema.root).unwrap_or("root");
    match (schema.shape, value) {
        // A list needs a root, wrapped or not.
        (Shape::Array(items), Tree::Array(list)) => {
            let inner = |out: &mut String| list.iter().try_for_each(|item| element(out, name, item, items));
            enclose(&mut out, name, &schema, "", inner)?;
        }
        _ => element(&mut out, name, value, &schema)?,
    }
    Ok(out)
}

/// Writes an element; `name` is what it is called unless the schema says.
fn element(out: &mut String, name: &str, value: &Tree, schema: &XmlSchema) -> Result<(), String> {
    let schema = schema.resolved();
    let name = schema.name.unwrap_or(name);
    match value {
        Tree::Null => Ok(()),
        Tree::Array(list) => {
            let items = match schema.shape {
                Shape::Array(items) => items,
                _ => &XmlSchema::ANY,
            };
            let inner = |out: &mut String| list.iter().try_for_each(|item| element(out, name, item, items));
            if schema.wrapped {
                enclose(out, name, &schema, "", inner)
            } else {
                inner(out)
            }
        }
        Tree::Object(properties) => {
            let property_schema = |property: &str| match schema.shape {
                Shape::Object(known) => known
                    .iter()
                    .find(|(name, _)| *name == property)
                    .map_or(XmlSchema::ANY, |(_, schema)| schema.resolved()),
                Shape::Map(values) => *values,
                _ => XmlSchema::ANY,
            };
            let mut attributes = String::new();
            let mut text = String::new();
            for (property, value) in properties.iter().filter(|(_, value)| !value.is_null()) {
                let schema = property_schema(property);
                match schema.node {
                    Node::Attribute => {
                        let name = qualified(schema.name.unwrap_or(property), schema.prefix)?;
                        attributes.push_str(&format!(" {name}=\"{}\"", escape(scalar(value))));
                    }
                    Node::Text => text.push_str(&escape(scalar(value))),
                    Node::Element => {}
                }
            }
            enclose(out, name, &schema, &attributes, |out| {
                out.push_str(&text);
                for (property, value) in properties {
                    let schema = property_schema(property);
                    if schema.node == Node::Element {
                        element(out, property, value, &schema)?;
                    }
                }
                Ok(())
            })
        }
        other => enclose(out, name, &schema, "", |out| {
            out.push_str(&escape(scalar(other)));
            Ok(())
        }),
    }
}

fn enclose(
    out: &mut String,
    name: &str,
    schema: &XmlSchema,
    attributes: &str,
    inner: impl FnOnce(&mut String) -> Result<(), String>,
) -> Result<(), String> {
    let name = qualified(name, schema.prefix)?;
    out.push_str(&format!("<{name}"));
    match (schema.namespace, schema.prefix) {
        (Some(namespace), Some(prefix)) => {
            out.push_str(&format!(" xmlns:{prefix}=\"{}\"", escape(namespace)))
        }
        (Some(namespace), None) => out.push_str(&format!(" xmlns=\"{}\"", escape(namespace))),
        (None, _) => {}
    }
    out.push_str(attributes);
    out.push('>');
    inner(out)?;
    out.push_str(&format!("</{name}>"));
    Ok(())
}

/// Returns the name with its prefix, if both can be names.
///
/// # Errors
/// One can't be.
pub(crate) fn qualified(name: &str, prefix: Option<&str>) -> Result<String, String> {
    for part in prefix.into_iter().chain([name]) {
        let mut characters = part.chars();
        let first = characters
            .next()
            .is_some_and(|first| first.is_alphabetic() || first == '_');
        if !first || !characters.all(|other| other.is_alphanumeric() || "-._:\u{b7}".contains(other)) {
            return Err(format!("{part:?} can't be the name of an XML element"));
        }
    }
    Ok(match prefix {
        Some(prefix) => format!("{prefix}:{name}"),
        None => name.to_owned(),
    })
}

fn scalar(value: &Tree) -> String {
    match value {
        Tree::String(text) => text.clone(),
        other => other.to_string(),
    }
}
