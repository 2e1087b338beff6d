//! Texts that no reader takes, made into texts that it does, line for line.

use std::borrow::Cow;

/// `text` with a space in place of each character that neither YAML nor JSON allows anywhere, and the offset of the
/// first; `None` when there is none.
pub(super) fn without_controls(text: &str) -> Option<(String, usize)> {
    let first = text.find(is_forbidden)?;
    Some((text.replace(is_forbidden, " "), first))
}

fn is_forbidden(character: char) -> bool {
    matches!(character,
        '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{7F}'..='\u{84}' | '\u{86}'..='\u{9F}'
        | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}')
}

/// `text` with `width` spaces in place of each tab in the indentation of its lines, and the offset of the first;
/// `None` when no line has one.
pub(super) fn without_tabs(text: &str, width: usize) -> Option<(String, usize)> {
    let mut first = None;
    let mut mended = String::with_capacity(text.len());
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        let indentation = indentation(line);
        if let Some(tab) = indentation.find('\t') {
            first.get_or_insert(offset + tab);
            mended.push_str(&indentation.replace('\t', &" ".repeat(width)));
            mended.push_str(&line[indentation.len()..]);
        } else {
            mended.push_str(line);
        }
        offset += line.len();
    }
    first.map(|first| (mended, first))
}

/// The spaces and tabs that a line starts with.
pub(super) fn indentation(line: &str) -> &str {
    let content = line.trim_start_matches([' ', '\t']);
    &line[..line.len() - content.len()]
}

/// `text` with at most `width` characters of indentation taken from each line.
pub(super) fn dedented(text: &str, width: usize) -> Cow<'_, str> {
    if width == 0 {
        return Cow::Borrowed(text);
    }
    let mut dedented = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let taken = indentation(line).len().min(width);
        dedented.push_str(&line[taken..]);
    }
    Cow::Owned(dedented)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_control_character_becomes_a_space() {
        assert_eq!(without_controls("a: b\0c\n"), Some(("a: b c\n".to_owned(), 4)));
        assert_eq!(without_controls("a:\tb\r\n"), None);
    }

    #[test]
    fn only_the_tabs_of_the_indentation_become_spaces() {
        let mended = without_tabs("a:\n\tb: 1\n\t\tc\td\n", 2);
        assert_eq!(mended, Some(("a:\n  b: 1\n    c\td\n".to_owned(), 3)));
        assert_eq!(without_tabs("a:\tb\n", 2), None);
    }
}
