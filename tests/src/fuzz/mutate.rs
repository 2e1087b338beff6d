//! Changes to documents: of what they say (trees), and of how they are written (bytes).

use serde_json::{Map, Value, json};

use super::random::Random;

/// Words that mean something where schemas and operations stand.
const KEYWORDS: [&str; 40] = [
    "$ref",
    "$defs",
    "$id",
    "$anchor",
    "$dynamicRef",
    "additionalProperties",
    "allOf",
    "anyOf",
    "components",
    "const",
    "content",
    "default",
    "definitions",
    "description",
    "discriminator",
    "enum",
    "format",
    "headers",
    "in",
    "items",
    "mapping",
    "name",
    "not",
    "nullable",
    "oneOf",
    "parameters",
    "patternProperties",
    "prefixItems",
    "properties",
    "propertyName",
    "required",
    "requestBody",
    "responses",
    "schema",
    "security",
    "servers",
    "title",
    "type",
    "url",
    "x-enum-varnames",
];

/// Texts that are special to some reader on the way.
const TEXTS: [&str; 30] = [
    "",
    " ",
    "null",
    "string",
    "object",
    "array",
    "integer",
    "date-time",
    "binary",
    "uuid",
    "path",
    "query",
    "default",
    "2XX",
    "200",
    "application/json",
    "multipart/form-data",
    "text/event-stream",
    "application/xml",
    "/{a}/{b}",
    "{",
    "self",
    "r#fn",
    "\u{202e}",
    "a\nb",
    "\"",
    "\\",
    "#",
    "#/",
    "*/",
];

/// Bytes that are special to readers of YAML and JSON.
const SYNTAX: [&str; 32] = [
    "{",
    "}",
    "[",
    "]",
    ":",
    ": ",
    ",",
    "\"",
    "'",
    "\\",
    "\n",
    "\n  ",
    "\t",
    "- ",
    "? ",
    "#",
    "&a ",
    "*a ",
    "!t ",
    "|\n",
    ">\n",
    "---\n",
    "...\n",
    "%YAML 1.2\n",
    "\u{feff}",
    "\0",
    "\u{85}",
    "1e999",
    "-0",
    "0x1F",
    "<<: ",
    "\\ud800",
];

/// Changes `tree` in a few places.
pub(super) fn tree(tree: &mut Value, random: &mut Random) {
    for _ in 0..=random.below(4) {
        let mut pointers = Vec::new();
        collect(tree, String::new(), &mut pointers);
        let pointer = random.choose(&pointers).clone();
        let other_pointer = random.choose(&pointers).clone();
        let other = tree.pointer(&other_pointer).cloned().unwrap_or_default();
        if let Some(node) = tree.pointer_mut(&pointer) {
            change(node, other, &other_pointer, random);
        }
    }
}

fn change(node: &mut Value, other: Value, other_pointer: &str, random: &mut Random) {
    match random.below(10) {
        0 => *node = other,
        1 => *node = json!({"$ref": format!("#{other_pointer}")}),
        2 => *node = scalar(random),
        3 => {
            let keyword = *random.choose(&["allOf", "anyOf", "oneOf"]);
            *node = json!({keyword: [node.take(), other]});
        }
        4 => *node = json!([node.take()]),
        5 => *node = json!({*random.choose(&KEYWORDS): node.take()}),
        6 => add(node, other, random),
        7 => remove(node, random),
        8 => rename(node, random),
        _ => add(node, scalar(random), random),
    }
}

fn scalar(random: &mut Random) -> Value {
    match random.below(8) {
        0 => Value::Null,
        1 => Value::Bool(random.below(2) == 0),
        2 => json!(random.number()),
        3 => json!(-1),
        4 => json!(1e300),
        5 => json!({}),
        6 => json!([]),
        _ => json!(*random.choose(&TEXTS)),
    }
}

fn add(node: &mut Value, value: Value, random: &mut Random) {
    match node {
        Value::Object(members) => {
            let key = if random.below(3) == 0 {
                random.choose(&TEXTS)
            } else {
                random.choose(&KEYWORDS)
            };
            members.insert((*key).to_owned(), value);
        }
        Value::Array(items) => items.insert(random.below(items.len() + 1), value),
        other => *other = value,
    }
}

fn remove(node: &mut Value, random: &mut Random) {
    match node {
        Value::Object(members) => {
            let key = members.keys().nth(random.below(members.len())).cloned();
            key.and_then(|key| members.shift_remove(&key));
        }
        Value::Array(items) if !items.is_empty() => drop(items.remove(random.below(items.len()))),
        other => *other = Value::Null,
    }
}

fn rename(node: &mut Value, random: &mut Random) {
    let Value::Object(members) = node else {
        *node = scalar(random);
        return;
    };
    let renamed = random.below(members.len());
    let mut changed = Map::new();
    for (index, (key, value)) in std::mem::take(members).into_iter().enumerate() {
        let key = match random.below(3) {
            _ if index != renamed => key,
            0 => (*random.choose(&KEYWORDS)).to_owned(),
            1 => (*random.choose(&TEXTS)).to_owned(),
            _ => format!("{key}{}", random.choose(&TEXTS)),
        };
        changed.insert(key, value);
    }
    *members = changed;
}

fn collect(node: &Value, pointer: String, pointers: &mut Vec<String>) {
    match node {
        Value::Object(members) => {
            for (key, value) in members {
                let key = key.replace('~', "~0").replace('/', "~1");
                collect(value, format!("{pointer}/{key}"), pointers);
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                collect(value, format!("{pointer}/{index}"), pointers);
            }
        }
        _ => {}
    }
    pointers.push(pointer);
}

/// Changes `text` in a few places.
pub(super) fn bytes(text: &mut Vec<u8>, random: &mut Random) {
    for _ in 0..=random.below(5) {
        let at = random.below(text.len() + 1);
        let end = (at + random.below(40)).min(text.len());
        match random.below(7) {
            0 => drop(text.drain(at..end)),
            1 => text.truncate(at.max(text.len() / 2)),
            2 if at < text.len() => text[at] ^= 1 << random.below(8),
            3 => {
                let piece = text[at..end].to_vec();
                let to = random.below(text.len() + 1);
                text.splice(to..to, piece);
            }
            4 => {
                let piece = text[at..end].repeat(1 + random.below(50));
                text.splice(at..at, piece);
            }
            _ => {
                let piece = random.choose(&SYNTAX).bytes();
                text.splice(at..at, piece);
            }
        }
    }
}
