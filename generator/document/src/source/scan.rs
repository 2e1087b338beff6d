//! JSON text, token by token.
//!
//! Eight bytes at a time where that is possible: a build script is not optimised, and each step that it takes costs.

/// A place in a JSON text, which moves on.
pub(super) struct Scanner<'text> {
    text: &'text str,
    bytes: &'text [u8],
    /// The bytes, eight at a time, but for the last few.
    words: &'text [[u8; WORD]],
    place: Place,
}

const WORD: usize = 8;

/// A byte of a text, and the line that it is in, from 1.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) offset: usize,
    pub(super) line: usize,
}

impl Place {
    /// The first byte.
    pub(super) const START: Self = Self { offset: 0, line: 1 };
}

/// What stands between quotes.
#[derive(Clone, Copy)]
pub(super) struct Quoted<'text> {
    pub(super) raw: &'text str,
    pub(super) has_escapes: bool,
}

/// A number as it stands there.
pub(super) struct Numeral<'text> {
    pub(super) text: &'text str,
    /// Whether it has neither a fraction nor an exponent.
    pub(super) is_whole: bool,
}

impl<'text> Scanner<'text> {
    /// Creates a scanner at a place in a text.
    pub(super) fn new(text: &'text str, place: Place) -> Self {
        let bytes = text.as_bytes();
        let (words, _) = bytes.as_chunks();
        Self {
            text,
            bytes,
            words,
            place,
        }
    }

    /// Returns where it is.
    pub(super) fn place(&self) -> Place {
        self.place
    }

    /// Goes on from another place.
    pub(super) fn set_place(&mut self, place: Place) {
        self.place = place;
    }

    /// Goes past blanks, and returns the byte that comes then.
    pub(super) fn peek(&mut self) -> Option<u8> {
        while self.place.offset < self.bytes.len() {
            let byte = self.bytes[self.place.offset];
            match byte {
                b' ' => {
                    self.place.offset += 1;
                    self.pass_spaces();
                }
                b'\n' => {
                    self.place.offset += 1;
                    self.place.line += 1;
                }
                b'\t' | b'\r' => self.place.offset += 1,
                _ => return Some(byte),
            }
        }
        None
    }

    /// Goes past spaces; of the last few bytes, past none.
    fn pass_spaces(&mut self) {
        let mut index = self.place.offset / WORD;
        let mut looked_at = u64::MAX << (8 * (self.place.offset % WORD));
        while index < self.words.len() {
            let others = (u64::from_le_bytes(self.words[index]) ^ SPACES) & looked_at;
            if others != 0 {
                self.place.offset = index * WORD + (others.trailing_zeros() / 8) as usize;
                return;
            }
            index += 1;
            self.place.offset = index * WORD;
            looked_at = u64::MAX;
        }
    }

    /// Returns where what needs no escape in a string ends.
    fn end_of_run(&self, start: usize) -> usize {
        let mut index = start / WORD;
        let mut looked_at = u64::MAX << (8 * (start % WORD));
        while index < self.words.len() {
            // What is not looked at would be mistaken for a stop, or make one of what comes after it.
            let stops = stops(u64::from_le_bytes(self.words[index]) | !looked_at);
            if stops != 0 {
                return index * WORD + (stops.trailing_zeros() / 8) as usize;
            }
            index += 1;
            looked_at = u64::MAX;
        }
        let mut end = start.max(index * WORD);
        while end < self.bytes.len() && !matches!(self.bytes[end], b'"' | b'\\' | 0..b' ') {
            end += 1;
        }
        end
    }

    /// Goes past a byte that was peeked at.
    pub(super) fn pass_byte(&mut self) {
        self.place.offset += 1;
    }

    /// Goes past a word, if it stands here.
    pub(super) fn pass_word(&mut self, word: &str) -> Option<()> {
        let rest = self.bytes.get(self.place.offset..)?;
        rest.starts_with(word.as_bytes()).then_some(())?;
        self.place.offset += word.len();
        Some(())
    }

