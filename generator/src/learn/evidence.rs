//! Records, brought together by the places of the document that they are about.

use std::collections::{BTreeMap, BTreeSet};

use specwright_runtime::record::{Kind, Record, Seen};

use super::place::{Pointer, pointer_of, split};
use crate::source::Document;

/// How many operations a sentence names.
const NAMED: usize = 3;

/// What was seen, by places of the root file.
#[derive(Debug, Default)]
pub(super) struct Evidence {
    pub(super) responses: u64,
    /// Kinds of values, by where the schema or the reference to it stands.
    pub(super) values: BTreeMap<Pointer, Values>,
    /// Objects that were compared with a schema.
    pub(super) objects: BTreeMap<Pointer, Objects>,
    /// Values that are in no `enum`, by the schema.
    pub(super) unknown: BTreeMap<Pointer, BTreeMap<Option<String>, u64>>,
    /// Values that fit no alternative, by the union.
    pub(super) no_alternative: BTreeMap<Pointer, BTreeMap<Kind, u64>>,
    /// Responses, by operation, status and media type.
    pub(super) calls: BTreeMap<(Pointer, u16, String), Call>,
    /// How often something was seen at places that are not in the root file.
    pub(super) elsewhere: BTreeMap<String, u64>,
}

#[derive(Debug, Default)]
pub(super) struct Values {
    pub(super) kinds: BTreeMap<Kind, u64>,
    pub(super) operations: Operations,
}

#[derive(Debug, Default)]
pub(super) struct Objects {
    pub(super) count: u64,
    pub(super) missing: BTreeMap<String, u64>,
    pub(super) undeclared: BTreeMap<Option<String>, BTreeMap<Kind, u64>>,
    pub(super) operations: Operations,
}

#[derive(Debug, Default)]
pub(super) struct Call {
    pub(super) operation: String,
    pub(super) count: u64,
    pub(super) is_undocumented_status: bool,
    pub(super) is_undocumented_media_type: bool,
    pub(super) not_json: u64,
    pub(super) too_large: u64,
    /// Kinds of values that nothing describes, by their paths.
    pub(super) body: BTreeMap<String, BTreeMap<Kind, u64>>,
    /// A schema described the body all the same.
    pub(super) is_described: bool,
}

/// Names of operations, for people.
#[derive(Debug, Default)]
pub(super) struct Operations(BTreeSet<String>);

impl Operations {
    /// Returns the names of a few, and how many more there are.
    pub(super) fn named(&self) -> String {
        let named: Vec<String> = self
            .0
            .iter()
            .take(NAMED)
            .map(|name| format!("`{name}`"))
            .collect();
        match self.0.len().saturating_sub(NAMED) {
            0 => named.join(", "),
            more => format!("{} and {more} more operations", named.join(", ")),
        }
    }
}

impl Values {
    /// Returns how many values there were.
    pub(super) fn total(&self) -> u64 {
        total(&self.kinds)
    }
}

/// Returns the sum of counts.
pub(super) fn total(kinds: &BTreeMap<Kind, u64>) -> u64 {
    kinds.values().fold(0, |sum, count| sum.saturating_add(*count))
}

pub(super) fn gather(document: &Document, records: &[Record]) -> Evidence {
    let mut evidence = Evidence::default();
    // A name from a file of records is one of the document, or is not repeated.
    let mut known: BTreeMap<&str, bool> = BTreeMap::new();
    for record in records {
        if matches!(record.seen, Seen::Response) {
            known.insert(
                &record.operation,
                is_operation(document, &record.at, &record.operation),
            );
            evidence.responses = evidence.responses.saturating_add(record.count);
        }
    }
    for record in records {
        let operation = match known.get(record.operation.as_str()) {
            Some(true) => record.operation.as_str(),
            _ => "an operation that the document does not have",
        };
        let is_body = record.at.is_empty();
        if is_body {
            continue;
        }
        match pointer_of(document, &record.at) {
            Some((pointer, _)) => evidence.add(pointer, operation, record),
            None => add(&mut evidence.elsewhere, operation.to_owned(), record.count),
        }
    }
    // Bodies that nothing describes belong to the calls, which are known now.
    for record in records.iter().filter(|record| record.at.is_empty()) {
        let call = evidence.calls.iter_mut().find(|((_, status, media_type), call)| {
            *status == record.status && *media_type == record.media_type && call.operation == record.operation
        });
        if let (Some((_, call)), Seen::Value { kind }) = (call, &record.seen) {
            add(
                call.body.entry(record.path.clone()).or_default(),
                *kind,
                record.count,
            );
        }
    }
    evidence
}

