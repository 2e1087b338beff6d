//! What a server says went wrong, in the forms that are common.

use serde_json::Value;

/// Longer bodies are not searched, in bytes.
const LONGEST: usize = 16 * 1024;

/// Returns what a JSON body says of a failure: `title` and `detail` of problem details
/// ([RFC 9457](https://www.rfc-editor.org/rfc/rfc9457)), `message`, `error_description`, or the same inside of `error` or of the first of `errors`.
pub(super) fn said(body: &[u8]) -> Option<String> {
    if body.len() > LONGEST {
        return None;
    }
    of_value(&serde_json::from_slice(body).ok()?, true)
}

fn of_value(value: &Value, is_outermost: bool) -> Option<String> {
    let object = match value {
        // A text alone is a message where the name of its property says so.
        Value::String(text) => return (!is_outermost && !text.trim().is_empty()).then(|| text.clone()),
        Value::Array(items) => return of_value(items.first()?, is_outermost),
        Value::Object(object) => object,
        _ => return None,
    };
    let text = |name: &str| {
        let text = object.get(name)?.as_str()?;
        (!text.trim().is_empty()).then(|| text.to_owned())
    };
    match (text("title"), text("detail")) {
        (Some(title), Some(detail)) => return Some(format!("{title}: {detail}")),
        (title, detail) => {
            let plain = ["message", "error_description", "msg", "description"];
            let own = detail
                .or_else(|| plain.iter().find_map(|name| text(name)))
                .or(title);
            if own.is_some() {
                return own;
            }
        }
    }
    let inner = ["error", "errors", "detail"];
    match is_outermost {
        true => inner.iter().find_map(|name| of_value(object.get(*name)?, false)),
        false => None,
    }
}

#[cfg(test)]
mod tests {
    use super::said;

    #[test]
    fn the_common_forms_of_a_failure_are_read() {
        for (body, expected) in [
            (
                r#"{"message": "Not Found", "documentation_url": "…"}"#,
                Some("Not Found"),
            ),
            (
                r#"{"error": {"message": "Your card was declined.", "code": "x"}}"#,
                Some("Your card was declined."),
            ),
            (
                r#"{"title": "Out of credit", "detail": "Balance is 30", "type": "…"}"#,
                Some("Out of credit: Balance is 30"),
            ),
            (r#"{"title": "Out of credit"}"#, Some("Out of credit")),
            (
                r#"{"error": "invalid_grant", "error_description": "expired"}"#,
                Some("expired"),
            ),
            (r#"{"error": "invalid_grant"}"#, Some("invalid_grant")),
            (
                r#"{"errors": [{"message": "first"}, {"message": "second"}]}"#,
                Some("first"),
            ),
            (
                r#"{"detail": [{"loc": ["path"], "msg": "not a number"}]}"#,
                Some("not a number"),
            ),
            (r#"{"message": ""}"#, None),
            (r#"{"id": 7}"#, None),
            (r#""a text""#, None),
            ("<html>", None),
        ] {
            assert_eq!(said(body.as_bytes()).as_deref(), expected, "{body}");
        }
    }
}
