//! The responses of an operation, by status.

use super::media_type::{MediaKind, essence};
use super::origin::Trail;
use super::{Builder, docs};
use crate::description::{
    self, JsonType, MediaType, Operation, ParameterValue, SchemaId, Shared, StatusPattern,
};
use crate::model::{Docs, Origin, Payload, Response, Step, Type};

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
        documented.sort_by_key(|(status, _)| match status {
            StatusPattern::Exact(code) => (0, *code),
            StatusPattern::Range(hundred) => (1, *hundred),
            StatusPattern::Default => (2, 0),
        });
        let has_success = documented.iter().any(|(status, _)| is_success(*status));
        let has_redirect = documented.iter().any(|(status, _)| is_redirect(*status));
        let (mut success, mut failure, mut accept) = (Vec::new(), Vec::new(), Vec::new());
        for (status, (response, component)) in documented {
            let succeeds = is_success(status) || (!has_success && is_redirect(status));
            let default_succeeds = !has_success && !has_redirect && status == StatusPattern::Default;
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
            let contents = match has_bodies && !is_bodiless(status) {
                true => self.wanted(response),
                false => Vec::new(),
            };
            for content in contents.iter().rev() {
                let asked = content.name.trim().to_owned();
                if !accept.contains(&asked) && is_header_text(&asked) {
                    accept.push(asked);
                }
            }
            let stream = trail.step(Step::StreamItem);
            let mut payloads = Vec::new();
            for (place, &content) in contents.iter().enumerate() {
                let is_told_apart = place + 1 < contents.len();
                let trail = if is_told_apart { &stream } else { &trail };
                let payload = self.payload(content, trail);
                payloads.push((
                    payload,
                    is_told_apart.then(|| essence(&content.name).into_owned()),
                ));
            }
            if payloads.is_empty() {
                payloads.push((Payload::Empty, None));
            }
            for (payload, media_type) in payloads {
                let response = Response {
                    status,
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
        match (MediaKind::of(&content.name), content.schema) {
            (MediaKind::EventStream, _) => Payload::EventStream(self.item_type(content, trail)),
            (MediaKind::JsonLines, _) => Payload::JsonLines(self.item_type(content, trail)),
            (MediaKind::Json, Some(schema)) if self.is_binary(schema) => Payload::Binary,
            (MediaKind::Json, Some(schema)) => Payload::Json(self.shared_type(schema, trail)),
            (MediaKind::Json, None) => {
                Payload::Json(self.any_json(content.source, "a JSON body without a schema"))
            }
            (MediaKind::Xml, Some(schema)) if !self.is_plain_string(schema) => {
                let xml = self.xml(schema, trail);
                Payload::Xml(self.shared_type(schema, trail), xml)
            }
            (MediaKind::Text | MediaKind::Xml, _) => Payload::Text,
            _ => Payload::Binary,
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

    fn headers(&mut self, response: &description::Response, trail: &Trail<'_>) -> Vec<(String, Type, Docs)> {
        let components = &self.description.components.headers;
        let headers = response.headers.iter();
        let headers =
            headers.filter_map(|(name, header)| Some((name, Shared::resolve(header, components)?.0)));
        headers
            .filter(|(name, _)| !name.eq_ignore_ascii_case("content-type"))
            .map(|(name, header)| {
                let ty = match header.value {
                    ParameterValue::Schema { schema, .. } => {
                        self.shared_type(schema, &trail.step(Step::Header(name.to_string())))
                    }
                    ParameterValue::Content(_) => Type::String,
                };
                (name.to_string(), ty, self.copied(header.description.as_ref()))
            })
            .collect()
    }

    /// Returns the media types of a response that the client takes: of those that hold the whole the one that says most,
    /// since the server chooses among them by what is asked for; and a stream beside it, since that is chosen by other
    /// means. The stream comes first.
    fn wanted<'r>(&self, response: &'r description::Response) -> Vec<&'r MediaType> {
        let best = |streams: bool| {
            let content = response.content.iter();
            content
                .filter(|content| is_stream(&content.name) == streams)
                .min_by_key(|content| self.preference(content))
        };
        [best(true), best(false)].into_iter().flatten().collect()
    }

    fn preference(&self, content: &MediaType) -> (u8, bool) {
        let rank = match MediaKind::of(&content.name) {
            // What is called JSON and is but a string says least.
            MediaKind::Json if self.is_stated_string(content.schema) => 8,
            MediaKind::Json if essence(&content.name) == "application/json" => 0,
            MediaKind::Json if !content.name.contains('*') => 1,
            MediaKind::JsonLines => 2,
            MediaKind::EventStream => 3,
            MediaKind::Json => 4,
            MediaKind::Xml => 5,
            MediaKind::Text => 6,
            _ => 7,
        };
        (rank, content.schema.is_none())
    }

    fn is_stated_string(&self, schema: Option<SchemaId>) -> bool {
        schema.is_some_and(|schema| {
            let schema = self.schemas.get(schema);
            schema.component.is_none()
                && schema.json_type == Some(JsonType::String)
                && schema.composition.is_none()
        })
    }
}

fn is_stream(media_type: &str) -> bool {
    matches!(
        MediaKind::of(media_type),
        MediaKind::EventStream | MediaKind::JsonLines
    )
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
