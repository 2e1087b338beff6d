use serde_json::{Value, json};
use specwright_values::{integer, number};

use super::{Reading, Translation};
use crate::schema::numbers::unrounded;

/// What still rounds to the largest number of 32 bits: some room for readers of text that are off by the last bit.
const LARGEST_FLOAT: f64 = 3.402_823_5e38;

impl Translation<'_, '_> {
    pub(super) fn numbers(&mut self) {
        for (bound, exclusive) in [("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")] {
            let is_exclusive = self.entries.get(exclusive) == Some(&Value::Bool(true));
            if let Some(number @ Value::Number(_)) = self.entries.get(bound) {
                let key = if is_exclusive { exclusive } else { bound };
                self.out.insert(key.to_owned(), number.clone());
            }
            self.copy(exclusive, Value::is_number);
        }
        if self.origin.reading == Reading::Whole {
            self.copy("multipleOf", |value| {
                value.as_f64().is_some_and(|number| number > 0.0)
            });
        }
        let format = self
            .entries
            .get("format")
            .and_then(Value::as_str)
            .unwrap_or_default();
        let range = match format {
            "int8" => Some((i8::MIN.into(), i8::MAX.into())),
            "int16" => Some((i16::MIN.into(), i16::MAX.into())),
            "int32" => Some((i32::MIN.into(), i32::MAX.into())),
            "uint8" => Some((0, u8::MAX.into())),
            "uint16" => Some((0, u16::MAX.into())),
            "uint32" => Some((0, u32::MAX.into())),
            "uint64" | "uint" | "unsigned64" => Some((0, u64::MAX.into())),
            _ if self.has_type("integer") => Some((i64::MIN.into(), i64::MAX.into())),
            _ => None,
        };
        let range = match format {
            "float" => Some((json!(-LARGEST_FLOAT), json!(LARGEST_FLOAT))),
            _ => range.map(|range| self.widened(range)),
        };
        if let Some((least, most)) = range.filter(|_| self.has_type("integer") || self.has_type("number")) {
            let parts = self.out.entry("allOf").or_insert_with(|| json!([]));
            if let Value::Array(parts) = parts {
                parts.push(json!({"minimum": least, "maximum": most}));
            }
        }
        let is_listed = ["enum", "const"]
            .iter()
            .any(|key| self.entries.contains_key(*key));
        let is_whole = matches!(format, "int64" | "uint64" | "unsigned64");
        if is_whole && !is_listed && self.has_type("number") {
            let parts = self.out.entry("allOf").or_insert_with(|| json!([]));
            if let Value::Array(parts) = parts {
                parts.push(json!({"multipleOf": 1}));
            }
        }
        if format == "float" {
            self.out.insert("format".to_owned(), "float".into());
        }
    }

    /// The range of a format, as far as the bounds and values that the schema states do not lead out of it; and never
    /// out of what JSON numbers of 64 bits hold.
    fn widened(&self, (least, most): (i128, i128)) -> (Value, Value) {
        let listed = self.entries.get("enum").and_then(Value::as_array);
        let listed = listed.into_iter().flatten().chain(self.entries.get("const"));
        let bounds = ["minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum"];
        let bounds = bounds.iter().filter_map(|key| self.entries.get(*key));
        let stated = bounds
            .filter_map(integer)
            .map(unrounded)
            .chain(listed.filter_map(integer));
        let (least, most) = stated.fold((least, most), |(least, most), stated| {
            (least.min(stated), most.max(stated))
        });
        let least = least.clamp(i64::MIN.into(), u64::MAX.into());
        let most = most.clamp(i64::MIN.into(), u64::MAX.into());
        (
            number(least).unwrap_or_default(),
            number(most).unwrap_or_default(),
        )
    }
}
