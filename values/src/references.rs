//! References by `$id`, `$anchor` and `$dynamicAnchor`, written as pointers into the document.

use std::cell::Cell;
use std::collections::HashMap;

use serde_json::{Map, Value, json};

use crate::Schemas;

/// Keywords whose values are no schemas.
const DATA: [&str; 6] = ["const", "default", "enum", "example", "examples", "discriminator"];

/// Keywords whose values are schemas by names.
const BY_NAME: [&str; 5] = [
    "properties",
    "patternProperties",
    "dependentSchemas",
    "$defs",
    "definitions",
];

/// Writes the references of a document as pointers into it, where they lead there by a name.
///
/// A `$dynamicRef` becomes the reference to the one `$dynamicAnchor` of its name. Where there are several, which it is depends on what led to it:
/// it says nothing then.
pub(crate) fn settle(root: &mut Value) {
    let mut names = Names::default();
    names.gather(root, &Base::default(), &mut String::new());
    if names.is_empty {
        return;
    }
    let document = root.clone();
    let writer = Writer {
        names: &names,
        document: Schemas::new(&document),
    };
    writer.write(root, &Base::default(), &mut String::new());
}

/// How many bytes the pointers have together that become references. What is beyond leads nowhere.
const POINTERS: usize = 1 << 22;

/// What references are relative to.
#[derive(Default)]
struct Base {
    /// The URI of the nearest `$id`, if there is one.
    uri: String,
    /// Where that is.
    pointer: String,
}

impl Base {
    /// Returns what references in a schema are relative to, if it has an `$id`.
    fn within(&self, schema: &Map<String, Value>, pointer: &str) -> Option<Self> {
        Some(Base {
            uri: joined(&self.uri, id(schema)?),
            pointer: pointer.to_owned(),
        })
    }
}

/// Returns the `$id` of a schema, without a fragment.
fn id(schema: &Map<String, Value>) -> Option<&str> {
    let id = schema.get("$id")?.as_str()?;
    let id = id.split('#').next().unwrap_or_default();
    Some(id).filter(|id| !id.is_empty())
}

/// Names that references lead by, and where.
struct Names {
    is_empty: bool,
    ids: HashMap<String, String>,
    /// By the pointer of what they are in, and the name.
    anchors: HashMap<(String, String), String>,
    /// `None` where there are several.
    dynamic: HashMap<String, Option<String>>,
    /// How many bytes further pointers may have.
    left: Cell<usize>,
}

impl Default for Names {
    fn default() -> Self {
        Names {
            is_empty: true,
            ids: HashMap::new(),
            anchors: HashMap::new(),
            dynamic: HashMap::new(),
            left: Cell::new(POINTERS),
        }
    }
}

impl Names {
    fn has_room(&self, bytes: usize) -> bool {
        let left = self.left.get().checked_sub(bytes);
        self.left.set(left.unwrap_or_default());
        left.is_some()
    }

    fn gather(&mut self, value: &Value, base: &Base, pointer: &mut String) {
        match value {
            Value::Object(fields) => {
                let own = base.within(fields, pointer);
                let base = own.as_ref().unwrap_or(base);
                self.add(fields, base, pointer);
                for (name, value) in fields.iter().filter(|(name, _)| !DATA.contains(&name.as_str())) {
                    within(pointer, name, |pointer| {
                        match (BY_NAME.contains(&name.as_str()), value) {
                            (true, Value::Object(schemas)) => {
                                for (name, schema) in schemas {
                                    within(pointer, name, |pointer| self.gather(schema, base, pointer));
                                }
                            }
                            _ => self.gather(value, base, pointer),
                        }
                    });
                }
            }
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    within(pointer, &index.to_string(), |pointer| {
                        self.gather(item, base, pointer)
                    });
                }
            }
            _ => {}
        }
    }

    fn add(&mut self, schema: &Map<String, Value>, base: &Base, pointer: &str) {
        if id(schema).is_some() {
            self.is_empty = false;
            if self.has_room(base.uri.len() + pointer.len()) {
                self.ids
                    .entry(base.uri.clone())
                    .or_insert_with(|| pointer.to_owned());
            }
        }
        self.is_empty &= !schema.contains_key("$dynamicRef");
        for keyword in ["$anchor", "$dynamicAnchor"] {
            let Some(name) = schema.get(keyword).and_then(Value::as_str) else {
                continue;
            };
            self.is_empty = false;
            if !self.has_room(base.pointer.len() + pointer.len()) {
                continue;
            }
            let key = (base.pointer.clone(), name.to_owned());
            self.anchors.entry(key).or_insert_with(|| pointer.to_owned());
            if keyword == "$dynamicAnchor" {
                let known = self.dynamic.entry(name.to_owned());
                known
                    .and_modify(|known| *known = None)
                    .or_insert_with(|| Some(pointer.to_owned()));
            }
        }
    }
}

