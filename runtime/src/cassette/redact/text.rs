//! Secrets in texts that are no JSON as a whole: XML, and what is broken or mixed.

use secrecy::SecretString;

use super::MARK;

/// Leaves out the values that stand beside secret names: `<name>value</name>` and `name="value"` of XML, and `"name": "value"` in any text.
pub(super) fn redact(
    text: &str,
    media_type: &str,
    is_secret: &dyn Fn(&str) -> bool,
    found: &mut Vec<SecretString>,
) -> String {
    let text = properties(text, is_secret, found);
    match media_type.contains("xml") || media_type.contains("html") {
        true => elements(&text, is_secret, found),
        false => text,
    }
}

/// `"name" : "value"`
fn properties(text: &str, is_secret: &dyn Fn(&str) -> bool, found: &mut Vec<SecretString>) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('"') {
        let (name, after) = string(&rest[start + 1..]);
        let value = after.trim_start().strip_prefix(':').map(str::trim_start);
        let value = value.filter(|_| is_secret(name));
        let Some(value) = value else {
            // The next string may begin where this one ends.
            let end = start + 1 + name.len();
            kept.push_str(&rest[..end]);
            rest = &rest[end..];
            if rest.starts_with('"') {
                kept.push('"');
                rest = &rest[1..];
            }
            continue;
        };
        kept.push_str(&rest[..rest.len() - value.len()]);
        match value.strip_prefix('"') {
            Some(value) => {
                let (secret, after) = string(value);
                found.push(secret.into());
                kept.push('"');
                kept.push_str(MARK);
                kept.push('"');
                rest = after;
            }
            None => {
                let end = value.find([',', '}', ']', '\n']).unwrap_or(value.len());
                found.push(value[..end].trim().into());
                kept.push_str(&format!("\"{MARK}\""));
                rest = &value[end..];
            }
        }
    }
    kept.push_str(rest);
    kept
}

/// Returns a string that begins here up to its closing quote, and what follows the quote.
fn string(text: &str) -> (&str, &str) {
    let mut is_escaped = false;
    for (index, byte) in text.bytes().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'"' => return (&text[..index], &text[index + 1..]),
            _ => {}
        }
    }
    (text, "")
}

/// `<name …>value</name>`, and attributes.
fn elements(text: &str, is_secret: &dyn Fn(&str) -> bool, found: &mut Vec<SecretString>) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        kept.push_str(&rest[..start]);
        rest = &rest[start..];
        let Some(end) = rest.find('>') else { break };
        let tag = &rest[..=end];
        let name = tag[1..]
            .split([' ', '\t', '\n', '\r', '/', '>'])
            .next()
            .unwrap_or_default();
        kept.push_str(&attributes(tag, is_secret, found));
        rest = &rest[end + 1..];
        let local = name.rsplit(':').next().unwrap_or_default();
        if tag.ends_with("/>") || local.is_empty() || !is_secret(local) {
            continue;
        }
        let close = format!("</{name}");
        let length = rest.find(&close).unwrap_or(rest.len());
        found.push(rest[..length].trim().into());
        kept.push_str(MARK);
        rest = &rest[length..];
    }
    kept.push_str(rest);
    kept
}

fn attributes(tag: &str, is_secret: &dyn Fn(&str) -> bool, found: &mut Vec<SecretString>) -> String {
    let mut kept = String::new();
    let mut rest = tag;
    while let Some(equals) = rest.find('=') {
        let before = &rest[..equals];
        let name = before
            .trim_end()
            .rsplit([' ', '\t', '\n', '\r', ':'])
            .next()
            .unwrap_or_default();
        let after = &rest[equals + 1..];
        let value = after.trim_start();
        let quote = value.chars().next().filter(|first| matches!(first, '"' | '\''));
        let Some(quote) = quote else {
            kept.push_str(&rest[..=equals]);
            rest = after;
            continue;
        };
        let inside = &value[1..];
        let length = inside.find(quote).unwrap_or(inside.len());
        kept.push_str(&rest[..rest.len() - inside.len()]);
        if is_secret(name) {
            found.push(inside[..length].into());
            kept.push_str(MARK);
        } else {
            kept.push_str(&inside[..length]);
        }
        rest = &inside[length..];
        if let Some(after) = rest.strip_prefix(quote) {
            kept.push(quote);
            rest = after;
        }
    }
    kept.push_str(rest);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn redacted(text: &str, media_type: &str) -> (String, usize) {
        let mut found = Vec::new();
        let is_secret = |name: &str| name == "password";
        (redact(text, media_type, &is_secret, &mut found), found.len())
    }

    #[test]
    fn values_beside_secret_names_are_left_out_of_any_text() {
        for (text, kept, count) in [
            (
                r#"{"password":"hunter2","a""#,
                r#"{"password":"[redacted]","a""#,
                1,
            ),
            (
                r#"{"password" : 1234, "a": 1"#,
                r#"{"password" : "[redacted]", "a": 1"#,
                1,
            ),
            (r#"{"a":"password","b":"x"}"#, r#"{"a":"password","b":"x"}"#, 0),
            (r#"{"password":"hun\"ter2"#, r#"{"password":"[redacted]""#, 1),
            ("no \"quotes\" here", "no \"quotes\" here", 0),
            ("", "", 0),
            ("\"", "\"", 0),
        ] {
            assert_eq!(redacted(text, "text/plain"), (kept.to_owned(), count), "{text}");
        }
    }

    #[test]
    fn elements_and_attributes_with_secret_names_are_left_out_of_xml() {
        for (text, kept, count) in [
            (
                "<a><password>hunter2</password></a>",
                "<a><password>[redacted]</password></a>",
                1,
            ),
            (
                "<x:password n='1'>hunter2</x:password>",
                "<x:password n='1'>[redacted]</x:password>",
                1,
            ),
            (
                "<a password=\"hunter2\" b='c'/>",
                "<a password=\"[redacted]\" b='c'/>",
                1,
            ),
            ("<password/>x", "<password/>x", 0),
            ("<password>hunter2", "<password>[redacted]", 1),
            ("a < b", "a < b", 0),
        ] {
            assert_eq!(
                redacted(text, "application/xml"),
                (kept.to_owned(), count),
                "{text}"
            );
        }
    }
}
