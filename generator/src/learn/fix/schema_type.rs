//! Values of other kinds than the document says, `null` among them.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};
use specwright_runtime::record::Kind;

use super::super::evidence::{Evidence, Values};
use super::super::place::{Pointer, child, grouped, node_at, resolved};
use super::{Context, Version, counted_kinds, of, subject};
use specwright_document::source::Node;

/// What else than its type a schema may have to get another one.
const ANNOTATIONS: &[&str] = &[
    "type",
    "title",
    "description",
    "example",
    "examples",
    "default",
    "deprecated",
    "nullable",
    "readOnly",
    "writeOnly",
    "x-nullable",
];

/// How the values of a schema differ from its type.
#[derive(Debug, Default)]
struct Difference {
    /// Kinds of all values, by what the document says they are.
    kinds: BTreeMap<Kind, u64>,
    evidence: Vec<String>,
}

/// Lets schemas allow `null`, and values of other kinds.
pub(super) fn types(context: &mut Context<'_>, evidence: &Evidence) {
    let mut schemas: BTreeMap<Pointer, Difference> = BTreeMap::new();
    let mut nullable: BTreeSet<Pointer> = BTreeSet::new();
    for (pointer, values) in &evidence.values {
        if let Some(count) = values.kinds.get(&Kind::Null) {
            let what = format!("#{pointer}: {} was null", subject(pointer));
            if context.is_enough(*count, &what) {
                nullable.insert(pointer.clone());
            }
        }
        if let Some((schema, _)) = resolved(context.document, pointer) {
            let difference = schemas.entry(schema).or_default();
            for (kind, count) in values.kinds.iter().filter(|(kind, _)| **kind != Kind::Null) {
                let sum = difference.kinds.entry(*kind).or_default();
                *sum = sum.saturating_add(*count);
            }
            difference.evidence.push(of(&values.operations));
        }
    }
    let mut done = BTreeSet::new();
    for (pointer, difference) in &schemas {
        if !context.has_room() {
            continue;
        }
        if context.other_type(pointer, difference, nullable.contains(pointer)) {
            done.insert(pointer.clone());
        }
    }
    for pointer in nullable.difference(&done) {
        if !context.has_room() {
            continue;
        }
        context.null(pointer, &evidence.values[pointer]);
    }
}

