//! Values that are made without a look into other schemas.

use serde_json::{Value, json};

use super::flat::Flat;
use super::numbers::{integer, number};

pub(super) fn is_of(value: &Value, name: &str) -> bool {
    match value {
        Value::Null => name == "null",
        Value::Bool(_) => name == "boolean",
        Value::Number(number) => {
            name == "number" || (name == "integer" && number.as_f64().is_some_and(|n| n.fract() == 0.0))
        }
        Value::String(_) => name == "string",
        Value::Array(_) => name == "array",
        Value::Object(_) => name == "object",
    }
}

pub(super) fn likely_type(flat: &Flat<'_>) -> Option<&'static str> {
    let object = !flat.properties.is_empty()
        || !flat.required.is_empty()
        || !flat.patterns.is_empty()
        || flat.additional.is_some();
    if object {
        Some("object")
    } else if !flat.items.is_empty() || !flat.prefix.is_empty() {
        Some("array")
    } else if flat.format.is_some()
        || flat.at_least("minLength") > 0
        || flat.at_most("maxLength") < usize::MAX
    {
        Some("string")
    } else if flat.bounds().next().is_some() {
        Some("number")
    } else {
        None
    }
}

pub(super) fn anything() -> Vec<Value> {
    vec![
        json!({"some": ["thing", {"deep": null}], "n": 1.5}),
        json!("text"),
        json!([1, "two", false]),
        json!(12),
        json!(true),
        Value::Null,
    ]
}

pub(super) fn strings(flat: &Flat<'_>) -> Vec<Value> {
    let fixed: &[&str] = match flat.format {
        Some("date-time") => &[
            "2024-02-29T23:59:59Z",
            "2024-01-01T00:00:00.123456Z",
            "1999-12-31T23:59:59+05:30",
        ],
        Some("date") => &["2024-02-29", "0001-01-01"],
        Some("uuid") => &[
            "67e55044-10b1-426f-9247-bb680e5fe0c8",
            "00000000-0000-0000-0000-000000000000",
        ],
        Some("byte") => &["aGVsbG8=", "", "/+8="],
        _ => &[],
    };
    if !fixed.is_empty() {
        return fixed.iter().map(|text| json!(text)).collect();
    }
    let least = flat.at_least("minLength");
    let most = flat.at_most("maxLength");
    let fitted = |text: &str| -> Value {
        text.chars()
            .cycle()
            .take(text.chars().count().max(least).min(most))
            .collect::<String>()
            .into()
    };
    let mut made = vec![fitted("text"), fitted("quo\"te\\ \n\u{1f600} ünï\u{0}\u{7f}")];
    if least == 0 {
        made.push(json!(""));
    }
    if most <= 1000 {
        made.push("m".repeat(most).into());
    }
    made.push(fitted("12"));
    made
}

pub(super) fn integers(flat: &Flat<'_>) -> Vec<Value> {
    let bounds: Vec<i128> = flat.bounds().filter_map(integer).collect();
    let near = bounds.iter().flat_map(|bound| [bound + 1, bound - 1]);
    // The bounds themselves show most: that they come before what is usual keeps them in where just a few are taken.
    let made = [1].into_iter().chain(bounds.iter().copied());
    made.chain([0, -1, 1000])
        .chain(near)
        .filter_map(number)
        .filter(|value| flat.in_range(value))
        .collect()
}

pub(super) fn numbers(flat: &Flat<'_>) -> Vec<Value> {
    // Of the bounds of a float a bit less, so that the last digit counts for nothing.
    let is_float = flat.format == Some("float");
    let most = if is_float { 3.402_823e38 } else { f64::MAX };
    let bounds = flat.bounds().filter_map(Value::as_f64);
    let bounds: Vec<f64> = bounds.map(|bound| bound.clamp(-most, most)).collect();
    let between = match bounds[..] {
        [a, b] => Some((a / 2.0) + (b / 2.0)),
        _ => None,
    };
    [1.5, 0.0, -0.25, 3.0, 1e-7, 123_456.789, 1e21]
        .into_iter()
        .chain(bounds)
        .chain(between)
        .map(|number| json!(number))
        .filter(|value| flat.in_range(value))
        .collect()
}
