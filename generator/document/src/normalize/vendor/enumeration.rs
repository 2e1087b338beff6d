//! Names and descriptions of the values of an `enum`.

use serde_json::Value;

use crate::source::{Node, Text};

/// Extensions that name the values; the one that counts first comes first.
const NAMES: [&str; 3] = ["x-enum-varnames", "x-enumNames", "x-enum-names"];

/// Extensions that describe the values.
const DESCRIPTIONS: [&str; 2] = ["x-enum-descriptions", "x-enumDescriptions"];

/// Extensions that say it of each value by itself: `x-ms-enum: {values: [{value, name, description}]}`, and `{VALUE: {name, description}}` or
/// `{VALUE: NAME}`.
const BY_VALUE: [&str; 3] = ["x-ms-enum", "x-fern-enum", "x-speakeasy-enums"];

/// What extensions in common use say of the values of an `enum`: lists in the order of the values.
#[derive(Clone, Default)]
pub(in crate::normalize) struct Details<'d> {
    names: [Option<&'d [Node]>; NAMES.len()],
    descriptions: [Option<&'d [Node]>; DESCRIPTIONS.len()],
    by_value: [Option<&'d Node>; BY_VALUE.len()],
}

impl<'d> Details<'d> {
    /// Takes an extension over, if it is one of these.
    pub(in crate::normalize) fn read(&mut self, key: &str, node: &'d Node) -> bool {
        if let Some(index) = BY_VALUE.iter().position(|name| *name == key) {
            self.by_value[index] = Some(node);
            return true;
        }
        let slot = match NAMES.iter().position(|name| *name == key) {
            Some(index) => &mut self.names[index],
            None => match DESCRIPTIONS.iter().position(|name| *name == key) {
                Some(index) => &mut self.descriptions[index],
                None => return false,
            },
        };
        *slot = node.as_sequence();
        true
    }

    /// Returns the name of a value.
    pub(in crate::normalize) fn name(&self, place: ListedValue, value: &Value) -> Option<Text> {
        place.find(&self.names).or_else(|| self.of_value(value, "name"))
    }

    /// Returns the description of a value.
    pub(in crate::normalize) fn description(&self, place: ListedValue, value: &Value) -> Option<Text> {
        let described = place.find(&self.descriptions);
        described.or_else(|| self.of_value(value, "description"))
    }

    /// Returns what an extension says of a value by itself.
    fn of_value(&self, value: &Value, field: &str) -> Option<Text> {
        self.by_value
            .iter()
            .flatten()
            .find_map(|node| self::of_value(node, value, field))
    }
}

fn of_value(node: &Node, value: &Value, field: &str) -> Option<Text> {
    let said = match node.get("values").and_then(Node::as_sequence) {
        Some(values) => values
            .iter()
            .find(|said| said.get("value").is_some_and(|own| own.to_json() == *value))?,
        None => node.get(value.as_str()?)?,
    };
    let text = match said {
        Node::String(_) if field == "name" => said,
        said => said.get(field)?,
    };
    match text {
        Node::String(text) if !text.trim().is_empty() => Some(text.clone()),
        _ => None,
    }
}

/// A value's place among those of its `enum`: as the document lists them, and without `null` and what is repeated.
#[derive(Clone, Copy)]
pub(in crate::normalize) struct ListedValue {
    pub(in crate::normalize) index: usize,
    pub(in crate::normalize) of: usize,
    pub(in crate::normalize) kept_index: usize,
    pub(in crate::normalize) kept_of: usize,
}

impl ListedValue {
    /// Returns the text for the value in the first list that there is, if it has one for each value.
    fn find(self, lists: &[Option<&[Node]>]) -> Option<Text> {
        let list = lists.iter().flatten().next()?;
        let text = if list.len() == self.of {
            &list[self.index]
        } else if list.len() == self.kept_of {
            &list[self.kept_index]
        } else {
            return None;
        };
        match text {
            Node::String(text) if !text.trim().is_empty() => Some(text.clone()),
            _ => None,
        }
    }
}
