//! Doc comments: text of a document, made safe for rustdoc, on the items that it describes.

mod html;
mod inline;
mod markdown;
#[cfg(test)]
mod tests;

use super::super::plan::{Block, Doc, Span};

/// Returns the lines of a doc comment. No character in them ends a line.
pub(super) fn lines(doc: &Doc<'_>) -> Vec<String> {
    let mut comment = Comment::default();
    doc.blocks.iter().for_each(|block| comment.block(block));
    comment.finish()
}

/// A doc comment, written block by block.
#[derive(Default)]
struct Comment {
    lines: Vec<String>,
    /// What the text that follows is about.
    lead: Option<String>,
}

impl Comment {
    fn block(&mut self, block: &Block<'_>) {
        match block {
            Block::Lead(spans) => self.lead = Some(text(spans)),
            Block::Markdown(text) => self.markdown(text),
            Block::Paragraph(spans) => {
                self.end_lead();
                self.separate();
                self.lines.extend(text(spans).lines().map(str::to_owned));
            }
            Block::List(items) => {
                self.end_lead();
                self.separate();
                items.iter().for_each(|(name, texts)| self.item(name, texts));
            }
            Block::Items(items) => {
                self.end_lead();
                self.separate();
                self.lines.extend(items.iter().map(|(item, about)| {
                    let item = text(std::slice::from_ref(item));
                    let mut lines = markdown::safe_lines(about).into_iter();
                    match lines.next().filter(|first| markdown::is_plain(first)) {
                        Some(first) => format!("- {item}: {first}"),
                        None => format!("- {item}"),
                    }
                }));
            }
        }
    }

    fn markdown(&mut self, text: &str) {
        let mut lines = markdown::safe_lines(text);
        let Some(first) = lines.first_mut() else {
            return;
        };
        if markdown::is_plain(first)
            && let Some(lead) = self.lead.take()
        {
            first.insert_str(0, &format!("{lead}: "));
        }
        self.end_lead();
        self.separate();
        self.lines.extend(lines);
    }

    /// Ends the line of the lead, if nothing else did.
    fn end_lead(&mut self) {
        if let Some(lead) = self.lead.take() {
            self.lines.push(format!("{lead}."));
        }
    }

    fn item(&mut self, name: &str, texts: &[&str]) {
        let head = code(name);
        let mut lines = markdown::safe_lines(&texts.join("\n\n")).into_iter();
        match lines.next() {
            Some(first) if markdown::is_plain(&first) => self.lines.push(format!("- {head}: {first}")),
            Some(first) => self
                .lines
                .extend([format!("- {head}:"), String::new(), format!("  {first}")]),
            None => self.lines.push(format!("- {head}")),
        }
        self.lines.extend(lines.map(|line| match line.is_empty() {
            true => line,
            false => format!("  {line}"),
        }));
    }

    fn separate(&mut self) {
        if self.lines.last().is_some_and(|line| !line.is_empty()) {
            self.lines.push(String::new());
        }
    }

    fn finish(mut self) -> Vec<String> {
        self.end_lead();
        self.lines
    }
}

/// Returns the text of a paragraph.
fn text(spans: &[Span<'_>]) -> String {
    let spans = spans.iter().map(|span| match span {
        Span::Own(text) => text.clone(),
        Span::Code(text) => code(text).into(),
        Span::Text(text) => inline_text(text).into(),
        Span::Link(link) => format!("[`{}`]({})", link.0, link.1).into(),
    });
    spans.collect()
}

/// Returns `text` of the document as a code span of one line.
fn code(text: &str) -> String {
    inline::code_span(&inline::one_line(text))
}

/// Returns `text` of the document as text of one line.
pub(super) fn inline_text(text: &str) -> String {
    inline::safe_inline(&inline::one_line(text))
}