struct Writer<'n> {
    names: &'n Names,
    document: Schemas<'n>,
}

impl Writer<'_> {
    fn write(&self, value: &mut Value, base: &Base, pointer: &mut String) {
        match value {
            Value::Object(fields) => {
                let own = base.within(fields, pointer);
                let base = own.as_ref().unwrap_or(base);
                self.write_references(fields, base);
                for (name, value) in fields
                    .iter_mut()
                    .filter(|(name, _)| !DATA.contains(&name.as_str()))
                {
                    within(pointer, name, |pointer| {
                        match (BY_NAME.contains(&name.as_str()), value) {
                            (true, Value::Object(schemas)) => {
                                for (name, schema) in schemas {
                                    within(pointer, name, |pointer| self.write(schema, base, pointer));
                                }
                            }
                            (_, value) => self.write(value, base, pointer),
                        }
                    });
                }
            }
            Value::Array(items) => {
                for (index, item) in items.iter_mut().enumerate() {
                    within(pointer, &index.to_string(), |pointer| {
                        self.write(item, base, pointer)
                    });
                }
            }
            _ => {}
        }
    }

    fn write_references(&self, schema: &mut Map<String, Value>, base: &Base) {
        if let Some(Value::String(reference)) = schema.get_mut("$ref")
            && let Some(pointer) = self.target(reference, base)
            && self.names.has_room(pointer.len())
        {
            *reference = format!("#{pointer}");
        }
        let dynamic = schema.shift_remove("$dynamicRef");
        let dynamic = dynamic.as_ref().and_then(Value::as_str);
        if let Some(pointer) = dynamic.and_then(|reference| self.dynamic_target(reference, base))
            && self.names.has_room(pointer.len())
        {
            let target = Value::from(format!("#{pointer}"));
            if schema.contains_key("$ref") {
                let part = json!({ "$ref": target });
                match schema.get_mut("allOf") {
                    Some(Value::Array(parts)) => parts.push(part),
                    _ => drop(schema.insert("allOf".to_owned(), json!([part]))),
                }
            } else {
                schema.insert("$ref".to_owned(), target);
            }
        }
        for keyword in ["$id", "$anchor", "$dynamicAnchor"] {
            if schema.get(keyword).is_some_and(Value::is_string) {
                schema.shift_remove(keyword);
            }
        }
    }

    /// Returns where a reference leads, as a pointer of the document in a reference.
    fn target(&self, reference: &str, base: &Base) -> Option<String> {
        let (uri, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let uri = match uri.is_empty() {
            true => base.uri.clone(),
            false => joined(&base.uri, uri),
        };
        let root = match uri == base.uri {
            true => &base.pointer,
            false => self.names.ids.get(&uri)?,
        };
        if fragment.is_empty() || fragment.starts_with('/') {
            // Many write pointers of the document beside an `$id`.
            let of_document = [encoded(root) + fragment, fragment.to_owned()];
            let mut of_document = of_document.into_iter();
            return of_document.find(|pointer| self.document.get(&format!("#{pointer}")).is_some());
        }
        let named = self.names.anchors.get(&(root.clone(), fragment.to_owned()));
        named.map(|pointer| encoded(pointer))
    }

    fn dynamic_target(&self, reference: &str, base: &Base) -> Option<String> {
        let name = reference.split_once('#').map(|(_, fragment)| fragment);
        match name.and_then(|name| self.names.dynamic.get(name)) {
            Some(only) => only.as_deref().map(encoded),
            None => self.target(reference, base),
        }
    }
}

/// Returns a pointer as it stands in a reference, where a `%` begins an escape.
fn encoded(pointer: &str) -> String {
    pointer.replace('%', "%25")
}

/// Does something with the pointer of what stands under a name.
fn within<T>(pointer: &mut String, name: &str, act: impl FnOnce(&mut String) -> T) -> T {
    let length = pointer.len();
    pointer.push('/');
    pointer.push_str(&name.replace('~', "~0").replace('/', "~1"));
    let result = act(pointer);
    pointer.truncate(length);
    result
}

