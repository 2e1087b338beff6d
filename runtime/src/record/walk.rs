//! The way through a body, beside the schemas that describe it.

use std::collections::HashSet;

use serde_json::Value;

use super::choose::{Chooser, MOST_PARTS, Unchosen};
use super::entry::{Kind, Seen};
use super::shapes::{Additional, Shapes};
use super::word::is_word;

/// How many steps the choice of alternatives may take in one body.
pub(super) const STEPS: usize = 400_000;
/// How many steps the rest of the way through a body may take: one for each schema that a property, an item or a value is compared with. The largest body
/// of numbers has as many items.
pub(super) const COMPARISONS: usize = 8 << 20;
/// The deepest nesting that a body without a description is looked at.
const FREE_DEPTH: usize = 5;
/// An object with more names than these that nobody described is a map.
const MOST_NAMES: usize = 32;

/// What was seen in a body: path, place in the document, and what.
pub(super) struct Walk<'a> {
    shapes: &'a Shapes,
    chooser: Chooser<'a>,
    /// The schemas and values that were compared: many schemas may lead to one, and a value counts once for it.
    compared: HashSet<(usize, *const Value)>,
    /// The comparisons that are left.
    left: usize,
    is_cut: bool,
    is_secret: &'a dyn Fn(&str) -> bool,
    found: &'a mut dyn FnMut(&str, &str, Seen),
}

impl<'a> Walk<'a> {
    /// Creates a walk that gives what it finds to `found`, and writes down no text that `is_secret`.
    pub(super) fn new(
        shapes: &'a Shapes,
        is_secret: &'a dyn Fn(&str) -> bool,
        found: &'a mut dyn FnMut(&str, &str, Seen),
    ) -> Self {
        Walk {
            shapes,
            chooser: Chooser::new(shapes, STEPS),
            compared: HashSet::new(),
            left: COMPARISONS,
            is_cut: false,
            is_secret,
            found,
        }
    }

    /// Returns how many steps it took.
    pub(super) fn steps(&self) -> usize {
        COMPARISONS - self.left + self.chooser.steps()
    }

    /// Tells whether something was not looked at, since it would take too many steps.
    pub(super) fn is_cut(&self) -> bool {
        self.is_cut
    }

    /// Takes steps, if there are so many.
    fn take(&mut self, steps: usize) -> bool {
        let left = self.left.checked_sub(steps);
        self.is_cut |= left.is_none();
        self.left = left.unwrap_or(0);
        left.is_some()
    }

    /// Looks at a value that the node `index` describes, at the place `at`.
    pub(super) fn described(&mut self, index: usize, at: &str, path: &str, value: &Value) {
        let kind = Kind::of(value);
        // What may be `null` is no more than one kind among others.
        if !value.is_null() || !self.shapes.nodes[index].kinds.has(kind) {
            (self.found)(path, at, Seen::Value { kind });
        }
        if !self.compared.insert((index, value)) {
            return;
        }
        let Some(parts) = self.parts(index, path, value) else {
            return;
        };
        let steps = match value {
            Value::Object(object) => object.len().saturating_mul(parts.len()),
            Value::Array(items) => items.len().saturating_mul(parts.len()),
            // Its own schema is one of those that its list or object took steps for.
            _ => parts.len() - 1,
        };
        if !self.take(steps) {
            return;
        }
        match value {
            Value::Null => {}
            Value::Object(object) => self.object(index, &parts, path, object),
            Value::Array(items) => self.array(&parts, path, items),
            _ => self.scalar(&parts, path, value),
        }
    }

    /// Returns the schemas that hold for the value together: all of `allOf`, and the alternatives that it is.
    fn parts(&mut self, index: usize, path: &str, value: &Value) -> Option<Vec<usize>> {
        let mut parts = vec![index];
        let mut next = 0;
        while let Some(index) = parts.get(next) {
            let node = &self.shapes.nodes[*index];
            let chosen = if value.is_null() {
                Vec::new()
            } else {
                match self.chooser.choose(node, value) {
                    Ok(chosen) => chosen,
                    Err(unchosen) => {
                        let kind = Kind::of(value);
                        let seen = match unchosen {
                            Unchosen::NoAlternative => Seen::NoAlternative { kind },
                            Unchosen::Undecided => Seen::Undecided { kind },
                        };
                        (self.found)(path, &node.at, seen);
                        return None;
                    }
                }
            };
            for part in node.all.iter().copied().chain(chosen) {
                if parts.len() < MOST_PARTS && !parts.contains(&part) {
                    parts.push(part);
                }
            }
            next += 1;
        }
        Some(parts)
    }

