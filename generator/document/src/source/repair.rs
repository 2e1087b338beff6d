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

/// `text` with spaces in place of each tab in the indentation of its lines, as wide as makes sense first, and the
/// offset of the first tab; empty when no line has one.
pub(super) fn without_tabs(text: &str) -> Vec<(String, usize)> {
    if !text.contains('\t') {
        return Vec::new();
    }
    let untabbed: Vec<Untabbed> = [2, 4, 8].map(|width| Untabbed::new(text, width)).into();
    let (fitting, others): (Vec<Untabbed>, Vec<Untabbed>) =
        untabbed.into_iter().partition(|untabbed| untabbed.fits);
    let all = fitting.into_iter().chain(others);
    all.filter_map(|untabbed| Some((untabbed.text, untabbed.first?)))
        .collect()
}

struct Untabbed {
    text: String,
    /// The offset of the first tab.
    first: Option<usize>,
    /// Whether what follows a key that ends its line is indented more than the key.
    fits: bool,
}

impl Untabbed {
    fn new(text: &str, width: usize) -> Self {
        let mut untabbed = Self {
            text: String::with_capacity(text.len()),
            first: None,
            fits: true,
        };
        let mut offset = 0;
        // How far the line before is indented, if it ends with a colon.
        let mut key: Option<usize> = None;
        for line in text.split_inclusive('\n') {
            let (indentation, content) = line.split_at(indentation(line).len());
            let tabs = indentation.matches('\t').count();
            let columns = indentation.len() - tabs + tabs * width;
            if let Some(tab) = indentation.find('\t') {
                untabbed.first.get_or_insert(offset + tab);
                let is_inside =
                    key.is_none_or(|key| columns > key || (columns == key && content.starts_with('-')));
                untabbed.fits &= is_inside;
            }
            untabbed.text.extend(std::iter::repeat_n(' ', columns));
            untabbed.text.push_str(content);
            offset += line.len();
            if !content.trim_end().is_empty() {
                key = content.trim_end().ends_with(':').then_some(columns);
            }
        }
        untabbed
    }
}

/// Returns how a line is indented in a repaired text, and below which key that is: what follows of a wrong guess is said of that key.
pub(super) fn indented_as(text: &str, repaired: &str, offset: usize) -> String {
    let number = text.get(..offset).unwrap_or_default().matches('\n').count();
    let before: Vec<&str> = repaired.split('\n').take(number + 1).collect();
    let columns = before.last().map_or(0, |line| indentation(line).len());
    let spaces = match columns {
        1 => "1 space".to_owned(),
        columns => format!("{columns} spaces"),
    };
    let mut lines = before.iter().rev().skip(1).filter(|line| !line.trim().is_empty());
    let around = lines.find(|line| indentation(line).len() < columns);
    let key = around.and_then(|line| {
        let content = line.trim_start();
        let key = content.trim_start_matches(['-', ' ']);
        // The keys of an item stand beside its first one.
        let is_inside = line.len() - key.len() < columns;
        is_inside.then(|| key.split(':').next().unwrap_or(key).trim())
    });
    match key.filter(|key| key.len() <= 100) {
        Some(key) => format!("{spaces}, below `{}`", key.trim_matches(['"', '\''])),
        None => spaces,
    }
}

/// Returns the spaces and tabs that a line starts with.
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
        let repaired = without_tabs("a:\n\tb: 1\n\t\tc\td\n");
        assert_eq!(repaired.first(), Some(&("a:\n  b: 1\n    c\td\n".to_owned(), 3)));
        assert_eq!(without_tabs("a:\tb\n"), []);
    }

    #[test]
    fn the_key_around_a_line_that_a_tab_indents_is_named() {
        let named = |text: &str| {
            let (repaired, offset) = without_tabs(text).swap_remove(0);
            indented_as(text, &repaired, offset)
        };
        assert_eq!(named("a:\n  b:\n    c: 1\n\t  d: 1\n"), "4 spaces, below `b`");
        assert_eq!(named("a:\n  'b':\n\t  d: 1\n"), "4 spaces, below `b`");
        assert_eq!(named("a:\n- b: 1\n\tc: 1\n"), "2 spaces");
        assert_eq!(named("\ta: 1\n"), "2 spaces");
    }

    #[test]
    fn a_tab_is_as_wide_as_its_place_needs() {
        let repaired = without_tabs("a:\n    b:\n\tc: 1\n");
        assert_eq!(
            repaired.first(),
            Some(&("a:\n    b:\n        c: 1\n".to_owned(), 10))
        );
    }
}