/// Returns a URI that is relative to another.
fn joined(base: &str, uri: &str) -> String {
    let has_scheme = |uri: &str| {
        let scheme = uri.split_once(':').map(|(scheme, _)| scheme);
        scheme.is_some_and(|scheme| {
            let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte);
            scheme.starts_with(|first: char| first.is_ascii_alphabetic()) && scheme.bytes().all(plain)
        })
    };
    if has_scheme(uri) {
        return uri.to_owned();
    }
    let authority = base.find("://").map_or(0, |at| at + 3);
    let path = base[authority..]
        .find('/')
        .map_or(base.len(), |at| authority + at);
    let (root, path) = base.split_at(if authority == 0 { 0 } else { path });
    let mut steps: Vec<&str> = match uri.strip_prefix('/') {
        Some(_) => Vec::new(),
        // What is behind the last slash is replaced.
        None => path
            .split('/')
            .rev()
            .skip(1)
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
            .collect(),
    };
    for step in uri.split('/') {
        match step {
            "." => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    let path = steps.join("/");
    match root.is_empty() || path.starts_with('/') {
        true => format!("{root}{path}"),
        false => format!("{root}/{path}"),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn references_by_names_become_pointers() {
        let mut document = json!({"components": {"schemas": {
            "A/b": {"$anchor": "one", "$ref": "#two"},
            "B": {"properties": {"$id": {"type": "string"}, "of": {"$anchor": "two", "$ref": "#/components/schemas/A~1b"}}},
            "C": {"$id": "https://example.com/c/c.json", "$defs": {"d%": {"$id": "d.json", "$anchor": "d"}}, "allOf": [
                {"$ref": "#/$defs/d%25"}, {"$ref": "d.json"}, {"$ref": "../c/d.json#d"}, {"$ref": "#"}, {"$ref": "#/components/schemas/B"},
            ]},
            "D": {"$ref": "https://example.com/c/d.json", "enum": [{"$id": "data", "$ref": "#one"}]},
            "E": {"$ref": "elsewhere.json#/a"},
        }}});
        settle(&mut document);
        let expected = json!({"components": {"schemas": {
            "A/b": {"$ref": "#/components/schemas/B/properties/of"},
            "B": {"properties": {"$id": {"type": "string"}, "of": {"$ref": "#/components/schemas/A~1b"}}},
            "C": {"$defs": {"d%": {}}, "allOf": [
                {"$ref": "#/components/schemas/C/$defs/d%25"}, {"$ref": "#/components/schemas/C/$defs/d%25"},
                {"$ref": "#/components/schemas/C/$defs/d%25"}, {"$ref": "#/components/schemas/C"}, {"$ref": "#/components/schemas/B"},
            ]},
            "D": {"$ref": "#/components/schemas/C/$defs/d%25", "enum": [{"$id": "data", "$ref": "#one"}]},
            "E": {"$ref": "elsewhere.json#/a"},
        }}});
        assert_eq!(document, expected);
    }

    #[test]
    fn a_dynamic_reference_leads_to_the_only_anchor_of_its_name() {
        let mut document = json!({
            "A": {"$dynamicAnchor": "node", "items": {"$dynamicRef": "#node"}},
            "B": {"$ref": "#/A", "$dynamicRef": "#node"},
            "C": {"$dynamicAnchor": "T", "$id": "c"},
            "D": {"$dynamicAnchor": "T", "$id": "d", "items": {"$dynamicRef": "#T", "minLength": 1}},
        });
        settle(&mut document);
        let expected = json!({
            "A": {"items": {"$ref": "#/A"}},
            "B": {"$ref": "#/A", "allOf": [{"$ref": "#/A"}]},
            "C": {},
            "D": {"items": {"minLength": 1}},
        });
        assert_eq!(document, expected);
    }

    #[test]
    fn uris_are_relative_to_others() {
        for (base, uri, joined_uri) in [
            ("", "a.json", "a.json"),
            ("", "./a/../b.json", "b.json"),
            ("a/b.json", "c.json", "a/c.json"),
            ("https://e.com", "a", "https://e.com/a"),
            ("https://e.com/x/y", "z", "https://e.com/x/z"),
            ("https://e.com/x/y", "/z", "https://e.com/z"),
            ("https://e.com/x/y", "../../../z", "https://e.com/z"),
            ("https://e.com/x/y", "urn:a:b", "urn:a:b"),
        ] {
            assert_eq!(joined(base, uri), joined_uri, "{base} {uri}");
        }
    }
}
