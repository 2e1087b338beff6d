//! Characters, names, numbers and strings of a query.

/// What is wrong with a query.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Mistake {
    /// Where, in bytes from the query's start.
    pub offset: usize,
    /// What, without the place.
    pub message: String,
    /// What to do about it; empty when the message says it.
    pub help: String,
}

/// A text that is read from its start to its end.
pub(super) struct Scanner<'text> {
    text: &'text str,
    pub(super) offset: usize,
}

/// The largest integer that every JSON library agrees on.
const INTEGER: i64 = (1 << 53) - 1;

impl<'text> Scanner<'text> {
    pub(super) fn new(text: &'text str) -> Self {
        Self { text, offset: 0 }
    }

    pub(super) fn rest(&self) -> &'text str {
        self.text.get(self.offset..).unwrap_or("")
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub(super) fn next(&mut self) -> Option<char> {
        let next = self.peek()?;
        self.offset += next.len_utf8();
        Some(next)
    }

    /// Goes past `token`, if it is next.
    pub(super) fn take(&mut self, token: &str) -> bool {
        let is_next = self.rest().starts_with(token);
        if is_next {
            self.offset += token.len();
        }
        is_next
    }

    pub(super) fn skip_blanks(&mut self) {
        while matches!(self.peek(), Some(' ' | '\t' | '\n' | '\r')) {
            self.offset += 1;
        }
    }

    /// Goes past blanks, if `token` comes after them, and past it.
    pub(super) fn take_after_blanks(&mut self, token: &str) -> bool {
        let before = self.offset;
        self.skip_blanks();
        let is_next = self.take(token);
        if !is_next {
            self.offset = before;
        }
        is_next
    }

    pub(super) fn expect(&mut self, token: &str) -> Result<(), Mistake> {
        if self.take(token) {
            return Ok(());
        }
        Err(self.expected(&format!("`{token}`")))
    }

    /// Returns the mistake that something else stands here.
    pub(super) fn expected(&self, what: &str) -> Mistake {
        let found = match self.peek() {
            None => "its end".to_owned(),
            Some(found) => format!("`{found}`"),
        };
        self.mistake(format!("expected {what}, found {found}"))
    }

    pub(super) fn mistake(&self, message: impl Into<String>) -> Mistake {
        Mistake {
            offset: self.offset,
            message: message.into(),
            help: String::new(),
        }
    }

    /// Reads the name after a `.`; none if no name begins here.
    pub(super) fn member_name(&mut self) -> Result<Option<&'text str>, Mistake> {
        let rest = self.rest();
        let is_first =
            |character: char| character == '_' || character.is_ascii_alphabetic() || !character.is_ascii();
        if !rest.starts_with(is_first) {
            return Ok(None);
        }
        let end = rest.find(|character: char| !is_first(character) && !character.is_ascii_digit());
        let name = &rest[..end.unwrap_or(rest.len())];
        let after = &rest[name.len()..];
        self.offset += name.len();
        if after.starts_with('-') {
            let end = after.find(|character: char| {
                !is_first(character) && !character.is_ascii_digit() && character != '-'
            });
            let whole = format!("{name}{}", &after[..end.unwrap_or(after.len())]);
            return Err(Mistake {
                help: format!("put the name into brackets: `['{whole}']`"),
                ..self.mistake("a name after `.` cannot have a `-`")
            });
        }
        Ok(Some(name))
    }

    /// Reads a word of lowercase letters, digits and `_`, as functions and constants have.
    pub(super) fn word(&mut self) -> &'text str {
        let rest = self.rest();
        let end = rest.find(|character: char| {
            !(character.is_ascii_lowercase() || character.is_ascii_digit() || character == '_')
        });
        let word = &rest[..end.unwrap_or(rest.len())];
        self.offset += word.len();
        word
    }

    /// Reads the digits of an integer, with its sign; none if none begins here.
    pub(super) fn integer(&mut self) -> Result<Option<i64>, Mistake> {
        let start = self.offset;
        let rest = self.rest();
        let digits = rest.strip_prefix('-').unwrap_or(rest);
        let sign = rest.len() - digits.len();
        let count = digits.bytes().take_while(u8::is_ascii_digit).count();
        match (sign, count) {
            (0, 0) => return Ok(None),
            (_, 0) => return Err(self.expected("an integer")),
            _ => {}
        }
        let text = &rest[..sign + count];
        if text == "-0" || (count > 1 && digits.starts_with('0')) {
            return Err(self.mistake(format!("`{text}` is no integer: it begins with 0")));
        }
        self.offset = start + text.len();
        match text.parse() {
            Ok(value) if (-INTEGER..=INTEGER).contains(&value) => Ok(Some(value)),
            _ => Err(Mistake {
                offset: start,
                ..self.mistake(format!("the integer `{text}` is out of range"))
            }),
        }
    }

    /// Reads a number as JSON writes it.
    pub(super) fn number(&mut self) -> Result<serde_json::Number, Mistake> {
        let start = self.offset;
        let rest = self.rest();
        let end = rest.find(|character: char| !(character.is_ascii_digit() || "+-.eE".contains(character)));
        let text = &rest[..end.unwrap_or(rest.len())];
        match serde_json::from_str(text) {
            Ok(number) => {
                self.offset = start + text.len();
                Ok(number)
            }
            Err(_) => Err(self.mistake(format!("`{text}` is no number"))),
        }
    }

    /// Reads a string in single or double quotes.
    pub(super) fn string(&mut self) -> Result<String, Mistake> {
        let start = self.offset;
        let quote = self.next().unwrap_or('\'');
        let mut text = String::new();
        loop {
            match self.next() {
                None => {
                    return Err(Mistake {
                        offset: start,
                        ..self.mistake("the string has no end")
                    });
                }
                Some(end) if end == quote => return Ok(text),
                Some('\\') => text.push(self.escape(quote)?),
                Some(control) if control < ' ' => {
                    self.offset -= 1;
                    return Err(self.mistake("a control character in a string"));
                }
                Some(other) => text.push(other),
            }
        }
    }

    fn escape(&mut self, quote: char) -> Result<char, Mistake> {
        let start = self.offset - 1;
        let wrong = |scanner: &Self| Mistake {
            offset: start,
            ..scanner.mistake("unknown escape")
        };
        Ok(match self.next() {
            Some('b') => '\u{8}',
            Some('t') => '\t',
            Some('n') => '\n',
            Some('f') => '\u{c}',
            Some('r') => '\r',
            Some('/') => '/',
            Some('\\') => '\\',
            Some(same) if same == quote => same,
            Some('u') => {
                let first = self.hexadecimal().ok_or_else(|| wrong(self))?;
                let code = match first {
                    0xD800..0xDC00 => {
                        let second = if self.take("\\u") {
                            self.hexadecimal()
                        } else {
                            None
                        };
                        let second = second.filter(|second| (0xDC00..0xE000).contains(second));
                        let second = second.ok_or_else(|| wrong(self))?;
                        0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00)
                    }
                    code => code,
                };
                char::from_u32(code).ok_or_else(|| wrong(self))?
            }
            _ => return Err(wrong(self)),
        })
    }

    fn hexadecimal(&mut self) -> Option<u32> {
        let digits = self.rest().get(..4)?;
        if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return None;
        }
        self.offset += 4;
        u32::from_str_radix(digits, 16).ok()
    }
}