impl Context<'_> {
    /// Lets what stands at a place be `null`.
    fn null(&mut self, pointer: &Pointer, values: &Values) {
        let Some(node) = node_at(self.document, pointer) else {
            return;
        };
        let count = values.kinds.get(&Kind::Null).copied().unwrap_or_default();
        let seen = format!(
            "{} was null {} times of {}, {}: nullable",
            subject(pointer),
            grouped(count),
            grouped(values.total()),
            of(&values.operations)
        );
        let is_done = if node.get("$ref").is_some() {
            let schema = self.nullable_reference(node);
            self.replace(pointer, seen.clone(), schema)
        } else if let Some(mut update) = self.null_update(node) {
            // A list is not merged into a text: that is replaced.
            let is_text = node.get("type").and_then(Node::as_str).is_some();
            let fields = update.as_object_mut().filter(|_| is_text);
            if let Some(types) = fields.and_then(|fields| fields.remove("type")) {
                self.replace(&child(pointer, "type"), seen.clone(), types);
            }
            if update.as_object().is_some_and(|fields| !fields.is_empty()) {
                self.update(pointer, seen.clone(), update);
            }
            true
        } else {
            false
        };
        if !is_done {
            self.note(format!(
                "#{pointer}: {seen}; how its schema is to say so is not clear"
            ));
        }
    }

    /// Lets a schema take values of another kind, if that is clear. Returns whether it also says what `null` is.
    fn other_type(&mut self, pointer: &Pointer, difference: &Difference, is_null: bool) -> bool {
        let Some(schema) = node_at(self.document, pointer) else {
            return false;
        };
        let declared = match schema.get("type") {
            Some(Node::String(one)) => vec![one.as_str()],
            Some(Node::Sequence(several)) => several.iter().filter_map(Node::as_str).collect(),
            _ => return false,
        };
        let fits = |kind: Kind| {
            declared.contains(&kind.name())
                || (kind == Kind::Integer && declared.contains(&"number"))
                || declared.contains(&"file")
        };
        let wrong: BTreeMap<Kind, u64> = difference
            .kinds
            .iter()
            .filter(|(kind, _)| !fits(**kind))
            .map(|(kind, count)| (*kind, *count))
            .collect();
        if wrong.is_empty() {
            return false;
        }
        let total = super::super::evidence::total(&difference.kinds);
        let wrong_count = super::super::evidence::total(&wrong);
        let seen = format!(
            "{} is described as {}, and was {} of {}, {}",
            subject(pointer),
            declared.join(" or "),
            counted_kinds(&wrong),
            grouped(total),
            difference.evidence.first().map_or("", String::as_str)
        );
        if !self.is_enough(wrong_count, &format!("#{pointer}: {seen}")) {
            return false;
        }
        let own: Map<String, Value> = match schema.to_json() {
            Value::Object(own) => own,
            _ => return false,
        };
        let Some(new) = self.new_schema(&own, &declared, &wrong, wrong_count == total, is_null) else {
            self.note(format!(
                "#{pointer}: {seen}; what its schema is to be is not clear"
            ));
            return false;
        };
        let is_done = self.replace(pointer, seen.clone(), new);
        if !is_done {
            self.note(format!(
                "#{pointer}: {seen}; an overlay can't replace what is there"
            ));
        }
        is_done
    }

    /// Returns a schema that takes the values, too.
    fn new_schema(
        &self,
        own: &Map<String, Value>,
        declared: &[&str],
        wrong: &BTreeMap<Kind, u64>,
        is_always_wrong: bool,
        is_null: bool,
    ) -> Option<Value> {
        let is_scalar = |name: &str| !matches!(name, "array" | "object");
        let new: Vec<&str> = match wrong
            .keys()
            .map(|kind| kind.name())
            .collect::<Vec<_>>()
            .as_slice()
        {
            [one] => vec![*one],
            ["integer", "number"] => vec!["number"],
            _ => return None,
        };
        if !new.iter().chain(declared).all(|name| is_scalar(name))
            || own.contains_key("enum")
            || own.contains_key("const")
        {
            return None;
        }
        let is_plain = own
            .keys()
            .all(|key| ANNOTATIONS.contains(&key.as_str()) || key.starts_with("x-"));
        let mut schema: Map<String, Value> = own.clone();
        let annotations = |schema: &mut Map<String, Value>| {
            // What was said of values of the old type is not true of the new one.
            schema.retain(|key, _| {
                (ANNOTATIONS.contains(&key.as_str()) || key.starts_with("x-"))
                    && !matches!(key.as_str(), "default" | "example" | "examples")
            });
        };
        if declared == ["integer"] && new == ["number"] {
            schema.remove("format");
            schema.insert("type".to_owned(), json!("number"));
        } else if is_always_wrong && declared.len() == 1 {
            annotations(&mut schema);
            schema.insert("type".to_owned(), json!(new[0]));
        } else {
            match self.version {
                Version::OpenApi31 => {
                    let types: Vec<&str> = declared.iter().chain(&new).copied().collect();
                    schema.insert("type".to_owned(), json!(types));
                }
                Version::OpenApi30 if is_plain || own.contains_key("format") => {
                    let mut first = own.clone();
                    first.retain(|key, _| !ANNOTATIONS.contains(&key.as_str()) || key == "type");
                    annotations(&mut schema);
                    schema.remove("type");
                    schema.insert("oneOf".to_owned(), json!([first, { "type": new[0] }]));
                }
                _ => return None,
            }
        }
        let mut schema = Value::Object(schema);
        if is_null {
            self.make_nullable(&mut schema);
        }
        Some(schema)
    }
}
