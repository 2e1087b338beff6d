//! The media types of a response: which of them the client reads, and which mean the same body.

use super::Builder;
use super::media_type::{MediaKind, essence};
use crate::description::{JsonType, MediaType, Response, SchemaId};
use crate::order;

/// How a body is read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum BodyForm {
    Json,
    /// JSON or text, as the response calls itself.
    Any,
    JsonLines,
    EventStream,
    Xml,
    Text,
    Binary,
}

impl Builder<'_> {
    /// Returns the bodies of a response that the client tells apart, each by its media types, the best first; the first body is the one
    /// that a response is taken for which calls itself something else.
    ///
    /// Media types with the same schema are the same body in different forms, of which the server chooses by what is asked for: the client
    /// asks for the form that says most. All others are bodies of their own. JSON of which the document says nothing yields to a
    /// media type that says something, since frameworks add it to whatever is described.
    pub(super) fn response_bodies<'r>(&self, response: &'r Response) -> Vec<Vec<&'r MediaType>> {
        let content = || response.content.iter();
        let is_described = content().any(|content| !is_stream(content) && self.says_something(content));
        let wanted =
            content().filter(|content| !is_described || is_stream(content) || self.says_something(content));
        let mut bodies: Vec<Vec<&MediaType>> = Vec::new();
        for content in wanted {
            let is_same =
                |body: &&mut Vec<&MediaType>| body.iter().any(|known| self.are_one_body(known, content));
            match bodies.iter_mut().find(is_same) {
                Some(body) => body.push(content),
                None => bodies.push(vec![content]),
            }
        }
        for body in &mut bodies {
            order::sort_by_key(body, |content| self.preference(content));
            let form = body.first().map(|best| self.body_form(best));
            body.retain(|content| Some(self.body_form(content)) == form);
        }
        order::sort_by_key(&mut bodies, |body| {
            body.first().map(|best| (is_stream(best), self.preference(best)))
        });
        bodies
    }

    /// Returns how the body of a media type is read.
    pub(super) fn body_form(&self, content: &MediaType) -> BodyForm {
        match (MediaKind::of(&content.name), content.schema) {
            (MediaKind::EventStream, _) => BodyForm::EventStream,
            (MediaKind::JsonLines, _) => BodyForm::JsonLines,
            (MediaKind::Json, Some(schema)) if self.is_binary(schema) => BodyForm::Binary,
            (MediaKind::Json, _) if is_open(&content.name) => BodyForm::Any,
            (MediaKind::Json, _) => BodyForm::Json,
            (MediaKind::Xml, Some(schema)) if !self.is_plain_string(schema) => BodyForm::Xml,
            (MediaKind::Text | MediaKind::Xml, _) => BodyForm::Text,
            (MediaKind::Form | MediaKind::Multipart | MediaKind::Other, _) => BodyForm::Binary,
        }
    }

    /// Returns whether the document says what a body is: by a schema, or by a media type that is neither JSON nor XML nor a range.
    fn says_something(&self, content: &MediaType) -> bool {
        match content.schema {
            Some(schema) if !self.combined(schema).is_unconstrained() => true,
            _ => !matches!(MediaKind::of(&content.name), MediaKind::Json | MediaKind::Xml),
        }
    }

    fn are_one_body(&self, one: &MediaType, other: &MediaType) -> bool {
        if is_stream(one) != is_stream(other) || !self.work.spend(1) {
            return false;
        }
        let schema = |content: &MediaType| {
            let schema = content.item_schema.or(content.schema);
            schema.filter(|schema| !self.combined(*schema).is_unconstrained())
        };
        let (form, other_form) = (self.body_form(one), self.body_form(other));
        let is_untyped = matches!(form, BodyForm::Text | BodyForm::Binary);
        match (schema(one), schema(other)) {
            _ if is_untyped && form == other_form => true,
            (Some(one), Some(other)) => self.schemas.are_same(one, other, false),
            (None, None) => {
                let is_structured = |form| !matches!(form, BodyForm::Text | BodyForm::Binary);
                is_structured(form) && is_structured(other_form)
            }
            _ => false,
        }
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

/// Returns whether a body is read while it arrives, one item after the other.
pub(super) fn is_stream(content: &MediaType) -> bool {
    matches!(
        MediaKind::of(&content.name),
        MediaKind::EventStream | MediaKind::JsonLines
    )
}

/// Returns whether a range has more than JSON.
fn is_open(range: &str) -> bool {
    matches!(&*essence(range), "*/*" | "application/*")
}
