//! Responses.

use std::collections::BTreeSet;

use super::super::docs::Doc;
use super::super::named::{Operation, Payload, Response};
use super::super::response::{self, Status};
use super::super::runtime::RuntimeItem;
use super::super::scope::Scope;
use super::super::{Name, RustType, name};
use super::{Names, ServedResponses, ServedVariant};

pub(super) fn responses<'a>(
    scope: &Scope<'a>,
    operation: &'a Operation,
    names: &Names,
    is_webhook: bool,
) -> ServedResponses<'a> {
    let streams = operation
        .streaming
        .iter()
        .flat_map(|streaming| &streaming.success.cases);
    let successes = operation.success.cases.iter().chain(streams);
    let mut documented: Vec<&Response> = Vec::new();
    for response in successes.chain(&operation.failure.cases) {
        // What `default` says is both.
        let is_same = |known: &&&Response| {
            known.status == response.status
                && known.payload == response.payload
                && known.media_types == response.media_types
        };
        if documented.iter().find(is_same).is_none() {
            documented.push(response);
        }
    }
    let mut taken = BTreeSet::new();
    let variants: Vec<ServedVariant<'a>> = documented
        .into_iter()
        .map(|response| ServedVariant {
            docs: response::docs(response),
            name: variant_name(response, &mut taken),
            status: response.status.into(),
            payload: payload_type(scope, &response.payload),
            writer: writer(&response.payload),
            xml: match response.payload {
                Payload::Xml(_, schema) => Some(scope.xml(schema)),
                _ => None,
            },
            media_types: response.media_types.iter().map(String::as_str).collect(),
        })
        .collect();
    let mut successes = variants
        .iter()
        .filter(|variant| matches!(variant.status, Status::Exact(200..=299)));
    let from = match (successes.next(), successes.next()) {
        (Some(only), None) => Some((only.name.clone(), only.payload.clone().unwrap_or(RustType::UNIT))),
        _ => None,
    };
    ServedResponses {
        docs: Doc::own(["The responses of ".into(), names.link(is_webhook), ".".into()]),
        name: names.responses.clone(),
        raw: name::unique("Raw", "Response", &mut taken),
        with_headers: name::unique("WithHeaders", "Response", &mut taken),
        variants,
        from,
    }
}

/// Names a variant as the client does; of two enums that become one, the second name says what its body is.
fn variant_name(response: &Response, taken: &mut BTreeSet<String>) -> Name {
    let own = response.name.as_str();
    if !taken.contains(own) {
        return name::unique(own, "Response", taken);
    }
    let word = match response.payload {
        Payload::EventStream(_) => "Events",
        Payload::JsonLines(_) => "Lines",
        _ => "Response",
    };
    name::unique(&format!("{own}{word}"), "Response", taken)
}

fn payload_type(scope: &Scope<'_>, payload: &Payload) -> Option<RustType> {
    match payload {
        Payload::Empty => None,
        Payload::Json(ty) | Payload::Any(ty) | Payload::Xml(ty, _) => Some(scope.ty(ty)),
        Payload::Text => Some(scope.string()),
        Payload::Binary => Some(scope.runtime_type(RuntimeItem::Body)),
        Payload::EventStream(ty) | Payload::JsonLines(ty) => {
            Some(RustType::of(scope.runtime(RuntimeItem::Stream), scope.ty(ty)))
        }
    }
}

fn writer(payload: &Payload) -> &'static str {
    match payload {
        Payload::Empty => "empty",
        Payload::Json(_) | Payload::Any(_) => "json",
        Payload::Text => "text",
        Payload::Xml(..) => "xml",
        Payload::Binary => "binary",
        Payload::EventStream(_) => "events",
        Payload::JsonLines(_) => "lines",
    }
}
