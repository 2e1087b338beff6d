//! The operations of a document, and statuses for their responses.

use std::sync::OnceLock;

use serde_json::Value;
use specwright_runtime::mock::XmlValues;
use specwright_values::{Document, Operation, Response, Schema, Schemas, find_operation};

/// A document, and its operations.
pub(crate) struct Api {
    document: Document,
    xml: OnceLock<XmlValues>,
    pub(crate) operations: Vec<Operation>,
}

impl Api {
    /// Reads a document.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let document =
            Document::parse(text).map_err(|error| format!("expected a document in JSON: {error}"))?;
        let version = document.root().get("openapi").and_then(Value::as_str);
        let version = version.unwrap_or_default();
        if !version.starts_with("3.") {
            return Err("expected a document of OpenAPI 3".to_owned());
        }
        Ok(Api {
            operations: document.operations(),
            xml: OnceLock::new(),
            document,
        })
    }

    /// Returns the operation that a request is for.
    pub(crate) fn operation(&self, method: &str, path: &str) -> Option<usize> {
        find_operation(&self.operations, method, path)
    }

    /// Returns a schema.
    pub(crate) fn schema(&self, reference: &str) -> Option<Schema<'_>> {
        self.document.schema(reference)
    }

    /// Returns what writes values as XML.
    pub(crate) fn xml(&self) -> &XmlValues {
        self.xml.get_or_init(|| XmlValues::new(self.document.root()))
    }

    /// Returns the keywords at a reference.
    pub(crate) fn keywords(&self, reference: &str) -> Option<&Value> {
        Schemas::new(self.document.root()).get(reference)
    }
}

/// Returns a status that a response describes, and no other one of the operation.
pub(crate) fn status_of(response: &str, others: &[Response]) -> u16 {
    let is_named = |status: u16| others.iter().any(|other| other.status == status.to_string());
    match response {
        "default" => {
            let has_success = others.iter().any(|other| other.status.starts_with('2'));
            let statuses: [u16; 6] = match has_success {
                true => [500, 503, 400, 409, 418, 599],
                false => [200, 202, 203, 206, 226, 299],
            };
            statuses
                .into_iter()
                .find(|status| !is_named(*status))
                .unwrap_or(599)
        }
        range if range.len() == 3 && range.to_ascii_uppercase().ends_with("XX") => {
            let hundred = range[..1].parse::<u16>().unwrap_or(5) * 100;
            (hundred + 18..hundred + 99)
                .find(|status| !is_named(*status))
                .unwrap_or(hundred)
        }
        exact => exact.parse().unwrap_or(200),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_is_one_that_no_other_response_has() {
        let of = |statuses: &[&str]| -> Vec<u16> {
            let responses: serde_json::Map<String, Value> = statuses
                .iter()
                .map(|status| ((*status).to_owned(), serde_json::json!({})))
                .collect();
            let document =
                serde_json::json!({"openapi": "3.1.0", "paths": {"/": {"get": {"responses": responses}}}});
            let api = Api::parse(&document.to_string()).expect("a document");
            let responses = &api.operations[0].responses;
            responses
                .iter()
                .map(|response| status_of(&response.status, responses))
                .collect()
        };
        assert_eq!(of(&["200", "418", "4XX", "default"]), [200, 418, 419, 500]);
        assert_eq!(of(&["default"]), [200]);
        assert_eq!(of(&["200", "500", "503", "default"]), [200, 500, 503, 400]);
    }
}
