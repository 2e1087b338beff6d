//! Values that are in no `enum`.

use serde_json::json;

use super::super::evidence::Evidence;
use super::super::place::{grouped, node_at};
use super::{Context, subject};
use specwright_document::source::Node;

/// Appends new values to the `enum`.
pub(super) fn values(context: &mut Context<'_>, evidence: &Evidence) {
    for (pointer, values) in &evidence.unknown {
        let listed = node_at(context.document, pointer).and_then(|schema| schema.get("enum"));
        let subject = subject(pointer);
        let mut new = Vec::new();
        let mut seen = Vec::new();
        for (value, count) in values {
            if !context.has_room() {
                continue;
            }
            let Some(value) = value else {
                context.note(format!(
                    "#{pointer}: {} values of {subject} are not in the list, and not written down, since they are no words",
                    grouped(*count)
                ));
                continue;
            };
            let what = format!("new value `{value}` of {subject}");
            if listed.and_then(Node::as_sequence).is_none() {
                context.note(format!(
                    "#{pointer}: {what}, which is a constant or has no list there"
                ));
            } else if context.is_enough(*count, &format!("#{pointer}: {what}")) {
                new.push(value.as_str());
                seen.push(format!("{what}, {} times", grouped(*count)));
            }
        }
        if !new.is_empty() {
            context.update(pointer, seen.join("; "), json!({ "enum": new }));
        }
    }
}
