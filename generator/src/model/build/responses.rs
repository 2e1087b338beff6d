//! The responses of an operation, by status.

use openapiv3::{MediaType, Operation, ReferenceOr, Response as Source, Schema, SchemaKind, StatusCode};

use super::bodies::{MediaKind, essence};
use super::origin::Trail;
use super::part::Part;
use super::pointer::escape;
use super::reference::{Standing, follow};
use super::{Builder, docs};
use crate::model::{Docs, Origin, Payload, Response, StatusPattern, Step, Type};
use crate::normalise::extension;

/// The responses of one operation.
pub(super) struct Responses {
    pub(super) success: Vec<Response>,
    pub(super) failure: Vec<Response>,
    pub(super) accept: String,
}

impl<'a> Builder<'a> {
    /// The responses of an operation, told apart into successes and failures.
    /// `head`: their bodies never come.
    pub(super) fn responses(
        &mut self,
        source: &'a Operation,
        head: bool,
        pointer: &str,
        trail: &Trail<'_>,
    ) -> Responses {
        let mut documented: Vec<(StatusPattern, Standing<'a, Source>)> = Vec::new();
        for (status, response) in &source.responses.responses {
            let (pattern, key) = match status {
                StatusCode::Code(code) => (StatusPattern::Exact(*code), code.to_string()),
                StatusCode::Range(hundred) => (StatusPattern::Range(*hundred), format!("{hundred}XX")),
            };
            let response = self.response_at(response, format!("{pointer}/responses/{key}"));
            documented.extend(response.map(|response| (pattern, response)));
        }
        if let Some(response) = &source.responses.default {
            let response = self.response_at(response, format!("{pointer}/responses/default"));
            documented.extend(response.map(|response| (StatusPattern::Default, response)));
        }
        documented.sort_by_key(|(pattern, _)| match pattern {
            StatusPattern::Exact(code) => (0, *code),
            StatusPattern::Range(hundred) => (1, *hundred),
            StatusPattern::Default => (2, 0),
        });
        let has_success = documented.iter().any(|(pattern, _)| is_success(*pattern));
        let has_redirect = documented.iter().any(|(pattern, _)| is_redirect(*pattern));
        let (mut success, mut failure, mut accept) = (Vec::new(), Vec::new(), Vec::new());
        for (
            pattern,
            Standing {
                item: response,
                pointer,
                component,
            },
        ) in documented
        {
            let succeeds = is_success(pattern) || (!has_success && is_redirect(pattern));
            let default_succeeds = !has_success && !has_redirect && pattern == StatusPattern::Default;
            let trail = match component {
                Some(component) => Trail::root(Origin::Response(component.to_owned())),
                None => trail.step(Step::Response {
                    status: pattern,
                    succeeds: succeeds || default_succeeds,
                }),
            };
            let described = docs::text(self.copied(&Some(response.description.clone())));
            let headers = self.headers(response, &pointer, &trail);
            let contents = if head || is_bodiless(pattern) {
                Vec::new()
            } else {
                wanted(response)
            };
            for (media_type, _) in contents.iter().rev() {
                let asked = media_type.trim().to_owned();
                if !accept.contains(&asked) && is_header_text(&asked) {
                    accept.push(asked);
                }
            }
            let stream = trail.step(Step::StreamItem);
            let mut payloads = Vec::new();
            for (place, &(media_type, content)) in contents.iter().enumerate() {
                let told_apart = place + 1 < contents.len();
                let trail = if told_apart { &stream } else { &trail };
                let payload = self.payload(media_type, content, &pointer, trail);
                payloads.push((payload, told_apart.then(|| essence(media_type))));
            }
            if payloads.is_empty() {
                payloads.push((Payload::Empty, None));
            }
            for (payload, media_type) in payloads {
                let response = Response {
                    status: pattern,
                    media_type,
                    payload,
                    docs: Docs {
                        description: described.clone(),
                        ..Docs::default()
                    },
                    headers: headers.clone(),
                };
                if default_succeeds {
                    success.push(response.clone());
                }
                if succeeds {
                    success.push(response);
                } else {
                    failure.push(response);
                }
            }
        }
        Responses {
            success,
            failure,
            accept: accept.join(", "),
        }
    }

    pub(super) fn response_at(
        &self,
        response: &'a ReferenceOr<Source>,
        pointer: String,
    ) -> Option<Standing<'a, Source>> {
        let components = self.openapi.components.as_ref();
        follow(
            response,
            pointer,
            "responses",
            components.map(|components| &components.responses),
        )
    }

