//! What differs between two JSON values.

use serde_json::Value;

use crate::error::shown;

/// How many differences are told.
const MOST: usize = 8;
/// How long a value is shown.
const LONGEST: usize = 100;

/// Returns the differences, each with its JSON path.
pub(super) fn differences(expected: &Value, found: &Value) -> Vec<String> {
    let mut differences = Vec::new();
    compare("$".to_owned(), Some(expected), Some(found), &mut differences);
    differences
}

fn compare(path: String, expected: Option<&Value>, found: Option<&Value>, differences: &mut Vec<String>) {
    if differences.len() == MOST || expected == found {
        return;
    }
    match (expected, found) {
        (Some(Value::Object(one)), Some(Value::Object(other))) => {
            let further = other.keys().filter(|name| !one.contains_key(*name));
            for name in one.keys().chain(further) {
                compare(
                    format!("{path}.{name}"),
                    one.get(name),
                    other.get(name),
                    differences,
                );
            }
        }
        (Some(Value::Array(one)), Some(Value::Array(other))) => {
            for index in 0..one.len().max(other.len()) {
                compare(
                    format!("{path}[{index}]"),
                    one.get(index),
                    other.get(index),
                    differences,
                );
            }
        }
        (Some(Value::Number(one)), Some(Value::Number(other))) if one.as_f64() == other.as_f64() => {}
        _ => {
            let text = |value: Option<&Value>| {
                value.map_or_else(
                    || "nothing".to_owned(),
                    |value| shown(&value.to_string(), LONGEST),
                )
            };
            differences.push(format!(
                "{path}: expected {}, found {}",
                text(expected),
                text(found)
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::differences;

    #[test]
    fn differences_have_paths() {
        assert_eq!(
            differences(
                &json!({ "name": "Tom", "tags": ["a", "b"], "age": 1 }),
                &json!({ "name": "Tim", "tags": ["a"], "age": 1.0, "more": null })
            ),
            [
                r#"$.name: expected "Tom", found "Tim""#,
                r#"$.tags[1]: expected "b", found nothing"#,
                "$.more: expected nothing, found null",
            ]
        );
    }
}
