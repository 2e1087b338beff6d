//! Doc comments: what is said, and by whom. How text of the document is made safe is up to who writes it.

use std::borrow::Cow;

use super::Name;
use super::named::Docs;
use specwright_document::source::byte_set::trim;

/// A doc comment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Doc<'a> {
    /// Its blocks, with a blank line between each two.
    pub blocks: Vec<Block<'a>>,
}

/// A block of a doc comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block<'a> {
    /// A paragraph.
    Paragraph(Vec<Span<'a>>),
    /// What the text that follows is about: it begins the same line, if that is the text of a paragraph.
    Lead(Vec<Span<'a>>),
    /// Text of the document, in CommonMark.
    Markdown(&'a str),
    /// A list of names of the document, and its texts about each, in CommonMark.
    List(Vec<(&'a str, Vec<&'a str>)>),
    /// A list of items of the client, and the first line of the document's text about each, in CommonMark.
    Items(Vec<(Span<'a>, &'a str)>),
}

/// A part of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Span<'a> {
    /// Words of Specwright's own, in CommonMark.
    Own(Cow<'static, str>),
    /// A piece of code, a name or a value of the document.
    Code(Cow<'a, str>),
    /// Text of the document that is no CommonMark.
    Text(&'a str),
    /// A link to an item of the client: the text, which is shown as code, and the path.
    Link(Box<(String, String)>),
}

impl From<&'static str> for Span<'_> {
    fn from(own: &'static str) -> Self {
        Self::Own(Cow::Borrowed(own))
    }
}

impl From<String> for Span<'_> {
    fn from(own: String) -> Self {
        Self::Own(Cow::Owned(own))
    }
}

impl<'a> Span<'a> {
    /// Creates a piece of code.
    pub(super) fn code(text: impl Into<Cow<'a, str>>) -> Self {
        Self::Code(text.into())
    }

    /// Creates a link to an item of the client at `path`.
    pub(super) fn link(shown: String, path: String) -> Self {
        Self::Link(Box::new((shown, path)))
    }

    /// Creates a link to a method of the client, or of a group. `root` is the path of the client's root.
    pub(super) fn method(root: &str, group: Option<&Name>, name: &Name) -> Self {
        let name = name.as_str();
        match group {
            None => Self::link(format!("Client::{name}"), format!("{root}::Client::{name}")),
            Some(group) => {
                let group = group.as_str();
                Self::link(
                    format!("{group}::{name}"),
                    format!("{root}::groups::{group}::{name}"),
                )
            }
        }
    }
}

impl<'a> Doc<'a> {
    /// Creates a comment of one paragraph.
    pub(super) fn own<const N: usize>(spans: [Span<'a>; N]) -> Self {
        let mut doc = Self::default();
        doc.paragraph(spans);
        doc
    }

    /// Creates a comment of what the document says of an item.
    pub(super) fn of(docs: &'a Docs) -> Self {
        let mut doc = Self::default();
        doc.document(docs);
        doc
    }

    /// Creates a comment of what the document says of an item, or `fallback` where it says nothing.
    pub(super) fn of_or<const N: usize>(docs: &'a Docs, fallback: [Span<'a>; N]) -> Self {
        let mut doc = Self::of(docs);
        if texts(docs) == ["", ""] {
            doc.blocks.insert(0, Block::Paragraph(fallback.into()));
        }
        doc
    }

    /// Adds a paragraph.
    pub(super) fn paragraph<const N: usize>(&mut self, spans: [Span<'a>; N]) {
        self.spans(spans.into());
    }

    /// Adds a paragraph of any number of spans.
    pub(super) fn spans(&mut self, spans: Vec<Span<'a>>) {
        // Most comments have one block or two, and there are as many as items.
        self.blocks.reserve_exact(1);
        self.blocks.push(Block::Paragraph(spans));
    }

    /// Adds what the document says of an item.
    pub(super) fn document(&mut self, docs: &'a Docs) {
        let texts = texts(docs);
        self.blocks.reserve_exact(texts.len() + docs.notes.len());
        for text in texts {
            if !text.is_empty() {
                self.blocks.push(Block::Markdown(text));
            }
        }
        for note in &docs.notes {
            self.blocks.push(Block::Markdown(note));
        }
    }

    /// Adds a list of names of the document and what it says about each.
    pub(super) fn list(&mut self, items: impl Iterator<Item = (&'a str, &'a Docs)>) {
        let mut list = Vec::new();
        for (name, docs) in items {
            list.push((name, all_texts(docs)));
        }
        self.blocks.push(Block::List(list));
    }

    /// Adds a list of items, each with the first line of what the document says of it.
    pub(super) fn items(&mut self, items: impl Iterator<Item = (Span<'a>, &'a Docs)>) {
        let mut list = Vec::new();
        for (item, docs) in items {
            let text = docs.summary.as_deref().or(docs.description.as_deref());
            list.push((item, text.unwrap_or_default()));
        }
        self.blocks.push(Block::Items(list));
    }

    /// Adds a paragraph about what `name` is called on the wire, where that is more than the same word in another case.
    pub(super) fn wire<const N: usize>(&mut self, name: &Name, wire: &str, spans: [Span<'a>; N]) {
        if name.as_str() != wire && !is_same_word(name.as_str(), wire) {
            self.paragraph(spans);
        }
    }

    /// Notes that the document calls the item deprecated.
    pub(super) fn deprecated(&mut self, deprecated: bool) {
        if deprecated {
            self.paragraph(["**Deprecated.**".into()]);
        }
    }
}

/// Returns the summary, unless the description begins with it, and the description; what is not there is empty.
fn texts(docs: &Docs) -> [&str; 2] {
    let summary = trim(docs.summary.as_deref().unwrap_or_default());
    let description = trim(docs.description.as_deref().unwrap_or_default());
    let summary = if description.starts_with(summary) {
        ""
    } else {
        summary
    };
    [summary, description]
}

/// Returns the summary, the description and the notes.
fn all_texts(docs: &Docs) -> Vec<&str> {
    let mut texts = Vec::new();
    texts.extend(docs.summary.as_deref());
    texts.extend(docs.description.as_deref());
    texts.extend(docs.notes.iter().map(String::as_str));
    texts
}

/// Returns whether two names have the same letters and digits, in whatever case.
fn is_same_word(name: &str, other: &str) -> bool {
    if !name.is_ascii() || !other.is_ascii() {
        return letters(name).eq(letters(other));
    }
    let (mut name, mut other) = (name.as_bytes(), other.as_bytes());
    loop {
        match (next_letter(&mut name), next_letter(&mut other)) {
            (None, None) => return true,
            (one, two) if one == two => {}
            _ => return false,
        }
    }
}

/// Takes the first letter or digit of what is left of a name, in small letters.
fn next_letter(rest: &mut &[u8]) -> Option<u8> {
    while let [first, others @ ..] = *rest {
        *rest = others;
        if first.is_ascii_alphanumeric() {
            return Some(first.to_ascii_lowercase());
        }
    }
    None
}

/// Returns the letters and digits of a name, in small letters.
fn letters(name: &str) -> impl Iterator<Item = char> {
    name.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
}
