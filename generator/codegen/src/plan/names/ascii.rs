//! What `heck` does, for ASCII, which nearly all names are: it takes a fifth of the time.

use std::borrow::Cow;

use super::case::Case;
use specwright_document::source::byte_set::ByteSet;

/// Returns a text of letters, digits and separators in another case; `None` for a text that has other characters too.
///
/// Where words are put together, two digits that meet are kept apart by an underscore if `apart`.
pub(super) fn convert(text: &str, case: Case, apart: bool) -> Option<Cow<'_, str>> {
    if case == Case::Snake && is_snake(text) {
        return Some(Cow::Borrowed(text));
    }
    static PLAIN: ByteSet = ByteSet::range(0, 0x7f).without(b"'");
    if !PLAIN.is_all_of(text) {
        return None;
    }
    let mut out: Vec<u8> = Vec::with_capacity(text.len() + 8);
    for segment in text.as_bytes().split(|byte| !byte.is_ascii_alphanumeric()) {
        let is_digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
        if case == Case::Camel && apart && is_digit(out.last()) && is_digit(segment.first()) {
            out.push(b'_');
        }
        each_word(segment, |word| push(&mut out, word, case));
    }
    String::from_utf8(out).ok().map(Cow::Owned)
}

/// Returns whether a text is in snake case, as most names of properties and parameters are.
fn is_snake(text: &str) -> bool {
    let mut previous = b'_';
    for &byte in text.as_bytes() {
        let fits = match byte {
            b'_' => previous != b'_',
            b'a'..=b'z' | b'0'..=b'9' => true,
            _ => false,
        };
        if !fits {
            return false;
        }
        previous = byte;
    }
    previous != b'_'
}

fn push(out: &mut Vec<u8>, word: &[u8], case: Case) {
    let Some((first, rest)) = word.split_first() else {
        return;
    };
    match case {
        Case::Camel => out.push(first.to_ascii_uppercase()),
        Case::Snake => {
            if !out.is_empty() {
                out.push(b'_');
            }
            out.push(first.to_ascii_lowercase());
        }
    }
    out.extend(rest.iter().map(u8::to_ascii_lowercase));
}

/// The case of the last letter of a word.
#[derive(Clone, Copy, PartialEq)]
enum Last {
    None,
    Lower,
    Upper,
}

/// Calls `see` with each word of letters and digits: `HTTPError2` is `HTTP` and `Error2`.
fn each_word(segment: &[u8], mut see: impl FnMut(&[u8])) {
    let mut start = 0;
    let mut last = Last::None;
    for (index, pair) in segment.windows(2).enumerate() {
        let (byte, next) = (pair[0], pair[1]);
        let current = match byte {
            byte if byte.is_ascii_lowercase() => Last::Lower,
            byte if byte.is_ascii_uppercase() => Last::Upper,
            _ => last,
        };
        if current == Last::Lower && next.is_ascii_uppercase() {
            see(&segment[start..=index]);
            start = index + 1;
            last = Last::None;
        } else if last == Last::Upper && byte.is_ascii_uppercase() && next.is_ascii_lowercase() {
            see(&segment[start..index]);
            start = index;
            last = Last::None;
        } else {
            last = current;
        }
    }
    see(&segment[start..]);
}

#[cfg(test)]
mod tests {
    use heck::{ToSnakeCase, ToUpperCamelCase};

    use super::{Case, convert};

    #[test]
    fn texts_become_what_heck_makes_of_them() {
        let letters = ["a", "B", "c", "D", "1", "2", "_", "-", " ", "/", "xY", "HTTP"];
        for number in 0..letters.len().pow(4) {
            let text: String = (0..4u32)
                .map(|place| letters[number / letters.len().pow(place) % letters.len()])
                .collect();
            assert_eq!(
                convert(&text, Case::Snake, false).as_deref(),
                Some(&*text.to_snake_case()),
                "{text}"
            );
            assert_eq!(
                convert(&text, Case::Camel, false).as_deref(),
                Some(&*text.to_upper_camel_case()),
                "{text}"
            );
        }
    }

    #[test]
    fn other_characters_are_left_to_heck() {
        assert_eq!(convert("größe", Case::Snake, false), None);
        assert_eq!(convert("don't", Case::Snake, false), None);
    }
}
