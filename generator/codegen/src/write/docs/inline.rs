//! One line of CommonMark, made safe: code spans, links and addresses stay, whatever rustdoc could take for
//! HTML or for a link to an item is escaped.

use std::borrow::Cow;

use specwright_document::diagnostic::is_unprintable;
use specwright_document::source::byte_set::ByteSet;

/// Returns `text` in one line: each run of white space becomes a blank, unsafe characters go.
pub(crate) fn one_line(text: &str) -> Cow<'_, str> {
    static BLANK: ByteSet = ByteSet::of(b" ");
    if is_printable(text) && !has(text, &BLANK, " ") {
        return Cow::Borrowed(text.trim_matches(' '));
    }
    let words = text
        .split_whitespace()
        .map(|word| word.chars().filter(|c| !is_unprintable(*c)).collect());
    Cow::Owned(words.collect::<Vec<String>>().join(" "))
}

/// Returns whether `text` has nothing but visible characters of ASCII and blanks: it needs no second look.
pub(super) fn is_printable(text: &str) -> bool {
    static PRINTABLE: ByteSet = ByteSet::range(b' ', b'~');
    PRINTABLE.is_all_of(text)
}

/// Returns a code span that holds `text`, which is one line.
pub(super) fn code_span(text: &str) -> String {
    let text = text.trim();
    if text.is_empty() {
        return "(empty)".to_owned();
    }
    if !text.contains('`') {
        return format!("`{text}`");
    }
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') {
        " "
    } else {
        ""
    };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// Returns the inline text of one line.
pub(super) fn safe_inline(line: &str) -> String {
    Inline::new(line, false).run()
}

/// What may not stand for itself.
static SPECIAL: ByteSet = ByteSet::of(b"`\\<![");
static SPECIAL_BESIDE_ADDRESSES: ByteSet = ByteSet::of(b"`\\<![h");

struct Inline<'a> {
    rest: &'a str,
    in_link: bool,
    /// Whether an address may be in what is left.
    has_address: bool,
    out: String,
    /// Lengths of runs of backticks that are known not to be closed in what is left.
    unclosed: Vec<usize>,
}

impl<'a> Inline<'a> {
    fn new(line: &'a str, in_link: bool) -> Self {
        static COLON: ByteSet = ByteSet::of(b":");
        Self {
            rest: line,
            in_link,
            has_address: has(line, &COLON, "//"),
            out: String::with_capacity(line.len()),
            unclosed: Vec::new(),
        }
    }

    fn run(mut self) -> String {
        loop {
            let special = match self.has_address {
                true => &SPECIAL_BESIDE_ADDRESSES,
                false => &SPECIAL,
            };
            let plain = special.find(self.rest).unwrap_or(self.rest.len());
            let (text, rest) = self.rest.split_at(plain);
            self.out.push_str(text);
            self.rest = rest;
            let Some(character) = rest.chars().next() else {
                return self.out;
            };
            let taken = match character {
                '`' => self.backticks(),
                '\\' => self.backslash(),
                '<' => self.angle(),
                // A picture is shown as a link.
                '!' if rest.starts_with("![") => 1,
                '!' if rest.starts_with("!!") => self.escape('!'),
                '[' => self.bracket(),
                'h' => self.address(),
                _ => self.copy(character),
            };
            self.rest = &self.rest[taken..];
        }
    }

    fn copy(&mut self, character: char) -> usize {
        self.out.push(character);
        character.len_utf8()
    }

    fn escape(&mut self, character: char) -> usize {
        self.out.push('\\');
        self.copy(character)
    }

    /// Copies a code span, where the run of backticks is closed in the same line.
    fn backticks(&mut self) -> usize {
        let run = run_length(self.rest);
        if !self.unclosed.contains(&run) {
            if let Some(content) = closed_span(&self.rest[run..], run) {
                let whole = run + content.len() + run;
                // In a table a bar ends the cell, and with it the span.
                if content.contains('|') && content.contains(['<', '[', ':', '\\']) {
                    let text = content.trim().chars();
                    for character in text {
                        if character.is_ascii_punctuation() {
                            self.out.push('\\');
                        }
                        self.out.push(character);
                    }
                } else {
                    self.out.push_str(&self.rest[..whole]);
                }
                return whole;
            }
            self.unclosed.push(run);
        }
        for _ in 0..run {
            self.out.push_str("\\`");
        }
        run
    }

    fn backslash(&mut self) -> usize {
        match self.rest[1..].chars().next() {
            Some(next) if next.is_ascii_punctuation() => {
                self.out.push('\\');
                self.out.push(next);
                2
            }
            // Before anything else, and at the end of the line, it is a backslash.
            _ => self.escape('\\'),
        }
    }

    /// Copies `<https://…>`, or else text.
    fn angle(&mut self) -> usize {
        let inside = &self.rest[1..];
        static ENDS: ByteSet = ByteSet::of(b"<> ");
        let address = before(inside, &ENDS);
        let closed = inside[address.len()..].starts_with('>');
        if closed && !self.in_link && is_address(address) {
            self.out.push_str(&self.rest[..address.len() + 2]);
            return address.len() + 2;
        }
        self.escape('<')
    }

