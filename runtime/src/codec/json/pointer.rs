//! Values at a JSON pointer (RFC 6901), read without a tree of what is around them.

use std::ops::Range;

use super::reader::Kind;
use super::{Decode, DecodeError, Reader};

/// Returns the text of the value at a pointer.
pub(crate) fn raw_at<'a>(text: &'a [u8], pointer: &str) -> Option<&'a [u8]> {
    let tokens = tokens(pointer)?;
    let mut reader = Reader::new(text).ok()?;
    let found = find(&mut reader, &tokens).ok()?;
    reader.finish().ok()?;
    text.get(found?)
}

/// Returns the text at a pointer: of a string that is not empty, or of a number.
pub(crate) fn text_at(text: &[u8], pointer: &str) -> Option<String> {
    text_of(raw_at(text, pointer)?)
}

/// Returns the text of a value: of a string that is not empty, or of a number.
pub(crate) fn text_of(raw: &[u8]) -> Option<String> {
    let mut reader = Reader::new(raw).ok()?;
    let text = match reader.peek().ok()? {
        Kind::String => String::decode(&mut reader).ok()?,
        Kind::Number => serde_json::Number::decode(&mut reader).ok()?.to_string(),
        _ => return None,
    };
    Some(text).filter(|text| !text.is_empty())
}

/// Returns whether `true` is at a pointer.
pub(crate) fn is_true_at(text: &[u8], pointer: &str) -> bool {
    raw_at(text, pointer) == Some(b"true")
}

/// Returns the length of the list at a pointer.
pub(crate) fn length_at(text: &[u8], pointer: &str) -> u64 {
    raw_at(text, pointer).map_or(0, |raw| elements(raw).0)
}

/// Returns the text of the last element of the list at a pointer.
pub(crate) fn last_at<'a>(text: &'a [u8], pointer: &str) -> Option<&'a [u8]> {
    let raw = raw_at(text, pointer)?;
    raw.get(elements(raw).1?)
}

/// Returns how many elements a list has, and where the last one is.
fn elements(raw: &[u8]) -> (u64, Option<Range<usize>>) {
    let (mut length, mut last) = (0, None);
    let count = |reader: &mut Reader<'_>| {
        length += 1;
        last = Some(span(reader)?);
        Ok(())
    };
    let mut count = count;
    match Reader::new(raw).and_then(|mut reader| reader.array(&mut count)) {
        Ok(()) => (length, last),
        Err(_) => (0, None),
    }
}

/// Returns a JSON text with the value at a pointer replaced, or added with the objects around it. Nothing else of the text
/// changes. `None` where the pointer leads through what is no object.
pub(crate) fn with_value_at(text: &[u8], pointer: &str, value: &str) -> Option<Vec<u8>> {
    let tokens = tokens(pointer)?;
    let mut reader = Reader::new(text).ok()?;
    let (range, new) = replacement(&mut reader, &tokens, value).ok()??;
    reader.finish().ok()?;
    let mut changed = text.get(..range.start)?.to_vec();
    changed.extend_from_slice(new.as_bytes());
    changed.extend_from_slice(text.get(range.end..)?);
    Some(changed)
}

/// Returns what of the text is replaced, and by what.
fn replacement(
    reader: &mut Reader<'_>,
    tokens: &[String],
    value: &str,
) -> Result<Option<(Range<usize>, String)>, DecodeError> {
    let Some((token, rest)) = tokens.split_first() else {
        return Ok(Some((span(reader)?, value.to_owned())));
    };
    match reader.peek()? {
        Kind::Object => {}
        Kind::Null => return Ok(Some((span(reader)?, nested(tokens, value)))),
        _ => return reader.skip().map(|()| None),
    }
    let begin = reader.offset() + 1;
    let (mut found, mut is_empty, mut is_there) = (None, true, false);
    reader.entries(&mut |reader, name| {
        is_empty = false;
        if name != *token {
            return reader.skip();
        }
        is_there = true;
        found = replacement(reader, rest, value)?;
        Ok(())
    })?;
    if is_there {
        return Ok(found);
    }
    let entry = entry(token, rest, value);
    let separator = if is_empty { "" } else { "," };
    Ok(Some((begin..begin, format!("{entry}{separator}"))))
}

/// Returns a property, and the objects that lead from its value to another.
fn entry(token: &str, rest: &[String], value: &str) -> String {
    let name = serde_json::Value::from(token);
    format!("{name}:{}", nested(rest, value))
}

