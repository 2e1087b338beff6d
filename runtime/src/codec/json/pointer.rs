//! Values at a JSON pointer (RFC 6901), read without a tree of what is around them.

use super::reader::Kind;
use super::{Decode, DecodeError, Reader};

/// Returns the text at a pointer: of a string that is not empty, or of a number.
pub(crate) fn text_at(text: &[u8], pointer: &str) -> Option<String> {
    let read = |reader: &mut Reader<'_>| match reader.peek()? {
        Kind::String => String::decode(reader).map(Some),
        Kind::Number => Ok(Some(serde_json::Number::decode(reader)?.to_string())),
        _ => reader.skip().map(|()| None),
    };
    at(text, pointer, read).filter(|text| !text.is_empty())
}

/// Returns the length of the list at a pointer.
pub(crate) fn length_at(text: &[u8], pointer: &str) -> u64 {
    let count = |reader: &mut Reader<'_>| {
        let mut length = 0;
        if reader.peek()? != Kind::Array {
            return reader.skip().map(|()| None);
        }
        reader.array(&mut |reader| {
            length += 1;
            reader.skip()
        })?;
        Ok(Some(length))
    };
    at(text, pointer, count).unwrap_or_default()
}

type Read<T> = fn(&mut Reader<'_>) -> Result<Option<T>, DecodeError>;

fn at<T>(text: &[u8], pointer: &str, read: Read<T>) -> Option<T> {
    let tokens = match pointer.split_once('/') {
        Some(("", tokens)) => tokens.split('/').map(unescape).collect(),
        _ if pointer.is_empty() => Vec::new(),
        _ => return None,
    };
    let mut reader = Reader::new(text).ok()?;
    let found = find(&mut reader, &tokens, read).ok()?;
    reader.finish().ok()?;
    found
}

fn unescape(token: &str) -> String {
    token.replace("~1", "/").replace("~0", "~")
}

/// Reads a value whole, and what the tokens lead to in it. Of a property that comes twice, the last counts.
fn find<T>(reader: &mut Reader<'_>, tokens: &[String], read: Read<T>) -> Result<Option<T>, DecodeError> {
    let Some((token, rest)) = tokens.split_first() else {
        return read(reader);
    };
    let mut found = None;
    match reader.peek()? {
        Kind::Object => reader.entries(&mut |reader, name| {
            if name != *token {
                return reader.skip();
            }
            found = find(reader, rest, read)?;
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
                found = find(reader, rest, read)?;
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
}