    /// Goes past the string that begins here, and returns what is in it; `None` for one that is not closed, or has characters that must
    /// be escaped. Escapes are not looked at.
    pub(super) fn string(&mut self) -> Option<Quoted<'text>> {
        let start = self.place.offset + 1;
        let mut has_escapes = false;
        let mut end = start;
        loop {
            end = self.end_of_run(end);
            match self.bytes.get(end)? {
                b'"' => break,
                b'\\' => {
                    has_escapes = true;
                    end += 2;
                }
                _ => return None,
            }
        }
        self.place.offset = end + 1;
        Some(Quoted {
            raw: self.text.get(start..end)?,
            has_escapes,
        })
    }

    /// Goes past the number that begins here.
    pub(super) fn number(&mut self) -> Option<Numeral<'text>> {
        let bytes = self.bytes;
        let start = self.place.offset;
        let at = |offset: usize| bytes.get(offset).copied().unwrap_or(b' ');
        let mut end = start + usize::from(at(start) == b'-');
        end = match at(end) {
            b'0' => end + 1,
            _ => digits(bytes, end)?,
        };
        let mut is_whole = true;
        if at(end) == b'.' {
            is_whole = false;
            end = digits(bytes, end + 1)?;
        }
        if matches!(at(end), b'e' | b'E') {
            is_whole = false;
            end += 1 + usize::from(matches!(at(end + 1), b'+' | b'-'));
            end = digits(bytes, end)?;
        }
        // `01` is no number.
        if at(end).is_ascii_digit() {
            return None;
        }
        self.place.offset = end;
        Some(Numeral {
            text: self.text.get(start..end)?,
            is_whole,
        })
    }

    /// Goes past a value, of a text that is known to be JSON.
    pub(super) fn pass_value(&mut self) -> Option<()> {
        let mut depth = 0_usize;
        loop {
            match self.peek()? {
                b'"' => {
                    self.string()?;
                }
                b'{' | b'[' => {
                    depth += 1;
                    self.place.offset += 1;
                }
                b'}' | b']' => {
                    depth = depth.checked_sub(1)?;
                    self.place.offset += 1;
                }
                b',' | b':' => self.place.offset += 1,
                _ => self.pass_scalar(),
            }
            if depth == 0 {
                return Some(());
            }
        }
    }

    fn pass_scalar(&mut self) {
        while self.place.offset < self.bytes.len()
            && !matches!(
                self.bytes[self.place.offset],
                b',' | b']' | b'}' | b' ' | b'\n' | b'\t' | b'\r'
            )
        {
            self.place.offset += 1;
        }
    }
}

impl Quoted<'_> {
    /// Returns the text that is meant; `None` if an escape means nothing.
    pub(super) fn unescaped(&self) -> Option<String> {
        let mut text = String::with_capacity(self.raw.len());
        let mut rest = self.raw;
        while let Some(slash) = rest.find('\\') {
            text.push_str(&rest[..slash]);
            let (character, length) = escape(&rest.as_bytes()[slash..])?;
            text.push(character);
            rest = &rest[slash + length..];
        }
        text.push_str(rest);
        Some(text)
    }
}

/// Returns the character that an escape means, and how many bytes the escape has.
fn escape(bytes: &[u8]) -> Option<(char, usize)> {
    let character = match bytes.get(1)? {
        b'"' => '"',
        b'\\' => '\\',
        b'/' => '/',
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'u' => return unicode_escape(bytes),
        _ => return None,
    };
    Some((character, 2))
}

/// Returns the character of `\u0041`, or of the pair that characters beyond U+FFFF take.
fn unicode_escape(bytes: &[u8]) -> Option<(char, usize)> {
    const LEADING: std::ops::RangeInclusive<u32> = 0xD800..=0xDBFF;
    const TRAILING: std::ops::RangeInclusive<u32> = 0xDC00..=0xDFFF;
    let first = hexadecimal(bytes)?;
    if !LEADING.contains(&first) {
        return Some((char::from_u32(first)?, 6));
    }
    let second = hexadecimal(&bytes[6..])?;
    if !TRAILING.contains(&second) {
        return None;
    }
    let code = 0x1_0000 + ((first - LEADING.start()) << 10) + (second - TRAILING.start());
    Some((char::from_u32(code)?, 12))
}

