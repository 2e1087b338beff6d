//! The settings of the page as a `specwright.toml`, to be taken along.

use std::collections::BTreeMap;

use specwright::configuration::Form;

use crate::settings::{Set, rows};

/// Returns a configuration with one client. Values that a setting does not take stand in it as they are: they are told of elsewhere.
pub(crate) fn text(name: &str, document: &str, set: &[Set]) -> String {
    let name = if name.is_empty() { "api" } else { name };
    let mut text = format!(
        "[clients.{name}]\ndocument = {}\n",
        quoted(&format!("spec/{document}"))
    );
    for (setting, flag) in rows() {
        let values = set.iter().filter(|one| one.flag == flag);
        let values: Vec<&str> = values.map(|one| one.value.as_str()).collect();
        let (Some(last), false) = (values.last(), setting.key.is_empty()) else {
            continue;
        };
        let value = match &setting.form {
            Form::Switch(_) => "true".to_owned(),
            Form::List { .. } => list(&values, quoted),
            Form::Files(_) => list(&values, |path| quoted(&format!("spec/{path}"))),
            Form::Table { default, .. } => table(&values, default.unwrap_or_default()),
            _ => quoted(last),
        };
        text.push_str(&format!("{} = {value}\n", setting.key));
    }
    text
}

fn list(values: &[&str], quoted: impl Fn(&str) -> String) -> String {
    let values: Vec<String> = values.iter().map(|value| quoted(value)).collect();
    format!("[{}]", values.join(", "))
}

/// Writes `KEY=VALUE` or `KEY` as a table; of a key with several values, a list.
fn table(values: &[&str], default: &str) -> String {
    let mut entries: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for text in values {
        let (key, value) = text.split_once('=').unwrap_or((text, default));
        entries.entry(key).or_default().push(value);
    }
    let entries = entries.into_iter().map(|(key, values)| match values.as_slice() {
        [value] => format!("{} = {}", quoted(key), quoted(value)),
        several => format!("{} = {}", quoted(key), list(several, quoted)),
    });
    format!("{{ {} }}", entries.collect::<Vec<_>>().join(", "))
}

/// Returns a basic string of TOML.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            other if other.is_control() => quoted.push_str(&format!("\\u{:04X}", u32::from(other))),
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}
