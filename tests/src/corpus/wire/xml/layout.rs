use serde_json::{Map, Value};

use super::Element;
use crate::raw::{RawDocument, Spot};

/// How deep an element is.
const DEPTH: usize = 16;

/// The element that `value`, which is described by the schema at `spot`, is to be; `None` if it has no one meaning as XML: null, what
/// is empty, text that XML can't hold, alternatives, properties without a schema, and a root without a name.
pub(in crate::corpus::wire) fn layout(document: &RawDocument, spot: &Spot, value: &Value) -> Option<Element> {
    let schema = document.follow(spot)?;
    let is_named = ["/components/schemas/", "/definitions/"]
        .iter()
        .any(|place| schema.pointer.starts_with(place));
    let key = schema.pointer.rsplit('/').next().filter(|_| is_named);
    let root = Described::new(document, spot)?;
    let name = root.xml("name").and_then(Value::as_str).or(key)?.to_owned();
    let mut elements = root.elements(&name, value, 0)?;
    let element = elements.pop()?;
    (elements.is_empty() && !value.is_array()).then_some(element)
}

/// A schema behind its references.
struct Described<'d> {
    document: &'d RawDocument,
    spot: Spot,
    entries: &'d Map<String, Value>,
}

impl<'d> Described<'d> {
    fn new(document: &'d RawDocument, spot: &Spot) -> Option<Self> {
        let spot = document.follow(spot)?;
        let entries = document.get(&spot)?.as_object()?;
        let has_alternatives = ["oneOf", "anyOf", "discriminator"]
            .iter()
            .any(|key| entries.contains_key(*key));
        (!has_alternatives).then_some(Self {
            document,
            spot,
            entries,
        })
    }

    fn xml(&self, key: &str) -> Option<&'d Value> {
        self.entries.get("xml")?.get(key)
    }

    fn has(&self, key: &str) -> bool {
        self.xml(key) == Some(&Value::Bool(true))
    }

    /// The schema of a property, here or in a part of `allOf`.
    fn property(&self, name: &str, depth: usize) -> Option<Described<'d>> {
        let own = self.spot.child("properties").child(name);
        if self.document.get(&own).is_some() {
            return Described::new(self.document, &own);
        }
        let parts = self
            .entries
            .get("allOf")
            .and_then(Value::as_array)
            .map_or(0, Vec::len);
        let list = self.spot.child("allOf");
        (0..parts).filter(|_| depth < DEPTH).find_map(|index| {
            Described::new(self.document, &list.child(&index.to_string()))?.property(name, depth + 1)
        })
    }

    /// The elements of a value that is called `name` unless this schema says otherwise.
    fn elements(&self, name: &str, value: &Value, depth: usize) -> Option<Vec<Element>> {
        // `nodeType` of OpenAPI 3.2 has tests of its own.
        if depth > DEPTH || self.xml("nodeType").is_some() {
            return None;
        }
        let own_name = self.xml("name").and_then(Value::as_str);
        let Value::Array(items) = value else {
            return Some(vec![self.element(own_name.unwrap_or(name), value, depth)?]);
        };
        let wrapped = self.has("wrapped");
        let item = Described::new(self.document, &self.spot.child("items"))?;
        let item_name = item.xml("name").and_then(Value::as_str);
        if items.is_empty() || (!wrapped && own_name.is_some() && item_name.is_none()) {
            return None;
        }
        let outer = if wrapped { own_name.unwrap_or(name) } else { name };
        let mut children = Vec::new();
        for value in items.iter().filter(|value| !value.is_array()) {
            children.extend(item.elements(outer, value, depth + 1)?);
        }
        if children.len() != items.len() {
            return None;
        }
        if !wrapped {
            return Some(children);
        }
        let mut wrapper = self.bare(outer)?;
        wrapper.children = children;
        Some(vec![wrapper])
    }

    fn bare(&self, name: &str) -> Option<Element> {
        let prefix = self.xml("prefix").and_then(Value::as_str);
        let namespace = self.xml("namespace").and_then(Value::as_str);
        // A prefix of which nothing says the namespace is no XML.
        let is_right = is_name(name) && (prefix.is_none() || namespace.is_some());
        is_right.then(|| Element {
            name: prefix.map_or_else(|| name.to_owned(), |prefix| format!("{prefix}:{name}")),
            namespace: namespace.map(str::to_owned),
            attributes: Vec::new(),
            children: Vec::new(),
            text: None,
        })
    }

    fn element(&self, name: &str, value: &Value, depth: usize) -> Option<Element> {
        let mut element = self.bare(name)?;
        let Value::Object(entries) = value else {
            element.text = Some(scalar(value)?);
            return Some(element);
        };
        for (name, value) in entries {
            let property = self.property(name, depth)?;
            if !property.has("attribute") {
                element
                    .children
                    .extend(property.elements(name, value, depth + 1)?);
                continue;
            }
            let name = property.xml("name").and_then(Value::as_str).unwrap_or(name);
            let is_plain = property.xml("prefix").is_none() && property.xml("namespace").is_none();
            if !is_plain || !is_name(name) {
                return None;
            }
            element.attributes.push((name.to_owned(), scalar(value)?));
        }
        let is_empty = element.children.is_empty() && element.attributes.is_empty();
        (!is_empty).then_some(element)
    }
}

/// The value if it is a scalar whose text comes through XML as it is.
fn scalar(value: &Value) -> Option<Value> {
    let is_held = |text: &str| !text.is_empty() && text.trim() == text && !text.chars().any(char::is_control);
    match value {
        Value::String(text) if !is_held(text) => None,
        Value::Null | Value::Array(_) | Value::Object(_) => None,
        scalar => Some(scalar.clone()),
    }
}

fn is_name(name: &str) -> bool {
    let mut characters = name.chars();
    characters
        .next()
        .is_some_and(|first| first.is_alphabetic() || first == '_')
        && characters.all(|character| character.is_alphanumeric() || matches!(character, '_' | '-' | '.'))
}
