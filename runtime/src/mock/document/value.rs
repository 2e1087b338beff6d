//! The value of a body or a header.

use serde_json::{Value, json};
use specwright_values::Document;

use crate::server::description::Content;
use crate::server::schema::Schema;

/// What a body is made of.
#[derive(Debug)]
pub(super) enum Made {
    Value(Value),
    /// The document's own text of a body.
    Text(String),
}

/// Returns the value of a body: the example that is asked for as it is, or else the first example that fits the schema, or else what is made
/// of the schema. With a seed, what is made by that.
///
/// `None` if no value is found.
pub(super) fn of_content(
    content: &Content,
    schema: Option<&Schema>,
    example: Option<usize>,
    seed: Option<u64>,
    is_json: bool,
) -> Option<Made> {
    if let Some((_, value)) = example.and_then(|place| content.examples.get(place)) {
        let parsed = is_json.then(|| parsed(value)).flatten();
        // A text that is JSON of the kind that the schema asks for was meant to be that.
        let is_text = schema.is_none_or(|schema| schema.kinds().has(crate::server::kinds::Kinds::STRING));
        return Some(match (value, parsed) {
            (_, Some(parsed)) if !is_text => Made::Value(parsed),
            (Value::String(text), _) if !is_json => Made::Text(text.clone()),
            _ => Made::Value(value.clone()),
        });
    }
    let Some(schema) = schema else {
        let stated = content.examples.first().map(|(_, value)| value.clone());
        return Some(match stated {
            Some(Value::String(text)) if !is_json => Made::Text(text),
            Some(value) => Made::Value(value),
            None if is_json => Made::Value(json!({})),
            None => Made::Text("text".to_owned()),
        });
    };
    let document = Document::new(schema.document_of_response());
    let described = document.schema("#/schema");
    if let (Some(seed), Some(described)) = (seed, &described) {
        let made = described.arbitrary(seed);
        return made.map(Made::Value);
    }
    let is_valid = |value: &Value| {
        described
            .as_ref()
            .is_some_and(|described| described.is_valid(value))
    };
    for (_, value) in &content.examples {
        if is_valid(value) {
            return Some(Made::Value(value.clone()));
        }
        match (value, parsed(value)) {
            (_, Some(parsed)) if is_json && is_valid(&parsed) => return Some(Made::Value(parsed)),
            // The text of XML, say, of which a schema says what it means.
            (Value::String(text), _) if !is_json => return Some(Made::Text(text.clone())),
            _ => {}
        }
    }
    let made = described.and_then(|described| described.example().or_else(|| described.arbitrary(0)));
    // Better than nothing is what the document itself shows.
    let stated = content.examples.first().map(|(_, value)| value.clone());
    made.or(stated).map(Made::Value)
}

/// Tells whether values are valid by a schema; without one that can be checked, each is.
#[derive(Debug)]
pub(super) struct Judge(Option<Document>);

impl Judge {
    pub(super) fn new(schema: Option<&Schema>) -> Self {
        Judge(schema.map(|schema| Document::new(schema.document_of_response())))
    }

    pub(super) fn is_valid(&self, value: &Value) -> bool {
        let schema = self.0.as_ref().and_then(|document| document.schema("#/schema"));
        schema.is_none_or(|schema| schema.is_valid(value))
    }
}

/// Returns the value of a header.
pub(super) fn of_header(schema: Option<&Schema>, seed: Option<u64>) -> Option<Value> {
    let Some(schema) = schema else {
        return Some("text".into());
    };
    let document = Document::new(schema.document_of_response());
    let described = document.schema("#/schema")?;
    match seed {
        Some(seed) => described.arbitrary(seed),
        None => described.example(),
    }
}

/// Returns the JSON that a text is.
fn parsed(value: &Value) -> Option<Value> {
    serde_json::from_str(value.as_str()?).ok()
}
