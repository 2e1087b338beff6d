//! Values as text on the wire, read back: the other direction of what a client does.

use chrono::DateTime;
use serde_json::Value;

use crate::raw::RawEncoding;

/// The text without its percent-escapes; `plus` makes a plus sign a space, as forms do.
pub(super) fn decoded(text: &str, plus: bool) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let digits = (*first == b'%').then(|| tail.get(..2)).flatten();
        let escaped = digits
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(match (escaped, first) {
            (Some(byte), _) => byte,
            (None, b'+') if plus => b' ',
            (None, byte) => *byte,
        });
        rest = if escaped.is_some() { &tail[2..] } else { tail };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Whether `text` says the scalar `value`: numbers by value, instants by the instant, UUIDs without regard to case.
pub(in crate::corpus::wire) fn says(text: &str, value: &Value) -> bool {
    match value {
        Value::Number(number) => text.parse::<f64>().ok() == number.as_f64(),
        Value::Bool(boolean) => text == boolean.to_string(),
        Value::String(expected) => {
            let instants = || {
                Some((
                    DateTime::parse_from_rfc3339(text).ok()?,
                    DateTime::parse_from_rfc3339(expected).ok()?,
                ))
            };
            let is_uuid = expected.len() == 36 && expected.bytes().filter(|byte| *byte == b'-').count() == 4;
            text == expected
                || instants().is_some_and(|(a, b)| a == b)
                || (is_uuid && text.eq_ignore_ascii_case(expected))
        }
        Value::Null | Value::Array(_) | Value::Object(_) => false,
    }
}

/// Whether the undecoded `text` is `value`, whose parts stand between `delimiter`s: items, or names and values in
/// turn, or with `=` between them where `explode` says so. `decode` makes text of a part.
pub(super) fn says_parts(
    text: &str,
    value: &Value,
    delimiters: &[&str],
    explode: bool,
    decode: &dyn Fn(&str) -> String,
) -> bool {
    let parts = || split(text, delimiters);
    match value {
        Value::Array(items) => {
            let parts = parts();
            parts.len() == items.len()
                && parts
                    .iter()
                    .zip(items)
                    .all(|(part, item)| says(&decode(part), item))
        }
        Value::Object(entries) if explode => {
            let parts = parts();
            parts.len() == entries.len()
                && parts.iter().all(|part| {
                    let (name, text) = part.split_once('=').unwrap_or((part, ""));
                    entries
                        .get(&decode(name))
                        .is_some_and(|value| says(&decode(text), value))
                })
        }
        Value::Object(entries) => {
            let parts = parts();
            parts.len() == 2 * entries.len()
                && parts.chunks(2).all(|pair| match pair {
                    [name, text] => entries
                        .get(&decode(name))
                        .is_some_and(|value| says(&decode(text), value)),
                    _ => false,
                })
        }
        scalar => says(&decode(text), scalar),
    }
}

fn split<'t>(text: &'t str, delimiters: &[&str]) -> Vec<&'t str> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((place, length)) = delimiters
        .iter()
        .filter_map(|delimiter| rest.find(delimiter).map(|place| (place, delimiter.len())))
        .min()
    {
        parts.push(&rest[..place]);
        rest = &rest[place + length..];
    }
    parts.push(rest);
    parts
}

/// What stands between the parts of a value that is not exploded.
pub(super) fn delimiters(style: &str) -> &'static [&'static str] {
    match style {
        "spaceDelimited" => &["%20", "+"],
        "pipeDelimited" => &["|", "%7C", "%7c"],
        "tabDelimited" => &["%09"],
        _ => &[","],
    }
}

/// Whether a value has one meaning in this encoding, so that it can be read back: no null, nothing nested, nothing empty,
/// and no delimiter inside a part where it can't be escaped.
pub(in crate::corpus::wire) fn is_plain(value: &Value, encoding: &RawEncoding) -> bool {
    let RawEncoding::Style { style, .. } = encoding else {
        return true;
    };
    let escaped = |text: &str| match style.as_str() {
        "spaceDelimited" => !text.contains([' ', '+']),
        "pipeDelimited" => !text.contains('|'),
        "tabDelimited" => !text.contains('\t'),
        _ => true,
    };
    if style == "deepObject" {
        return is_deep(value);
    }
    let is_part = |value: &Value| match value {
        Value::Null | Value::Array(_) | Value::Object(_) => false,
        Value::String(text) => !text.is_empty() && escaped(text),
        _ => true,
    };
    match value {
        Value::Null => false,
        Value::Array(items) => !items.is_empty() && items.iter().all(is_part),
        Value::Object(entries) => {
            !entries.is_empty()
                && entries
                    .iter()
                    .all(|(name, value)| !name.is_empty() && is_part(value))
        }
        _ => true,
    }
}

/// Whether every part of the value has a place and a text of its own.
fn is_deep(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Array(items) => !items.is_empty() && items.iter().all(is_deep),
        Value::Object(entries) => {
            let is_name = |name: &str| !name.is_empty() && !name.contains(['[', ']']);
            !entries.is_empty()
                && entries
                    .iter()
                    .all(|(name, value)| is_name(name) && is_deep(value))
        }
        _ => true,
    }
}

/// Whether a header can hold all text of the value without an encoding.
pub(in crate::corpus::wire) fn fits_header(value: &Value) -> bool {
    let fits = |text: &str| {
        !text.is_empty()
            && text.bytes().all(|byte| (0x21..0x7f).contains(&byte))
            && !text.contains([',', '=', '"', ';', '\\', '%'])
    };
    match value {
        Value::String(text) => fits(text),
        Value::Array(items) => items.iter().all(fits_header),
        Value::Object(entries) => entries
            .iter()
            .all(|(name, value)| fits(name) && fits_header(value)),
        _ => true,
    }
}
