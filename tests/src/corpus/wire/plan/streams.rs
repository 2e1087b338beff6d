//! Calls of operations that respond with a stream or with the whole: what asks for it is part of the request.

use serde_json::{Value, json};
use specwright::codegen::plan::named::{Operation, StreamSwitch};

use super::{BodyValue, Expected, PlannedCall, PlannedOperation};

impl PlannedCall {
    /// Whether the method for the stream makes this call.
    pub(in crate::corpus::wire) fn is_of_stream(&self, operation: &Operation) -> bool {
        operation.streaming.is_some() && matches!(self.answer.expected, Expected::Items(_))
    }
}

/// Gives the bodies of the calls what the client adds to them: the value that asks for a stream, or for none.
pub(super) fn ask(planned: &mut PlannedOperation, operation: &Operation) {
    let Some(switch) = operation
        .streaming
        .as_ref()
        .and_then(|streaming| streaming.switch)
    else {
        return;
    };
    let json_body = planned
        .bodies
        .iter()
        .position(|body| body.raw.media_type.contains("json"));
    for call in &mut planned.calls {
        let is_stream = call.is_of_stream(operation);
        match switch {
            StreamSwitch::Json { is_on, .. } => {
                if call.body.is_none() && (is_stream || is_on) {
                    call.body = json_body.map(|media| (media, BodyValue::Json(json!({}))));
                }
                if let Some((_, BodyValue::Json(Value::Object(body)))) = &mut call.body
                    && (is_stream || is_on || body.get("stream") == Some(&Value::Bool(true)))
                {
                    body.insert("stream".to_owned(), is_stream.into());
                }
            }
            StreamSwitch::Part(name) => {
                if let (true, Some((_, BodyValue::Multipart(parts)))) = (is_stream, &mut call.body) {
                    parts.insert(name.to_owned(), true.into());
                }
            }
        }
    }
}
