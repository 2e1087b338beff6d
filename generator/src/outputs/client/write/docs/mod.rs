//! Doc comments: text of a document, made safe for rustdoc, on the items that it describes.

mod html;
mod inline;
mod markdown;
#[cfg(test)]
mod tests;

pub(super) use inline::one_line;

use crate::outputs::client::plan::{Docs, Operation};

/// A doc comment, built paragraph by paragraph.
#[derive(Debug, Default)]
pub(super) struct DocComment {
    lines: Vec<String>,
}

impl DocComment {
    /// A comment of one paragraph of Specwright's own: see [`paragraph`](Self::paragraph).
    pub(super) fn own(text: impl AsRef<str>) -> Self {
        let mut comment = Self::default();
        comment.paragraph(text);
        comment
    }

    /// The comment of an item of the document, or `fallback` where the document says nothing.
    pub(super) fn of(docs: &Docs, fallback: &str) -> Self {
        let mut comment = Self::default();
        let summary = docs.summary.as_deref().unwrap_or_default().trim();
        let description = docs.description.as_deref().unwrap_or_default().trim();
        if !description.starts_with(summary) {
            comment.markdown(summary);
        }
        comment.markdown(description);
        if comment.lines.is_empty() {
            comment.paragraph(fallback);
        }
        for note in &docs.notes {
            comment.markdown(note);
        }
        comment
    }

    /// A comment that begins with words of Specwright's own, in the line with which the document's begin if it can be.
    pub(super) fn after(own: &str, docs: &Docs) -> Self {
        let mut comment = Self::of(docs, "");
        match comment.lines.first_mut() {
            Some(first) if markdown::is_plain(first) => first.insert_str(0, &format!("{own}: ")),
            Some(_) => drop(comment.lines.splice(0..0, [format!("{own}."), String::new()])),
            None => comment.paragraph(format!("{own}.")),
        }
        comment
    }

    /// Adds a paragraph of Specwright's own, which is known to be safe: any text of the document in it went through
    /// [`code`] or [`inline_text`].
    pub(super) fn paragraph(&mut self, text: impl AsRef<str>) {
        self.separate();
        self.lines.extend(text.as_ref().lines().map(str::to_owned));
    }

    /// Adds text of the document.
    pub(super) fn markdown(&mut self, text: &str) {
        let lines = markdown::safe_lines(text);
        if !lines.is_empty() {
            self.separate();
            self.lines.extend(lines);
        }
    }

    /// Adds a list of names of the document and what it says about each.
    pub(super) fn list<'a>(&mut self, items: impl Iterator<Item = (&'a str, &'a Docs)>) {
        self.separate();
        for (name, docs) in items {
            self.item(&code(name), docs);
        }
    }

    fn item(&mut self, head: &str, docs: &Docs) {
        let texts = [docs.summary.as_deref(), docs.description.as_deref()]
            .into_iter()
            .flatten();
        let texts: Vec<&str> = texts.chain(docs.notes.iter().map(String::as_str)).collect();
        let mut lines = markdown::safe_lines(&texts.join("\n\n")).into_iter();
        match lines.next() {
            Some(first) if markdown::is_plain(&first) => self.lines.push(format!("- {head}: {first}")),
            Some(first) => self
                .lines
                .extend([format!("- {head}:"), String::new(), format!("  {first}")]),
            None => self.lines.push(format!("- {head}")),
        }
        self.lines.extend(lines.map(|line| {
            if line.is_empty() {
                line
            } else {
                format!("  {line}")
            }
        }));
    }

    /// Notes that the document calls the item deprecated.
    pub(super) fn deprecated(&mut self, deprecated: bool) {
        if deprecated {
            self.paragraph("**Deprecated.**");
        }
    }

    /// The lines. No character in them ends a line.
    pub(super) fn lines(&self) -> &[String] {
        &self.lines
    }

    fn separate(&mut self) {
        if self.lines.last().is_some_and(|line| !line.is_empty()) {
            self.lines.push(String::new());
        }
    }
}

/// A link to an operation's method, from a module within the client's.
pub(super) fn method_link(operation: &Operation) -> String {
    format!("[`Client::{0}`](super::Client::{0})", operation.name.as_str())
}

/// `text` of the document as a code span of one line.
pub(super) fn code(text: &str) -> String {
    inline::code_span(&inline::one_line(text))
}

/// `text` of the document as text of one line.
pub(super) fn inline_text(text: &str) -> String {
    inline::safe_inline(&inline::one_line(text))
}
