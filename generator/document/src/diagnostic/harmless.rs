use std::borrow::Cow;
use std::fmt::Write;

/// `text` with escapes in place of characters that would do something in a terminal, in a log or to a reader's eye:
/// control characters, line ends, and those that are invisible or turn the direction of the text around.
pub fn harmless(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) || !text.contains(is_unprintable) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        match character {
            '\n' | '\t' | '\r' => escaped.push(' '),
            other if is_unprintable(other) => {
                // Writing to a string cannot fail.
                let _ = write!(escaped, "\\u{{{:x}}}", u32::from(other));
            }
            other => escaped.push(other),
        }
    }
    Cow::Owned(escaped)
}

/// Returns whether a character is a control character, is invisible, or turns the direction of a text around.
pub fn is_unprintable(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E0FFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_text_of_any_language_stays() {
        for text in ["the key `größe`", "名前", "😀", "a — b…"] {
            assert_eq!(harmless(text), text);
        }
    }

    #[test]
    fn a_document_can_neither_end_a_line_nor_colour_a_terminal() {
        assert_eq!(harmless("a\ncargo::rustc-env=X"), "a cargo::rustc-env=X");
        assert_eq!(harmless("\x1b[31mred"), "\\u{1b}[31mred");
        assert_eq!(harmless("a\u{202E}b\u{200B}"), "a\\u{202e}b\\u{200b}");
    }
}
