//! Statuses and media types that the document does not describe.

use serde_json::{Map, Value, json};

use super::super::evidence::{Call, Evidence};
use super::super::place::{Pointer, child, grouped, node_at, resolved};
use super::{Context, Version, body, sibling};

/// Adds responses and media types.
pub(super) fn responses(context: &mut Context<'_>, evidence: &Evidence) {
    for ((operation, status, media_type), call) in &evidence.calls {
        if !context.has_room() {
            continue;
        }
        let pointer = &call.pointer;
        if call.too_large > 0 {
            context.note(format!(
                "`{operation}`: {} with the status {status} too large to be looked at",
                bodies(call.too_large, "was", "were")
            ));
        }
        let shown = match media_type.as_str() {
            "" => "without a media type".to_owned(),
            named => format!("with `{named}`"),
        };
        let seen = format!(
            "`{}`: status {status} {shown}, {} times",
            operation,
            grouped(call.count)
        );
        if call.not_json > 0 {
            context.note(format!("{seen}: {} no JSON", bodies(call.not_json, "is", "are")));
        }
        if !call.is_undocumented_status && !call.is_undocumented_media_type {
            continue;
        }
        if media_type == "*/*" {
            context.note(format!(
                "{seen}: the name of the media type is not written down, since it is not made of words"
            ));
            continue;
        }
        if call.is_described {
            context.note(format!(
                "{seen}: JSON as the document describes it, under another name"
            ));
            continue;
        }
        if !context.is_enough(call.count, &seen) {
            continue;
        }
        if call.is_undocumented_status {
            context.status(pointer, *status, media_type, call, &seen);
        } else {
            context.media_type(pointer, *status, media_type, call, &seen);
        }
    }
}

impl Context<'_> {
    fn status(&mut self, pointer: &Pointer, status: u16, media_type: &str, call: &Call, seen: &str) {
        let mut response = Map::new();
        response.insert(
            "description".to_owned(),
            json!("Seen, and not described by the document"),
        );
        let known = sibling::schema(self.document, pointer, status, media_type, &call.body);
        if let Some(schema) = known.or_else(|| self.body(media_type, call)) {
            match self.version {
                Version::Swagger20 => response.insert("schema".to_owned(), schema),
                _ => response.insert("content".to_owned(), json!({ media_type: { "schema": schema } })),
            };
        }
        let update = json!({ "responses": { status.to_string(): response } });
        self.update(pointer, seen.to_owned(), update);
    }

    fn media_type(&mut self, pointer: &Pointer, status: u16, media_type: &str, call: &Call, seen: &str) {
        let responses = child(pointer, "responses");
        let keys = [
            status.to_string(),
            format!("{}XX", status / 100),
            format!("{}xx", status / 100),
            "default".to_owned(),
        ];
        let response = keys
            .iter()
            .map(|key| child(&responses, key))
            .find(|place| node_at(self.document, place).is_some())
            .and_then(|place| resolved(self.document, &place))
            .filter(|(_, node)| node.as_mapping().is_some());
        let schema = self.body(media_type, call);
        match (response, schema) {
            (Some((place, _)), Some(schema)) if self.version != Version::Swagger20 => {
                let update = json!({ "content": { media_type: { "schema": schema } } });
                self.update(&place, seen.to_owned(), update);
            }
            _ => self.note(format!("{seen}: how the document is to say so is not clear")),
        }
    }

    /// Returns the schema of a body of a media type.
    fn body(&self, media_type: &str, call: &Call) -> Option<Value> {
        if media_type.is_empty() {
            return None;
        }
        if media_type.contains("json") {
            return Some(body::schema(self, &call.body));
        }
        let is_text = media_type.starts_with("text/") || media_type.contains("xml");
        Some(match (is_text, self.version) {
            (true, _) => json!({ "type": "string" }),
            (false, Version::OpenApi31) => json!({}),
            (false, _) => json!({ "type": "string", "format": "binary" }),
        })
    }
}

/// Returns `1 body is` or `2 bodies are`.
fn bodies(count: u64, is: &str, are: &str) -> String {
    match count {
        1 => format!("1 body {is}"),
        more => format!("{} bodies {are}", grouped(more)),
    }
}
