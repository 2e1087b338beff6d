//! The blocks of CommonMark, written anew so that rustdoc sees what the document's author saw and no more: no code
//! block is ever taken for Rust, and nothing stays open at the end.

use std::borrow::Cow;
use std::iter::Peekable;
use std::str::Lines;

use super::html::to_markdown;
use super::inline::{is_printable, safe_inline};
use specwright_document::diagnostic::is_unprintable;
use specwright_document::source::byte_set::ByteSet;

/// Returns the lines of a doc comment for `text`; empty where the text is.
pub(super) fn safe_lines(text: &str) -> Vec<String> {
    let text = line_feeds(text);
    let text = to_markdown(&text);
    let mut blocks = Blocks::default();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        blocks.line(line, &mut lines);
    }
    while blocks.out.last().is_some_and(String::is_empty) {
        blocks.out.pop();
    }
    blocks.out
}

/// Returns `text` with no end of a line but line feeds.
fn line_feeds(text: &str) -> Cow<'_, str> {
    // The first byte of `\u{2028}` is looked for as one byte, which the standard library does fast.
    if !text.contains('\r') && !text.as_bytes().contains(&0xe2) {
        return Cow::Borrowed(text);
    }
    let text = text
        .replace("\r\n", "\n")
        .replace(['\r', '\u{2028}', '\u{2029}'], "\n");
    Cow::Owned(text)
}

/// Returns whether a line of [`safe_lines`] is the text of a paragraph, so that it can follow other text.
pub(super) fn is_plain(line: &str) -> bool {
    !line.starts_with(['#', '>', '-', '*', '+', '`', '|', '=', ' ', '_']) && marker(line).is_none()
}

/// Returns whether a line is nothing but words, as most are: it begins no block, and nothing in it is more than a character.
fn is_words(line: &str) -> bool {
    static WORDS: ByteSet = ByteSet::range(b' ', b'~').without(b"`\\<![/");
    line.as_bytes().first().is_some_and(u8::is_ascii_alphabetic) && WORDS.is_all_of(line)
}

/// An item of a list that is open.
struct Item {
    /// The column of its marker in the document.
    marker_column: usize,
    /// The column of its content in the document.
    source_column: usize,
    /// The column of its content in the output.
    column: usize,
    /// The last character of its marker.
    delimiter: char,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Previous {
    #[default]
    Blank,
    Text,
    Quote,
}

#[derive(Default)]
struct Blocks {
    out: Vec<String>,
    items: Vec<Item>,
    previous: Previous,
}

impl Blocks {
    fn line(&mut self, line: &str, following: &mut Peekable<Lines<'_>>) {
        if is_words(line) {
            return self.words(line.trim_end_matches(' '));
        }
        let line = clean(line);
        let text = line.trim();
        let indent = line.len() - line.trim_start().len();
        if text.is_empty() {
            return self.blank();
        }
        if self.previous == Previous::Blank {
            self.close_items(indent);
            let base = self.items.last().map_or(0, |item| item.source_column);
            if indent >= base + 4 {
                return self.indented_code(&line, base + 4, following);
            }
        }
        if let Some(fence) = Fence::opened_by(text) {
            self.close_items(indent);
            self.fenced_code(fence, indent, following);
        } else if is_break(text) {
            self.close_items(indent);
            self.separate();
            self.push("---");
            self.separate();
        } else if let Some(quoted) = text.strip_prefix('>') {
            self.close_items(indent);
            self.quote(quoted, indent, following);
        } else if let Some(marker) = marker(text) {
            self.item(marker, indent, following);
        } else if text.starts_with('#') {
            self.close_items(indent);
            self.separate();
            self.push(&safe_inline(text));
            self.previous = Previous::Text;
        } else {
            self.text(&escape_start(&safe_inline(text)));
        }
    }

    /// Adds a line of words, which stands at the first column.
    fn words(&mut self, words: &str) {
        if self.previous == Previous::Blank {
            self.close_items(0);
        }
        self.text(words);
    }

    fn text(&mut self, text: &str) {
        if self.previous == Previous::Quote {
            self.separate();
        }
        self.push(text);
        self.previous = Previous::Text;
    }

    fn blank(&mut self) {
        self.separate();
    }

    fn separate(&mut self) {
        if self.out.last().is_some_and(|line| !line.is_empty()) {
            self.out.push(String::new());
        }
        self.previous = Previous::Blank;
    }

    /// Adds a line to the item that is open.
    fn push(&mut self, text: &str) {
        self.out.push(match self.column() {
            0 => text.to_owned(),
            indent => format!("{:indent$}{text}", ""),
        });
    }

    fn column(&self) -> usize {
        self.items.last().map_or(0, |item| item.column)
    }

    /// Closes the items that a line at this column is not part of; gives the delimiter of the item, if any, that it
    /// could be a sibling of.
    fn close_items(&mut self, column: usize) -> Option<char> {
        let mut sibling = None;
        while let Some(item) = self.items.pop_if(|item| item.source_column > column) {
            sibling = (item.marker_column <= column).then_some(item.delimiter);
        }
        sibling
    }

    fn item(&mut self, marker: Marker<'_>, indent: usize, following: &mut Peekable<Lines<'_>>) {
        let sibling = self.close_items(indent);
        // A list other than `1.` can't interrupt a paragraph.
        if self.previous == Previous::Quote || (sibling != Some(marker.delimiter) && marker.needs_blank()) {
            self.separate();
        }
        let column = self.column();
        let width = marker.text.len() + 1;
        self.items.push(Item {
            marker_column: indent,
            source_column: indent + marker.text.len() + marker.blanks,
            column: column + width,
            delimiter: marker.delimiter,
        });
        if let Some(fence) = Fence::opened_by(marker.content) {
            self.out.push(format!("{:column$}{} Code:", "", marker.text));
            return self.fenced_code(fence, indent + width, following);
        }
        let content = safe_inline(marker.content);
        self.out.push(format!(
            "{:column$}{} {}",
            "",
            marker.text,
            escape_start(&content)
        ));
        self.previous = Previous::Text;
    }

