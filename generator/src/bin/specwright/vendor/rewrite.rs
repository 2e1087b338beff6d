//! References of a text in other words; all else of the text stays as it is.

use std::collections::{BTreeMap, BTreeSet};

use specwright::description::keyword::GRAMMAR;
use specwright::source::Outline;

/// Returns a text with other references, by those that stand there.
///
/// # Errors
///
/// A reference that could not be found as it is.
pub(super) fn rewrite(bytes: &[u8], changes: &BTreeMap<String, String>) -> Result<Vec<u8>, String> {
    let first = changes.keys().next().cloned().unwrap_or_default();
    let Ok(mut text) = String::from_utf8(bytes.to_vec()) else {
        return Err(first);
    };
    let Some(before) = Outline::of(bytes, GRAMMAR) else {
        return Err(first);
    };
    let wanted: BTreeSet<&str> = before
        .references
        .iter()
        .map(|reference| changes.get(reference).map_or(reference.as_str(), String::as_str))
        .collect();
    let mut now = BTreeSet::new();
    // References of a discriminator stand at keys of the document's own.
    for is_value in [is_value_of_ref, is_value_of_any] {
        text = replaced(&text, changes, is_value);
        now = Outline::of(text.as_bytes(), GRAMMAR)
            .unwrap_or_default()
            .references;
        if now.iter().map(String::as_str).eq(wanted.iter().copied()) {
            return Ok(text.into_bytes());
        }
    }
    let is_left = |reference: &&String| now.contains(*reference) && !wanted.contains(reference.as_str());
    Err(changes.keys().find(is_left).cloned().unwrap_or(first))
}

/// Replaces what stands as a whole where `is_value` says, by what stands before it.
fn replaced(text: &str, changes: &BTreeMap<String, String>, is_value: fn(&str) -> bool) -> String {
    let mut new = String::with_capacity(text.len());
    let mut rest = text;
    let mut written = 0;
    // Longer ones first: one may begin with another.
    let mut by_length: Vec<(&String, &String)> = changes.iter().collect();
    by_length.sort_by_key(|(reference, _)| std::cmp::Reverse(reference.len()));
    while let Some((offset, old, to)) = next(rest, &by_length) {
        let place = written + offset;
        let ends = rest[offset + old.len()..]
            .chars()
            .next()
            .is_none_or(|after| after.is_whitespace() || "#'\",}]".contains(after));
        new.push_str(&rest[..offset]);
        new.push_str(if ends && is_value(&text[..place]) { to } else { old });
        rest = &rest[offset + old.len()..];
        written = place + old.len();
    }
    new.push_str(rest);
    new
}

/// Returns the first place of any of the references.
fn next<'c>(text: &str, changes: &[(&'c String, &'c String)]) -> Option<(usize, &'c str, &'c str)> {
    let places = changes
        .iter()
        .filter_map(|(old, new)| Some((text.find(old.as_str())?, old.as_str(), new.as_str())));
    places.min_by_key(|(offset, old, _)| (*offset, std::cmp::Reverse(old.len())))
}

/// Returns whether a text ends with `$ref:`, and perhaps a quote.
fn is_value_of_ref(before: &str) -> bool {
    before_colon(before).is_some_and(|key| key.trim_end_matches(['"', '\'']).ends_with("$ref"))
}

fn is_value_of_any(before: &str) -> bool {
    before_colon(before).is_some()
}

fn before_colon(before: &str) -> Option<&str> {
    let before = before.trim_end_matches(['"', '\'']).trim_end();
    before.strip_suffix(':').map(str::trim_end)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::rewrite;

    fn rewritten(text: &str, changes: &[(&str, &str)]) -> Result<String, String> {
        let changes: BTreeMap<String, String> = changes
            .iter()
            .map(|(from, to)| ((*from).to_owned(), (*to).to_owned()))
            .collect();
        rewrite(text.as_bytes(), &changes).map(|bytes| String::from_utf8(bytes).unwrap())
    }

    #[test]
    fn only_references_change() {
        let text = "openapi: 3.1.0\n# See ../a.yaml\ninfo: {description: 'Of ../a.yaml'}\ncomponents:\n  schemas:\n    A: {$ref: '../a.yaml#/A'}\n    B: {\"$ref\": \"../a.yaml.old\"}\n    C:\n      $ref: ../a.yaml\n";
        let new = rewritten(text, &[("../a.yaml", "elsewhere/a.yaml")]).unwrap();
        assert_eq!(
            new,
            text.replace("'../a.yaml#/A'", "'elsewhere/a.yaml#/A'")
                .replace("$ref: ../a.yaml", "$ref: elsewhere/a.yaml")
        );
    }

    #[test]
    fn references_of_a_discriminator_change_too() {
        let text = "components: {schemas: {P: {discriminator: {propertyName: k, mapping: {cat: 'https://e.com/cat.yaml#/Cat'}}}}}";
        let new = rewritten(text, &[("https://e.com/cat.yaml", "cat.yaml")]).unwrap();
        assert!(new.contains("{cat: 'cat.yaml#/Cat'}"), "{new}");
    }

    #[test]
    fn a_reference_that_is_written_in_escapes_is_named() {
        let text = r#"{"components": {"schemas": {"A": {"$ref": "\u002e./a.json"}}}}"#;
        assert_eq!(
            rewritten(text, &[("../a.json", "a.json")]),
            Err("../a.json".to_owned())
        );
    }
}
