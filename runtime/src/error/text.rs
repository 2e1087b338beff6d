use std::fmt;

/// A text that came from a server, as an error shows it: cut, and without characters that do something to what shows it or hide others.
///
/// Text that is shown so already stays as it is.
pub(super) struct Shown<'a> {
    pub(super) text: &'a str,
    /// In characters.
    pub(super) most: usize,
}

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut characters = self.text.chars();
        for character in characters.by_ref().take(self.most) {
            if character.is_control() {
                write!(f, "{}", character.escape_debug())?;
            } else if is_invisible(character) {
                write!(f, "{}", character.escape_unicode())?;
            } else {
                write!(f, "{character}")?;
            }
        }
        match characters.next() {
            Some(_) => f.write_str("…"),
            None => Ok(()),
        }
    }
}

/// Tells whether a character is not seen itself, or changes the direction or the line of others.
fn is_invisible(character: char) -> bool {
    matches!(character,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Returns a text as an error shows it, with so many characters at most.
pub(crate) fn shown(text: &str, most: usize) -> String {
    Shown { text, most }.to_string()
}

/// How many characters of each cause are shown, in which there may be words of the server.
const CAUSE: usize = 300;

/// Writes the causes of an error, each behind a colon, where the form `{:#}` asks for them.
pub(crate) fn write_causes(
    f: &mut fmt::Formatter<'_>,
    source: Option<&(dyn std::error::Error + 'static)>,
) -> fmt::Result {
    let mut next = source.filter(|_| f.alternate());
    while let Some(cause) = next {
        write!(f, ": {}", shown(&cause.to_string(), CAUSE))?;
        next = cause.source();
    }
    Ok(())
}

/// Cuts a text off behind so many bytes.
pub(crate) fn cut(text: &mut String, most: usize) {
    if text.len() > most {
        let end = (0..=most).rev().find(|end| text.is_char_boundary(*end));
        text.truncate(end.unwrap_or_default());
        text.push('…');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_text_acts_on_what_shows_it() {
        assert_eq!(
            shown("a\x1b[31m\r\nb\u{202e}c\0", 100),
            "a\\u{1b}[31m\\r\\nb\\u{202e}c\\0"
        );
        assert_eq!(shown("größer \"x\" \\ 中", 100), "größer \"x\" \\ 中");
        assert_eq!(
            shown(&shown("\x1b\u{feff}", 100), 100),
            shown("\x1b\u{feff}", 100)
        );
    }

    #[test]
    fn what_is_longer_is_cut() {
        assert_eq!(
            (shown("äöü", 3), shown("äöü", 2)),
            ("äöü".to_owned(), "äö…".to_owned())
        );
        let mut text = "äöü".to_owned();
        cut(&mut text, 3);
        assert_eq!(text, "ä…");
    }
}
