//! What is changed for which evidence, and what is only told.

mod body;
mod enumeration;
mod null;
mod property;
mod response;
mod schema_type;
mod sibling;

use std::collections::BTreeMap;

use serde_json::Value;

use super::Options;
use super::action::Action;
use super::evidence::Evidence;
use super::place::{Pointer, grouped, json_path, node_at, split};
use specwright_document::source::{Document, Node};

/// How many actions an overlay gets, and how many things are only told: nobody reads more, and a file of records may have any number.
const MOST: usize = 10_000;

/// The changes, and what is only told.
#[derive(Debug, Default)]
pub(super) struct Fixes {
    pub(super) actions: Vec<Action>,
    pub(super) notes: Vec<String>,
    /// Places that were not looked at, since there was enough.
    left_out: u64,
}

/// How the document's version says that `null` fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Version {
    Swagger20,
    OpenApi30,
    /// 3.1 and newer: JSON Schema.
    OpenApi31,
}

/// What the fixes of all kinds share.
pub(super) struct Context<'a> {
    document: &'a Document,
    version: Version,
    options: &'a Options,
    fixes: Fixes,
}

pub(super) fn find(document: &Document, evidence: &Evidence, options: &Options) -> Fixes {
    let mut context = Context {
        document,
        version: Version::of(document),
        options,
        fixes: Fixes::default(),
    };
    property::required(&mut context, evidence);
    enumeration::values(&mut context, evidence);
    property::undeclared(&mut context, evidence);
    schema_type::types(&mut context, evidence);
    response::responses(&mut context, evidence);
    context.unions(evidence);
    let mut fixes = context.fixes;
    if fixes.left_out > 0 {
        fixes.notes.push(format!(
            "{} more differences are not looked at, since there are too many: learn from what is here, and then from the same files again",
            grouped(fixes.left_out)
        ));
    }
    fixes
}

impl Version {
    fn of(document: &Document) -> Self {
        let text = |key: &str| node_at(document, key).and_then(Node::as_str);
        match text("/openapi") {
            _ if node_at(document, "/swagger").is_some() => Self::Swagger20,
            Some(version) if version.starts_with("3.0") => Self::OpenApi30,
            _ => Self::OpenApi31,
        }
    }
}

impl Context<'_> {
    /// Adds an update of the object at `pointer`.
    fn update(&mut self, pointer: &str, description: String, update: Value) {
        self.fixes.actions.push(Action {
            target: json_path(self.document, pointer),
            description,
            update: Some(update),
        });
    }

    /// Replaces what stands at `pointer` in an object: it is removed, and written anew.
    fn replace(&mut self, pointer: &Pointer, description: String, value: Value) -> bool {
        let Some((parent, key)) = split(pointer) else {
            return false;
        };
        if node_at(self.document, &parent)
            .and_then(Node::as_mapping)
            .is_none()
        {
            return false;
        }
        self.fixes.actions.push(Action {
            target: json_path(self.document, pointer),
            description: format!("{description} (what was there)"),
            update: None,
        });
        let update = Value::Object([(key, value)].into_iter().collect());
        self.update(&parent, description, update);
        true
    }

    fn note(&mut self, note: String) {
        self.fixes.notes.push(note);
    }

    /// Returns whether there is room for what a place needs, and counts it if not.
    fn has_room(&mut self) -> bool {
        let has_room = self.fixes.actions.len() < MOST && self.fixes.notes.len() < MOST;
        self.fixes.left_out += u64::from(!has_room);
        has_room
    }

    /// Returns whether something was seen often enough to change the document, and tells of it if not.
    fn is_enough(&mut self, count: u64, what: &str) -> bool {
        let is_enough = count >= self.options.min_count;
        if !is_enough {
            let times = if count == 1 {
                "once".to_owned()
            } else {
                format!("{} times", grouped(count))
            };
            self.note(format!("{what}: seen only {times}"));
        }
        is_enough
    }

    fn unions(&mut self, evidence: &Evidence) {
        for (pointer, kinds) in &evidence.no_alternative {
            if !self.has_room() {
                continue;
            }
            self.note(format!(
                "#{pointer}: what fits no alternative of the union was there: {}",
                counted_kinds(kinds)
            ));
        }
        for (pointer, kinds) in &evidence.undecided {
            if !self.has_room() {
                continue;
            }
            self.note(format!(
                "#{pointer}: it takes too many steps to find which alternative of the union values are, and they are not looked into: {}",
                counted_kinds(kinds)
            ));
        }
        for (operation, count) in &evidence.elsewhere {
            self.note(format!(
                "{operation}: {} observations are about places where the document's first file describes no response; an overlay \
                 does not reach them",
                grouped(*count)
            ));
        }
    }
}

/// Returns `integer 3 times, string 1,200 times`.
fn counted_kinds(kinds: &BTreeMap<specwright_runtime::record::Kind, u64>) -> String {
    let counted: Vec<String> = kinds
        .iter()
        .map(|(kind, count)| format!("{} {} times", kind.name(), grouped(*count)))
        .collect();
    counted.join(", ")
}

/// Returns the last key of a place, as people call it, and the place.
fn subject(pointer: &str) -> String {
    match split(pointer) {
        Some((parent, key)) if parent.ends_with("/properties") => format!("`{key}`"),
        Some((_, key)) if key == "items" => "an item".to_owned(),
        Some((_, key)) if key == "additionalProperties" => "a value of the map".to_owned(),
        _ => "the value".to_owned(),
    }
}

/// Returns `in responses of `getPet``.
fn of(operations: &super::evidence::Operations) -> String {
    format!("in responses of {}", operations.named())
}
