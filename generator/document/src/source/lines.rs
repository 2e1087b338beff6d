//! Lines and columns of texts: as editors count them, and as the YAML reader does.

use crate::diagnostic::LineColumn;

/// Where the lines of a text start, as editors see them: ended by a line feed.
pub struct Lines {
    starts: Vec<usize>,
}

impl Lines {
    /// Finds the lines of a text.
    pub fn new(text: &str) -> Self {
        let mut starts = vec![0];
        starts.extend(text.match_indices('\n').map(|(offset, _)| offset + 1));
        Self { starts }
    }

    /// Returns the line and column, in characters, of a byte offset; the end of the text for an offset beyond it.
    pub fn position(&self, text: &str, offset: usize) -> LineColumn {
        let offset = boundary_before(text, offset);
        let line = self.line_of(offset);
        let start = self.starts.get(line.wrapping_sub(1)).copied().unwrap_or(0);
        let column = text.get(start..offset).map_or(0, |before| before.chars().count()) + 1;
        LineColumn { line, column }
    }

    /// Returns the number of the line of an offset.
    pub(super) fn line_of(&self, offset: usize) -> usize {
        self.starts.partition_point(|&start| start <= offset)
    }

    /// Returns the byte offset of a line and column.
    pub(super) fn offset(&self, text: &str, position: LineColumn) -> usize {
        let start = position
            .line
            .checked_sub(1)
            .and_then(|line| self.starts.get(line))
            .copied()
            .unwrap_or(text.len());
        let rest = text.get(start..).unwrap_or("");
        rest.char_indices()
            .nth(position.column.saturating_sub(1))
            .map_or(text.len(), |(offset, _)| start + offset)
    }

    /// Returns the text of a line, without its end.
    pub(super) fn line<'text>(&self, text: &'text str, line: usize) -> Option<&'text str> {
        let start = *self.starts.get(line.checked_sub(1)?)?;
        text.get(start..)?.lines().next().or(Some(""))
    }
}

/// Returns the offset of the character that an offset is in; the end of the text for an offset beyond it.
pub(super) fn boundary_before(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

/// Up to this column, characters are counted in a YAML text that is not all ASCII.
const COUNTED: usize = 1024;

/// Where the lines of a YAML text start, as its reader counts them: it also ends a line at a carriage return and
/// at the Unicode line ends.
pub(super) struct YamlLines {
    lines: Lines,
    is_ascii: bool,
    /// Whether there may be integers that are not written as they are printed: `0x1F`, `+1`.
    pub(super) has_odd_integers: bool,
}

impl YamlLines {
    pub(super) fn new(text: &str) -> Self {
        let Survey {
            has_odd_integers,
            has_odd_line_ends,
            is_ascii,
        } = Survey::of(text.as_bytes());
        if !has_odd_line_ends {
            return Self {
                lines: Lines::new(text),
                is_ascii,
                has_odd_integers,
            };
        }
        let mut starts = vec![0];
        let mut characters = text.char_indices().peekable();
        while let Some((offset, character)) = characters.next() {
            let ends_line = match character {
                '\n' | '\u{85}' | '\u{2028}' | '\u{2029}' => true,
                '\r' => characters.peek().is_none_or(|&(_, next)| next != '\n'),
                _ => false,
            };
            if ends_line {
                starts.push(offset + character.len_utf8());
            }
        }
        Self {
            lines: Lines { starts },
            is_ascii,
            has_odd_integers,
        }
    }

    /// Returns the byte offset that an error of the YAML reader names at its end: `… at line 3 column 5`. The reader
    /// leaves it out for the very first character.
    pub(super) fn offset_in(&self, text: &str, message: &str) -> usize {
        let position = message.rsplit_once(" at line ").and_then(|(_, rest)| {
            let (line, column) = rest.split_once(" column ")?;
            Some(LineColumn {
                line: line.parse().ok()?,
                column: column.parse().ok()?,
            })
        });
        let Some(mut position) = position else {
            return 0;
        };
        if self.is_ascii {
            let start = self.lines.starts.get(position.line.wrapping_sub(1));
            return start.map_or(text.len(), |start| start + position.column.saturating_sub(1));
        }
        // To count characters takes time, which a long line of many numbers would take again and again.
        position.column = position.column.min(COUNTED);
        self.lines.offset(text, position)
    }

    /// Returns the plain scalar that stands where an error of the YAML reader points to.
    pub(super) fn scalar_at<'text>(&self, text: &'text str, message: &str) -> Option<&'text str> {
        let mut rest = text.get(self.offset_in(text, message)..)?;
        // The mark of a scalar with an anchor or a tag is that of the anchor or the tag.
        while rest.starts_with(['&', '!']) {
            rest = rest.split_once(char::is_whitespace)?.1.trim_start();
        }
        let end = rest.find(|character: char| character.is_whitespace() || ",]}#:".contains(character));
        let scalar = rest.get(..end.unwrap_or(rest.len()))?;
        (!scalar.is_empty()).then_some(scalar)
    }
}

/// What a YAML text may have that takes more care.
struct Survey {
    has_odd_integers: bool,
    has_odd_line_ends: bool,
    is_ascii: bool,
}

impl Survey {
    /// One plain loop over bytes rather than text searches, which are slow where they are not optimised.
    fn of(text: &[u8]) -> Self {
        let mut survey = Self {
            has_odd_integers: false,
            has_odd_line_ends: false,
            is_ascii: true,
        };
        let mut index = 0;
        while index < text.len() {
            if matches!(text[index], b'0' | b'+' | b'\r' | 0x80..) {
                survey.look_at(text, index);
            }
            index += 1;
        }
        survey
    }

    fn look_at(&mut self, text: &[u8], index: usize) {
        let byte = text[index];
        let after = |distance: usize| text.get(index + distance).copied();
        match byte {
            b'\r' => self.has_odd_line_ends = true,
            0x80.. => {
                self.is_ascii = false;
                let line_end = [byte, after(1).unwrap_or(0), after(2).unwrap_or(0)];
                self.has_odd_line_ends |= matches!(line_end, [0xC2, 0x85, _] | [0xE2, 0x80, 0xA8 | 0xA9]);
            }
            _ => {
                let begins = index == 0 || !text[index - 1].is_ascii_alphanumeric();
                let is_base = byte == b'0' && matches!(after(1), Some(b'x' | b'o' | b'b'));
                let is_sign = byte == b'+' && matches!(after(1), Some(b'0'..=b'9'));
                self.has_odd_integers |= begins && (is_base || is_sign);
            }
        }
    }
}
