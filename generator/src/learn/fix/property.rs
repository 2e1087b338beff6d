//! Properties that are missing, or that no schema describes.

use serde_json::{Value, json};
use specwright_runtime::record::Kind;

use super::super::evidence::Evidence;
use super::super::place::{child, grouped, json_path, node_at};
use super::{Context, counted_kinds, of};
use crate::learn::action::Action;
use specwright_document::source::Node;

/// Takes what was missing out of `required`.
pub(super) fn required(context: &mut Context<'_>, evidence: &Evidence) {
    for (pointer, objects) in &evidence.objects {
        if !context.has_room() {
            continue;
        }
        let list = child(pointer, "required");
        let names = node_at(context.document, &list).and_then(Node::as_sequence);
        let names: Vec<&str> = names.into_iter().flatten().filter_map(Node::as_str).collect();
        let mut missing = Vec::new();
        for (name, count) in &objects.missing {
            if !names.contains(&name.as_str()) {
                context.note(format!(
                    "#{pointer}: a property was missing that the document does not require there any more"
                ));
                continue;
            }
            if context.is_enough(*count, &format!("#{pointer}: `{name}` was missing")) {
                missing.push((name.as_str(), *count));
            }
        }
        if missing.is_empty() {
            continue;
        }
        let evidence: Vec<String> = missing
            .iter()
            .map(|(name, count)| {
                format!(
                    "`{name}` was missing in {} of {}",
                    grouped(*count),
                    grouped(objects.count)
                )
            })
            .collect();
        let evidence = format!(
            "{}, {}: not required",
            evidence.join(", "),
            of(&objects.operations)
        );
        let kept: Vec<&str> = names
            .into_iter()
            .filter(|name| missing.iter().all(|(other, _)| other != name))
            .collect();
        context.fixes.actions.push(Action {
            target: json_path(context.document, &list),
            description: evidence.clone(),
            update: None,
        });
        if !kept.is_empty() {
            let description = format!("{evidence}; what stays required");
            context.update(pointer, description, json!({ "required": kept }));
        }
    }
}

/// Adds properties that no schema describes, where that is asked for.
pub(super) fn undeclared(context: &mut Context<'_>, evidence: &Evidence) {
    for (pointer, objects) in &evidence.objects {
        for (name, kinds) in &objects.undeclared {
            if !context.has_room() {
                continue;
            }
            let total = super::super::evidence::total(kinds);
            let Some(name) = name else {
                context.note(format!(
                    "#{pointer}: {} undeclared properties whose names are not written down, since they may be values",
                    grouped(total)
                ));
                continue;
            };
            let seen = format!(
                "`{name}` is not declared, and was there in {} of {}, {}",
                grouped(total),
                grouped(objects.count),
                of(&objects.operations)
            );
            if !context.options.add_properties {
                context.note(format!("#{pointer}: {seen} ({})", counted_kinds(kinds)));
                continue;
            }
            if !context.is_enough(total, &format!("#{pointer}: {seen}")) {
                continue;
            }
            let Some(schema) = context.schema_of(kinds) else {
                context.note(format!(
                    "#{pointer}: {seen}, with values of conflicting kinds: {}",
                    counted_kinds(kinds)
                ));
                continue;
            };
            let update = json!({ "properties": { name.as_str(): schema } });
            context.update(pointer, seen, update);
        }
    }
}

impl Context<'_> {
    /// Returns the schema of values of these kinds, if they are of one, `null` aside.
    pub(super) fn schema_of(&self, kinds: &std::collections::BTreeMap<Kind, u64>) -> Option<Value> {
        let mut others: Vec<Kind> = kinds.keys().copied().filter(|kind| *kind != Kind::Null).collect();
        if others == [Kind::Integer, Kind::Number] {
            others.remove(0);
        }
        let [kind] = others.as_slice() else {
            return None;
        };
        let mut schema = json!({ "type": kind.name() });
        if *kind == Kind::Array {
            schema["items"] = json!({});
        }
        if kinds.contains_key(&Kind::Null) {
            self.make_nullable(&mut schema);
        }
        Some(schema)
    }
}
