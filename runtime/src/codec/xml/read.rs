//! XML to a JSON value, as a schema says.

use serde_json::{Map, Value};

use super::tree::Element;
use super::{Node, Shape, XmlSchema};

/// Reads a document.
pub(crate) fn read(text: &str, schema: &XmlSchema) -> Result<Value, String> {
    let root = Element::parse(text)?;
    let schema = schema.resolved();
    Ok(match schema.shape {
        // A list needs a root, wrapped or not.
        Shape::Array(items) => root.children.iter().map(|item| value(item, items)).collect(),
        _ => value(&root, &schema),
    })
}

fn value(element: &Element, schema: &XmlSchema) -> Value {
    let schema = schema.resolved();
    if element
        .attribute("nil")
        .is_some_and(|nil| nil == "true" || nil == "1")
    {
        return Value::Null;
    }
    match schema.shape {
        Shape::Any | Shape::Of(_) => any(element),
        Shape::Text | Shape::Number | Shape::Boolean => scalar(&element.text, schema.shape),
        Shape::Object(properties) => object(element, properties),
        Shape::Map(values) => {
            let pairs = element
                .children
                .iter()
                .map(|child| (child.name.clone(), value(child, values)));
            Value::Object(pairs.collect())
        }
        Shape::Array(items) => element.children.iter().map(|item| value(item, items)).collect(),
    }
}

/// Reads a scalar; text that is none of its kind stays text, so that decoding says what is wrong.
fn scalar(text: &str, shape: Shape) -> Value {
    let trimmed = text.trim();
    match shape {
        Shape::Number => {
            let integer = trimmed
                .parse::<i64>()
                .map(Value::from)
                .or_else(|_| trimmed.parse::<u64>().map(Value::from));
            let number = integer
                .ok()
                .or_else(|| Some(Value::from(trimmed.parse::<f64>().ok()?)));
            number
                .filter(|number| !number.is_null())
                .unwrap_or_else(|| text.into())
        }
        Shape::Boolean => match trimmed {
            "true" | "1" => true.into(),
            "false" | "0" => false.into(),
            _ => text.into(),
        },
        _ => text.into(),
    }
}

fn object(element: &Element, properties: &[(&str, XmlSchema)]) -> Value {
    let mut object = Map::new();
    for (property, schema) in properties {
        let schema = schema.resolved();
        let name = schema.name.unwrap_or(property);
        let found = match (schema.node, schema.shape) {
            (Node::Attribute, shape) => element.attribute(name).map(|text| scalar(text, shape)),
            (Node::Text, shape) => Some(scalar(&element.text, shape)),
            (Node::Element, Shape::Array(items)) => list(element, name, &schema, items),
            (Node::Element, _) => element
                .children
                .iter()
                .rfind(|child| child.name == name)
                .map(|child| value(child, &schema)),
        };
        if let Some(found) = found {
            object.insert((*property).to_owned(), found);
        }
    }
    let known = |name: &str| {
        properties
            .iter()
            .any(|(property, schema)| names(property, schema, name))
    };
    for child in element.children.iter().filter(|child| !known(&child.name)) {
        insert_any(&mut object, &child.name, any(child));
    }
    Value::Object(object)
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
fn list(element: &Element, name: &str, schema: &XmlSchema, items: &XmlSchema) -> Option<Value> {
    if schema.wrapped {
        let wrapper = element.children.iter().rfind(|child| child.name == name)?;
        return Some(wrapper.children.iter().map(|item| value(item, items)).collect());
    }
    let item_name = items.resolved().name.unwrap_or(name);
    let list: Vec<Value> = element
        .children
        .iter()
        .filter(|child| child.name == item_name)
        .map(|item| value(item, items))
        .collect();
    (!list.is_empty()).then_some(Value::Array(list))
}

/// Reads an element without a schema: text, or an object of its attributes and elements.
fn any(element: &Element) -> Value {
    if element.children.is_empty() && element.attributes.is_empty() {
        return element.text.clone().into();
    }
    let mut object: Map<String, Value> = element
        .attributes
        .iter()
        .map(|(name, value)| (name.clone(), value.as_str().into()))
        .collect();
    for child in &element.children {
        insert_any(&mut object, &child.name, any(child));
    }
    Value::Object(object)
}

/// Adds a property; one that comes again makes a list.
fn insert_any(object: &mut Map<String, Value>, name: &str, value: Value) {
    match object.get_mut(name) {
        None => {
            object.insert(name.to_owned(), value);
        }
        Some(Value::Array(list)) => list.push(value),
        Some(first) => {
            let first = first.take();
            object.insert(name.to_owned(), Value::Array(vec![first, value]));
        }
    }
}