    /// Copies the link `[text](https://…)`; of a link to anywhere else its text.
    fn bracket(&mut self) -> usize {
        if self.in_link {
            return self.escape('[');
        }
        static BRACKETS: ByteSet = ByteSet::of(b"[]");
        let text = before(&self.rest[1..], &BRACKETS);
        let after = &self.rest[1 + text.len()..];
        let Some(target) = after.strip_prefix("](").and_then(link_target) else {
            return self.escape('[');
        };
        let whole = 1 + text.len() + 2 + target.len() + 1;
        let address = target.split_whitespace().next().unwrap_or_default();
        let address = address.trim_start_matches('<').trim_end_matches('>');
        let in_link = is_address(address);
        let shown = Inline::new(text, in_link).run();
        let shown = if shown.trim().is_empty() { "link" } else { &shown };
        if in_link {
            self.out
                .push_str(&format!("[{shown}]({})", percent_encode(address)));
        } else {
            self.out.push_str(shown);
        }
        whole
    }

    /// Turns a bare address into `<https://…>`.
    fn address(&mut self) -> usize {
        if !(self.rest.starts_with("http://") || self.rest.starts_with("https://")) {
            return self.copy('h');
        }
        let end = self
            .rest
            .find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '`' | '\\' | '|'));
        let mut address = &self.rest[..end.unwrap_or(self.rest.len())];
        let opened = address.matches('(').count();
        let mut closed = address.matches(')').count();
        loop {
            address = address.trim_end_matches(['.', ',', ':', ';', '!', '?', '\'', '*', '_', '~', ']']);
            match address.strip_suffix(')') {
                Some(shorter) if closed > opened => address = shorter,
                _ => break,
            }
            closed -= 1;
        }
        if self.in_link {
            self.out.push_str(&address.replace('[', "\\["));
        } else if is_address(address) {
            self.out.push_str(&format!("<{address}>"));
        } else {
            self.out.push_str(&code_span(address));
        }
        address.len()
    }
}

/// Returns what stands before the first byte of a set.
fn before<'t>(text: &'t str, set: &ByteSet) -> &'t str {
    set.find(text).map_or(text, |end| &text[..end])
}

/// Returns whether a byte of a set is followed by `rest` somewhere.
fn has(mut text: &str, set: &ByteSet, rest: &str) -> bool {
    while let Some(at) = set.find(text) {
        text = &text[at + 1..];
        if text.starts_with(rest) {
            return true;
        }
    }
    false
}

fn run_length(text: &str) -> usize {
    text.len() - text.trim_start_matches('`').len()
}

/// Returns the content of a code span: what stands before the next run of exactly `length` backticks.
fn closed_span(text: &str, length: usize) -> Option<&str> {
    let mut at = 0;
    while let Some(found) = text[at..].find('`') {
        let start = at + found;
        let run = run_length(&text[start..]);
        if run == length {
            return Some(&text[..start]);
        }
        at = start + run;
    }
    None
}

/// Returns what stands before the parenthesis that closes a link's target.
fn link_target(text: &str) -> Option<&str> {
    static PARENTHESES: ByteSet = ByteSet::of(b"()");
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(found) = PARENTHESES.find(&text[at..]) {
        at += found;
        // CommonMark has a bound on the depth too.
        if at > 2000 || depth > 32 {
            break;
        }
        match (text.as_bytes()[at], depth) {
            (b'(', _) => depth += 1,
            (_, 0) => return Some(&text[..at]),
            _ => depth -= 1,
        }
        at += 1;
    }
    None
}

/// Returns whether `text` is an address that rustdoc shows as a link whatever stands around it.
fn is_address(text: &str) -> bool {
    let scheme = ["https://", "http://", "mailto:"]
        .iter()
        .find(|scheme| text.starts_with(**scheme));
    let rest = scheme.and_then(|scheme| text.strip_prefix(scheme));
    static OF_ADDRESSES: ByteSet = ByteSet::range(b'!', b'~').without(b"<>\"`\\{}|");
    rest.is_some_and(|rest| !rest.is_empty())
        && (OF_ADDRESSES.is_all_of(text)
            || !text.contains(|c: char| {
                c.is_whitespace() || matches!(c, '<' | '>' | '"' | '`' | '\\' | '{' | '}' | '|')
            }))
}

/// Returns an address as a link's target, in which parentheses and brackets end nothing.
fn percent_encode(address: &str) -> String {
    static ENCODED: ByteSet = ByteSet::of(b"()[]");
    if !ENCODED.is_in(address) {
        return address.to_owned();
    }
    let mut out = String::new();
    for character in address.chars() {
        match character {
            '(' => out.push_str("%28"),
            ')' => out.push_str("%29"),
            '[' => out.push_str("%5B"),
            ']' => out.push_str("%5D"),
            _ => out.push(character),
        }
    }
    out
}
