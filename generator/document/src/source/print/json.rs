use crate::source::{Node, Number};

/// Returns a value as JSON, indented by two.
pub(super) fn print(node: &Node) -> String {
    let mut text = String::new();
    write(node, 0, &mut text);
    text.push('\n');
    text
}

fn write(node: &Node, level: usize, text: &mut String) {
    match node {
        Node::Null => text.push_str("null"),
        Node::Boolean(boolean) => text.push_str(if *boolean { "true" } else { "false" }),
        Node::Number(number) => text.push_str(&written(number)),
        Node::String(string) => text.push_str(&quoted(string)),
        Node::Sequence(items) if items.is_empty() => text.push_str("[]"),
        Node::Sequence(items) => {
            text.push('[');
            for (index, item) in items.iter().enumerate() {
                start(index, level + 1, text);
                write(item, level + 1, text);
            }
            line(level, text);
            text.push(']');
        }
        Node::Mapping(mapping) if mapping.is_empty() => text.push_str("{}"),
        Node::Mapping(mapping) => {
            text.push('{');
            for (index, (key, value)) in mapping.iter().enumerate() {
                start(index, level + 1, text);
                text.push_str(&quoted(key));
                text.push_str(": ");
                write(value, level + 1, text);
            }
            line(level, text);
            text.push('}');
        }
    }
}

fn start(index: usize, level: usize, text: &mut String) {
    if index > 0 {
        text.push(',');
    }
    line(level, text);
}

fn line(level: usize, text: &mut String) {
    text.push('\n');
    for _ in 0..level {
        text.push_str("  ");
    }
}

/// Returns a number as its text has it, if that is one of JSON.
fn written(number: &Number) -> String {
    let is_json = |text: &&str| serde_json::from_str::<serde_json::Number>(text).is_ok();
    match number.spelling().filter(is_json) {
        Some(text) => text.to_owned(),
        None => number.value().to_string(),
    }
}

/// Returns a string in quotes.
pub(super) fn quoted(string: &str) -> String {
    serde_json::Value::from(string).to_string()
}
