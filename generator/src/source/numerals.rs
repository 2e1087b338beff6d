/// The number tokens of a valid JSON text, in order: run beside the reader, which gives numbers but not their text.
pub(super) struct Numerals<'text> {
    text: &'text str,
    offset: usize,
    /// Numbers that the reader has gone past since the last token that was asked for.
    skipped: usize,
}

impl<'text> Numerals<'text> {
    pub(super) fn new(text: &'text str) -> Self {
        Self {
            text,
            offset: 0,
            skipped: 0,
        }
    }

    /// Notes that the reader has gone past a number whose text is of no interest.
    pub(super) fn skip(&mut self) {
        self.skipped += 1;
    }

    /// Notes that the reader has gone past `string`, which may be a part of the text: what stands before its end need not be
    /// looked through.
    pub(super) fn pass(&mut self, string: &str) {
        let start = (string.as_ptr() as usize).wrapping_sub(self.text.as_ptr() as usize);
        let end = start.saturating_add(string.len());
        if end < self.text.len() && end >= self.offset {
            // The end is that of the quotes.
            self.offset = end + 1;
            self.skipped = 0;
        }
    }

    /// Returns the text of the number that the reader has come to.
    pub(super) fn next(&mut self) -> Option<&'text str> {
        for _ in 0..self.skipped {
            self.token()?;
        }
        self.skipped = 0;
        self.token()
    }

    fn token(&mut self) -> Option<&'text str> {
        let bytes = self.text.as_bytes();
        loop {
            match bytes.get(self.offset)? {
                b'"' => self.offset = end_of_string(self.text, self.offset)?,
                b'-' | b'0'..=b'9' => {
                    let start = self.offset;
                    while let Some(b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E') = bytes.get(self.offset) {
                        self.offset += 1;
                    }
                    return self.text.get(start..self.offset);
                }
                _ => self.offset += 1,
            }
        }
    }
}

/// Returns the offset after the string that starts at `start`.
fn end_of_string(text: &str, start: usize) -> Option<usize> {
    let mut offset = start + 1;
    loop {
        let quote = offset + text.get(offset..)?.find('"')?;
        let slashes = text.as_bytes()[offset..quote]
            .iter()
            .rev()
            .take_while(|&&byte| byte == b'\\')
            .count();
        offset = quote + 1;
        if slashes.is_multiple_of(2) {
            return Some(offset);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_that_look_like_numbers_are_passed_over() {
        let mut numerals = Numerals::new(r#"{"1": "2\"3\\", "a": [4.50, -0, 1e3], "\\": 6}"#);
        assert_eq!(numerals.next(), Some("4.50"));
        numerals.skip();
        assert_eq!(numerals.next(), Some("1e3"));
        assert_eq!(numerals.next(), Some("6"));
        assert_eq!(numerals.next(), None);
    }

    #[test]
    fn what_stands_before_a_string_of_the_text_is_passed_over() {
        let text = r#"{"a": 1, "b": 2.50, "c": "d"}"#;
        let mut numerals = Numerals::new(text);
        numerals.skip();
        numerals.pass(&text[10..11]);
        assert_eq!(numerals.next(), Some("2.50"));
        numerals.pass("elsewhere");
        assert_eq!(numerals.next(), None);
    }
}