    /// The body of a response, as one of its media types says.
    fn payload(
        &mut self,
        media_type: &str,
        content: &'a MediaType,
        pointer: &str,
        trail: &Trail<'_>,
    ) -> Payload {
        let pointer = format!("{pointer}/content/{}", escape(media_type));
        let part = content
            .schema
            .as_ref()
            .map(|schema| Part::new(schema, format!("{pointer}/schema")));
        match (MediaKind::of(&essence(media_type)), part) {
            (MediaKind::EventStream, part) => {
                Payload::EventStream(self.item_type(content, part, &pointer, trail))
            }
            (MediaKind::JsonLines, part) => {
                Payload::JsonLines(self.item_type(content, part, &pointer, trail))
            }
            (MediaKind::Json, Some(part)) if self.is_binary(&part) => Payload::Binary,
            (MediaKind::Json, Some(part)) => Payload::Json(self.shared_type(part, trail)),
            (MediaKind::Json, None) => Payload::Json(self.any_json(
                &format!("{pointer}/schema").into(),
                "a JSON body without a schema",
            )),
            (MediaKind::Xml, Some(part)) if !self.is_plain_string(&part) => {
                let xml = self.xml(&part, trail);
                Payload::Xml(self.shared_type(part, trail), xml)
            }
            (MediaKind::Text | MediaKind::Xml, _) => Payload::Text,
            _ => Payload::Binary,
        }
    }

    /// The type of one item of a stream: `itemSchema`, or the schema of the whole.
    fn item_type(
        &mut self,
        content: &'a MediaType,
        whole: Option<Part<'a>>,
        pointer: &str,
        trail: &Trail<'_>,
    ) -> Type {
        if let Some(item) = extension::item_schema(content) {
            let part = Part::new(self.arena.alloc(item), format!("{pointer}/itemSchema"));
            return self.shared_type(part, &trail.step(Step::StreamItem));
        }
        match whole {
            Some(part) => self.shared_type(part, trail),
            None => self.any_json(&pointer.to_owned().into(), "a stream without a schema"),
        }
    }

    fn headers(
        &mut self,
        response: &'a Source,
        pointer: &str,
        trail: &Trail<'_>,
    ) -> Vec<(String, Type, Docs)> {
        let mut headers = Vec::new();
        for (name, header) in &response.headers {
            let here = format!("{pointer}/headers/{}", escape(name));
            let components = self
                .openapi
                .components
                .as_ref()
                .map(|components| &components.headers);
            let Some(Standing {
                item: header,
                pointer,
                ..
            }) = follow(header, here, "headers", components)
            else {
                continue;
            };
            if name.eq_ignore_ascii_case("content-type") {
                continue;
            }
            let ty = match &header.format {
                openapiv3::ParameterSchemaOrContent::Schema(schema) => {
                    let part = Part::new(schema, format!("{pointer}/schema"));
                    self.shared_type(part, &trail.step(Step::Header(name.clone())))
                }
                openapiv3::ParameterSchemaOrContent::Content(_) => Type::String,
            };
            let docs = Docs {
                description: docs::text(self.copied(&header.description)),
                ..Docs::default()
            };
            headers.push((name.clone(), ty, docs));
        }
        headers
    }
}

/// The media types of a response that the client takes: of those that hold the whole the one that says most, since the
/// server chooses among them by what is asked for; and a stream beside it, since that is chosen by other means. The
/// stream comes first.
fn wanted(response: &Source) -> Vec<(&str, &MediaType)> {
    let best = |streams: bool| {
        let content = response.content.iter();
        content
            .filter(|(media_type, _)| is_stream(media_type) == streams)
            .min_by_key(|(media_type, content)| preference(media_type, content))
            .map(|(media_type, content)| (media_type.as_str(), content))
    };
    [best(true), best(false)].into_iter().flatten().collect()
}

fn is_stream(media_type: &str) -> bool {
    matches!(
        MediaKind::of(&essence(media_type)),
        MediaKind::EventStream | MediaKind::JsonLines
    )
}

fn preference(media_type: &str, content: &MediaType) -> (u8, bool) {
    let essence = essence(media_type);
    let says_text = matches!(
        &content.schema,
        Some(ReferenceOr::Item(Schema {
            schema_kind: SchemaKind::Type(openapiv3::Type::String(_)),
            ..
        }))
    );
    let rank = match MediaKind::of(&essence) {
        // What is called JSON and is but a string says least.
        MediaKind::Json if says_text => 8,
        MediaKind::Json if essence == "application/json" => 0,
        MediaKind::Json if !is_wild(&essence) => 1,
        MediaKind::JsonLines => 2,
        MediaKind::EventStream => 3,
        MediaKind::Json => 4,
        MediaKind::Xml => 5,
        MediaKind::Text => 6,
        _ => 7,
    };
    (rank, content.schema.is_none())
}

fn is_wild(media_type: &str) -> bool {
    media_type.contains('*')
}

fn is_header_text(text: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|character| character.is_ascii_graphic() || character == ' ')
}

pub(super) fn is_success(pattern: StatusPattern) -> bool {
    matches!(
        pattern,
        StatusPattern::Exact(100..=299) | StatusPattern::Range(1 | 2)
    )
}

/// Whether HTTP allows no body with this status, whatever the document says.
fn is_bodiless(pattern: StatusPattern) -> bool {
    matches!(pattern, StatusPattern::Exact(100..=199 | 204 | 205 | 304))
}

fn is_redirect(pattern: StatusPattern) -> bool {
    matches!(pattern, StatusPattern::Exact(300..=399) | StatusPattern::Range(3))
}
