//! Bodies of requests.

use indexmap::IndexMap;

use super::Builder;
use super::media_type::{MediaKind, essence};
use super::origin::Trail;
use crate::description::{Encoding, JsonType, MediaType, Operation, SchemaId, Style};
use crate::model::{Body, BodyKind, BodyVariant, ParameterEncoding, Step};
use crate::source::Text;

impl Builder<'_> {
    /// Returns the body of an operation's request.
    pub(super) fn request_body(&mut self, operation: &Operation, trail: &Trail<'_>) -> Option<Body> {
        let components = &self.description.components.request_bodies;
        let (body, _) = operation.request_body.as_ref()?.resolve(components)?;
        let mut variants: Vec<BodyVariant> = Vec::new();
        for content in preferred_first(&body.content) {
            let kind = self.body_kind(content, trail);
            // The parts of a form are told apart by the media type around them.
            let is_known =
                |known: &BodyVariant| known.kind == kind && !matches!(kind, BodyKind::Multipart(_));
            if variants.iter().any(is_known) {
                continue;
            }
            variants.push(BodyVariant {
                key: content.name.to_string(),
                media_type: sent_media_type(&content.name),
                kind,
            });
        }
        if variants.is_empty() {
            return None;
        }
        Some(Body {
            required: body.required,
            variants,
            docs: self.copied(body.description.as_ref()),
        })
    }

    fn body_kind(&mut self, content: &MediaType, trail: &Trail<'_>) -> BodyKind {
        let body = trail.step(Step::RequestBody);
        match (MediaKind::of(&content.name), content.schema) {
            (MediaKind::Json, Some(schema)) if self.is_binary(schema) => BodyKind::Binary,
            (MediaKind::Json, Some(schema)) => BodyKind::Json(self.shared_type(schema, &body)),
            (MediaKind::Json, None) => {
                BodyKind::Json(self.any_json(content.source, "a JSON body without a schema"))
            }
            (MediaKind::JsonLines, Some(schema)) => BodyKind::JsonLines(self.shared_type(schema, &body)),
            (MediaKind::Xml, Some(schema)) if !self.is_plain_string(schema) => {
                let xml = self.xml(schema, &body);
                BodyKind::Xml(self.shared_type(schema, &body), xml)
            }
            (MediaKind::Form, Some(schema)) => BodyKind::Form {
                ty: self.shared_type(schema, &body),
                encodings: encodings(&content.encoding),
            },
            (MediaKind::Multipart, Some(schema)) => self.multipart(schema, content, trail),
            (MediaKind::Text | MediaKind::Xml, _) => BodyKind::Text,
            _ => BodyKind::Binary,
        }
    }

    pub(super) fn is_binary(&self, schema: SchemaId) -> bool {
        let combined = self.combined(schema);
        combined.format() == Some("binary") && combined.keywords.values.is_empty()
    }

    pub(super) fn is_plain_string(&self, schema: SchemaId) -> bool {
        let combined = self.combined(schema);
        !self.schemas.is_component(schema)
            && combined.keywords.values.is_empty()
            && combined.json_type == Some(JsonType::String)
    }
}

/// Returns the media types of a body, the most useful first.
fn preferred_first(content: &[MediaType]) -> Vec<&MediaType> {
    let mut list: Vec<_> = content.iter().collect();
    list.sort_by_key(|content| match MediaKind::of(&content.name) {
        MediaKind::Json if essence(&content.name) == "application/json" => 0,
        MediaKind::Json => 1,
        MediaKind::Multipart => 2,
        MediaKind::Form => 3,
        MediaKind::Xml => 4,
        _ => 5,
    });
    list
}

/// Returns the media type to send: a range can be asked for but not sent.
fn sent_media_type(media_type: &str) -> String {
    match &*essence(media_type) {
        "*/*" | "application/*" => "application/json".to_owned(),
        "text/*" => "text/plain".to_owned(),
        essence if essence.contains('*') => "application/octet-stream".to_owned(),
        _ => media_type.trim().to_owned(),
    }
}

/// Returns the properties whose encoding is not the one that a form has by itself.
fn encodings(encodings: &IndexMap<Text, Encoding>) -> Vec<(String, ParameterEncoding)> {
    encodings
        .iter()
        .filter_map(|(property, encoding)| {
            if let Some(media_type) = &encoding.content_type
                && encoding.style.is_none()
                && MediaKind::of(media_type) == MediaKind::Json
            {
                let media_type = media_type.to_string();
                return Some((property.to_string(), ParameterEncoding::Content { media_type }));
            }
            let style = encoding.style?;
            let encoding = ParameterEncoding::Style {
                style,
                explode: encoding.explode.unwrap_or(style == Style::Form),
                allow_reserved: encoding.allow_reserved,
            };
            Some((property.to_string(), encoding))
        })
        .collect()
}
