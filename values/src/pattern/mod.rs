//! Regular expressions of a document: texts that they find, and how many of them are compiled.

mod size;
mod text;

use std::collections::HashSet;

use serde_json::Value;

pub(crate) use text::Texts;

/// How large the program of one expression may be, in states of about 64 bytes.
const LARGEST: u64 = 1 << 17;

/// How large those of a document may be together, beside what each may have for its text.
const ALL: u64 = 1 << 18;

/// What an expression may have for each byte of its text.
const OF_BYTE: u64 = 4;

/// The regular expressions of a document, of which those are not compiled that become too large.
///
/// A few bytes such as `(?:\p{L}{99}){99}` stand for a program of many megabytes, and a document has room for thousands of these. So each is
/// measured by its text, and what is too large, alone or with those before it in the document, is left out.
#[derive(Debug, Default)]
pub struct Patterns {
    left_out: HashSet<String>,
    /// Whether one of `patternProperties` is.
    has_names_left_out: bool,
}

impl Patterns {
    /// Measures the expressions of a document: each `pattern`, and each name in `patternProperties`.
    pub fn of(document: &Value) -> Self {
        let mut budget = Budget::default();
        let mut measured: HashSet<&str> = HashSet::new();
        let mut left_out = HashSet::new();
        let mut has_names_left_out = false;
        let mut waiting = vec![document];
        while let Some(value) = waiting.pop() {
            let fields = match value {
                Value::Object(fields) => fields,
                Value::Array(items) => {
                    waiting.extend(items.iter().rev());
                    continue;
                }
                _ => continue,
            };
            let pattern = fields.get("pattern").and_then(Value::as_str);
            let names = fields.get("patternProperties").and_then(Value::as_object);
            let names = names.into_iter().flatten().map(|(name, _)| name.as_str());
            for pattern in pattern.into_iter().chain(names.clone()) {
                if measured.insert(pattern) && !budget.has_room(pattern) {
                    left_out.insert(pattern.to_owned());
                }
            }
            has_names_left_out |= names.into_iter().any(|name| left_out.contains(name));
            waiting.extend(fields.values().rev());
        }
        Patterns {
            left_out,
            has_names_left_out,
        }
    }

    /// Tells whether an expression of the document is compiled.
    pub fn has(&self, pattern: &str) -> bool {
        !self.left_out.contains(pattern)
    }

    /// Takes the expressions that are not compiled out of a schema, or of a document of schemas: what they describe is not checked.
    pub fn reduce(&self, schema: &mut Value) {
        if self.left_out.is_empty() {
            return;
        }
        let mut waiting = vec![schema];
        while let Some(schema) = waiting.pop() {
            match schema {
                Value::Object(fields) => {
                    if let Some(Value::String(pattern)) = fields.get("pattern")
                        && !self.has(pattern)
                    {
                        fields.shift_remove("pattern");
                    }
                    if let Some(Value::Object(patterns)) = fields.get_mut("patternProperties")
                        && patterns.keys().any(|pattern| !self.has(pattern))
                    {
                        patterns.retain(|pattern, _| self.has(pattern));
                        // It may be that one of them describes a property.
                        fields.shift_remove("additionalProperties");
                    }
                    if self.has_names_left_out {
                        fields.shift_remove("unevaluatedProperties");
                    }
                    waiting.extend(fields.values_mut());
                }
                Value::Array(items) => waiting.extend(items),
                _ => {}
            }
        }
    }
}

/// How large the programs of further expressions may be.
#[derive(Debug)]
pub(crate) struct Budget {
    left: u64,
}

impl Default for Budget {
    fn default() -> Self {
        Budget { left: ALL }
    }
}

impl Budget {
    /// Takes an expression, if there is room for it.
    pub(crate) fn has_room(&mut self, pattern: &str) -> bool {
        let size = size::size(pattern);
        let counted = size.saturating_sub(OF_BYTE * pattern.len() as u64);
        match self.left.checked_sub(counted) {
            Some(left) if size <= LARGEST => {
                self.left = left;
                true
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const LARGE: &str = r"^a(?:\p{L}{99}){99}$";

    #[test]
    fn what_is_too_large_is_taken_out_of_its_schema() {
        let mut document = json!({"S": {
            "properties": {"pattern": {"type": "string", "pattern": LARGE}, "other": {"pattern": "^a$"}},
            "patternProperties": {"^x-": {"type": "integer"}, LARGE: false},
            "additionalProperties": false,
        }, "T": {"allOf": [{"$ref": "#/S"}], "unevaluatedProperties": false}});
        let patterns = Patterns::of(&document);
        assert!(patterns.has("^a$") && !patterns.has(LARGE));
        patterns.reduce(&mut document);
        let reduced = json!({"S": {
            "properties": {"pattern": {"type": "string"}, "other": {"pattern": "^a$"}},
            "patternProperties": {"^x-": {"type": "integer"}},
        }, "T": {"allOf": [{"$ref": "#/S"}]}});
        assert_eq!(document, reduced);
    }

    #[test]
    fn what_is_large_is_taken_in_the_order_of_the_document_until_there_is_no_room() {
        let large: Vec<String> = (0..20)
            .map(|number| format!(r"^{number}\p{{L}}{{90}}b$"))
            .collect();
        let document: Value = large
            .iter()
            .map(|pattern| json!({ "pattern": pattern }))
            .collect();
        let patterns = Patterns::of(&document);
        let taken: Vec<bool> = large.iter().map(|pattern| patterns.has(pattern)).collect();
        assert_eq!(taken, [[true; 4].as_slice(), [false; 16].as_slice()].concat());
        // The same one is compiled once.
        let document: Value = (0..20).map(|_| json!({ "pattern": large[0] })).collect();
        assert!(Patterns::of(&document).has(&large[0]));
    }

    #[test]
    fn what_is_as_large_as_its_text_grows_with_the_document() {
        let plain = (0..50_000).map(|number| json!({ "pattern": format!("^[a-z]+-{number}$") }));
        let document: Value = plain.collect();
        assert_eq!(Patterns::of(&document).left_out.len(), 0);
    }
}
