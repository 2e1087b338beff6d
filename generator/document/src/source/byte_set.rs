//! Sets of bytes, and searches for them.

/// A set of bytes of ASCII.
///
/// A search looks at one byte after the other in a plain loop: build scripts run without optimisation, where the searches of the
/// standard library, which are made of iterators and closures, take several times as long.
pub struct ByteSet([bool; 256]);

impl ByteSet {
    /// Creates a set of these bytes.
    pub const fn of(bytes: &[u8]) -> Self {
        let mut set = [false; 256];
        let mut at = 0;
        while at < bytes.len() {
            set[bytes[at] as usize] = true;
            at += 1;
        }
        Self(set)
    }

    /// Creates a set of the bytes from one to another.
    pub const fn range(first: u8, last: u8) -> Self {
        let mut set = [false; 256];
        let mut byte = first as usize;
        while byte <= last as usize {
            set[byte] = true;
            byte += 1;
        }
        Self(set)
    }

    /// Creates a set of the bytes of both.
    pub const fn and(mut self, other: Self) -> Self {
        let mut byte = 0;
        while byte < 256 {
            self.0[byte] = self.0[byte] || other.0[byte];
            byte += 1;
        }
        self
    }

    /// Creates a set without these bytes.
    pub const fn without(mut self, bytes: &[u8]) -> Self {
        let mut at = 0;
        while at < bytes.len() {
            self.0[bytes[at] as usize] = false;
            at += 1;
        }
        self
    }

    /// Returns where the first byte of the set is.
    pub fn find(&self, text: &str) -> Option<usize> {
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            if self.0[bytes[at] as usize] {
                return Some(at);
            }
            at += 1;
        }
        None
    }

    /// Returns whether a byte of the set is there.
    pub fn is_in(&self, text: &str) -> bool {
        self.find(text).is_some()
    }

    /// Returns whether no byte but those of the set is there.
    pub fn is_all_of(&self, text: &str) -> bool {
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            if !self.0[bytes[at] as usize] {
                return false;
            }
            at += 1;
        }
        true
    }
}

/// Returns a text without the blanks at its ends. Most have none, which a look at two bytes tells.
pub fn trim(text: &str) -> &str {
    match text.as_bytes() {
        [b'!'..=b'~', .., b'!'..=b'~'] => text,
        _ => text.trim(),
    }
}

#[cfg(test)]
mod tests {
    use super::{ByteSet, trim};

    #[test]
    fn blanks_at_the_ends_are_left_out() {
        for text in [
            "",
            " ",
            "a",
            " a",
            "a b",
            "\ta b\n",
            "\u{a0}é a\u{2003}",
            "é",
            "ab",
        ] {
            assert_eq!(trim(text), text.trim());
        }
    }

    #[test]
    fn searches_find_what_is_in_the_set() {
        static LETTERS: ByteSet = ByteSet::range(b'a', b'z').and(ByteSet::of(b"_")).without(b"x");
        assert_eq!(LETTERS.find("1-x_a"), Some(3));
        assert_eq!(LETTERS.find("1-x é"), None);
        assert!(LETTERS.is_all_of("snake_case") && LETTERS.is_all_of(""));
        assert!(!LETTERS.is_all_of("six") && !LETTERS.is_in("x") && LETTERS.is_in("é_"));
    }
}
