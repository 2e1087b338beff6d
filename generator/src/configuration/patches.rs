//! The tables of `[[clients.NAME.patch]]`, as an overlay has its actions. What they may say is for the overlay's reader.

use foldhash::HashMap;
use std::path::Path;
use std::sync::Arc;

use super::problems::Problems;
use super::toml::{Kind, Value};
use specwright_document::diagnostic::Code;
use specwright_document::overlay::Patches;
use specwright_document::source::{Mapping, Node, Number, Offsets, PlacedText, Text};

/// Returns the patches that a list of tables has.
pub(super) fn patches(
    path: &Path,
    text: &Arc<str>,
    tables: Vec<Value>,
    problems: &mut Problems<'_>,
) -> Patches {
    let mut actions = Vec::with_capacity(tables.len());
    let mut places = Offsets::default();
    for (index, table) in tables.into_iter().enumerate() {
        if !matches!(table.kind, Kind::Table(_)) {
            let message = format!("expected a table, found {}", table.kind.name());
            problems.push(Code::SettingValue, table.offset, message, "");
            continue;
        }
        let (action, place) = node(table, problems);
        actions.push(action);
        places.children.insert(index.to_string(), place);
    }
    let placed = PlacedText {
        path: path.to_owned(),
        text: Arc::clone(text),
        offsets: Offsets {
            offset: 0,
            children: HashMap::from_iter([("actions".to_owned(), places)]),
        },
    };
    Patches::Configured(placed, actions)
}

/// Returns a value as one of a document, and where it stands.
fn node(value: Value, problems: &mut Problems<'_>) -> (Node, Offsets) {
    let mut place = Offsets {
        offset: value.offset,
        children: HashMap::default(),
    };
    let node = match value.kind {
        Kind::Text(text) => Node::String(text.as_str().into()),
        Kind::Switch(is) => Node::Boolean(is),
        Kind::Integer { text, radix } => {
            let number = i64::from_str_radix(&text, radix).map(serde_json::Number::from);
            number_or_problem(number.ok(), &text, value.offset, problems)
        }
        Kind::Float(text) => {
            let number = text.parse().ok().and_then(serde_json::Number::from_f64);
            number_or_problem(number, &text, value.offset, problems)
        }
        Kind::Date => {
            let help = "put it in quotes: dates are strings in JSON";
            problems.push(
                Code::SettingValue,
                value.offset,
                "expected a value of JSON, found a date",
                help,
            );
            Node::Null
        }
        Kind::List(items) => {
            let items = items.into_iter().enumerate().map(|(index, item)| {
                let (node, child) = node(item, problems);
                place.children.insert(index.to_string(), child);
                node
            });
            Node::Sequence(items.collect())
        }
        Kind::Table(entries) => {
            let entries = entries.into_iter().map(|(key, value)| {
                let (node, mut child) = node(value, problems);
                child.offset = key.offset;
                let name = Text::from(key.name.as_str());
                place.children.insert(key.name, child);
                (name, node)
            });
            Node::Mapping(Mapping::new(entries.collect()))
        }
    };
    (node, place)
}

fn number_or_problem(
    number: Option<serde_json::Number>,
    text: &str,
    offset: usize,
    problems: &mut Problems<'_>,
) -> Node {
    match number {
        Some(number) => Node::Number(Number::spelled(number, text)),
        None => {
            let message = format!("expected a number of JSON, found `{text}`");
            problems.push(Code::SettingValue, offset, message, "");
            Node::Null
        }
    }
}
