use std::path::PathBuf;

use super::Position;
use super::lines::Lines;
use crate::diagnostic::does_something;

/// A place in a file, with the line that stands there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// The file, as it was named.
    pub path: PathBuf,
    /// The line and column, if there is one.
    pub position: Option<Position>,
    /// The line's text.
    pub excerpt: Option<Excerpt>,
}

/// A line of a file, or the part of a long one that is around a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// The text, without the line's end; a space in place of a tab, and U+FFFD in place of what would do something in
    /// a terminal.
    pub text: String,
    /// The place in it: how many characters stand before.
    pub before: usize,
}

/// Lines longer than this, in characters, are cut.
const WIDTH: usize = 120;

impl Excerpt {
    /// The line at a position; none if there is nothing in it.
    pub(super) fn at(text: &str, lines: &Lines, position: Position) -> Option<Self> {
        let line = lines.line(text, position.line)?;
        (!line.trim().is_empty()).then(|| Self::around(line, position.column))
    }

    /// The part of `line` around `column`, which counts from 1.
    fn around(line: &str, column: usize) -> Self {
        let before = column.saturating_sub(1);
        let skipped = if before < WIDTH * 3 / 4 {
            0
        } else {
            before - WIDTH / 2
        };
        let shown: String = line
            .chars()
            .skip(skipped)
            .take(WIDTH)
            .map(|character| match character {
                '\t' => ' ',
                other if does_something(other) => '\u{FFFD}',
                other => other,
            })
            .collect();
        let text = shown.trim_end().to_owned();
        Self {
            before: (before - skipped).min(text.chars().count()),
            text,
        }
    }
}

impl Excerpt {
    /// How many characters belong to the word at the place: at least 1.
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
        let excerpt = Excerpt::around("  type:\tobject  ", 3);
        assert_eq!((excerpt.text.as_str(), excerpt.before), ("  type: object", 2));
    }

    #[test]
    fn of_a_long_line_only_the_part_around_the_place_is_shown() {
        let line = format!("{}here{}", "a".repeat(1000), "b".repeat(1000));
        let excerpt = Excerpt::around(&line, 1001);
        assert_eq!(excerpt.text.chars().count(), WIDTH);
        assert!(excerpt.text[excerpt.before..].starts_with("here"));
    }
}
