//! Bodies of requests.

use indexmap::IndexMap;
use openapiv3::{Encoding, MediaType, Operation as Source, QueryStyle};

use super::origin::Trail;
use super::part::{Part, SchemaRef};
use super::pointer::escape;
use super::reference::{Standing, follow};
use super::{Builder, docs};
use crate::model::{Body, BodyKind, BodyVariant, Docs, JsonType, ParameterEncoding, Step, Style};

impl<'a> Builder<'a> {
    /// The body of an operation's request.
    pub(super) fn body(&mut self, source: &'a Source, pointer: &str, trail: &Trail<'_>) -> Option<Body> {
        let components = self
            .openapi
            .components
            .as_ref()
            .map(|components| &components.request_bodies);
        let Standing {
            item: body, pointer, ..
        } = follow(
            source.request_body.as_ref()?,
            format!("{pointer}/requestBody"),
            "requestBodies",
            components,
        )?;
        let mut variants: Vec<BodyVariant> = Vec::new();
        let preferred = preferred_first(&body.content);
        for (media_type, content) in preferred {
            let pointer = format!("{pointer}/content/{}", escape(media_type));
            let kind = self.body_kind(media_type, content, &pointer, trail);
            // The parts of a form are told apart by the media type around them.
            let is_known =
                |known: &BodyVariant| known.kind == kind && !matches!(kind, BodyKind::Multipart(_));
            if variants.iter().any(is_known) {
                continue;
            }
            variants.push(BodyVariant {
                key: media_type.clone(),
                media_type: sent_media_type(media_type),
                kind,
            });
        }
        if variants.is_empty() {
            return None;
        }
        Some(Body {
            required: body.required,
            variants,
            docs: Docs {
                description: docs::text(self.copied(&body.description)),
                ..Docs::default()
            },
        })
    }

    fn body_kind(
        &mut self,
        media_type: &str,
        content: &'a MediaType,
        pointer: &str,
        trail: &Trail<'_>,
    ) -> BodyKind {
        let part = content
            .schema
            .as_ref()
            .map(|schema| Part::new(schema, format!("{pointer}/schema")));
        let essence = essence(media_type);
        let body = trail.step(Step::RequestBody);
        match (MediaKind::of(&essence), part) {
            (MediaKind::Json, Some(part)) if self.is_binary(&part) => BodyKind::Binary,
            (MediaKind::Json, Some(part)) => BodyKind::Json(self.shared_type(part, &body)),
            (MediaKind::Json, None) => BodyKind::Json(self.any_json(
                &format!("{pointer}/schema").into(),
                "a JSON body without a schema",
            )),
            (MediaKind::JsonLines, Some(part)) => BodyKind::JsonLines(self.shared_type(part, &body)),
            (MediaKind::Xml, Some(part)) if !self.is_plain_string(&part) => {
                let xml = self.xml(&part, &body);
                BodyKind::Xml(self.shared_type(part, &body), xml)
            }
            (MediaKind::Form, Some(part)) => {
                let ty = self.shared_type(part, &body);
                BodyKind::Form {
                    ty,
                    encodings: encodings(&content.encoding),
                }
            }
            (MediaKind::Multipart, Some(part)) => self.multipart(part, content, trail),
            (MediaKind::Text | MediaKind::Xml, _) => BodyKind::Text,
            _ => BodyKind::Binary,
        }
    }

    pub(super) fn is_binary(&self, part: &Part<'a>) -> bool {
        let merged = self.merge(std::slice::from_ref(part));
        merged.format.as_deref() == Some("binary") && merged.values.is_empty()
    }

    pub(super) fn is_plain_string(&self, part: &Part<'a>) -> bool {
        let merged = self.merge(std::slice::from_ref(part));
        matches!(part.schema, SchemaRef::Inline(_))
            && merged.values.is_empty()
            && matches!(merged.json_type, Some(JsonType::String))
    }
}

/// What a media type means for a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MediaKind {
    Json,
    JsonLines,
    EventStream,
    Xml,
    Form,
    Multipart,
    Text,
    Other,
}

impl MediaKind {
    pub(super) fn of(essence: &str) -> Self {
        match essence {
            "application/json" | "text/json" | "*/*" | "application/*" => Self::Json,
            "text/event-stream" => Self::EventStream,
            "application/jsonl"
            | "application/x-ndjson"
            | "application/ndjson"
            | "application/json-seq"
            | "application/x-jsonlines"
            | "application/stream+json" => Self::JsonLines,
            "application/xml" | "text/xml" => Self::Xml,
            "application/x-www-form-urlencoded" => Self::Form,
            _ if essence.ends_with("+json") || essence.ends_with("/json") => Self::Json,
            _ if essence.ends_with("+xml") => Self::Xml,
            _ if essence.starts_with("multipart/") => Self::Multipart,
            _ if essence.starts_with("text/") || is_textual(essence) => Self::Text,
            _ => Self::Other,
        }
    }
}

/// Whether the media type is one of text, although it does not start with `text/`.
fn is_textual(essence: &str) -> bool {
    let texts = [
        "application/graphql",
        "application/javascript",
        "application/jwt",
        "application/sql",
        "application/toml",
        "application/x-sh",
        "application/x-yaml",
        "application/yaml",
    ];
    texts.contains(&essence) || essence.ends_with("+yaml")
}

/// A media type without parameters, in lower case.
pub(super) fn essence(media_type: &str) -> String {
    media_type
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase()
}

/// The media types of a body, the most useful first.
fn preferred_first(content: &IndexMap<String, MediaType>) -> Vec<(&String, &MediaType)> {
    let mut list: Vec<_> = content.iter().collect();
    list.sort_by_key(|(media_type, _)| {
        let essence = essence(media_type);
        match MediaKind::of(&essence) {
            MediaKind::Json if essence == "application/json" => 0,
            MediaKind::Json => 1,
            MediaKind::Multipart => 2,
            MediaKind::Form => 3,
            MediaKind::Xml => 4,
            _ => 5,
        }
    });
    list
}

/// A range can be asked for but not sent.
fn sent_media_type(media_type: &str) -> String {
    match essence(media_type).as_str() {
        "*/*" | "application/*" => "application/json".to_owned(),
        "text/*" => "text/plain".to_owned(),
        essence if essence.contains('*') => "application/octet-stream".to_owned(),
        _ => media_type.trim().to_owned(),
    }
}

/// The properties whose encoding is not the one that a form has by itself.
fn encodings(encodings: &IndexMap<String, Encoding>) -> Vec<(String, ParameterEncoding)> {
    encodings
        .iter()
        .filter_map(|(property, encoding)| {
            if let Some(media_type) = &encoding.content_type
                && encoding.style.is_none()
                && MediaKind::of(&essence(media_type)) == MediaKind::Json
            {
                return Some((
                    property.clone(),
                    ParameterEncoding::Content {
                        media_type: media_type.clone(),
                    },
                ));
            }
            let style = match encoding.style.as_ref()? {
                QueryStyle::Form => Style::Form,
                QueryStyle::SpaceDelimited => Style::SpaceDelimited,
                QueryStyle::PipeDelimited => Style::PipeDelimited,
                QueryStyle::DeepObject => Style::DeepObject,
            };
            let encoding = ParameterEncoding::Style {
                style,
                explode: encoding.explode,
                allow_reserved: encoding.allow_reserved,
            };
            Some((property.clone(), encoding))
        })
        .collect()
}
