//! A body in XML, by the XML Objects of a description: where there is no client that has them as constants.

use std::collections::HashMap;
use std::rc::Rc;

use serde_json::Value;

use super::scalar;
use crate::codec::json::map::Map;
use crate::codec::json::{Memory, Tree};
use crate::codec::xml::{Element, XmlError};
use crate::server::kinds::Kinds;
use crate::server::schema::{Components, Schema};

/// Reads a document.
///
/// # Errors
/// It is no XML, or would take too much memory.
pub(crate) fn read(text: &str, schema: &Schema, memory: &mut Memory) -> Result<Tree, XmlError> {
    let root = Element::parse(text, memory)?;
    let mut reader = Reader {
        components: schema.components(),
        memory,
        layouts: HashMap::new(),
    };
    reader.value(&root, Some(schema.value()))
}

struct Reader<'a, 'm> {
    components: &'a Components,
    memory: &'m mut Memory,
    /// What the elements of an object are, by the addresses of schemas: a schema may have very many values.
    layouts: HashMap<*const Value, Rc<Layout<'a>>>,
}

/// What the attributes and elements of an object stand for.
#[derive(Default)]
struct Layout<'a> {
    attributes: HashMap<&'a str, Property<'a>>,
    elements: HashMap<&'a str, (Property<'a>, Place)>,
    text: Option<Property<'a>>,
    /// Lists that must be there, of which nothing stands for an empty one.
    lists: Vec<&'a str>,
    others: Option<&'a Value>,
}

/// A property, and its schema.
type Property<'a> = (&'a str, &'a Value);

/// What an element is of a property.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Whole,
    /// An item of a list that has no element of its own.
    Item,
}

impl<'a> Reader<'a, '_> {
    fn value(&mut self, element: &Element, schema: Option<&'a Value>) -> Result<Tree, XmlError> {
        self.take(0)?;
        let is_nil =
            |(name, value): &(String, String)| name == "nil" && matches!(value.as_str(), "true" | "1");
        if element.attributes.iter().any(is_nil) {
            return Ok(Tree::Null);
        }
        let kinds = schema.map_or(Kinds::ALL, |schema| self.components.kinds(schema));
        let has_parts = !element.children.is_empty() || !element.attributes.is_empty();
        if kinds.is_only(Kinds::ARRAY) {
            let items = element.children.iter().enumerate();
            let items = items.map(|(index, child)| self.item(child, schema, index));
            return items.collect();
        }
        match kinds.is_only(Kinds::OBJECT) || (has_parts && kinds.has(Kinds::OBJECT)) {
            true => self.object(element, schema),
            false => Ok(self.scalar(&element.text, schema, kinds)),
        }
    }

    fn item(&mut self, element: &Element, list: Option<&'a Value>, index: usize) -> Result<Tree, XmlError> {
        let components = self.components;
        self.value(element, list.and_then(|list| components.item(list, index)))
    }

    fn scalar(&self, text: &str, schema: Option<&'a Value>, kinds: Kinds) -> Tree {
        if kinds.has(Kinds::STRING) {
            return scalar::value(text, schema, self.components);
        }
        let trimmed = text.trim();
        match trimmed {
            // As XML Schema writes booleans and numbers, too.
            "1" | "0" if kinds.is_only(Kinds::BOOLEAN) => Tree::Bool(trimmed == "1"),
            _ => scalar::value(
                trimmed.strip_prefix('+').unwrap_or(trimmed),
                schema,
                self.components,
            ),
        }
    }

    fn object(&mut self, element: &Element, schema: Option<&'a Value>) -> Result<Tree, XmlError> {
        let layout = self.layout(schema);
        let components = self.components;
        let mut object = Map::new();
        for (name, text) in &element.attributes {
            let (name, schema) = layout
                .attributes
                .get(name.as_str())
                .copied()
                .map_or((name.as_str(), None), known);
            self.take(name.len())?;
            let kinds = schema.map_or(Kinds::ALL, |schema| components.kinds(schema));
            // What declares a namespace is no value.
            if schema.is_some() || !(name.starts_with("xmlns") || name == "schemaLocation") {
                object.insert(name.to_owned(), self.scalar(text, schema, kinds));
            }
        }
        for child in &element.children {
            let name = child.name.as_str();
            let (name, value, place) = match layout.elements.get(name).copied() {
                Some(((property, schema), Place::Item)) => {
                    let index = match object.get(property) {
                        Some(Tree::Array(items)) => items.len(),
                        _ => 0,
                    };
                    (property, self.item(child, Some(schema), index)?, Place::Item)
                }
                Some(((property, schema), Place::Whole)) => {
                    (property, self.value(child, Some(schema))?, Place::Whole)
                }
                None => (name, self.value(child, layout.others)?, Place::Whole),
            };
            self.take(name.len())?;
            match object.get_mut(name) {
                Some(Tree::Array(items)) if place == Place::Item => items.push(value),
                None if place == Place::Item => {
                    drop(object.insert(name.to_owned(), Tree::Array(vec![value])))
                }
                None => drop(object.insert(name.to_owned(), value)),
                // Whatever comes several times is a list, of which the schema says whether it may be one.
                Some(Tree::Array(items)) => items.push(value),
                Some(first) => {
                    let one = std::mem::replace(first, Tree::Null);
                    *first = Tree::Array(vec![one, value]);
                }
            }
        }
        if let Some((name, schema)) = layout.text {
            let kinds = components.kinds(schema);
            object.insert(name.to_owned(), self.scalar(&element.text, Some(schema), kinds));
        }
        for name in &layout.lists {
            object
                .entry((*name).to_owned())
                .or_insert_with(|| Tree::Array(Vec::new()));
        }
        Ok(Tree::Object(object))
    }

    fn layout(&mut self, schema: Option<&'a Value>) -> Rc<Layout<'a>> {
        let Some(schema) = schema else {
            return Rc::default();
        };
        let components = self.components;
        let layout = self.layouts.entry(std::ptr::from_ref(schema));
        layout
            .or_insert_with(|| Rc::new(Layout::of(schema, components)))
            .clone()
    }

    fn take(&mut self, name: usize) -> Result<(), XmlError> {
        // A place in a list or in a map that grows.
        match self.memory.take(4 * size_of::<Tree>() + name) {
            true => Ok(()),
            false => Err(XmlError::TooLarge),
        }
    }
}

fn known<'a>((name, schema): Property<'a>) -> (&'a str, Option<&'a Value>) {
    (name, Some(schema))
}

impl<'a> Layout<'a> {
    fn of(schema: &'a Value, components: &'a Components) -> Self {
        let mut layout = Layout::default();
        for (property, own) in components.properties(schema) {
            let marks = components.xml_marks(own);
            let name = marks.name.unwrap_or(property);
            let is_list = components.kinds(own).is_only(Kinds::ARRAY);
            if marks.is_attribute {
                layout.attributes.insert(name, (property, own));
            } else if marks.is_text {
                layout.text = Some((property, own));
            } else if is_list && !marks.is_wrapped {
                let item = components
                    .item(own, 0)
                    .and_then(|item| components.xml_marks(item).name);
                let item = item.unwrap_or(name);
                layout.elements.insert(item, ((property, own), Place::Item));
                if components.requires(schema, property) {
                    layout.lists.push(property);
                }
            } else {
                layout.elements.insert(name, ((property, own), Place::Whole));
            }
        }
        layout.others = components.find(schema, &mut |schema| {
            schema
                .get("additionalProperties")
                .filter(|others| others.is_object())
        });
        layout
    }
}
