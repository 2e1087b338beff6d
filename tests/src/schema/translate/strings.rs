use serde_json::{Value, json};

use super::{Reading, Translation};

/// Formats that a Rust type takes at its word; all others are hints.
const FORMATS: [&str; 5] = ["date-time", "date", "uuid", "guid", "byte"];

impl Translation<'_, '_> {
    pub(super) fn strings(&mut self) {
        self.copy("minLength", Value::is_u64);
        self.copy("maxLength", Value::is_u64);
        let takes_strings = self.has_type("string") || !self.out.contains_key("type");
        let format = self
            .entries
            .get("format")
            .and_then(Value::as_str)
            .unwrap_or_default();
        let is_whole = self.origin.reading == Reading::Whole;
        if takes_strings && (is_whole && !format.is_empty() || FORMATS.contains(&format)) {
            self.out.insert("format".to_owned(), format.into());
        }
        if is_whole {
            self.copy("pattern", is_pattern);
        }
        let encoding = self
            .entries
            .get("contentEncoding")
            .and_then(Value::as_str)
            .unwrap_or_default();
        if takes_strings && encoding.eq_ignore_ascii_case("base64") {
            self.out.insert("format".to_owned(), "byte".into());
        }
    }

    /// Whether a number may also be a string that holds it, by a pattern that nothing else fits.
    pub(super) fn is_number_or_text(&self) -> bool {
        let pattern = self.entries.get("pattern").and_then(Value::as_str);
        let numeric = |pattern: &str| {
            pattern.starts_with('^')
                && pattern.ends_with('$')
                && (pattern.contains("\\d") || pattern.contains("0-9"))
                && pattern
                    .chars()
                    .all(|char| "^$()?:|*+{},[]-.\\deE0123456789".contains(char))
        };
        self.has_type("string")
            && (self.has_type("integer") || self.has_type("number"))
            && !self.out.contains_key("enum")
            && pattern.is_some_and(numeric)
    }
}

/// Whether a regular expression is one: what is none is no reason to refuse all.
fn is_pattern(pattern: &Value) -> bool {
    pattern.is_string() && jsonschema::draft202012::new(&json!({"pattern": pattern})).is_ok()
}