/// Returns whether the operation at a place is called so.
fn is_operation(document: &Document, at: &str, id: &str) -> bool {
    let Some((pointer, node)) =
        pointer_of(document, at).filter(|(pointer, _)| pointer.starts_with("/paths/"))
    else {
        return false;
    };
    match node.get("operationId") {
        Some(own) => own.as_str() == Some(id),
        None => split(&pointer).is_some_and(|(path, method)| {
            split(&path).is_some_and(|(_, path)| id == format!("{} {path}", method.to_uppercase()))
        }),
    }
}

impl Evidence {
    fn add(&mut self, pointer: Pointer, operation: &str, record: &Record) {
        let count = record.count;
        let key = || (pointer.clone(), record.status, record.media_type.clone());
        match &record.seen {
            Seen::Value { kind } => {
                let values = self.values.entry(pointer).or_default();
                add(&mut values.kinds, *kind, count);
                values.operations.0.insert(operation.to_owned());
            }
            Seen::Object => {
                let objects = self.objects.entry(pointer).or_default();
                objects.count = objects.count.saturating_add(count);
                objects.operations.0.insert(operation.to_owned());
            }
            Seen::Missing { name } => {
                let objects = self.objects.entry(pointer).or_default();
                add(&mut objects.missing, name.clone(), count);
            }
            Seen::Undeclared { name, kind } => {
                let objects = self.objects.entry(pointer).or_default();
                add(objects.undeclared.entry(name.clone()).or_default(), *kind, count);
            }
            Seen::UnknownValue { value } => {
                add(self.unknown.entry(pointer).or_default(), value.clone(), count);
            }
            Seen::NoAlternative { kind } => {
                add(self.no_alternative.entry(pointer).or_default(), *kind, count);
            }
            Seen::Response => {
                let call = self.calls.entry(key()).or_default();
                call.operation = operation.to_owned();
                call.count = call.count.saturating_add(count);
            }
            Seen::UndocumentedStatus => self.calls.entry(key()).or_default().is_undocumented_status = true,
            Seen::UndocumentedMediaType => {
                self.calls.entry(key()).or_default().is_undocumented_media_type = true;
            }
            Seen::TooLarge => {
                let call = self.calls.entry(key()).or_default();
                call.too_large = call.too_large.saturating_add(count);
            }
            _ => {}
        }
        if let Seen::NotJson = record.seen {
            let call = self.calls.iter_mut().find(|((_, status, media_type), call)| {
                *status == record.status && *media_type == record.media_type && call.operation == operation
            });
            if let Some((_, call)) = call {
                call.not_json = call.not_json.saturating_add(count);
            }
        }
        if let (Seen::Value { .. }, "$") = (&record.seen, record.path.as_str()) {
            let call = self.calls.iter_mut().find(|((_, status, media_type), call)| {
                *status == record.status && *media_type == record.media_type && call.operation == operation
            });
            if let Some((_, call)) = call {
                call.is_described = true;
            }
        }
    }
}

fn add<K: Ord>(counts: &mut BTreeMap<K, u64>, key: K, count: u64) {
    let sum = counts.entry(key).or_default();
    *sum = sum.saturating_add(count);
}