    fn quote(&mut self, quoted: &str, indent: usize, following: &mut Peekable<Lines<'_>>) {
        let text = quoted.trim_start_matches(['>', ' ']);
        if let Some(fence) = Fence::opened_by(text) {
            return self.fenced_code(fence, indent, following);
        }
        if self.previous != Previous::Quote {
            self.separate();
        }
        let text = safe_inline(text);
        self.push(format!("> {}", escape_start(&text)).trim_end());
        self.previous = Previous::Quote;
    }

    fn fenced_code(&mut self, fence: Fence, indent: usize, following: &mut Peekable<Lines<'_>>) {
        let mut content = Vec::new();
        for line in following.by_ref() {
            let line = clean(line);
            if fence.closed_by(line.trim_start_matches(['>', ' '])) {
                break;
            }
            let blanks = line.len() - line.trim_start().len();
            content.push(line[blanks.min(indent)..].to_owned());
        }
        self.code(&content);
    }

    fn indented_code(&mut self, first: &str, indent: usize, following: &mut Peekable<Lines<'_>>) {
        let mut content = vec![first[indent..].to_owned()];
        while let Some(next) = following.peek() {
            let line = clean(next);
            let blanks = line.len() - line.trim_start().len();
            if !line.is_empty() && blanks < indent {
                break;
            }
            content.push(line.get(indent..).unwrap_or_default().to_owned());
            following.next();
        }
        self.code(&content);
    }

    /// Writes a block of code with a fence that nothing in it closes, as `text`, so that rustdoc never compiles it.
    fn code(&mut self, content: &[String]) {
        let runs = content.iter().map(|line| line.trim_start());
        let longest = runs
            .map(|line| line.len() - line.trim_start_matches('`').len())
            .max()
            .unwrap_or(0);
        let fence = "`".repeat(longest.max(2) + 1);
        self.separate();
        self.push(&format!("{fence}text"));
        let end = content
            .iter()
            .rposition(|line| !line.is_empty())
            .map_or(0, |last| last + 1);
        for line in &content[..end] {
            if line.is_empty() {
                self.out.push(String::new());
            } else {
                self.push(line);
            }
        }
        self.push(&fence);
        self.separate();
    }
}

/// An opening fence.
#[derive(Clone, Copy)]
struct Fence {
    character: char,
    length: usize,
}

impl Fence {
    fn opened_by(text: &str) -> Option<Self> {
        let character = text.chars().next().filter(|c| matches!(c, '`' | '~'))?;
        let info = text.trim_start_matches(character);
        let length = text.len() - info.len();
        let is_fence = length >= 3 && !(character == '`' && info.contains('`'));
        is_fence.then_some(Self { character, length })
    }

    fn closed_by(self, text: &str) -> bool {
        let text = text.trim();
        text.len() >= self.length && text.chars().all(|c| c == self.character)
    }
}

/// The marker of a list's item and what follows it.
struct Marker<'a> {
    text: &'a str,
    delimiter: char,
    /// How many blanks stand between it and the content.
    blanks: usize,
    content: &'a str,
}

impl Marker<'_> {
    fn needs_blank(&self) -> bool {
        self.text.len() > 1 && !matches!(self.text, "1." | "1)")
    }
}

fn marker(text: &str) -> Option<Marker<'_>> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let delimiter = text[digits..].chars().next()?;
    match (digits, delimiter) {
        (0, '-' | '*' | '+') | (1..=9, '.' | ')') => {}
        _ => return None,
    }
    let (marker, rest) = text.split_at(digits + 1);
    let content = rest.trim_start();
    let blanks = rest.len() - content.len();
    (blanks > 0 && !content.is_empty()).then_some(Marker {
        text: marker,
        delimiter,
        blanks: if blanks > 4 { 1 } else { blanks },
        content,
    })
}

/// Escapes what would start another block inside an item or a quotation.
fn escape_start(text: &str) -> Cow<'_, str> {
    // A link that became its text can begin with blanks.
    let text = text.trim_start();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let starts_block = marker(text).is_some()
        || text.starts_with(['>', '#', '='])
        || is_break(text)
        || Fence::opened_by(text).is_some();
    if starts_block || matches!(text, "-" | "+" | "*") {
        return Cow::Owned(format!("{}\\{}", &text[..digits], &text[digits..]));
    }
    Cow::Borrowed(text)
}

/// Returns whether `text` is a thematic break or the line under a heading.
fn is_break(text: &str) -> bool {
    let mut characters = text.chars().filter(|c| *c != ' ');
    let Some(first) = characters.next().filter(|c| matches!(c, '-' | '*' | '_' | '=')) else {
        return false;
    };
    let rest = characters.clone().count();
    characters.all(|c| c == first) && (rest >= 2 || first == '-' || first == '=')
}

/// Returns a line without unsafe characters, tabs and blanks at its end.
fn clean(line: &str) -> Cow<'_, str> {
    if is_printable(line) {
        return Cow::Borrowed(line.trim_end_matches(' '));
    }
    let line = line.replace('\t', "    ");
    let visible = line.chars().map(|c| if c.is_whitespace() { ' ' } else { c });
    let line: String = visible.filter(|c| !is_unprintable(*c)).collect();
    Cow::Owned(line.trim_end().to_owned())
}
