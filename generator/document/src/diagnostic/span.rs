use std::path::PathBuf;

use super::is_unprintable;

/// A place in a text, from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

/// A place in a file, with the line that stands there.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SourceSpan {
    /// The file, as it was named.
    pub path: PathBuf,
    /// The line and column, if there is one.
    pub position: Option<LineColumn>,
    /// The line's text.
    pub excerpt: Option<Excerpt>,
}

impl SourceSpan {
    /// Creates a place without the text that stands there.
    #[doc(hidden)]
    pub fn new(path: PathBuf, position: Option<LineColumn>) -> Self {
        Self {
            path,
            position,
            excerpt: None,
        }
    }

    /// Returns the place of a value that stands behind its key, which is at this place; this place, if the line does not have it.
    #[doc(hidden)]
    pub fn of_value(mut self, value: &str) -> Self {
        if let (Some(position), Some(excerpt)) = (&mut self.position, &mut self.excerpt) {
            let key = excerpt.text.chars().skip(excerpt.before).collect::<String>();
            // A key of YAML and JSON ends with `:`, one of TOML with `=`.
            let found = key
                .find([':', '='])
                .and_then(|end| Some(end + key[end..].find(value)?));
            let before = found.map_or(0, |found| key[..found].chars().count());
            position.column += before;
            excerpt.before += before;
        }
        self
    }
}

/// A line of a file, or the part of a long one that is around a place.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Excerpt {
    /// The text, without the line's end; a space in place of a tab, and U+FFFD in place of what would do something in
    /// a terminal.
    pub text: String,
    /// The place in it: how many characters stand before.
    pub before: usize,
}

/// Lines longer than this, in characters, are cut.
const WIDTH: usize = 120;

/// Where a line is cut, this much of it is shown before the place.
const BEFORE: usize = 60;

impl Excerpt {
    /// Returns the line at an offset of a text, or what is around the offset in a long one; none if it is blank.
    #[doc(hidden)]
    pub fn at(text: &str, offset: usize) -> Option<Self> {
        let (head, tail) = text.split_at_checked(offset)?;
        let is_in_line = |character: &char| *character != '\n';
        let shown = |character| match character {
            '\t' => ' ',
            other if is_unprintable(other) => '\u{FFFD}',
            other => other,
        };
        // A line of ordinary length is shown from its start.
        let mut before: Vec<char> = head.chars().rev().take_while(is_in_line).take(WIDTH).collect();
        if before.len() > WIDTH * 3 / 4 {
            before.truncate(BEFORE);
        }
        before.reverse();
        let after = tail
            .chars()
            .take_while(|character| !matches!(character, '\n' | '\r'));
        let room = WIDTH - before.len();
        let line: String = before
            .iter()
            .copied()
            .chain(after.take(room))
            .map(shown)
            .collect();
        let line = line.trim_end();
        (!line.is_empty()).then(|| Self {
            text: line.to_owned(),
            before: before.len().min(line.chars().count()),
        })
    }

    /// Returns how many characters belong to the word at the place: at least 1.
    pub fn width(&self) -> usize {
        let mut rest = self.text.chars().skip(self.before).peekable();
        let quote = rest.next_if(|first| matches!(first, '"' | '\''));
        let length = match quote {
            Some(quote) => rest
                .position(|character| character == quote)
                .map(|inner| inner + 2),
            None => Some(
                rest.take_while(|character| character.is_alphanumeric() || "_-$./{}~".contains(*character))
                    .count(),
            ),
        };
        length.unwrap_or(1).max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_line_is_shown_as_it_is() {
        let excerpt = Excerpt::at("a\n  type:\tobject  \r\nb", 4).unwrap();
        assert_eq!((excerpt.text.as_str(), excerpt.before), ("  type: object", 2));
    }

    #[test]
    fn a_value_stands_behind_its_key() {
        let text = "actions:\n  - target: $.a.target\n";
        let key = SourceSpan {
            path: PathBuf::new(),
            position: Some(LineColumn { line: 2, column: 5 }),
            excerpt: Excerpt::at(text, 13),
        };
        let value = key.clone().of_value("$.a.target");
        assert_eq!(value.position.unwrap().column, 13);
        assert_eq!(value.excerpt.unwrap().width(), "$.a.target".len());
        assert_eq!(key.clone().of_value("$.b"), key);
    }

    #[test]
    fn of_a_long_line_only_the_part_around_the_place_is_shown() {
        let line = format!("{}here{}", "a".repeat(1000), "b".repeat(1000));
        let excerpt = Excerpt::at(&line, 1000).unwrap();
        assert_eq!(excerpt.text.chars().count(), WIDTH);
        assert!(excerpt.text[excerpt.before..].starts_with("here"));
    }
}
