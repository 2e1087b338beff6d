use super::json::quoted;
use crate::diagnostic::is_unprintable;
use crate::source::{Mapping, Node};

/// Returns a value as YAML, indented by two.
pub(super) fn print(node: &Node) -> String {
    let mut text = String::new();
    match node {
        Node::Mapping(mapping) if !mapping.is_empty() => entries(mapping, 0, &mut text, false),
        Node::Sequence(list) if !list.is_empty() => items(list, 0, &mut text, false),
        scalar => {
            text.push_str(&flow(scalar));
            text.push('\n');
        }
    }
    text
}

/// Writes the entries of a mapping. The first one goes on where the text is if it `continues` a line.
fn entries(mapping: &Mapping, level: usize, text: &mut String, continues: bool) {
    for (index, (name, value)) in mapping.iter().enumerate() {
        if index > 0 || !continues {
            indent(level, text);
        }
        key(name, level, text);
        match value {
            Node::Mapping(inner) if !inner.is_empty() => {
                text.push('\n');
                entries(inner, level + 1, text, false);
            }
            Node::Sequence(list) if !list.is_empty() => {
                text.push('\n');
                items(list, level + 1, text, false);
            }
            scalar => after(scalar, level, text),
        }
    }
}

fn items(list: &[Node], level: usize, text: &mut String, continues: bool) {
    for (index, item) in list.iter().enumerate() {
        if index > 0 || !continues {
            indent(level, text);
        }
        text.push('-');
        match item {
            Node::Mapping(inner) if !inner.is_empty() => {
                text.push(' ');
                entries(inner, level + 1, text, true);
            }
            Node::Sequence(inner) if !inner.is_empty() => {
                text.push(' ');
                items(inner, level + 1, text, true);
            }
            scalar => after(scalar, level, text),
        }
    }
}

/// Writes a scalar or an empty collection behind its key or dash, to the end of the line.
fn after(scalar: &Node, level: usize, text: &mut String) {
    text.push(' ');
    match scalar {
        Node::String(string) if is_block(string) => {
            text.push_str(if string.ends_with('\n') { "|\n" } else { "|-\n" });
            for line in string.lines() {
                if !line.is_empty() {
                    indent(level + 1, text);
                    text.push_str(line);
                }
                text.push('\n');
            }
        }
        other => {
            text.push_str(&flow(other));
            text.push('\n');
        }
    }
}

fn flow(node: &Node) -> String {
    match node {
        Node::Null => "null".to_owned(),
        Node::Boolean(boolean) => boolean.to_string(),
        Node::Number(number) => number.to_string(),
        Node::String(string) if is_plain(string) => string.as_str().to_owned(),
        Node::String(string) => escaped(string),
        Node::Sequence(_) => "[]".to_owned(),
        Node::Mapping(_) => "{}".to_owned(),
    }
}

/// Writes a key with its `:`.
fn key(key: &str, level: usize, text: &mut String) {
    /// Longer keys, in bytes, have to be marked as such.
    const LONG: usize = 256;
    let written = if is_plain(key) {
        key.to_owned()
    } else {
        escaped(key)
    };
    if written.len() > LONG {
        text.push_str("? ");
        text.push_str(&written);
        text.push('\n');
        indent(level, text);
    } else {
        text.push_str(&written);
    }
    text.push(':');
}

/// Returns a text in single quotes, or in double ones if it has what must be escaped.
fn escaped(string: &str) -> String {
    if !string.contains(|character: char| is_unprintable(character) || character == '\n') {
        return format!("'{}'", string.replace('\'', "''"));
    }
    let mut text = String::new();
    for character in quoted(string).chars() {
        if character.is_ascii() || !is_unprintable(character) {
            text.push(character);
            continue;
        }
        let code = u32::from(character);
        text.push_str(&if code > 0xFFFF {
            format!("\\U{code:08x}")
        } else {
            format!("\\u{code:04x}")
        });
    }
    text.replace('\u{7f}', "\\x7f")
}

/// Returns whether a text can stand without quotes: the readers of all versions of YAML take it for this text.
fn is_plain(string: &str) -> bool {
    /// Words that one version of YAML or another takes for something else.
    const WORDS: [&str; 9] = ["true", "false", "yes", "no", "on", "off", "y", "n", "null"];
    let is_safe =
        |character: char| character.is_alphanumeric() || character.is_ascii_punctuation() || character == ' ';
    // A version such as `3.1.0` is no number in any of them.
    let is_version = string.split('.').count() > 2
        && string
            .split('.')
            .all(|part| !part.is_empty() && part.bytes().all(|digit| digit.is_ascii_digit()));
    if is_version {
        return true;
    }
    string.starts_with(|first: char| first.is_alphabetic() || "/$_".contains(first))
        && string.chars().all(is_safe)
        && !string.contains(": ")
        && !string.contains(" #")
        && !string.ends_with([' ', ':'])
        && !WORDS.contains(&string.to_ascii_lowercase().as_str())
}

/// Returns whether a text of several lines can stand as they are.
fn is_block(string: &str) -> bool {
    string.contains('\n')
        && !string.starts_with([' ', '\t', '\n'])
        && !string.ends_with("\n\n")
        && string.lines().all(|line| !line.ends_with([' ', '\t']))
        && !string.contains(|character: char| is_unprintable(character) && character != '\n')
}

fn indent(level: usize, text: &mut String) {
    for _ in 0..level {
        text.push_str("  ");
    }
}
