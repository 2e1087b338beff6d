//! JSON pointers ([RFC 6901](https://www.rfc-editor.org/rfc/rfc6901)).

use std::borrow::Cow;
use std::fmt::Write;

/// Appends a key to a pointer.
pub fn push_key(pointer: &mut String, key: &str) {
    pointer.push('/');
    if !is_escaped(key.as_bytes()) {
        pointer.push_str(key);
        return;
    }
    for character in key.chars() {
        match character {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            other => pointer.push(other),
        }
    }
}

/// Returns whether there is a character that is written in another way. A plain loop: keys are short, and searches slow where they
/// are not optimised.
fn is_escaped(key: &[u8]) -> bool {
    let mut index = 0;
    while index < key.len() {
        if matches!(key[index], b'~' | b'/') {
            return true;
        }
        index += 1;
    }
    false
}

/// Appends an index to a pointer.
pub(crate) fn push_index(pointer: &mut String, index: usize) {
    // Writing to a string cannot fail.
    let _ = write!(pointer, "/{index}");
}

/// Returns the keys and indices of a pointer.
pub fn segments(pointer: &str) -> impl Iterator<Item = Cow<'_, str>> {
    pointer
        .strip_prefix('/')
        .into_iter()
        .flat_map(|rest| rest.split('/'))
        .map(unescape)
}

/// Returns a segment of a pointer as the name that it stands for (RFC 6901, section 4).
pub(crate) fn unescape(segment: &str) -> Cow<'_, str> {
    if segment.contains('~') {
        Cow::Owned(segment.replace("~1", "/").replace("~0", "~"))
    } else {
        Cow::Borrowed(segment)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_those_of_rfc_6901() {
        let mut pointer = String::new();
        push_key(&mut pointer, "paths");
        push_key(&mut pointer, "/a~b/{c}");
        push_index(&mut pointer, 3);
        push_key(&mut pointer, "");
        assert_eq!(pointer, "/paths/~1a~0b~1{c}/3/");
        let segments: Vec<_> = segments(&pointer).collect();
        assert_eq!(segments, ["paths", "/a~b/{c}", "3", ""]);
    }

    #[test]
    fn an_escaped_tilde_is_not_read_twice() {
        assert_eq!(segments("/~01").next().as_deref(), Some("~1"));
    }

    #[test]
    fn the_empty_pointer_has_no_segments() {
        assert_eq!(segments("").count(), 0);
    }
}