fn hexadecimal(escape: &[u8]) -> Option<u32> {
    let digits = escape.strip_prefix(b"\\u")?.get(..4)?;
    digits.iter().try_fold(0, |code, &digit| {
        Some(code * 16 + char::from(digit).to_digit(16)?)
    })
}

fn digits(bytes: &[u8], start: usize) -> Option<usize> {
    let mut end = start;
    while end < bytes.len() && bytes[end].is_ascii_digit() {
        end += 1;
    }
    (end > start).then_some(end)
}

/// Returns the highest bit of the first byte that is a quote, a backslash or a control character; above it, of others as well.
fn stops(word: u64) -> u64 {
    const ONES: u64 = each(1);
    const QUOTES: u64 = each(b'"');
    const SLASHES: u64 = each(b'\\');
    const HIGHEST: u64 = each(0x80);
    let (quote, slash) = (word ^ QUOTES, word ^ SLASHES);
    let quote = quote.wrapping_sub(ONES) & !quote;
    let slash = slash.wrapping_sub(ONES) & !slash;
    let control = word.wrapping_sub(SPACES) & !word;
    (quote | slash | control) & HIGHEST
}

const SPACES: u64 = each(b' ');

/// Returns a word of eight equal bytes.
const fn each(byte: u8) -> u64 {
    u64::from_le_bytes([byte; 8])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn string(text: &str) -> Option<String> {
        let quoted = Scanner::new(text, Place::START).string()?;
        assert_eq!(quoted.has_escapes, quoted.raw.contains('\\'));
        quoted.unescaped()
    }

    #[test]
    fn a_string_ends_at_its_quote_wherever_that_stands() {
        for length in 0..40 {
            let inner = "#é\u{7f}a]!".repeat(10).chars().take(length).collect::<String>();
            assert_eq!(string(&format!("\"{inner}\" \"")), Some(inner.clone()));
            assert_eq!(string(&format!("\"{inner}\\\"\"")), Some(inner.clone() + "\""));
            assert_eq!(string(&format!("\"{inner}")), None);
            assert_eq!(string(&format!("\"{inner}\n\"")), None);
            assert_eq!(string(&format!("\"{inner}\u{1f}        \"")), None);
        }
    }

    #[test]
    fn escapes_are_those_of_json() {
        assert_eq!(
            string(r#""\"\\\/\b\f\n\r\t""#).as_deref(),
            Some("\"\\/\u{8}\u{c}\n\r\t")
        );
        assert_eq!(string(r#""\u00e9\uD83D\ude00!""#).as_deref(), Some("é😀!"));
        for wrong in [
            r#""\x""#,
            r#""\u12""#,
            r#""\u00g0""#,
            r#""\uD83D""#,
            r#""\uD83Dx""#,
            r#""\uD83D\u0041""#,
            r#""\uDE00""#,
            r#""\u+041""#,
        ] {
            assert_eq!(string(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn numbers_are_those_of_json() {
        let number = |text| {
            Scanner::new(text, Place::START)
                .number()
                .map(|number| (number.text, number.is_whole))
        };
        assert_eq!(number("0,"), Some(("0", true)));
        assert_eq!(number("-120]"), Some(("-120", true)));
        assert_eq!(number("1.50e+3"), Some(("1.50e+3", false)));
        assert_eq!(number("0E1"), Some(("0E1", false)));
        for wrong in ["-", "01", "1.", ".5", "1e", "1e+", "+1", "-a"] {
            assert_eq!(number(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_value_that_is_passed_over_ends_where_the_next_token_is() {
        for value in [
            "1.5",
            "\"]}\\\"\"",
            "{\"a\": [1, {\"b\": null}], \"]\": {}}",
            "[]",
            "true",
        ] {
            let text = format!(" {value} , 1");
            let mut scanner = Scanner::new(&text, Place::START);
            assert_eq!(scanner.pass_value(), Some(()));
            assert_eq!(scanner.peek(), Some(b','), "{value}");
        }
        assert_eq!(Scanner::new("[1", Place::START).pass_value(), None);
        assert_eq!(Scanner::new("]", Place::START).pass_value(), None);
    }
}
