//! The tags of HTML that descriptions are full of, as the CommonMark that says the same. Other tags stay as they
//! are, and are escaped later: what comes out of here is as little trusted as what went in.

use std::borrow::Cow;

use specwright_document::source::byte_set::ByteSet;

/// Returns `text` with Markdown in place of known tags.
pub(super) fn to_markdown(text: &str) -> Cow<'_, str> {
    if !text.contains('<') || !text.contains('>') {
        return Cow::Borrowed(text);
    }
    let mut writer = Writer {
        has_tables: text.contains("</table"),
        ..Writer::default()
    };
    static STARTS: ByteSet = ByteSet::of(b"<`\n");
    let mut rest = text;
    while let Some(start) = STARTS.find(rest) {
        let (before, from) = rest.split_at(start);
        writer.text(before);
        rest = match writer.tag(from) {
            Some(after) => after,
            None => {
                // A line, a run of backticks, or a bracket that begins no tag.
                let first = from.split_at(1);
                writer.text(first.0);
                first.1
            }
        };
    }
    writer.text(rest);
    Cow::Owned(writer.out)
}

#[derive(Default)]
struct Writer {
    out: String,
    /// The tag that ends the code that is open: nothing in it is a tag.
    code: Option<Code>,
    /// The targets of the links that are open.
    links: Vec<String>,
    table: Option<Table>,
    /// Whether a table that is begun has an end.
    has_tables: bool,
}

/// A table that is open, and stands in Markdown with a line for each row.
#[derive(Clone, Copy, Default)]
struct Table {
    /// How many cells the row has so far.
    cells: usize,
    /// Whether the line stands that tells the head from the other rows.
    has_head: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Code {
    /// `<code>`.
    Span,
    /// `<pre>`.
    Block,
    /// Backticks, one or more, in one line.
    Backticks,
    /// A line of backticks.
    Fence,
}

impl Writer {
    fn text(&mut self, text: &str) {
        match self.code {
            Some(Code::Span | Code::Block) if text.contains('&') || self.table.is_some() => {
                // Markdown shows code as it stands.
                let text = text
                    .replace("&lt;", "<")
                    .replace("&gt;", ">")
                    .replace("&quot;", "\"");
                let text = text.replace("&amp;", "&");
                match self.table {
                    Some(_) => self.out.push_str(&text.replace('\n', " ")),
                    None => self.out.push_str(&text),
                }
            }
            // A row is one line.
            None if self.table.is_some() && text.contains(['\n', '|']) => {
                self.out.push_str(&text.replace('\n', " ").replace('|', "\\|"));
            }
            _ => self.out.push_str(text),
        }
    }

    /// Writes a tag of a table, or one that breaks lines in it; gives whether the tag is one.
    fn tag_of_table(&mut self, name: &str, closes: bool) -> bool {
        match (name, closes) {
            ("table", false) if self.has_tables => {
                self.table = Some(Table::default());
                self.out.push_str("\n\n");
            }
            ("table", true) if self.table.is_some() => {
                self.table = None;
                self.out.push_str("\n\n");
            }
            _ => {
                let Some(table) = &mut self.table else {
                    return false;
                };
                match (name, closes) {
                    ("tr", false) => table.cells = 0,
                    ("tr", true) if table.cells > 0 => {
                        self.out.push_str(" |\n");
                        if !std::mem::replace(&mut table.has_head, true) {
                            self.out.push_str(&"|---".repeat(table.cells));
                            self.out.push_str("|\n");
                        }
                        table.cells = 0;
                    }
                    ("td" | "th", false) => {
                        if table.cells == 0 {
                            let end = self.out.trim_end_matches(' ').len();
                            self.out.truncate(end);
                        }
                        table.cells += 1;
                        self.out.push_str("| ");
                    }
                    ("tr" | "td" | "th", true) | ("thead" | "tbody" | "tfoot", _) => {}
                    ("br" | "p" | "div" | "ul" | "ol" | "li" | "pre", _)
                    | ("h1" | "h2" | "h3" | "h4" | "h5" | "h6", _) => self.out.push(' '),
                    _ => return false,
                }
            }
        }
        true
    }

