//! Which texts of a response may be written down at all: names of properties and values of enums, if they look like words of
//! an interface. A key, a token, an address or a sentence does not.

/// The longest text that is a word, in bytes.
const LONGEST: usize = 40;
/// The longest run of letters in it.
const LONGEST_RUN: usize = 24;
/// How many digits it may have: `ipv4`, `sha256`, `2024-10`.
const DIGITS: usize = 6;

/// Returns whether `text` looks like a word that a person chose as the name of a property or the value of an enum.
///
/// Words are of ASCII letters, in runs that `_`, `-`, `.` or `:` separate; up to four digits may end a run. Letters that change
/// between upper and lower case as those of random texts do are no word.
pub(crate) fn is_word(text: &str) -> bool {
    if text.is_empty() || text.len() > LONGEST {
        return false;
    }
    let text = text.strip_prefix(['$', '@', '_']).unwrap_or(text);
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let humps = text
        .as_bytes()
        .windows(2)
        .filter(|pair| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase())
        .count();
    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && digits <= DIGITS
        && humps <= text.len() / 5 + 1
        && text.split(['_', '-', '.', ':']).all(is_run)
}

/// Letters and then digits, either of which may be missing.
fn is_run(run: &str) -> bool {
    let letters = run.trim_end_matches(|last: char| last.is_ascii_digit());
    letters.len() <= LONGEST_RUN
        && run.len() - letters.len() <= 4
        && letters.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// Returns the media type in lower case and without its parameters, if it is one that is made of words.
pub(crate) fn media_type(header: &str) -> Option<String> {
    let essence = header.split(';').next().unwrap_or_default().trim();
    let (main, sub) = essence.split_once('/')?;
    let is_named = main.len() <= 20 && main.bytes().all(|byte| byte.is_ascii_alphabetic());
    let is_word = is_named && !main.is_empty() && sub.split('+').all(is_word);
    is_word.then(|| essence.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_interfaces_are_words() {
        for word in [
            "id",
            "error",
            "cache_write_tokens",
            "automatic_async",
            "addressLine1",
            "ipv4",
            "sha256",
            "x-rate-limit",
            "$ref",
            "_links",
            "@type",
            "HTTPStatus",
            "urn:user",
            "gpt-5-mini",
            "2FA",
        ] {
            assert_eq!(is_word(word), word != "2FA", "{word}");
        }
    }

    #[test]
    fn keys_tokens_addresses_and_sentences_are_none() {
        for text in [
            "",
            "sk_live_4eC39HqLyjWDarjtT1zdp7dc",
            "eyJhbGciOiJIUzI1NiJ9",
            "ghp_aBcDeFgHiJkLmNoPqRsTuVwXyZ",
            "alice@example.com",
            "+41441234567",
            "550e8400-e29b-41d4-a716-446655440000",
            "a sentence",
            "Zürich",
            "378282246310005",
            "0xdeadbeef",
            "https://example.com",
            "abcdefghijklmnopqrstuvwxyzabcdefghijklmnop",
        ] {
            assert!(!is_word(text), "{text}");
        }
    }

    #[test]
    fn a_media_type_loses_its_parameters() {
        assert_eq!(
            media_type("Text/HTML; charset=utf-8").as_deref(),
            Some("text/html")
        );
        assert_eq!(
            media_type("application/vnd.github.v3+json").as_deref(),
            Some("application/vnd.github.v3+json")
        );
        for text in ["", "json", "a b/c", "x/sk_live_4eC39HqLyjWDarjtT1zdp7dc"] {
            assert_eq!(media_type(text), None, "{text}");
        }
    }
}
