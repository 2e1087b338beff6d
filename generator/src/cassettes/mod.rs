//! Recorded traffic beside a document: which of it no longer fits.

mod uses;

use specwright_runtime::cassette::{RecordedMessage, Recording, is_redacted};
use specwright_values::{Content, Document, Operation, find_operation};

pub(crate) use uses::Uses;

/// How many places of one body are told.
const TOLD: usize = 3;

/// A document that recordings are compared with.
pub(crate) struct Comparison {
    document: Document,
    operations: Vec<Operation>,
}

impl Comparison {
    /// Takes the text of a document of OpenAPI 3, in JSON.
    pub(crate) fn new(text: &str) -> Result<Self, serde_json::Error> {
        let document = Document::new(serde_json::from_str(text)?);
        Ok(Self {
            operations: document.operations(),
            document,
        })
    }

    /// Returns where a recording does not fit the document, a sentence each.
    pub(crate) fn misfits(&self, recording: &Recording) -> Vec<String> {
        let found = find_operation(&self.operations, &recording.method, &recording.path);
        let Some(operation) = found.map(|index| &self.operations[index]) else {
            return vec!["the document has no such operation".to_owned()];
        };
        let mut misfits = Vec::new();
        self.request(operation, recording, &mut misfits);
        self.response(operation, recording, &mut misfits);
        misfits
    }

    fn request(&self, operation: &Operation, recording: &Recording, misfits: &mut Vec<String>) {
        let has = |name: &str| {
            recording
                .query
                .iter()
                .any(|(sent, _)| sent == name || sent.starts_with(&format!("{name}[")))
        };
        for (name, is_required) in &operation.query {
            if *is_required && !has(name) {
                misfits.push(format!(
                    "the request lacks the parameter {name:?} of the query, which is required"
                ));
            }
        }
        let body = &recording.request;
        if body.body.is_empty() {
            if operation.is_body_required {
                misfits.push("the request has no body, and one is required".to_owned());
            }
            return;
        }
        if operation.request.is_empty() {
            misfits.push("the request has a body, and the document describes none".to_owned());
            return;
        }
        let contents: Vec<&Content> = operation.request.iter().collect();
        self.body("request", body, &contents, misfits);
    }

    fn response(&self, operation: &Operation, recording: &Recording, misfits: &mut Vec<String>) {
        let described = operation.responses_of(recording.status);
        if described.is_empty() {
            misfits.push(format!(
                "the document describes no response of status {}",
                recording.status
            ));
            return;
        }
        if recording.response.body.is_empty() {
            if described.iter().all(|response| response.content.is_some()) && recording.response.cut.is_none()
            {
                misfits.push(format!(
                    "the response of status {} has no body, and the document describes one",
                    recording.status
                ));
            }
            return;
        }
        let contents: Vec<&Content> = described
            .iter()
            .filter_map(|response| response.content.as_ref())
            .collect();
        // A body that nothing describes is passed over by clients.
        if !contents.is_empty() && recording.response.cut.is_none() {
            self.body("response", &recording.response, &contents, misfits);
        }
    }

    fn body(&self, side: &str, message: &RecordedMessage, contents: &[&Content], misfits: &mut Vec<String>) {
        let media_type = message.media_type();
        let fitting = contents
            .iter()
            .filter_map(|content| Some((content.fits(&media_type)?, content)));
        let Some((_, content)) = fitting.max_by_key(|(exactness, _)| *exactness) else {
            let described: Vec<&str> = contents
                .iter()
                .map(|content| content.media_type.as_str())
                .collect();
            misfits.push(format!(
                "the {side} is of the media type {media_type:?}, and the document describes {}",
                described.join(", ")
            ));
            return;
        };
        let (Some(value), Some(reference)) = (message.body.json(), &content.schema) else {
            return;
        };
        let Some(schema) = self.document.schema(reference) else {
            return;
        };
        let errors = schema.errors(&value);
        let errors = errors.iter().filter(|(pointer, _)| {
            // What is left out may be anything.
            let place = value.pointer(pointer).and_then(serde_json::Value::as_str);
            !place.is_some_and(is_redacted)
        });
        let mut errors: Vec<String> = errors
            .map(|(pointer, message)| format!("the {side} is not valid at {}: {message}", path(pointer)))
            .collect();
        // What is composed says the same of a value many times.
        errors.dedup();
        let more = errors.len().saturating_sub(TOLD);
        errors.truncate(TOLD);
        misfits.extend(errors);
        if more > 0 {
            misfits.push(format!("the {side} is not valid at {more} more places"));
        }
    }
}

/// Returns a JSON pointer as people read it: `$.items[0].name`.
fn path(pointer: &str) -> String {
    let segments = pointer.split('/').skip(1);
    let segments = segments.map(|segment| {
        let segment = segment.replace("~1", "/").replace("~0", "~");
        match segment.bytes().all(|byte| byte.is_ascii_digit()) {
            true => format!("[{segment}]"),
            false => format!(".{segment}"),
        }
    });
    format!("${}", segments.collect::<String>())
}
