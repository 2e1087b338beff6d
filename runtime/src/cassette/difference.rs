//! Where a request differs from a recorded one.

use std::collections::BTreeMap;
use std::fmt;

use super::json::{Json, same_number};
use super::multipart::Part;
use super::recording::{Content, RecordedBody, Recording};
use super::redact::like;

/// How many characters of a value are shown.
const SHOWN: usize = 60;

/// A request that looks for its recording.
pub(super) struct Sent<'a> {
    pub(super) operation: Option<&'a str>,
    pub(super) method: &'a str,
    pub(super) path: &'a str,
    pub(super) query: Vec<(String, String)>,
    pub(super) body: RecordedBody,
}

impl Sent<'_> {
    /// Tells whether the recording is of the same operation, or the same method and path.
    pub(super) fn may_be(&self, recording: &Recording) -> bool {
        let is_operation = self.operation.is_some() && self.operation == recording.operation.as_deref();
        is_operation || (self.method == recording.method && like(&recording.path, self.path))
    }
}

impl fmt::Display for Sent<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.operation {
            Some(operation) => write!(f, "{operation} ({} {})", self.method, self.path),
            None => write!(f, "{} {}", self.method, self.path),
        }
    }
}

/// Returns where a request differs from a recorded one: a line for each place. None if it is the same.
pub(super) fn differences(recorded: &Recording, sent: &Sent<'_>) -> Vec<String> {
    let mut found = Vec::new();
    if recorded.method != sent.method {
        found.push(differs("method", &recorded.method, sent.method));
    }
    if !like(&recorded.path, sent.path) {
        found.push(differs("path", &recorded.path, sent.path));
    }
    fields("query", &recorded.query, &sent.query, &mut found);
    body(&recorded.request.body.0, &sent.body.0, &mut found);
    found
}

fn differs(place: &str, recorded: &str, sent: &str) -> String {
    format!("{place}: recorded {:?}, sent {:?}", short(recorded), short(sent))
}

fn short(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", &text[..end]),
    }
}

/// Fields in any order, those of one name in theirs.
fn fields(kind: &str, recorded: &[(String, String)], sent: &[(String, String)], found: &mut Vec<String>) {
    let by_name = |pairs: &'_ [(String, String)]| {
        let mut by_name: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (name, value) in pairs {
            by_name.entry(name.clone()).or_default().push(value.clone());
        }
        by_name
    };
    let (recorded, mut sent) = (by_name(recorded), by_name(sent));
    for (name, values) in recorded {
        let place = format!("{kind} {name:?}");
        match sent.remove(&name) {
            None => found.push(format!("{place}: recorded, not sent")),
            Some(sent) if sent.len() != values.len() => {
                found.push(format!(
                    "{place}: recorded {} times, sent {} times",
                    values.len(),
                    sent.len()
                ));
            }
            Some(sent) => {
                let pairs = values.iter().zip(&sent);
                let different = pairs.filter(|(recorded, sent)| !like(recorded, sent));
                found.extend(different.map(|(recorded, sent)| differs(&place, recorded, sent)));
            }
        }
    }
    found.extend(
        sent.keys()
            .map(|name| format!("{kind} {name:?}: sent, not recorded")),
    );
}

fn body(recorded: &Content, sent: &Content, found: &mut Vec<String>) {
    match (recorded, sent) {
        (Content::Json(recorded), Content::Json(sent)) => json(recorded, sent, "$", found),
        (Content::Form(recorded), Content::Form(sent)) => fields("field", recorded, sent, found),
        (Content::Parts(recorded), Content::Parts(sent)) => parts(recorded, sent, found),
        (Content::Text(recorded), Content::Text(sent)) if !like(recorded, sent) => {
            found.push(differs("body", recorded, sent));
        }
        (Content::Text(_), Content::Text(_)) => {}
        (Content::Binary(recorded), Content::Binary(sent)) => {
            if recorded != sent {
                let lengths = (recorded.len(), sent.len());
                found.push(format!(
                    "body: recorded {} bytes, sent {} bytes, not the same",
                    lengths.0, lengths.1
                ));
            }
        }
        (recorded, sent) if recorded == sent => {}
        (recorded, sent) => found.push(format!("body: recorded {}, sent {}", kind(recorded), kind(sent))),
    }
}

fn kind(content: &Content) -> &'static str {
    match content {
        Content::Empty => "no body",
        Content::Json(_) => "JSON",
        Content::Form(_) => "a form",
        Content::Parts(_) => "several parts",
        Content::Text(_) => "a text",
        Content::Binary(_) => "bytes",
    }
}

fn parts(recorded: &[Part], sent: &[Part], found: &mut Vec<String>) {
    if recorded.len() != sent.len() {
        found.push(format!(
            "body: recorded {} parts, sent {}",
            recorded.len(),
            sent.len()
        ));
        return;
    }
    for (index, (recorded, sent)) in recorded.iter().zip(sent).enumerate() {
        let place = match &recorded.name {
            Some(name) => format!("part {name:?}"),
            None => format!("part {}", index + 1),
        };
        if recorded.name != sent.name {
            found.push(format!("{place}: sent with another name"));
            continue;
        }
        match (
            std::str::from_utf8(&recorded.body),
            std::str::from_utf8(&sent.body),
        ) {
            (Ok(recorded), Ok(sent)) if like(recorded, sent) => {}
            (Ok(recorded), Ok(sent)) => found.push(differs(&place, recorded, sent)),
            _ if recorded.body == sent.body => {}
            _ if recorded.body == *super::redact::MARK => {}
            _ => found.push(format!("{place}: other bytes")),
        }
    }
}

fn json(recorded: &Json, sent: &Json, path: &str, found: &mut Vec<String>) {
    match (recorded, sent) {
        (Json::String(recorded), Json::String(sent)) if like(recorded, sent) => {}
        (Json::String(mark), _) if mark == super::redact::MARK => {}
        (Json::Number(recorded), Json::Number(sent)) if same_number(recorded, sent) => {}
        (Json::Array(recorded), Json::Array(sent)) if recorded.len() == sent.len() => {
            for (index, (recorded, sent)) in recorded.iter().zip(sent).enumerate() {
                json(recorded, sent, &format!("{path}[{index}]"), found);
            }
        }
        (Json::Array(recorded), Json::Array(sent)) => {
            found.push(format!(
                "body at {path}: recorded {} items, sent {}",
                recorded.len(),
                sent.len()
            ));
        }
        (Json::Object(entries), Json::Object(others)) => {
            for (name, value) in entries {
                match sent.get(name) {
                    Some(sent) => json(value, sent, &format!("{path}.{name}"), found),
                    None => found.push(format!("body at {path}.{name}: recorded, not sent")),
                }
            }
            let new = others.iter().filter(|(name, _)| recorded.get(name).is_none());
            found.extend(new.map(|(name, _)| format!("body at {path}.{name}: sent, not recorded")));
        }
        (recorded, sent) if recorded == sent => {}
        (recorded, sent) => {
            let (recorded, sent) = (short(&recorded.compact()), short(&sent.compact()));
            found.push(format!("body at {path}: recorded {recorded}, sent {sent}"));
        }
    }
}
