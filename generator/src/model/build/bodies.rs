//! Bodies of requests.

use indexmap::IndexMap;
use openapiv3::{Encoding, MediaType, Operation as Source, QueryStyle};

use super::merged::{JsonType, Merged};
use super::naming::{Case, Scope};
use super::part::{Part, SchemaRef};
use super::pointer::escape;
use super::reference::{Standing, follow};
use super::{Builder, docs};
use crate::model::{
    Body, BodyKind, BodyVariant, Docs, ParameterEncoding, Part as FormPart, PartKind, Style, Type,
};

impl<'a> Builder<'a> {
    /// The body of an operation's request.
    pub(super) fn body(
        &mut self,
        source: &'a Source,
        pointer: &str,
        title: &str,
        arguments: &mut Scope,
    ) -> Option<Body> {
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
        let mut names = Scope::default();
        let mut variants: Vec<BodyVariant> = Vec::new();
        let mut kinds: Vec<BodyKind> = Vec::new();
        let preferred = preferred_first(&body.content);
        for (media_type, content) in preferred {
            let pointer = format!("{pointer}/content/{}", escape(media_type));
            let kind = self.body_kind(media_type, content, &pointer, title);
            if kinds.contains(&kind) {
                continue;
            }
            kinds.push(kind.clone());
            let name = names.claim(media_word(media_type), Case::Camel, &["Body"]);
            variants.push(BodyVariant {
                name,
                media_type: sent_media_type(media_type),
                kind,
            });
        }
        if variants.is_empty() {
            return None;
        }
        let type_name = (variants.len() > 1).then(|| {
            self.operation_names
                .claim(&format!("{title} body"), Case::Camel, &["Choice"])
        });
        Some(Body {
            name: arguments.claim("body", Case::Snake, &["of request"]),
            required: body.required,
            variants,
            type_name,
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
        title: &str,
    ) -> BodyKind {
        let part = content
            .schema
            .as_ref()
            .map(|schema| Part::new(schema, format!("{pointer}/schema")));
        let essence = essence(media_type);
        let hint = format!("{title}Body");
        match (MediaKind::of(&essence), part) {
            (MediaKind::Json, Some(part)) if self.is_binary(&part) => BodyKind::Binary,
            (MediaKind::Json, Some(part)) => BodyKind::Json(self.shared_type(part, &hint)),
            (MediaKind::Json, None) => BodyKind::Json(self.any_json(
                &format!("{pointer}/schema").into(),
                "a JSON body without a schema",
            )),
            (MediaKind::JsonLines, Some(part)) => BodyKind::JsonLines(self.shared_type(part, &hint)),
            (MediaKind::Xml, Some(part)) if !self.is_plain_string(&part) => {
                let xml = self.xml(&part, &hint);
                BodyKind::Xml(self.shared_type(part, &hint), xml)
            }
            (MediaKind::Form, Some(part)) => {
                let ty = self.shared_type(part, &hint);
                BodyKind::Form {
                    ty,
                    encodings: encodings(&content.encoding),
                }
            }
            (MediaKind::Multipart, Some(part)) => self.multipart(part, content, title),
            (MediaKind::Text | MediaKind::Xml, _) => BodyKind::Text,
            _ => BodyKind::Binary,
        }
    }

    fn multipart(&mut self, part: Part<'a>, content: &'a MediaType, title: &str) -> BodyKind {
        let merged = self.merge(&[part]);
        if merged.properties.is_empty() {
            return BodyKind::Binary;
        }
        let type_name = self
            .operation_names
            .claim(&format!("{title} form"), Case::Camel, &["Parts"]);
        let hint = format!("{title}Form");
        let mut names = Scope::with_reserved(&["new"]);
        let mut parts = Vec::new();
        for (&wire, property) in &merged.properties {
            let described = self.merge(property);
            let list = described.json_type == Some(JsonType::Array) && !described.items.is_empty();
            let (item, repeated) = if list {
                (described.items.clone(), true)
            } else {
                (property.clone(), false)
            };
            let of_item = self.merge(&item);
            let encoding = content.encoding.get(wire);
            let content_type = encoding.and_then(|encoding| encoding.content_type.clone());
            let kind = self.part_kind(
                item,
                &of_item,
                content_type.as_deref(),
                &format!("{hint}{}", super::naming::camel(wire)),
            );
            parts.push(FormPart {
                name: names.claim(wire, Case::Snake, &["part"]),
                wire: wire.to_owned(),
                required: merged.required.contains(wire),
                repeated,
                kind,
                content_type,
                docs: docs::of_property(&described, wire),
            });
        }
        BodyKind::Multipart { type_name, parts }
    }

    fn part_kind(
        &mut self,
        item: Vec<Part<'a>>,
        merged: &Merged<'a>,
        content_type: Option<&str>,
        hint: &str,
    ) -> PartKind {
        let textual = content_type.is_none_or(|content_type| {
            content_type.starts_with("text/") || MediaKind::of(&essence(content_type)) == MediaKind::Json
        });
        let binary = merged.format.as_deref() == Some("binary")
            || (merged.json_type == Some(JsonType::String) && !textual);
        if binary || (merged.is_unconstrained() && merged.data.is_some_and(|data| !data.nullable) && !textual)
        {
            return PartKind::File;
        }
        let ty = self.type_of_all(item, hint);
        let ty = match ty {
            Type::Nullable(inner) => *inner,
            ty => ty,
        };
        let json =
            content_type.is_some_and(|content_type| MediaKind::of(&essence(content_type)) == MediaKind::Json);
        let scalar = matches!(
            merged.json_type,
            Some(JsonType::String | JsonType::Integer | JsonType::Number | JsonType::Boolean)
        );
        if scalar && !json {
            PartKind::Text(ty)
        } else {
            PartKind::Json(ty)
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
            _ if essence.starts_with("text/") => Self::Text,
            _ => Self::Other,
        }
    }
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

fn media_word(media_type: &str) -> &str {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    match essence {
        "application/json" => "json",
        "application/x-www-form-urlencoded" => "form",
        "multipart/form-data" => "multipart",
        "application/octet-stream" => "binary",
        "*/*" => "any",
        other => other.split_once('/').map_or(other, |(_, subtype)| subtype),
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