    fn scalar(&mut self, parts: &[usize], path: &str, value: &Value) {
        for part in parts {
            let node = &self.shapes.nodes[*part];
            if node.values.is_empty() || node.values.contains(value) {
                continue;
            }
            let word = value.as_str().and_then(|text| self.word(text));
            (self.found)(path, &node.at, Seen::UnknownValue { value: word });
        }
    }

    fn array(&mut self, parts: &[usize], path: &str, items: &[Value]) {
        let path = format!("{path}[*]");
        for part in parts {
            let node = &self.shapes.nodes[*part];
            let (rest, tuple) = (format!("{}/items", node.at), format!("{}/prefixItems", node.at));
            for (position, value) in items.iter().enumerate() {
                match (node.prefix.get(position), node.items) {
                    (Some(index), _) => {
                        self.described(*index, &format!("{tuple}/{position}"), &path, value);
                    }
                    (None, Some(index)) => self.described(index, &rest, &path, value),
                    (None, None) => {}
                }
            }
        }
    }

    fn object(&mut self, index: usize, parts: &[usize], path: &str, object: &serde_json::Map<String, Value>) {
        let shapes = self.shapes;
        for part in parts {
            let node = &shapes.nodes[*part];
            (self.found)(path, &node.at, Seen::Object);
            for name in node.required.iter().filter(|name| !object.contains_key(*name)) {
                let name = name.clone();
                (self.found)(path, &node.at, Seen::Missing { name });
            }
        }
        let is_open = |part: &usize| shapes.nodes[*part].additional == Additional::Any;
        let names_any = |part: &usize| !shapes.nodes[*part].properties.is_empty();
        let is_free = parts.iter().any(is_open) || !parts.iter().any(names_any);
        let mut undeclared = Vec::new();
        for (name, value) in object {
            let mut is_described = false;
            for part in parts {
                let node = &shapes.nodes[*part];
                if let Some(property) = node.properties.get(name) {
                    is_described = true;
                    let at = format!("{}/properties/{}", node.at, escaped(name));
                    self.described(*property, &at, &member(path, name), value);
                }
            }
            if is_described {
                continue;
            }
            for part in parts {
                let node = &shapes.nodes[*part];
                if let Additional::Schema(schema) = node.additional {
                    is_described = true;
                    let at = format!("{}/additionalProperties", node.at);
                    self.described(schema, &at, &format!("{path}.*"), value);
                }
            }
            // What an alternative declares that was not chosen is declared.
            if is_described || is_free {
                continue;
            }
            let breadth = self.chooser.breadth(index);
            if self.take(breadth) && !self.chooser.declares(index, name) {
                undeclared.push((name, value));
            }
        }
        let target = parts.iter().find(|part| names_any(part)).unwrap_or(&index);
        let is_map = undeclared.len() > MOST_NAMES;
        for (name, value) in undeclared {
            let name = if is_map { None } else { self.word(name) };
            let kind = Kind::of(value);
            (self.found)(path, &shapes.nodes[*target].at, Seen::Undeclared { name, kind });
        }
    }

    /// Looks at a value that nothing describes.
    pub(super) fn undescribed(&mut self, path: &str, value: &Value, depth: usize) {
        (self.found)(
            path,
            "",
            Seen::Value {
                kind: Kind::of(value),
            },
        );
        if depth == FREE_DEPTH {
            return;
        }
        match value {
            Value::Object(object) => {
                let is_map = object.len() > MOST_NAMES;
                for (name, value) in object {
                    // In a path a dot separates names.
                    let word = self.word(name).filter(|name| !is_map && !name.contains('.'));
                    let path = format!("{path}.{}", word.as_deref().unwrap_or("*"));
                    self.undescribed(&path, value, depth + 1);
                }
            }
            Value::Array(items) => {
                let path = format!("{path}[*]");
                for value in items {
                    self.undescribed(&path, value, depth + 1);
                }
            }
            _ => {}
        }
    }

    /// Returns the text if it may be written down.
    fn word(&self, text: &str) -> Option<String> {
        (is_word(text) && !(self.is_secret)(text)).then(|| text.to_owned())
    }
}

/// Returns the path of a property that the document names.
fn member(path: &str, name: &str) -> String {
    let is_plain = !name.is_empty()
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    match is_plain {
        true => format!("{path}.{name}"),
        false => format!("{path}[{name:?}]"),
    }
}

/// Returns a name as a JSON pointer has it.
fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}
