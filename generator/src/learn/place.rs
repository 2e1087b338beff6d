//! Places of a document as text: JSON pointers, and the JSONPaths of an overlay that lead to the same.

use std::fmt::Write;

use specwright_document::diagnostic::{FileId, SourcePointer, is_unprintable};
use specwright_document::source::pointer::{push_key, segments};
use specwright_document::source::{Document, Node};

/// A place in the root file of a document: a JSON pointer.
pub(super) type Pointer = String;

/// Returns the pointer of a place as records have it, if it is one in the root file that is there.
///
/// A schema that is `null` or one other alternative is read as that alternative: a place in it is looked for there, too.
pub(super) fn pointer_of<'d>(document: &'d Document, at: &str) -> Option<(Pointer, &'d Node)> {
    let mut pointer = String::new();
    let mut node = node_at(document, "")?;
    for key in segments(at.strip_prefix('#')?) {
        while node_at(document, &child(&pointer, &key)).is_none() {
            (pointer, node) = only_alternative(document, &pointer, node)?;
        }
        pointer = child(&pointer, &key);
        node = node_at(document, &pointer)?;
    }
    Some((pointer, node))
}

/// Returns the one alternative of a schema that is not `null`.
fn only_alternative<'d>(document: &'d Document, pointer: &str, node: &Node) -> Option<(Pointer, &'d Node)> {
    let key = ["anyOf", "oneOf"]
        .into_iter()
        .find(|key| node.get(key).is_some())?;
    let alternatives = node.get(key)?.as_sequence()?;
    let is_null = |node: &Node| node.get("type").and_then(Node::as_str) == Some("null");
    let mut others = (0..alternatives.len()).filter(|index| !is_null(&alternatives[*index]));
    let index = others.next().filter(|_| others.next().is_none())?;
    let pointer = child(&child(pointer, key), &index.to_string());
    let node = node_at(document, &pointer)?;
    Some((pointer, node))
}

/// Returns the schema that says what the values at a place are: it, or its one alternative beside `null`.
pub(super) fn settled(document: &Document, pointer: Pointer) -> Pointer {
    const OWN: [&str; 5] = ["type", "properties", "required", "enum", "$ref"];
    match node_at(document, &pointer) {
        Some(node) if OWN.iter().all(|key| node.get(key).is_none()) => {
            only_alternative(document, &pointer, node).map_or(pointer, |(inner, _)| inner)
        }
        _ => pointer,
    }
}

/// Returns what stands at a pointer in the root file.
pub(super) fn node_at<'d>(document: &'d Document, pointer: &str) -> Option<&'d Node> {
    document.at(&SourcePointer {
        file: FileId(0),
        pointer: pointer.to_owned(),
    })
}

/// Follows a reference from a place to what is none, in the root file.
pub(super) fn resolved<'d>(document: &'d Document, pointer: &str) -> Option<(Pointer, &'d Node)> {
    let pointer = &settled(document, pointer.to_owned());
    let node = node_at(document, pointer)?;
    let Some(reference) = node.get("$ref").and_then(Node::as_str) else {
        return Some((pointer.to_owned(), node));
    };
    let (place, node) = document.resolve(FileId(0), reference).ok()?;
    (place.file == FileId(0)).then_some((place.pointer, node))
}

/// Returns the pointer of what a place is in, and its key there.
pub(super) fn split(pointer: &str) -> Option<(Pointer, String)> {
    let keys: Vec<_> = segments(pointer).collect();
    let (last, outer) = keys.split_last()?;
    let mut parent = String::new();
    outer.iter().for_each(|key| push_key(&mut parent, key));
    Some((parent, last.to_string()))
}

/// Returns the pointer of a key of a place.
pub(super) fn child(pointer: &str, key: &str) -> Pointer {
    let mut child = pointer.to_owned();
    push_key(&mut child, key);
    child
}

/// Returns the JSONPath (RFC 9535) of a place.
pub(super) fn json_path(document: &Document, pointer: &str) -> String {
    let mut path = String::from("$");
    let mut node = node_at(document, "");
    for key in segments(pointer) {
        let is_name = key.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
            && key
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        let items = node.and_then(Node::as_sequence);
        // Writing to a string cannot fail.
        let _ = match items {
            Some(_) => write!(path, "[{key}]"),
            None if is_name => write!(path, ".{key}"),
            None => write!(path, "['{}']", quoted(&key)),
        };
        node = match items {
            Some(items) => key.parse().ok().and_then(|index: usize| items.get(index)),
            None => node.and_then(|node| node.get(&key)),
        };
    }
    path
}

/// Returns a key as it stands between single quotes in a JSONPath.
fn quoted(key: &str) -> String {
    let mut text = String::new();
    for character in key.chars() {
        match character {
            '\'' | '\\' => {
                text.push('\\');
                text.push(character);
            }
            hidden if is_unprintable(hidden) => {
                for unit in hidden.encode_utf16(&mut [0; 2]) {
                    let _ = write!(text, "\\u{unit:04x}");
                }
            }
            other => text.push(other),
        }
    }
    text
}

/// Returns a number with a comma between thousands.
pub(super) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