    /// Writes the tag, or the border of Markdown's own code, with which `text` begins; gives what follows it.
    fn tag<'t>(&mut self, text: &'t str) -> Option<&'t str> {
        if let Some(after) = self.markdown_code(text) {
            return Some(after);
        }
        let tag = Tag::at(text)?;
        match (self.code, tag.name.as_str(), tag.closes) {
            (Some(Code::Span), "code" | "tt", true) => {
                self.code = None;
                self.out.push('`');
            }
            (Some(Code::Block), "pre", true) => {
                self.code = None;
                self.out.push_str("\n```\n");
            }
            (Some(Code::Block), "code" | "br", _) => {}
            (Some(_), _, _) => return None,
            (None, name, closes) if self.tag_of_table(name, closes) => {}
            (None, "code" | "tt", false) => {
                self.code = Some(Code::Span);
                self.out.push('`');
            }
            (None, "pre", false) => {
                self.code = Some(Code::Block);
                self.out.push_str("\n\n```\n");
            }
            (None, "b" | "strong", closes) => self.emphasis("**", closes),
            (None, "i" | "em", closes) => self.emphasis("*", closes),
            (None, "br", _) => self.out.push('\n'),
            (None, "p" | "div" | "ul" | "ol", _) => self.out.push_str("\n\n"),
            (None, "h1" | "h2" | "h3" | "h4" | "h5" | "h6", closes) => {
                self.out.push_str(if closes { "\n\n" } else { "\n\n### " });
            }
            (None, "li", false) => self.out.push_str("\n- "),
            (None, "li" | "span" | "font" | "u", _) => {}
            (None, "a", false) => {
                self.links.push(tag.href());
                self.out.push('[');
            }
            (None, "a", true) => match self.links.pop() {
                Some(target) => self.out.push_str(&format!("]({target})")),
                None => return None,
            },
            _ => return None,
        }
        Some(tag.after)
    }

    /// Copies code in backticks: tags in it are text.
    fn markdown_code<'t>(&mut self, text: &'t str) -> Option<&'t str> {
        if text.starts_with('\n') && self.code == Some(Code::Backticks) {
            self.code = None;
        }
        let after = text.trim_start_matches('`');
        let length = text.len() - after.len();
        if length == 0 {
            return None;
        }
        let mut line = self.out.bytes().rev().take_while(|byte| *byte != b'\n');
        let starts_line = line.all(|byte| byte == b' ');
        self.code = match self.code {
            None if length >= 3 && starts_line => Some(Code::Fence),
            None => Some(Code::Backticks),
            Some(Code::Fence) if length < 3 || !starts_line => Some(Code::Fence),
            Some(Code::Fence | Code::Backticks) => None,
            Some(code) => Some(code),
        };
        self.out.push_str(&text[..length]);
        Some(after)
    }

    /// Writes a mark of emphasis, which stands right at a word.
    fn emphasis(&mut self, mark: &str, closes: bool) {
        if !closes {
            return self.out.push_str(mark);
        }
        let end = self.out.trim_end().len();
        let blanks = self.out.split_off(end);
        self.out.push_str(mark);
        self.out.push_str(&blanks);
    }
}

/// A tag: `<a href="…">`, `</a>`, `<br/>`.
struct Tag<'t> {
    name: String,
    closes: bool,
    attributes: &'t str,
    after: &'t str,
}

/// Attributes longer than this, in bytes, are not looked through.
const LONGEST: usize = 2000;

impl<'t> Tag<'t> {
    fn at(text: &'t str) -> Option<Self> {
        let inside = text.strip_prefix('<')?;
        let (closes, inside) = match inside.strip_prefix('/') {
            Some(inside) => (true, inside),
            None => (false, inside),
        };
        let name_end = inside.find(|c: char| !c.is_ascii_alphanumeric())?;
        let (name, rest) = inside.split_at(name_end);
        if name.is_empty() || !rest.starts_with([' ', '\n', '/', '>']) {
            return None;
        }
        let end = rest.bytes().take(LONGEST).position(|byte| byte == b'>')?;
        Some(Self {
            name: name.to_ascii_lowercase(),
            closes,
            attributes: &rest[..end],
            after: &rest[end + 1..],
        })
    }

    /// Returns the target of a link.
    fn href(&self) -> String {
        let value = self.attributes.split_once("href=").map_or("", |(_, value)| value);
        let target = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => value[1..].split(quote).next(),
            _ => value.split([' ', '/']).next(),
        };
        target.unwrap_or_default().split_whitespace().collect()
    }
}
