//! How large the program of a regular expression becomes, told by its text.

use std::iter::Peekable;
use std::str::CharIndices;

/// What is no expression that can be judged.
const UNKNOWN: u64 = u64::MAX;

/// What a class has that holds most characters, such as `.`: a state for each range of bytes that one begins or ends with.
const OF_MOST: u64 = 16;

/// Returns how large the program of an expression becomes, in states of about 64 bytes: about right, and rather too much than too little.
pub(super) fn size(pattern: &str) -> u64 {
    let mut scan = Scan::new(pattern);
    while let Some((at, character)) = scan.rest.next() {
        scan.take(at, character);
    }
    if scan.is_unknown {
        return UNKNOWN;
    }
    if let Some(class) = counted_class(pattern).filter(|_| !scan.is_special) {
        return class;
    }
    let all = scan.groups.iter().map(|group| group.size);
    let mut all = all.fold(0, u64::saturating_add);
    if scan.is_special {
        all = all.saturating_add(scan.spared);
    }
    if scan.is_folded {
        all = all.saturating_mul(4);
    }
    all.saturating_add(scan.of_writing())
}

/// A group that is open, or the expression itself.
#[derive(Default)]
struct Group {
    begin: usize,
    size: u64,
    /// What its last part has, which a repetition multiplies.
    last: u64,
    last_begin: usize,
}

/// One way through an expression, which is none of Rust's alone: it may look around and behind.
struct Scan<'p> {
    pattern: &'p str,
    rest: Peekable<CharIndices<'p>>,
    groups: Vec<Group>,
    /// Whether letters stand for both cases.
    is_folded: bool,
    /// Whether it looks around, has flags, or has escapes that are none of ECMAScript's: it is compiled as it is.
    is_special: bool,
    /// What repetitions at the ends would have had.
    spared: u64,
    /// How many parts are written in other words before it is compiled: the rest of the text is moved for each.
    written: u64,
    /// For how many of them the text is read again from its beginning.
    read: u64,
    is_unknown: bool,
}

impl<'p> Scan<'p> {
    fn new(pattern: &'p str) -> Self {
        let looks = ["(?=", "(?!", "(?<=", "(?<!", "(?>", "(?P="];
        Scan {
            pattern,
            rest: pattern.char_indices().peekable(),
            groups: vec![Group::default()],
            is_folded: false,
            is_special: looks.iter().any(|look| pattern.contains(look)),
            spared: 0,
            written: 0,
            read: 0,
            is_unknown: false,
        }
    }

    /// Returns what it takes to write an expression of ECMAScript in Rust's terms: that grows with the square of its length.
    fn of_writing(&self) -> u64 {
        let length = self.pattern.len() as u64;
        self.written * length / 256 + self.read * length / 8
    }

    fn take(&mut self, at: usize, character: char) {
        let size = match character {
            '(' => {
                self.open(at);
                let group = Group {
                    begin: at,
                    ..Group::default()
                };
                return self.groups.push(group);
            }
            ')' if self.groups.len() > 1 => {
                let group = self.groups.pop().unwrap_or_default();
                return self.add(group.begin, group.size.saturating_add(2));
            }
            '*' | '+' | '?' => return self.grow(2),
            '{' => match self.count() {
                Some(count) => return self.repeat(count),
                None => {
                    self.is_special = true;
                    1
                }
            },
            '|' => 2,
            '[' => self.class(),
            '.' => {
                self.written += 1;
                OF_MOST
            }
            '\\' => self.escaped(false),
            '}' | ']' => {
                self.is_special = true;
                1
            }
            other => other.len_utf8() as u64,
        };
        self.add(at, size);
    }

    fn add(&mut self, begin: usize, size: u64) {
        self.grow(size);
        if let Some(group) = self.groups.last_mut() {
            (group.last, group.last_begin) = (size, begin);
        }
    }

    fn grow(&mut self, size: u64) {
        if let Some(group) = self.groups.last_mut() {
            group.size = group.size.saturating_add(size);
        }
    }

