//! XML to a JSON value, as a schema says.

use super::tree::Element;
use super::{Node, Shape, XmlError, XmlSchema};
use crate::codec::json::map::Map;
use crate::codec::json::{Decimal, Memory, Tree, room_in_map};

/// Reads a document.
pub(crate) fn read(text: &str, schema: &XmlSchema, memory: &mut Memory) -> Result<Tree, XmlError> {
    let root = Element::parse(text, memory)?;
    let schema = schema.resolved();
    match schema.shape {
        // A list needs a root, wrapped or not.
        Shape::Array(items) => list_of(&root.children, items, memory),
        _ => value(&root, &schema, memory),
    }
}

fn value(element: &Element, schema: &XmlSchema, memory: &mut Memory) -> Result<Tree, XmlError> {
    let schema = schema.resolved();
    if element
        .attribute("nil")
        .is_some_and(|nil| nil == "true" || nil == "1")
    {
        return Ok(Tree::Null);
    }
    match schema.shape {
        Shape::Any | Shape::Of(_) => any(element, memory),
        Shape::Text | Shape::Number | Shape::Boolean => scalar(&element.text, schema.shape, memory),
        Shape::Object(properties) => object(element, properties, memory),
        Shape::Map(values) => {
            let mut object = Map::new();
            for child in &element.children {
                let value = value(child, values, memory)?;
                insert(&mut object, &child.name, value, memory)?;
            }
            Ok(Tree::Object(object))
        }
        Shape::Array(items) => list_of(&element.children, items, memory),
    }
}

fn list_of<'a>(
    elements: impl IntoIterator<Item = &'a Element>,
    items: &XmlSchema,
    memory: &mut Memory,
) -> Result<Tree, XmlError> {
    let mut list = Vec::new();
    for element in elements {
        XmlError::unless(memory.take(2 * size_of::<Tree>()))?;
        list.push(value(element, items, memory)?);
    }
    Ok(Tree::Array(list))
}

/// Inserts a property. Of one that comes again, the last value stays.
fn insert(object: &mut Map<Tree>, name: &str, value: Tree, memory: &mut Memory) -> Result<(), XmlError> {
    XmlError::unless(memory.take_entry(
        room_in_map(object.len(), object.capacity()),
        name.len(),
        size_of::<Tree>(),
    ))?;
    object.insert(name.to_owned(), value);
    Ok(())
}

/// Reads a scalar; text that is none of its kind stays text, so that decoding says what is wrong.
fn scalar(text: &str, shape: Shape, memory: &mut Memory) -> Result<Tree, XmlError> {
    XmlError::unless(memory.take_text(text.len()))?;
    Ok(scalar_of(text, shape))
}

fn scalar_of(text: &str, shape: Shape) -> Tree {
    let trimmed = text.trim();
    match shape {
        Shape::Number => number(trimmed).map_or_else(|| text.into(), Tree::Number),
        Shape::Boolean => match trimmed {
            "true" | "1" => Tree::Bool(true),
            "false" | "0" => Tree::Bool(false),
            _ => text.into(),
        },
        _ => text.into(),
    }
}

/// Returns the number of a text with all of its digits: as JSON writes numbers, or as XML Schema does, where a sign, zeros before it or a point may be
/// more.
fn number(text: &str) -> Option<Decimal> {
    let (sign, text) = match text.strip_prefix('-') {
        Some(text) => ("-", text),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let (mantissa, exponent) = text.split_at(text.find(['e', 'E']).unwrap_or(text.len()));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        whole => whole,
    };
    let point = if fraction.is_empty() { "" } else { "." };
    format!("{sign}{whole}{point}{fraction}{exponent}").parse().ok()
}

fn object(
    element: &Element,
    properties: &[(&str, XmlSchema)],
    memory: &mut Memory,
) -> Result<Tree, XmlError> {
    let mut object = Map::new();
    for (property, schema) in properties {
        let schema = schema.resolved();
        let name = schema.name.unwrap_or(property);
        let found = match (schema.node, schema.shape) {
            (Node::Attribute, shape) => element
                .attribute(name)
                .map(|text| scalar(text, shape, memory))
                .transpose()?,
            (Node::Text, shape) => Some(scalar(&element.text, shape, memory)?),
            (Node::Element, Shape::Array(items)) => list(element, name, &schema, items, memory)?,
            (Node::Element, _) => element
                .children
                .iter()
                .rfind(|child| child.name == name)
                .map(|child| value(child, &schema, memory))
                .transpose()?,
        };
        if let Some(found) = found {
            insert(&mut object, property, found, memory)?;
        }
    }
    let known = |name: &str| {
        properties
            .iter()
            .any(|(property, schema)| names(property, schema, name))
    };
    for child in element.children.iter().filter(|child| !known(&child.name)) {
        let value = any(child, memory)?;
        insert_any(&mut object, &child.name, value, memory)?;
    }
    Ok(Tree::Object(object))
}

/// Tells whether elements of this name belong to a property.
fn names(property: &str, schema: &XmlSchema, name: &str) -> bool {
    let schema = schema.resolved();
    let own = schema.name.unwrap_or(property);
    match schema.shape {
        Shape::Array(items) if !schema.wrapped => items.resolved().name.unwrap_or(own) == name,
        _ => schema.node == Node::Element && own == name,
    }
}

/// Reads the items of a list: in an element of their own, or directly in the object's.
fn list(
    element: &Element,
    name: &str,
    schema: &XmlSchema,
    items: &XmlSchema,
    memory: &mut Memory,
) -> Result<Option<Tree>, XmlError> {
    if schema.wrapped {
        let wrapper = element.children.iter().rfind(|child| child.name == name);
        return wrapper
            .map(|wrapper| list_of(&wrapper.children, items, memory))
            .transpose();
    }
    let item_name = items.resolved().name.unwrap_or(name);
    let own = || element.children.iter().filter(|child| child.name == item_name);
    match own().next() {
        Some(_) => list_of(own(), items, memory).map(Some),
        None => Ok(schema.is_required.then(|| Tree::Array(Vec::new()))),
    }
}

/// Reads an element without a schema: text, or an object of its attributes and elements.
fn any(element: &Element, memory: &mut Memory) -> Result<Tree, XmlError> {
    if element.children.is_empty() && element.attributes.is_empty() {
        return scalar(&element.text, Shape::Text, memory);
    }
    let mut object = Map::new();
    for (name, value) in &element.attributes {
        let value = scalar(value, Shape::Text, memory)?;
        insert(&mut object, name, value, memory)?;
    }
    for child in &element.children {
        let value = any(child, memory)?;
        insert_any(&mut object, &child.name, value, memory)?;
    }
    Ok(Tree::Object(object))
}

/// Adds a property; one that comes again makes a list.
fn insert_any(object: &mut Map<Tree>, name: &str, value: Tree, memory: &mut Memory) -> Result<(), XmlError> {
    match object.get_mut(name) {
        None => insert(object, name, value, memory),
        Some(known) => {
            XmlError::unless(memory.take(4 * size_of::<Tree>()))?;
            match known {
                Tree::Array(list) => list.push(value),
                first => {
                    let first = std::mem::replace(first, Tree::Null);
                    object.insert(name.to_owned(), Tree::Array(vec![first, value]));
                }
            }
            Ok(())
        }
    }
}
