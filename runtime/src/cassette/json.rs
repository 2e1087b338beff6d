//! JSON as it came: with all digits of its numbers, the order of its properties, and those that are there twice.

use crate::codec::json::{self, Decimal, Decode, DecodeError, Kind, Reader};

/// How long a list of scalars may be that is written in one line, in bytes.
const LINE: usize = 100;

/// A JSON value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Json {
    Null,
    Bool(bool),
    Number(Decimal),
    String(String),
    Array(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl Decode for Json {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        Ok(match reader.peek()? {
            Kind::Null => {
                reader.null()?;
                Json::Null
            }
            Kind::Boolean => Json::Bool(reader.boolean()?),
            Kind::Number => Json::Number(Decimal::decode(reader)?),
            Kind::String => Json::String(reader.string()?.to_owned()),
            Kind::Array => {
                let mut items = Vec::new();
                reader.array(&mut |reader| {
                    items.push(Json::decode(reader)?);
                    Ok(())
                })?;
                Json::Array(items)
            }
            Kind::Object => {
                let mut entries = Vec::new();
                reader.entries(&mut |reader, name| {
                    entries.push((name, Json::decode(reader)?));
                    Ok(())
                })?;
                Json::Object(entries)
            }
        })
    }
}

impl Json {
    /// Reads a text, all of which must be one value.
    pub(super) fn parse(text: &[u8]) -> Result<Self, DecodeError> {
        json::from_slice(text)
    }

    /// Creates a string.
    pub(super) fn text(text: impl Into<String>) -> Self {
        Json::String(text.into())
    }

    /// Returns the property of this name, the last one if there are several.
    pub(super) fn get(&self, name: &str) -> Option<&Json> {
        match self {
            Json::Object(entries) => {
                let mut entries = entries.iter().rev();
                entries.find(|(known, _)| known == name).map(|(_, value)| value)
            }
            _ => None,
        }
    }

    pub(super) fn as_str(&self) -> Option<&str> {
        match self {
            Json::String(text) => Some(text),
            _ => None,
        }
    }

    pub(super) fn as_array(&self) -> Option<&[Json]> {
        match self {
            Json::Array(items) => Some(items),
            _ => None,
        }
    }

    /// Returns the value as text without spaces.
    pub(super) fn compact(&self) -> String {
        let mut text = String::new();
        self.write(&mut text, None);
        text
    }

    /// Returns the value as text for people, a line for each property.
    pub(super) fn pretty(&self) -> String {
        let mut text = String::new();
        self.write(&mut text, Some(0));
        text
    }

    /// Appends the value, at a depth of indentation unless it is to have no spaces.
    fn write(&self, text: &mut String, depth: Option<usize>) {
        match self {
            Json::Null => text.push_str("null"),
            Json::Bool(true) => text.push_str("true"),
            Json::Bool(false) => text.push_str("false"),
            Json::Number(number) => text.push_str(number.as_str()),
            Json::String(string) => quote(text, string),
            Json::Array(items) => {
                let depth = depth.filter(|_| !self.fits_a_line());
                text.push('[');
                for (index, item) in items.iter().enumerate() {
                    separate(text, index, depth);
                    item.write(text, depth.map(|depth| depth + 1));
                }
                close(text, items.is_empty(), depth);
                text.push(']');
            }
            Json::Object(entries) => {
                text.push('{');
                for (index, (name, value)) in entries.iter().enumerate() {
                    separate(text, index, depth);
                    quote(text, name);
                    text.push_str(if depth.is_some() { ": " } else { ":" });
                    value.write(text, depth.map(|depth| depth + 1));
                }
                close(text, entries.is_empty(), depth);
                text.push('}');
            }
        }
    }

    /// Tells whether it is a short list of scalars.
    fn fits_a_line(&self) -> bool {
        let mut room = LINE;
        self.as_array().unwrap_or_default().iter().all(|item| {
            let length = match item {
                Json::Array(_) | Json::Object(_) => return false,
                Json::String(text) => text.len() + 4,
                Json::Number(number) => number.as_str().len() + 2,
                _ => 6,
            };
            let fits = room.checked_sub(length);
            room = fits.unwrap_or_default();
            fits.is_some()
        })
    }
}

/// Tells whether two numbers are the same by value.
pub(super) fn same_number(one: &Decimal, other: &Decimal) -> bool {
    let integer = |number: &Decimal| number.as_str().parse::<i128>().ok();
    match (integer(one), integer(other)) {
        (Some(one), Some(other)) => one == other,
        _ => one == other || one.to_f64().to_bits() == other.to_f64().to_bits(),
    }
}

fn separate(text: &mut String, index: usize, depth: Option<usize>) {
    if index > 0 {
        text.push(',');
    }
    if let Some(depth) = depth {
        indent(text, depth + 1);
    }
}

fn close(text: &mut String, is_empty: bool, depth: Option<usize>) {
    if let (false, Some(depth)) = (is_empty, depth) {
        indent(text, depth);
    }
}

fn indent(text: &mut String, depth: usize) {
    text.push('\n');
    text.extend(std::iter::repeat_n("  ", depth));
}

fn quote(text: &mut String, string: &str) {
    // A string can always be written.
    text.push_str(&serde_json::to_string(string).unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Json {
        Json::parse(text.as_bytes()).expect("JSON")
    }

    #[test]
    fn a_value_is_kept_to_the_last_digit_and_in_its_order() {
        for text in [
            r#"{"b":1.0,"a":18446744073709551616,"c":0.10000000000000000001,"b":"twice"}"#,
            r#"[null,true,false,-1e400,"\"\\\n",[],{}]"#,
        ] {
            assert_eq!(parse(text).compact(), text);
            assert_eq!(parse(&parse(text).pretty()), parse(text));
        }
    }

    #[test]
    fn people_see_a_property_in_each_line_and_short_lists_in_one() {
        let value = parse(r#"{"limit":["a",1],"deep":[{"x":null}],"none":[]}"#);
        assert_eq!(
            value.pretty(),
            "{\n  \"limit\": [\"a\",1],\n  \"deep\": [\n    {\n      \"x\": null\n    }\n  ],\n  \"none\": []\n}"
        );
    }

    #[test]
    fn numbers_are_the_same_by_their_value() {
        let same = |one: &str, other: &str| same_number(&one.parse().expect("a"), &other.parse().expect("b"));
        assert!(same("1", "1"));
        assert!(same("1.0", "1"));
        assert!(same("1e2", "100"));
        assert!(!same("18446744073709551616", "18446744073709551617"));
        assert!(!same("1", "2"));
    }
}
