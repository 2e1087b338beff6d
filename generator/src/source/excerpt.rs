use std::path::PathBuf;

use super::Position;

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
    /// The text, without the line's end and with spaces for tabs and control characters.
    pub text: String,
    /// The place in it: how many characters stand before.
    pub before: usize,
}

/// Lines longer than this, in characters, are cut.
const WIDTH: usize = 120;

impl Excerpt {
    /// The part of `line` around `column`, which counts from 1.
    pub(super) fn around(line: &str, column: usize) -> Self {
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
            .map(|character| if character.is_control() { ' ' } else { character })
            .collect();
        let text = shown.trim_end().to_owned();
        Self {
            before: (before - skipped).min(text.chars().count()),
            text,
        }
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
