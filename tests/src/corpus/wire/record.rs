//! The requests of a run, written down for other programs to read: `docs/corpus.md` describes the format.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::plan::{BodyValue, PlannedBody, PlannedCall, PlannedOperation, PlannedParameter};
use super::server::Received;
use crate::raw::{RawEncoding, RawLocation};

/// Writes each request of one document as a line of JSON.
#[derive(Debug)]
pub(super) struct Recorder {
    file: BufWriter<File>,
    document: String,
    base_url: String,
}

impl Recorder {
    /// Creates `NAME.jsonl` in `folder`.
    pub(super) fn create(folder: &Path, name: &str, document: &Path, base_url: &str) -> io::Result<Self> {
        fs::create_dir_all(folder)?;
        Ok(Self {
            file: BufWriter::new(File::create(folder.join(name).with_extension("jsonl"))?),
            document: fs::canonicalize(document)?.display().to_string(),
            base_url: base_url.to_owned(),
        })
    }

    /// Writes one request, with what was given to the client and what the runner finds wrong with it.
    pub(super) fn write(
        &mut self,
        operation: &PlannedOperation,
        call: &PlannedCall,
        received: &Received,
        faults: &[String],
    ) -> io::Result<()> {
        let query = if received.query.is_empty() { "" } else { "?" };
        let given = operation.parameters.iter().zip(&call.parameters);
        let parameters: Vec<Value> = given
            .filter_map(|(planned, value)| Some(parameter(planned, value.as_ref()?)))
            .collect();
        let body = call
            .body
            .as_ref()
            .and_then(|(place, value)| Some(body(operation.bodies.get(*place)?, value)));
        let line = json!({
            "document": self.document,
            "operation": {
                "id": operation.id,
                "method": operation.raw.method,
                "path": operation.raw.path,
            },
            "request": {
                "method": received.method,
                "url": format!("{}{}{query}{}", self.base_url, received.path, received.query),
                "headers": received.headers,
                "body": STANDARD.encode(&received.body),
            },
            "given": {
                "parameters": parameters,
                "body": body,
                "credentials": call.credentials.held,
            },
            "faults": faults,
        });
        writeln!(self.file, "{line}")
    }

    /// Ends the file.
    pub(super) fn finish(mut self) -> io::Result<()> {
        self.file.flush()
    }
}

fn parameter(planned: &PlannedParameter, value: &Value) -> Value {
    let location = match planned.raw.location {
        RawLocation::Path => "path",
        RawLocation::Query => "query",
        RawLocation::QueryString => "querystring",
        RawLocation::Header => "header",
        RawLocation::Cookie => "cookie",
    };
    let mut entry = json!({"in": location, "name": planned.raw.name, "value": value});
    match &planned.raw.encoding {
        RawEncoding::Style { style, explode } => {
            entry["style"] = style.as_str().into();
            entry["explode"] = (*explode).into();
        }
        RawEncoding::Content(media_type) => entry["content"] = media_type.as_str().into(),
    }
    entry
}

fn body(planned: &PlannedBody, value: &BodyValue) -> Value {
    let (kind, value) = match value {
        BodyValue::Json(value) => ("json", value.clone()),
        BodyValue::JsonLines(values) => ("json-lines", values.clone().into()),
        BodyValue::Events(values) => ("events", values.clone().into()),
        BodyValue::Text(text) => ("text", text.clone().into()),
        BodyValue::Bytes(bytes) => ("bytes", STANDARD.encode(bytes).into()),
        BodyValue::Xml(value, _) => ("xml", value.clone()),
        BodyValue::Form(entries) => ("form", Value::Object(entries.clone())),
        BodyValue::Multipart(entries) => ("multipart", Value::Object(entries.clone())),
    };
    json!({"mediaType": planned.raw.media_type, "kind": kind, "value": value})
}