    /// Looks at what a group begins with.
    fn open(&mut self, at: usize) {
        let Some(kind) = self.pattern[at + 1..].strip_prefix('?') else {
            return;
        };
        self.skip_to(at + 2);
        if ["=", "!", "<", ">", ":", "P"]
            .iter()
            .any(|start| kind.starts_with(start))
        {
            return;
        }
        let flags = kind.split([')', ':']).next().unwrap_or_default();
        self.is_special = true;
        self.is_folded |= flags.contains('i');
        // With `x`, blanks and comments are no part of it. What is no flag calls a group, or asks what one has found.
        self.is_unknown |= !flags.chars().all(|flag| "imsuU-".contains(flag));
    }

    /// Returns how often the last part is there, at least and at most, by what stands behind a `{`. `None` if that is no number.
    fn count(&mut self) -> Option<(u64, u64)> {
        let (begin, _) = *self.rest.peek()?;
        let (counts, _) = self.pattern[begin..].split_once('}')?;
        let end = begin + counts.len();
        let number = |text: &str| {
            let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
            is_number.then(|| text.parse::<u64>().unwrap_or(u64::MAX))
        };
        let counts = match counts
            .split_once(',')
            .map(|(least, most)| (least.trim(), most.trim()))
        {
            None => number(counts.trim()).map(|exactly| (exactly, exactly)),
            Some((least, "")) => number(least).map(|least| (least, least)),
            Some(("", most)) => number(most).map(|most| (0, most)),
            Some((least, most)) => number(least).zip(number(most)),
        };
        self.skip_to(end);
        counts
    }

    fn skip_to(&mut self, end: usize) {
        while self.rest.next_if(|(at, _)| *at <= end).is_some() {}
    }

    fn repeat(&mut self, (least, most): (u64, u64)) {
        let is_outermost = self.groups.len() == 1;
        let is_last = self.rest.peek().is_none();
        let Some(group) = self.groups.last_mut() else {
            return;
        };
        let further = |count: u64| group.last.saturating_mul(count.saturating_sub(1));
        let (of_least, of_most) = (further(least), further(most));
        // A text that has the most of it at either end has the least of it.
        let is_spared = is_outermost && (is_last || group.last_begin == 0);
        let further = if is_spared { of_least } else { of_most };
        self.spared = self.spared.saturating_add(of_most.saturating_sub(further));
        group.last = group.last.saturating_add(further);
        self.grow(further.saturating_add(2));
    }

    /// Returns what the escaped character has that stands here.
    fn escaped(&mut self, is_in_class: bool) -> u64 {
        let Some((_, character)) = self.rest.next() else {
            return 1;
        };
        match character {
            'p' | 'P' => self.property(),
            'x' | 'u' => {
                self.in_braces();
                4
            }
            'c' => {
                self.read += 1;
                1
            }
            'd' | 'w' | 's' | 'D' | 'W' | 'S' => {
                self.written += 1;
                match self.is_special {
                    // It is what Rust means by it.
                    true => of_property("L"),
                    false if character.is_lowercase() => 2,
                    false => OF_MOST,
                }
            }
            'n' | 'r' | 't' | 'f' | 'v' | '0' | 'b' | 'B' => 1,
            '-' if is_in_class => 1,
            '^' | '$' | '\\' | '.' | '*' | '+' | '?' | '(' | ')' | '[' | ']' | '{' | '}' | '|' | '/' => 1,
            // A group that is called.
            'g' => {
                self.is_unknown = true;
                1
            }
            other => {
                self.is_special = true;
                match other.is_ascii() {
                    true => OF_MOST,
                    false => 4,
                }
            }
        }
    }

    fn property(&mut self) -> u64 {
        match self.in_braces() {
            Some(name) => of_property(name),
            None => of_property("L"),
        }
    }

