//! Did the client make of an answer what the document says?

use std::collections::BTreeSet;

use base64::Engine as _;
use serde_json::Value;
use specwright::codegen::plan::named::{Operation, Payload, Responses, StatusPattern};

use super::super::super::nulls;
use super::super::media_type;
use super::super::plan::{Expected, PlannedAnswer};
use super::Judge;
use crate::schema::difference;

impl Judge<'_> {
    /// What is wrong with what came of an answer; `None` if it is right.
    pub(in crate::corpus::wire) fn answer_fault(
        &self,
        operation: &Operation,
        answer: &PlannedAnswer,
        outcome: &Value,
    ) -> Option<String> {
        let (side, answers) = if answer.succeeds {
            let streaming = operation.streaming.as_ref();
            let streaming = streaming.filter(|_| matches!(answer.expected, Expected::Items(_)));
            let success = streaming.map_or(&operation.success, |streaming| &streaming.success);
            ("success", success)
        } else {
            ("failure", &operation.failure)
        };
        let Some(shown) = outcome.get(side) else {
            return Some(format!("no {side}: {outcome}"));
        };
        if !answer.succeeds && outcome.get("status").and_then(Value::as_u64) != Some(answer.status.into()) {
            return Some(format!("the status is another: {outcome}"));
        }
        if answer.expected == Expected::Status {
            return None;
        }
        let variant = variant(answers, answer);
        if shown.get("variant").and_then(Value::as_str) != variant.as_deref() {
            return Some(format!("the variant is not {variant:?}: {shown}"));
        }
        let mut types = Vec::new();
        let payloads = answers.cases.iter().filter_map(|case| case.payload.ty());
        payloads.for_each(|ty| ty.named(&mut types));
        let null_is_absent = nulls::read_as_absent(self.api, types);
        self.value_fault(
            answer,
            shown.get("value").unwrap_or(&Value::Null),
            &null_is_absent,
        )
    }

    fn value_fault(
        &self,
        answer: &PlannedAnswer,
        shown: &Value,
        null_is_absent: &BTreeSet<String>,
    ) -> Option<String> {
        let differs = |sent: &Value, received: &Value| {
            let sent = &nulls::without(sent, received, null_is_absent);
            match &answer.pointer {
                Some(pointer) => difference(self.bundle, self.validators, pointer, sent, received),
                None => (sent != received).then(|| format!("{sent} became {received}")),
            }
        };
        let another = || Some(format!("the value is {shown}"));
        match &answer.expected {
            Expected::Nothing | Expected::Status => None,
            Expected::Json(sent) => match shown.get("json").or_else(|| only_item(shown)) {
                Some(received) => differs(sent, received),
                // A client that takes the body for bytes has them all.
                None => match bytes_of(shown).and_then(|bytes| serde_json::from_slice(&bytes).ok()) {
                    Some(received) => differs(sent, &received),
                    None => another(),
                },
            },
            Expected::Text(text) => {
                let received = shown.get("text").or_else(|| shown.get("json"));
                let as_bytes = || bytes_of(shown).is_some_and(|bytes| bytes == text.as_bytes());
                let is_right = received.and_then(Value::as_str) == Some(text) || as_bytes();
                (!is_right).then(another).flatten()
            }
            Expected::Bytes(bytes) => {
                let received = bytes_of(shown).unwrap_or_default();
                (received != *bytes).then(another).flatten()
            }
            Expected::Items(sent) => {
                let received = shown
                    .get("items")
                    .and_then(Value::as_array)
                    .cloned()
                    .unwrap_or_default();
                if received.len() != sent.len() {
                    return another();
                }
                sent.iter()
                    .zip(&received)
                    .find_map(|(sent, received)| match received.get("json") {
                        Some(received) => differs(sent, received),
                        None => Some(format!("an item is {received}")),
                    })
            }
        }
    }
}

/// The value of a stream of one: where the document's words say that there may be several.
fn only_item(shown: &Value) -> Option<&Value> {
    match shown.get("items")?.as_array()?.as_slice() {
        [only] => only.get("json"),
        _ => None,
    }
}

fn bytes_of(shown: &Value) -> Option<Vec<u8>> {
    let text = shown.get("bytes")?.as_str()?;
    base64::engine::general_purpose::STANDARD.decode(text).ok()
}

/// The variant for this answer; `None` where one type serves all.
fn variant(answers: &Responses, answer: &PlannedAnswer) -> Option<String> {
    answers.type_name.as_ref()?;
    let Some(key) = &answer.key else {
        return answers.undocumented.as_ref().map(ToString::to_string);
    };
    let key = key.to_ascii_uppercase();
    let is_key = |pattern: StatusPattern| match pattern {
        StatusPattern::Exact(status) => key == status.to_string(),
        StatusPattern::Range(hundred) => key == format!("{hundred}XX"),
        StatusPattern::Default => key == "DEFAULT",
    };
    // Where a status has a stream and a whole, the stream has the expected items.
    let is_stream = |payload: &Payload| matches!(payload, Payload::EventStream(_) | Payload::JsonLines(_));
    let mut cases: Vec<_> = answers.cases.iter().filter(|case| is_key(case.status)).collect();
    if cases.len() > 1 {
        cases.retain(|case| is_stream(&case.payload) == matches!(answer.expected, Expected::Items(_)));
    }
    let content_type = answer.content_type.as_deref().unwrap_or_default();
    let own = cases.iter().flat_map(|case| &case.media_types);
    if let Some(own) = media_type::narrowest(own.map(String::as_str), content_type) {
        cases.retain(|case| case.media_types.iter().any(|media_type| media_type == own));
    }
    let case = cases.first();
    Some(case.map_or_else(
        || format!("a variant for {key}"),
        |answer| answer.name.to_string(),
    ))
}
