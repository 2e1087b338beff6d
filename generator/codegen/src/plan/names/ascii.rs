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
    static SEPARATORS: ByteSet = ByteSet::range(0, b'/')
        .and(ByteSet::range(b':', b'@'))
        .and(ByteSet::range(b'[', b'`'))
        .and(ByteSet::range(b'{', 0x7f));
    let mut out: Vec<u8> = Vec::with_capacity(text.len() + 8);
    let mut rest = Some(text);
    while let Some(text) = rest {
        let segment;
        (segment, rest) = match SEPARATORS.find(text) {
            Some(end) => (&text.as_bytes()[..end], Some(&text[end + 1..])),
            None => (text.as_bytes(), None),
        };
        let is_digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
        if case == Case::Camel && apart && is_digit(out.last()) && is_digit(segment.first()) {
            out.push(b'_');
        }
        each_word(segment, case, |word| push(&mut out, word, case));
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
    if word.is_empty() {
        return;
    }
    if case == Case::Snake && !out.is_empty() {
        out.push(b'_');
    }
    let start = out.len();
    out.extend_from_slice(word);
    out[start..].make_ascii_lowercase();
    if case == Case::Camel {
        out[start].make_ascii_uppercase();
    }
}

/// The case of the last letter of a word.
#[derive(Clone, Copy, PartialEq)]
enum Last {
    None,
    Lower,
    Upper,
}

/// Calls `see` with each word of letters and digits: `HTTPError2` is `HTTP` and `Error2`.
///
/// `OAuth` is one word of snake case, for nobody writes `o_auth`; types are called as it is written.
fn each_word(segment: &[u8], case: Case, mut see: impl FnMut(&[u8])) {
    let mut start = 0;
    let mut last = Last::None;
    let mut index = 0;
    while index + 1 < segment.len() {
        if index == start && case == Case::Snake && begins_with_oauth(&segment[start..]) {
            index += "OAut".len();
            last = Last::Lower;
            continue;
        }
        let (byte, next) = (segment[index], segment[index + 1]);
        let current = match byte {
            b'a'..=b'z' => Last::Lower,
            b'A'..=b'Z' => Last::Upper,
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
        index += 1;
    }
    see(&segment[start..]);
}

fn begins_with_oauth(word: &[u8]) -> bool {
    match word {
        [b'O' | b'o', b'A', b'u', b't', b'h', rest @ ..] => !rest.first().is_some_and(u8::is_ascii_lowercase),
        _ => false,
    }
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
    fn oauth_is_one_word_of_snake_case() {
        for (text, snake, camel) in [
            ("OAuth2", "oauth2", "OAuth2"),
            ("oAuth", "oauth", "OAuth"),
            ("getOAuthToken", "get_oauth_token", "GetOAuthToken"),
            ("Google_OAuth2Token", "google_oauth2_token", "GoogleOAuth2Token"),
            ("MyOAuthURL", "my_oauth_url", "MyOAuthUrl"),
            ("OAuthor", "o_author", "OAuthor"),
            ("FOOAuth", "foo_auth", "FooAuth"),
        ] {
            assert_eq!(
                convert(text, Case::Snake, false).as_deref(),
                Some(snake),
                "{text}"
            );
            assert_eq!(
                convert(text, Case::Camel, false).as_deref(),
                Some(camel),
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
