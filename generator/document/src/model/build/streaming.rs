//! Operations that respond with a stream or with the whole, as the request says.

use super::Builder;
use super::media_type::MediaKind;
use super::operations::Endpoint;
use super::responses::Responses;
use super::selection::names;
use crate::description;
use crate::model::{Body, BodyKind, PartKind, Payload, Response, StreamSwitch, Streaming, Type, TypeKind};

/// What the property or part is called by which a request asks for a stream.
const SWITCH: &str = "stream";

/// So many aliases and unions may stand between a body and its property.
const MOST_STEPS: usize = 16;

/// What `protoc-gen-openapiv2` writes behind the description of a response that is a stream.
const STREAMING: &str = "(streaming responses)";

impl Builder<'_> {
    /// Reads JSON as one value a line where the document's words, or a setting, say that there are several: the gateways of gRPC
    /// describe but one of them.
    pub(super) fn read_as_json_streams(&self, endpoint: &Endpoint<'_>, success: &mut [Response]) {
        let is_set = self.settings.streams.iter().any(|text| names(text, endpoint));
        for response in success {
            let docs = [&response.docs.summary, &response.docs.description];
            let is_said = docs
                .into_iter()
                .flatten()
                .any(|text| text.trim_end().ends_with(STREAMING));
            if let (true, Payload::Json(ty)) = (is_said || is_set, &response.payload) {
                response.payload = Payload::JsonLines(ty.clone());
            }
        }
    }

    /// Takes the streams out of the successes of an operation that also has a whole body for the same status. Both forms keep
    /// the statuses that have but one.
    pub(super) fn streaming(
        &self,
        operation: &description::Operation,
        body: Option<&Body>,
        responses: &mut Responses,
    ) -> Option<Streaming> {
        let all = &responses.success;
        let has = |response: &Response, stream: bool| {
            all.iter()
                .any(|other| other.status == response.status && is_stream(other) == stream && has_body(other))
        };
        if !all
            .iter()
            .any(|response| has(response, true) && has(response, false))
        {
            return None;
        }
        let of_form = |stream: bool| -> Vec<Response> {
            let taken = all.iter().filter(|response| match is_stream(response) == stream {
                true => true,
                false => !has(response, stream),
            });
            without_needless_media_types(taken.cloned().collect())
        };
        let (success, whole) = (of_form(true), of_form(false));
        let switch = self.switch(operation, body);
        let accept = preferring_streams(&responses.accept);
        responses.accept = without_streams(&responses.accept);
        responses.success = whole;
        Some(Streaming {
            success,
            accept,
            switch,
        })
    }

    /// Returns what of a request asks for a stream, if the document has it.
    fn switch(&self, operation: &description::Operation, body: Option<&Body>) -> Option<StreamSwitch> {
        let [variant] = body?.variants.as_slice() else {
            return None;
        };
        match &variant.kind {
            BodyKind::Json(ty) if self.has_switch(ty, MOST_STEPS) => Some(StreamSwitch::Json {
                pointer: "/stream",
                is_on: self.is_on(operation),
            }),
            BodyKind::Multipart(parts) => {
                let is_switch = parts.iter().any(|part| {
                    let (PartKind::Text(ty) | PartKind::Json(ty)) = &part.kind else {
                        return false;
                    };
                    let ty = match ty {
                        Type::Nullable(inner) => inner,
                        ty => ty,
                    };
                    part.wire == SWITCH && !part.repeated && *ty == Type::Boolean
                });
                is_switch.then_some(StreamSwitch::Part(SWITCH))
            }
            _ => None,
        }
    }

    /// Returns whether a JSON body has the property.
    fn has_switch(&self, ty: &Type, steps: usize) -> bool {
        let Some(steps) = steps.checked_sub(1) else {
            return false;
        };
        match ty {
            Type::Nullable(inner) | Type::Boxed(inner) => self.has_switch(inner, steps),
            Type::Named(id) => match &self.types[id.0].kind {
                TypeKind::Alias(of) => self.has_switch(of, steps),
                TypeKind::Struct(object) => {
                    let mut fields = object.fields.iter();
                    fields.any(|field| field.wire == SWITCH && self.is_boolean(&field.ty, steps))
                }
                TypeKind::Union(union) => {
                    let mut variants = union.variants.iter();
                    variants.any(|variant| self.has_switch(&variant.ty, steps))
                }
                TypeKind::StringEnum(_) | TypeKind::IntegerEnum(_) | TypeKind::LiteralEnum(_) => false,
            },
            _ => false,
        }
    }

    fn is_boolean(&self, ty: &Type, steps: usize) -> bool {
        let Some(steps) = steps.checked_sub(1) else {
            return false;
        };
        match ty {
            Type::Boolean => true,
            Type::Nullable(inner) | Type::Boxed(inner) => self.is_boolean(inner, steps),
            Type::Named(id) => match &self.types[id.0].kind {
                TypeKind::Alias(of) => self.is_boolean(of, steps),
                TypeKind::LiteralEnum(values) => values.iter().all(|value| value.value.is_boolean()),
                _ => false,
            },
            _ => false,
        }
    }

    /// Returns whether a request gets a stream that does not say otherwise: the property's default.
    fn is_on(&self, operation: &description::Operation) -> bool {
        let components = &self.description.components.request_bodies;
        let body = operation.request_body.as_ref();
        let body = body.and_then(|body| body.resolve(components));
        let contents = body.iter().flat_map(|(body, _)| &body.content);
        let mut schemas = contents.filter_map(|content| content.schema);
        schemas.any(|schema| {
            let combined = self.combined(schema);
            let property = combined.object().properties.get(SWITCH).copied();
            let default = property.and_then(|property| self.combined(property).keywords.default.clone());
            default.is_some_and(|default| *default == serde_json::Value::Bool(true))
        })
    }
}

/// Forgets the media types of responses that are now the only ones of their status.
fn without_needless_media_types(mut responses: Vec<Response>) -> Vec<Response> {
    let statuses: Vec<_> = responses.iter().map(|response| response.status).collect();
    for response in &mut responses {
        if statuses
            .iter()
            .filter(|status| **status == response.status)
            .count()
            == 1
        {
            response.media_types.clear();
        }
    }
    responses
}

fn has_body(response: &Response) -> bool {
    response.payload != Payload::Empty
}

fn is_stream(response: &Response) -> bool {
    matches!(response.payload, Payload::EventStream(_) | Payload::JsonLines(_))
}

fn is_stream_type(media_type: &str) -> bool {
    matches!(
        MediaKind::of(media_type),
        MediaKind::EventStream | MediaKind::JsonLines
    )
}

fn without_streams(accept: &str) -> String {
    let whole = accept
        .split(", ")
        .filter(|media_type| !is_stream_type(media_type));
    whole.collect::<Vec<_>>().join(", ")
}

/// Returns the streams, and then the rest, which failures may have, as less welcome.
fn preferring_streams(accept: &str) -> String {
    let (streams, rest): (Vec<&str>, Vec<&str>) = accept.split(", ").partition(|name| is_stream_type(name));
    let streams = streams.into_iter().map(str::to_owned);
    let rest = rest.into_iter().map(|media_type| match media_type.contains(';') {
        true => media_type.to_owned(),
        false => format!("{media_type};q=0.5"),
    });
    streams.chain(rest).collect::<Vec<_>>().join(", ")
}
