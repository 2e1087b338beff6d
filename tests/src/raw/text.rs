use std::fmt;
use std::path::Path;

use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

/// Why a text is not read: the parser's own words.
#[derive(Clone, Debug)]
pub struct ParseError(String);

impl fmt::Display for ParseError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for ParseError {}

/// Reads JSON, YAML, or a Markdown page with a fenced YAML or JSON block, by the ending of `path`.
///
/// Tolerant where people's documents are sloppy: of two equal keys the last counts, a key that is no string is
/// taken by its text.
pub fn parse(path: &Path, text: &str) -> Result<Value, ParseError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let ending = path
        .extension()
        .and_then(|ending| ending.to_str())
        .unwrap_or_default();
    if ending.eq_ignore_ascii_case("json") {
        return serde_json::from_str::<Loose>(text)
            .map(|value| value.0)
            .map_err(|error| ParseError(error.to_string()));
    }
    let fenced = ending
        .eq_ignore_ascii_case("md")
        .then(|| fenced_block(text))
        .flatten();
    serde_yaml::from_str::<Loose>(fenced.as_deref().unwrap_or(text))
        .map(|value| value.0)
        .map_err(|error| ParseError(error.to_string()))
}

/// The content of the first block that is fenced as YAML or JSON.
fn fenced_block(text: &str) -> Option<String> {
    let mut lines = text.lines();
    let fence = lines.find_map(|line| {
        let ticks = line.len() - line.trim_start_matches('`').len();
        let language = &line[ticks..];
        (ticks >= 3 && (language.starts_with("yaml") || language.starts_with("json")))
            .then(|| "`".repeat(ticks))
    })?;
    let block: Vec<&str> = lines.take_while(|line| line.trim_end() != fence).collect();
    Some(block.join("\n"))
}

/// Any value, with equal keys allowed.
struct Loose(Value);

impl<'de> Deserialize<'de> for Loose {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(LooseVisitor).map(Self)
    }
}

struct LooseVisitor;

impl<'de> Visitor<'de> for LooseVisitor {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(Self)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_i128<E: serde::de::Error>(self, value: i128) -> Result<Value, E> {
        #[allow(clippy::cast_precision_loss)]
        self.visit_f64(value as f64)
    }

    fn visit_u128<E: serde::de::Error>(self, value: u128) -> Result<Value, E> {
        #[allow(clippy::cast_precision_loss)]
        self.visit_f64(value as f64)
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element::<Loose>()? {
            list.push(item.0);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut merged = Map::new();
        let mut map = Map::new();
        while let Some((key, value)) = entries.next_entry::<Loose, Loose>()? {
            match (key_text(key.0).map_err(A::Error::custom)?, value.0) {
                (key, Value::Object(more)) if key == "<<" => merged.extend(more),
                (key, Value::Array(several)) if key == "<<" => {
                    merged.extend(several.into_iter().rev().flat_map(|one| match one {
                        Value::Object(more) => more,
                        _ => Map::new(),
                    }));
                }
                (key, value) => {
                    map.insert(key, value);
                }
            }
        }
        for (key, value) in merged {
            map.entry(key).or_insert(value);
        }
        Ok(Value::Object(map))
    }
}

fn key_text(key: Value) -> Result<String, &'static str> {
    match key {
        Value::String(text) => Ok(text),
        Value::Number(number) => Ok(number.to_string()),
        Value::Bool(boolean) => Ok(boolean.to_string()),
        Value::Null => Ok("null".to_owned()),
        Value::Array(_) | Value::Object(_) => Err("a key is a list or mapping"),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_last_of_equal_keys_counts_and_numbers_may_be_keys() {
        let yaml = "responses:\n  200: {a: 1}\n  200: {a: 2}\n  null: x\n";
        let value = parse(Path::new("a.yaml"), yaml).unwrap();
        assert_eq!(value, json!({"responses": {"200": {"a": 2}, "null": "x"}}));
    }

    #[test]
    fn merge_keys_give_what_the_mapping_itself_does_not() {
        let yaml = "base: &base {a: 1, b: 2}\nuse: {<<: *base, b: 3}\n";
        let value = parse(Path::new("a.yaml"), yaml).unwrap();
        assert_eq!(value["use"], json!({"a": 1, "b": 3}));
    }

    #[test]
    fn a_markdown_page_gives_its_fenced_block() {
        let page = "# Title\n\n````yaml delete /user\nopenapi: 3.1.0\n````\n\nmore\n";
        let value = parse(Path::new("a.md"), page).unwrap();
        assert_eq!(value, json!({"openapi": "3.1.0"}));
    }
}
