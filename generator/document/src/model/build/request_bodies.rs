//! Bodies of requests.

use crate::order::IndexMap;

use super::media_type::{MediaKind, essence};
use super::origin::Trail;
use super::{Builder, Owner};
use crate::description::{Encoding, JsonType, MediaType, Operation, SchemaId, Source, Style};
use crate::diagnostic::Code;
use crate::model::{Body, BodyKind, BodyVariant, ParameterEncoding, Step};
use crate::order;
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
        let mut docs = self.copied(body.description.as_ref());
        for variant in variants.iter().filter(|variant| is_outside(variant)) {
            let BodyVariant { key, media_type, .. } = variant;
            docs.notes.push(format!(
                "Sent as `{media_type}`, unless the header `content-type` says which type of `{key}` it is."
            ));
            self.warn_of_body(
                Code::MediaType,
                body.source,
                format!("`{key}` does not name the media type of a request; `{media_type}` is sent"),
                "name the media type in the document, or set the header `content-type` for each call",
            );
        }
        Some(Body {
            required: body.required,
            variants,
            docs,
        })
    }

    /// Reports what a body says where the operation that has it is taken.
    pub(super) fn warn_of_body(
        &mut self,
        code: Code,
        source: Source,
        message: String,
        help: impl Into<String>,
    ) {
        if matches!(self.owner, Owner::Operation { selected: true }) {
            let place = self.description.sources.place(source);
            self.diagnostics.warning(code, place, message, help);
        }
    }

    fn body_kind(&mut self, content: &MediaType, trail: &Trail<'_>) -> BodyKind {
        let body = trail.step(Step::RequestBody);
        let kind = MediaKind::of(&content.name);
        if let (MediaKind::JsonLines | MediaKind::EventStream, None, Some(item)) =
            (kind, content.schema, content.item_schema)
        {
            return BodyKind::Items(self.shared_type(item, &body.step(Step::StreamItem)));
        }
        match (kind, content.schema) {
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
            (MediaKind::Form, Some(schema)) => {
                if !content.encoding.is_empty() {
                    let all = self.parts(&self.combined(schema), 0);
                    // An entry counts for what a map of the form has, too.
                    if !all.takes_more {
                        self.warn_of_undeclared(content, &all);
                    }
                }
                BodyKind::Form {
                    ty: self.shared_type(schema, &body),
                    encodings: encodings(&content.encoding),
                }
            }
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
    order::sort_by_key(&mut list, |content| match MediaKind::of(&content.name) {
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
    let essence = essence(media_type);
    if !essence.contains('*') {
        return media_type.trim().to_owned();
    }
    let sent = match MediaKind::of(&essence) {
        MediaKind::Json => "application/json",
        MediaKind::Xml => "application/xml",
        MediaKind::Text => "text/plain",
        MediaKind::Multipart => "multipart/form-data",
        _ => "application/octet-stream",
    };
    sent.to_owned()
}

/// Returns whether what is sent is of none of the types of the documented range.
fn is_outside(variant: &BodyVariant) -> bool {
    let Some((before, after)) = variant.key.split_once('*') else {
        return false;
    };
    let sent = &variant.media_type;
    !(before.is_empty() || sent.starts_with(before) && sent.ends_with(after.trim()))
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
            Some((property.to_string(), style_of(encoding)?))
        })
        .collect()
}

/// Returns the style of a property, if it has one of its own.
pub(super) fn style_of(encoding: &Encoding) -> Option<ParameterEncoding> {
    let style = encoding.style?;
    Some(ParameterEncoding::Style {
        style,
        explode: encoding.explode.unwrap_or(style == Style::Form),
        allow_reserved: encoding.allow_reserved,
    })
}