    fn in_braces(&mut self) -> Option<&'p str> {
        let (begin, _) = *self.rest.peek()?;
        let (inner, _) = self.pattern[begin..].strip_prefix('{')?.split_once('}')?;
        self.skip_to(begin + 1 + inner.len());
        Some(inner)
    }

    /// Returns what the class has that stands here.
    fn class(&mut self) -> u64 {
        let is_negated = self.rest.next_if(|(_, next)| *next == '^').is_some();
        let mut characters = 0;
        let mut size = if is_negated { OF_MOST } else { 1 };
        let mut is_first = true;
        while let Some((_, character)) = self.rest.next() {
            match character {
                // The first is one of its characters.
                ']' if !is_first => break,
                '\\' => match self.escaped(true) {
                    1 => characters += 1,
                    more => size = more.saturating_add(size),
                },
                ascii if ascii.is_ascii() => characters += 1,
                // A range of such begins or ends within that of several bytes.
                _ => size = size.saturating_add(OF_MOST / 2),
            }
            is_first = false;
        }
        // Those of one byte are in one state.
        size.saturating_add(characters / 4)
    }
}

/// Returns how many ranges a property of Unicode has, by its name.
fn of_property(name: &str) -> u64 {
    match name.as_bytes() {
        [b'Z', ..] => 16,
        [b'N', ..] => 160,
        [b'M' | b'P' | b'S', ..] => 320,
        _ => 720,
    }
}

/// Returns what the class of `^X{1,9}$` has: its characters are counted, and nothing is compiled.
fn counted_class(pattern: &str) -> Option<u64> {
    let mut inner = pattern.strip_prefix('^')?.strip_suffix('$')?;
    while let Some(group) = inner.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        inner = group.strip_prefix("?:").unwrap_or(group);
    }
    let mut scan = Scan::new(inner);
    let (at, first) = scan.rest.next()?;
    if matches!(first, '(' | ')' | '|' | '*' | '+' | '?' | '{' | '^' | '$') {
        return None;
    }
    scan.take(at, first);
    let class = scan.groups.first()?.size;
    let is_counted = scan.rest.next().is_some_and(|(_, next)| next == '{') && scan.count().is_some();
    (is_counted && scan.rest.peek().is_none()).then_some(class)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_size_is_about_that_of_the_program() {
        for (pattern, least, most) in [
            ("", 0, 0),
            ("^abc$", 5, 5),
            ("^a{5}b$", 7, 12),
            ("^(?:ab){10}c$", 20, 60),
            ("^[a-z0-9]{2}-[A-Z]{3}$", 6, 20),
            (r"^a\p{L}{100}b$", 60_000, 80_000),
            (r"^a\p{Nd}{10}b$", 1_000, 2_000),
            (r"^b(?:[^a]{200}){200}c$", 500_000, 1_000_000),
            // What is counted, and what is found by its least.
            (r"^[\p{L}]{1,2000}$", 700, 800),
            (r"^(.{0,262144})$", 16, 20),
            (r"[\s\S]{1,204800}", 16, 100),
            (r"^a.{0,262144}", 16, 100),
            // What is neither.
            (r"(?s).{1,2048}", 30_000, 40_000),
            (r"(?!a)[\w ]{0,255}", 150_000, 200_000),
            (r"(?i)^a\p{L}{10}b$", 20_000, 40_000),
            // A `{` of an escape counts nothing.
            (r"^a\x{2028}\u{1f600}b$", 4, 20),
            ("^a{b}{,}c{$", 5, 20),
            // The first bracket of a class is one of its characters.
            (r"^b[]\p{L}]{10}c$", 7_000, 8_000),
            (r"^b[^]\p{L}]{10}c$", 7_000, 8_000),
        ] {
            let size = size(pattern);
            assert!((least..=most).contains(&size), "{pattern}: {size}");
        }
    }

    #[test]
    fn what_multiplies_by_its_own_length_is_not_small() {
        assert!(size(&".".repeat(30_000)) > 1_000_000);
        assert!(size(&r"\ca".repeat(30_000)) > 1_000_000);
        let nested = format!("{}a{}", "(?:".repeat(200), "){9}".repeat(200));
        for pattern in [
            nested.as_str(),
            "(?x)(a b) {900}",
            r"(?<a>b{9})\g<a>",
            "a{99999999999999999999}b",
        ] {
            assert!(size(pattern) > 1_000_000_000, "{pattern}");
        }
        for pattern in [
            "(", ")", "[", "\\", "{", "a{", "[\\", "(?", "(?P", ")))(((", "é{3}", r"\p{", r"\p",
        ] {
            assert!(size(pattern) < 3_000, "{pattern}");
        }
    }
}
