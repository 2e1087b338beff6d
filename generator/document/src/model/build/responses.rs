//! The responses of an operation, by status.

use foldhash::HashSet;

use super::media_type::MediaKind;
use super::origin::Trail;
use super::response_bodies::{BodyForm, is_stream};
use super::{Builder, docs};
use crate::description::{self, JsonType, MediaType, Operation, ParameterValue, Shared, StatusPattern};
use crate::model::{Origin, Payload, Response, ResponseHeader, Step, Type};
use crate::order;

/// The responses of one operation.
pub(super) struct Responses {
    pub(super) success: Vec<Response>,
    pub(super) failure: Vec<Response>,
    pub(super) accept: String,
}

impl Builder<'_> {
    /// Returns the responses of an operation, told apart into those of success and of failure.
    pub(super) fn responses(&mut self, operation: &Operation, trail: &Trail<'_>) -> Responses {
        let has_bodies = operation.method != *"HEAD";
        let components = &self.description.components.responses;
        let documented = operation.responses.iter();
        let mut documented: Vec<_> = documented
            .filter_map(|(status, response)| Some((*status, response.resolve(components)?)))
            .collect();
        order::sort_by_key(&mut documented, |(status, _)| match status {
            StatusPattern::Exact(code) => (0, *code),
            StatusPattern::Range(hundred) => (1, *hundred),
            StatusPattern::Default => (2, 0),
        });
        let has_success = documented.iter().any(|(status, _)| is_success(*status));
        let (mut success, mut failure, mut accept) = (Vec::new(), Vec::new(), Vec::new());
        // Swagger 2.0 lists media types once for all responses, and may list very many.
        let mut asked_for: HashSet<&str> = HashSet::default();
        for (status, (response, component)) in documented {
            let succeeds = is_success(status) || (!has_success && is_redirect(status));
            // What nothing else says of a success, `default` says, also beside a redirect.
            let default_succeeds = !has_success && status == StatusPattern::Default;
            let trail = match component {
                Some(id) => Trail::root(Origin::Response(components[id.index()].name.to_string())),
                None => trail.step(Step::Response {
                    status,
                    succeeds: succeeds || default_succeeds,
                }),
            };
            let mut docs = self.copied(Some(&response.description));
            docs.summary = docs::text(response.summary.as_ref());
            let headers = self.headers(response, &trail);
            let bodies = match has_bodies && !is_bodiless(status) {
                true => self.response_bodies(response),
                false => Vec::new(),
            };
            for content in bodies.iter().flatten() {
                let asked = content.name.trim();
                if is_header_text(asked) && asked_for.insert(asked) {
                    accept.push(asked);
                }
            }
            let mut payloads = Vec::new();
            for (place, contents) in bodies.iter().enumerate() {
                let Some(&best) = contents.first() else { continue };
                let payload = match place {
                    0 => self.payload(best, &trail),
                    _ if is_stream(best) => self.payload(best, &trail.step(Step::StreamItem)),
                    _ => self.payload(best, &trail.step(Step::MediaType(best.name.to_string()))),
                };
                let names = contents.iter().map(|content| content.name.trim().to_owned());
                payloads.push((
                    payload,
                    Some(best.name.trim().to_owned()),
                    if bodies.len() > 1 {
                        names.collect()
                    } else {
                        Vec::new()
                    },
                ));
            }
            if payloads.is_empty() {
                payloads.push((Payload::Empty, None, Vec::new()));
            }
            for (payload, media_type, media_types) in payloads {
                let response = Response {
                    status,
                    media_types,
                    media_type,
                    payload,
                    docs: docs.clone(),
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

    /// Returns the body of a response, as one of its media types says.
    fn payload(&mut self, content: &MediaType, trail: &Trail<'_>) -> Payload {
        match (self.body_form(content), content.schema) {
            (BodyForm::EventStream, _) => Payload::EventStream(self.item_type(content, trail)),
            (BodyForm::JsonLines, _) => Payload::JsonLines(self.line_type(content, trail)),
            (BodyForm::Json, Some(schema)) => Payload::Json(self.shared_type(schema, trail)),
            (BodyForm::Json, None) => {
                Payload::Json(self.any_json(content.source, "a JSON body without a schema"))
            }
            (BodyForm::Any, Some(schema)) => Payload::Any(self.shared_type(schema, trail)),
            (BodyForm::Any, None) => Payload::Any(self.any_json(content.source, "a body without a schema")),
            (BodyForm::Xml, Some(schema)) => {
                let xml = self.xml(schema, trail);
                Payload::Xml(self.shared_type(schema, trail), xml)
            }
            (BodyForm::Xml, None) | (BodyForm::Text, _) => Payload::Text,
            (BodyForm::Binary, _) => Payload::Binary,
        }
    }

    /// Returns the type of one line of JSON. That the whole is a text says nothing of its lines: frameworks write it of whatever
    /// they send bit by bit.
    fn line_type(&mut self, content: &MediaType, trail: &Trail<'_>) -> Type {
        let is_text = |schema| {
            let combined = self.combined(schema);
            combined.json_type == Some(JsonType::String) && combined.keywords.values.is_empty()
        };
        match (content.item_schema, content.schema) {
            (None, Some(whole)) if is_text(whole) => {
                self.any_json(content.source, "lines of JSON that are described as a text")
            }
            _ => self.item_type(content, trail),
        }
    }

    /// Returns the type of one item of a stream: `itemSchema`, or the schema of the whole.
    fn item_type(&mut self, content: &MediaType, trail: &Trail<'_>) -> Type {
        match (content.item_schema, content.schema) {
            (Some(item), _) => self.shared_type(item, &trail.step(Step::StreamItem)),
            (None, Some(whole)) => self.shared_type(whole, trail),
            (None, None) => self.any_json(content.source, "a stream without a schema"),
        }
    }

    fn headers(&mut self, response: &description::Response, trail: &Trail<'_>) -> Vec<ResponseHeader> {
        let components = &self.description.components.headers;
        let headers = response.headers.iter();
        let headers =
            headers.filter_map(|(name, header)| Some((name, Shared::resolve(header, components)?.0)));
        headers
            .filter(|(name, _)| !name.eq_ignore_ascii_case("content-type"))
            .map(|(name, header)| {
                let trail = trail.step(Step::Header(name.to_string()));
                let (ty, is_json) = match &header.value {
                    ParameterValue::Schema { schema, .. } => (self.shared_type(*schema, &trail), false),
                    ParameterValue::Content(content) => {
                        match (MediaKind::of(&content.name), content.schema) {
                            (MediaKind::Json, Some(schema)) => (self.shared_type(schema, &trail), true),
                            (MediaKind::Json, None) => (
                                self.any_json(content.source, "a header of JSON without a schema"),
                                true,
                            ),
                            _ => (Type::String, false),
                        }
                    }
                };
                ResponseHeader {
                    wire: name.to_string(),
                    ty,
                    is_json,
                    docs: self.copied(header.description.as_ref()),
                }
            })
            .collect()
    }
}

fn is_header_text(text: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|character| character.is_ascii_graphic() || character == ' ')
}

fn is_success(status: StatusPattern) -> bool {
    matches!(
        status,
        StatusPattern::Exact(100..=299) | StatusPattern::Range(1 | 2)
    )
}

/// Returns whether HTTP allows no body with this status, whatever the document says.
fn is_bodiless(status: StatusPattern) -> bool {
    matches!(status, StatusPattern::Exact(100..=199 | 204 | 205 | 304))
}

fn is_redirect(status: StatusPattern) -> bool {
    matches!(status, StatusPattern::Exact(300..=399) | StatusPattern::Range(3))
}