/// Returns a value within the objects that lead to it.
fn nested(tokens: &[String], value: &str) -> String {
    match tokens.split_first() {
        Some((token, rest)) => format!("{{{}}}", entry(token, rest, value)),
        None => value.to_owned(),
    }
}

fn tokens(pointer: &str) -> Option<Vec<String>> {
    match pointer.split_once('/') {
        Some(("", tokens)) => Some(tokens.split('/').map(unescape).collect()),
        _ => pointer.is_empty().then(Vec::new),
    }
}

fn unescape(token: &str) -> String {
    token.replace("~1", "/").replace("~0", "~")
}

/// Skips a value, and returns where it is.
fn span(reader: &mut Reader<'_>) -> Result<Range<usize>, DecodeError> {
    reader.peek()?;
    let begin = reader.offset();
    reader.skip()?;
    Ok(begin..reader.offset())
}

/// Reads a value whole, and returns where in it the tokens lead. Of a property that comes twice, the last counts.
fn find(reader: &mut Reader<'_>, tokens: &[String]) -> Result<Option<Range<usize>>, DecodeError> {
    let Some((token, rest)) = tokens.split_first() else {
        return span(reader).map(Some);
    };
    let mut found = None;
    match reader.peek()? {
        Kind::Object => reader.entries(&mut |reader, name| {
            if name != *token {
                return reader.skip();
            }
            found = find(reader, rest)?;
            Ok(())
        })?,
        Kind::Array => {
            let mut index = 0;
            let wanted = token.parse::<usize>().ok();
            reader.array(&mut |reader| {
                let is_wanted = wanted == Some(index);
                index += 1;
                if !is_wanted {
                    return reader.skip();
                }
                found = find(reader, rest)?;
                Ok(())
            })?;
        }
        _ => reader.skip()?,
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_found_where_a_pointer_leads() {
        let text = br#"{"a":{"b/c":[1,"x",""]},"n":1.50,"a~":"t","d":"1","d":"2"}"#;
        for (pointer, found) in [
            ("/a/b~1c/1", Some("x")),
            ("/a/b~1c/0", Some("1")),
            ("/a/b~1c/2", None),
            ("/a/b~1c/3", None),
            ("/a/b~1c", None),
            ("/a~0", Some("t")),
            ("/d", Some("2")),
            ("/n", Some("1.5")),
            ("/x/y", None),
            ("a", None),
            ("", None),
        ] {
            assert_eq!(text_at(text, pointer).as_deref(), found, "{pointer}");
        }
        assert_eq!(
            (
                length_at(text, "/a/b~1c"),
                length_at(text, "/a"),
                length_at(text, "")
            ),
            (3, 0, 0)
        );
        assert_eq!((length_at(b"[1,[2]]", ""), length_at(b"[1,", "")), (2, 0));
        assert_eq!(text_at(br#""whole""#, "").as_deref(), Some("whole"));
    }

    #[test]
    fn the_last_element_of_a_list_is_found() {
        let last =
            |text: &'static str| last_at(text.as_bytes(), "/a").map(|raw| String::from_utf8_lossy(raw));
        assert_eq!(
            last(r#"{"a":[1, {"id" : 2} ]}"#).as_deref(),
            Some(r#"{"id" : 2}"#)
        );
        assert_eq!(last(r#"{"a":[]}"#), None);
        assert_eq!(last(r#"{"a":{}}"#), None);
        assert_eq!(last("{}"), None);
    }

    #[test]
    fn a_value_is_replaced_or_added_and_all_else_stays() {
        for (text, pointer, changed) in [
            (r#"{"a":1.0,"b":[]}"#, "/a", Some(r#"{"a":"x","b":[]}"#)),
            (r#"{ "b":1.00 }"#, "/a", Some(r#"{"a":"x", "b":1.00 }"#)),
            ("{}", "/a/b~1c", Some(r#"{"a":{"b/c":"x"}}"#)),
            (r#"{"a":null}"#, "/a/b", Some(r#"{"a":{"b":"x"}}"#)),
            (r#"{"a":{"c":2}}"#, "/a/b", Some(r#"{"a":{"b":"x","c":2}}"#)),
            ("{}", r#"/"q"#, Some(r#"{"\"q":"x"}"#)),
            (r#"{"a":[1]}"#, "/a/b", None),
            ("[]", "/a", None),
            ("{", "/a", None),
        ] {
            let found = with_value_at(text.as_bytes(), pointer, r#""x""#);
            let found = found.map(|found| String::from_utf8(found).expect("text"));
            assert_eq!(found.as_deref(), changed, "{text} {pointer}");
        }
    }
}
