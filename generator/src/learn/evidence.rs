//! Records, brought together by the places of the document that they are about.

use foldhash::HashSet;
use std::collections::{BTreeMap, BTreeSet};

use specwright_runtime::record::{Kind, Record, Seen};

use super::place::{Pointer, pointer_of, settled, split};
use specwright_document::source::Document;

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
    /// Values of which nobody knows the alternative, by the union.
    pub(super) undecided: BTreeMap<Pointer, BTreeMap<Kind, u64>>,
    /// Responses, by the id of the operation, status and media type.
    pub(super) calls: BTreeMap<(String, u16, String), Call>,
    /// How often something was seen at places that describe no response, or not in the root file.
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
    /// Where the operation stands.
    pub(super) pointer: Pointer,
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
        let named: Vec<&str> = self.0.iter().take(NAMED).map(String::as_str).collect();
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

/// Brings records together. A file of records is from anywhere: only what stands at one of `places`, which a recorder can name, is evidence.
pub(super) fn gather(document: &Document, places: &HashSet<String>, records: &[Record]) -> Evidence {
    let mut evidence = Evidence::default();
    for record in records.iter().filter(|record| record.seen == Seen::Response) {
        evidence.responses = evidence.responses.saturating_add(record.count);
        // A name from a file of records is one of the document, or is not repeated.
        if let Some(pointer) = operation_at(document, &record.at, &record.operation)
            && places.contains(&format!("#{pointer}"))
        {
            let call = evidence.calls.entry(key(record)).or_default();
            call.pointer = pointer;
            call.count = call.count.saturating_add(record.count);
        }
    }
    for record in records {
        let is_known = evidence.calls.contains_key(&key(record));
        let operation = match is_known {
            true => format!("`{}`", record.operation),
            false => "an operation that the document does not have".to_owned(),
        };
        if record.at.is_empty() {
            evidence.add_undescribed(record);
            continue;
        }
        let place = pointer_of(document, &record.at).map(|(pointer, _)| pointer);
        // A schema that is `null` or one alternative is read as that one, so that either may be the place.
        let is_place =
            |pointer: &Pointer| places.contains(&record.at) || places.contains(&format!("#{pointer}"));
        match place.filter(is_place) {
            Some(pointer) => {
                let is_schema = !matches!(record.seen, Seen::Value { .. });
                let pointer = if is_schema {
                    settled(document, pointer)
                } else {
                    pointer
                };
                evidence.add(pointer, operation, record);
            }
            None => add(&mut evidence.elsewhere, operation, record.count),
        }
    }
    evidence
}

fn key(record: &Record) -> (String, u16, String) {
    (record.operation.clone(), record.status, record.media_type.clone())
}

/// Returns the place of an operation, if the one at `at` is called so.
fn operation_at(document: &Document, at: &str, id: &str) -> Option<Pointer> {
    let (pointer, node) = pointer_of(document, at)?;
    let is_called_so = match node.get("operationId") {
        Some(own) => own.as_str() == Some(id),
        None => split(&pointer).is_some_and(|(path, method)| {
            split(&path).is_some_and(|(_, path)| id == format!("{} {path}", method.to_uppercase()))
        }),
    };
    is_called_so.then_some(pointer)
}

impl Evidence {
    fn add(&mut self, pointer: Pointer, operation: String, record: &Record) {
        let count = record.count;
        match &record.seen {
            Seen::Value { kind } => {
                let values = self.values.entry(pointer).or_default();
                add(&mut values.kinds, *kind, count);
                values.operations.0.insert(operation);
                if record.path == "$"
                    && let Some(call) = self.calls.get_mut(&key(record))
                {
                    call.is_described = true;
                }
            }
            Seen::Object => {
                let objects = self.objects.entry(pointer).or_default();
                objects.count = objects.count.saturating_add(count);
                objects.operations.0.insert(operation);
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
            Seen::Undecided { kind } => {
                add(self.undecided.entry(pointer).or_default(), *kind, count);
            }
            of_call => {
                if let Some(call) = self.calls.get_mut(&key(record)) {
                    call.add(of_call, count);
                }
            }
        }
    }

    /// Adds a value in a body that nothing describes.
    fn add_undescribed(&mut self, record: &Record) {
        if let (Some(call), Seen::Value { kind }) = (self.calls.get_mut(&key(record)), &record.seen) {
            add(
                call.body.entry(record.path.clone()).or_default(),
                *kind,
                record.count,
            );
        }
    }
}

impl Call {
    fn add(&mut self, seen: &Seen, count: u64) {
        match seen {
            Seen::UndocumentedStatus => self.is_undocumented_status = true,
            Seen::UndocumentedMediaType => self.is_undocumented_media_type = true,
            Seen::TooLarge => self.too_large = self.too_large.saturating_add(count),
            Seen::NotJson => self.not_json = self.not_json.saturating_add(count),
            _ => {}
        }
    }
}

fn add<K: Ord>(counts: &mut BTreeMap<K, u64>, key: K, count: u64) {
    let sum = counts.entry(key).or_default();
    *sum = sum.saturating_add(count);
}
