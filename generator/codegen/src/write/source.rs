//! Rust source text, written line by line, and many items of it at once.
//!
//! Nothing of a document gets here but as a checked [`Name`](super::super::plan::Name), a [`literal`] or a [`Doc`].

use std::fmt::{self, Display, Write};
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::super::plan::{Doc, Gate, Import};
use super::docs;
use crate::threads::on_each;
use specwright_document::diagnostic::is_unprintable;
use specwright_document::order;
use specwright_document::source::byte_set::ByteSet;

/// The width beyond which arguments stand on a line each.
const WIDTH: usize = 100;

/// What stands before a line in eight blocks: to write it at once costs less than once for each block.
const INDENT: &str = "                                ";

/// Items that one thread takes at a time.
const BATCH: usize = 64;

/// Items of which both the texts and the file that they stand in are held at the same time.
const PORTION: usize = 64 * BATCH;

/// Source text at some depth of blocks.
pub(super) struct Source {
    text: String,
    depth: usize,
    /// Whether nothing stands in the block yet, so that no blank line goes before the next item.
    at_start: bool,
}

impl Source {
    /// Creates an empty text outside of all blocks.
    fn new() -> Self {
        Self {
            text: String::new(),
            depth: 0,
            at_start: true,
        }
    }

    /// Begins another text, in so many blocks, with the room of this one.
    fn begin(&mut self, depth: usize) {
        self.text.clear();
        (self.depth, self.at_start) = (depth, true);
    }

    /// Creates a text outside of all blocks that begins with `header`.
    pub(super) fn after(header: &str) -> Self {
        let mut source = Self::new();
        source.header(header);
        source
    }

    /// Sets how many blocks the text is in.
    pub(super) fn set_depth(&mut self, depth: usize) {
        self.depth = depth;
    }

    /// Writes what stands before all items.
    pub(super) fn header(&mut self, header: &str) {
        self.text.push_str(header);
        self.at_start = false;
    }

    /// Begins an item that is there under a condition, if there is any. Each item has its own.
    pub(super) fn gated_item(&mut self, gate: &Gate<'_>) {
        self.item();
        self.gate(gate);
    }

    /// Writes imports.
    pub(super) fn imports(&mut self, imports: &[Import<'_>]) {
        if !imports.is_empty() {
            self.item();
        }
        for import in imports {
            self.gate(&import.gate);
            let module = import.module;
            match (import.alias, &*import.names) {
                (Some(alias), []) => self.line(format_args!("use {module} as {alias};")),
                (None, [name]) => self.line(format_args!("use {module}::{name};")),
                (alias, names) => {
                    let alias = alias.map(|alias| format!("self as {alias}"));
                    let names: Vec<&str> = alias
                        .as_deref()
                        .into_iter()
                        .chain(names.iter().map(|name| &**name))
                        .collect();
                    self.fill(&format!("use {module}::{{"), &names, "};");
                }
            }
        }
    }

    /// Writes the condition of what stands in the next line.
    pub(super) fn gate(&mut self, gate: &Gate<'_>) {
        let conditions = gate
            .0
            .iter()
            .map(|feature| format!("feature = {}", literal(feature)));
        match conditions.collect::<Vec<_>>().as_slice() {
            [] => {}
            [condition] => self.line(format_args!("#[cfg({condition})]")),
            conditions => self.list("#[cfg(any(", conditions, "))]"),
        }
    }

    /// Writes `#[derive(…)]`, if anything is derived.
    pub(super) fn derives(&mut self, traits: &[&str]) {
        if !traits.is_empty() {
            self.parts(&["#[derive(", &traits.join(", "), ")]"]);
        }
    }

    /// Writes `#[deprecated]`, if it is.
    pub(super) fn deprecated(&mut self, deprecated: bool) {
        if deprecated {
            self.line("#[deprecated]");
        }
    }

    /// Writes `#[non_exhaustive]`, if it is.
    pub(super) fn non_exhaustive(&mut self, non_exhaustive: bool) {
        if non_exhaustive {
            self.line("#[non_exhaustive]");
        }
    }

    /// Returns how many bytes the text has.
    pub(super) fn len(&self) -> usize {
        self.text.len()
    }

    /// Returns the text.
    pub(super) fn finish(self) -> String {
        self.text
    }

    /// Begins an item: a blank line stands between two.
    pub(super) fn item(&mut self) {
        if !self.at_start {
            self.text.push('\n');
        }
        self.at_start = true;
    }

    /// Writes a line.
    pub(super) fn line(&mut self, line: impl Display) {
        self.indent();
        self.add(format_args!("{line}\n"));
    }

    /// Writes a line that is there in parts: formatting one costs more.
    pub(super) fn parts(&mut self, parts: &[&str]) {
        self.indent();
        parts.iter().for_each(|part| self.text.push_str(part));
        self.text.push('\n');
    }

    fn indent(&mut self) {
        self.at_start = false;
        let mut left = self.depth;
        while left > 0 {
            let blocks = left.min(INDENT.len() / 4);
            self.text.push_str(&INDENT[..4 * blocks]);
            left -= blocks;
        }
    }

    /// Writes `HEAD { … }`.
    pub(super) fn block(&mut self, head: impl Display, inner: impl FnOnce(&mut Self)) {
        self.line(format_args!("{head} {{"));
        let start = self.text.len();
        self.nested(inner);
        self.close(start);
    }

    /// Ends a block whose lines begin at `start`.
    fn close(&mut self, start: usize) {
        if self.text.len() == start {
            self.text.truncate(start - 1);
            self.text.push_str("}\n");
        } else {
            self.parts(&["}"]);
        }
    }

    /// Writes lines one level deeper.
    pub(super) fn nested(&mut self, inner: impl FnOnce(&mut Self)) {
        self.depth += 1;
        self.at_start = true;
        inner(self);
        self.at_start = false;
        self.depth -= 1;
    }

    /// Writes `OPEN items CLOSE`, on one line if they fit and on a line each if they don't.
    pub(super) fn list(&mut self, open: &str, items: &[String], close: &str) {
        let length: usize = items.iter().map(|item| item.len() + 2).sum();
        if self.depth * 4 + open.len() + length.saturating_sub(2) + close.len() <= WIDTH || items.is_empty() {
            self.parts(&[open, &items.join(", "), close]);
        } else {
            self.parts(&[open]);
            self.nested(|source| items.iter().for_each(|item| source.parts(&[item, ","])));
            self.parts(&[close]);
        }
    }

    /// Writes `OPEN items CLOSE`, on one line if they fit and on as few as they need if they don't.
    fn fill(&mut self, open: &str, items: &[&str], close: &str) {
        let one = format!("{open}{}{close}", items.join(", "));
        if self.depth * 4 + one.len() <= WIDTH {
            return self.line(one);
        }
        self.line(open);
        self.nested(|source| {
            let mut line = String::new();
            for item in items {
                if source.depth * 4 + line.len() + item.len() + 2 > WIDTH {
                    source.line(line.trim_end());
                    line.clear();
                }
                line.push_str(item);
                line.push_str(", ");
            }
            source.line(line.trim_end());
        });
        self.line(close);
    }

    /// Writes `pub fn NAME(arguments) -> RESULT { … }`; `name` begins with what stands before the name.
    ///
    /// It is `#[inline]`, as are the runtime's macros: then the compiler makes code of it only where it is called, and of
    /// the thousand operations of a client only the ones that are used, with the types that they reach, cost a build.
    pub(super) fn function(
        &mut self,
        name: &str,
        arguments: &[String],
        result: impl Display,
        body: impl FnOnce(&mut Self),
    ) {
        self.parts(&["#[inline]"]);
        self.list(&format!("{name}("), arguments, &format!(") -> {result} {{"));
        self.nested(body);
        self.parts(&["}"]);
    }

    /// Adds items, made on all processors, in their order. Each begins with [`item`](Self::item), unless it is not there.
    pub(super) fn each<T: Sync>(&mut self, items: &[T], write: impl Fn(&T, &mut Self) + Sync) {
        let depth = self.depth;
        for portion in items.chunks(PORTION) {
            let texts = in_batches(portion.len(), &|batch, source| {
                source.begin(depth);
                portion[batch].iter().for_each(|item| write(item, source));
                vec![Box::from(source.text.as_str())]
            });
            self.written(&texts);
        }
    }

    /// Adds items that are written already, at this depth.
    pub(super) fn written<'s>(&mut self, items: impl IntoIterator<Item = &'s Box<str>> + Clone) {
        let lengths = items.clone().into_iter().map(|item| item.len() + 1);
        self.text.reserve(lengths.sum());
        for item in items.into_iter().filter(|item| !item.is_empty()) {
            self.item();
            self.text.push_str(item);
            self.at_start = false;
        }
    }

    /// Writes a doc comment.
    pub(super) fn docs(&mut self, docs: &Doc<'_>) {
        for line in docs::lines(docs) {
            match line.is_empty() {
                true => self.parts(&["///"]),
                false => self.parts(&["/// ", &line]),
            }
        }
    }

    /// Writes the doc comment of the module that the text is.
    pub(super) fn inner_docs(&mut self, docs: &Doc<'_>) {
        for line in docs::lines(docs) {
            self.line(format_args!("//! {line}").to_string().trim_end());
        }
    }

    /// Writes a doc comment of one line, of Specwright's own words.
    pub(super) fn doc(&mut self, text: impl Display) {
        self.line(format_args!("/// {text}"));
    }

    fn add(&mut self, text: fmt::Arguments<'_>) {
        // Writing to a string never fails.
        let _ = self.text.write_fmt(text);
    }
}

/// Returns `text` as a string literal.
pub(super) fn literal(text: &str) -> Literal<'_> {
    Literal(text)
}

/// A string literal. What can't be seen is escaped.
#[derive(Clone, Copy)]
pub(super) struct Literal<'a>(&'a str);

impl Display for Literal<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        static PLAIN: ByteSet = ByteSet::range(b' ', b'~').without(b"\"\\");
        formatter.write_str("\"")?;
        match PLAIN.is_all_of(self.0) {
            true => formatter.write_str(self.0)?,
            false => self.escape(formatter)?,
        }
        formatter.write_str("\"")
    }
}

impl Literal<'_> {
    fn escape(self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for character in self.0.chars() {
            match character {
                '"' => formatter.write_str("\\\"")?,
                '\\' => formatter.write_str("\\\\")?,
                '\n' => formatter.write_str("\\n")?,
                '\r' => formatter.write_str("\\r")?,
                '\t' => formatter.write_str("\\t")?,
                hidden if is_unprintable(hidden) => write!(formatter, "{}", hidden.escape_unicode())?,
                seen => formatter.write_char(seen)?,
            }
        }
        Ok(())
    }
}

/// Returns the texts of items, made on all processors, in the order of the items.
pub(super) fn each<T: Sync>(items: &[T], write: impl Fn(&T, &mut Source) + Sync) -> Vec<Box<str>> {
    in_batches(items.len(), &|batch, source| {
        let mut texts = Vec::with_capacity(BATCH);
        for item in &items[batch] {
            source.begin(0);
            write(item, source);
            texts.push(Box::from(source.text.as_str()));
        }
        texts
    })
}

/// Writes a batch of items, of all that are counted.
type WriteBatch<'w> = dyn Fn(Range<usize>, &mut Source) -> Vec<Box<str>> + Sync + 'w;

/// Returns the texts that `write` makes of `count` items, on all processors, in the order of the items.
fn in_batches(count: usize, write: &WriteBatch<'_>) -> Vec<Box<str>> {
    let batches = count.div_ceil(BATCH);
    let next = AtomicUsize::new(0);
    let work = || {
        let mut written = Vec::new();
        // One text for all, which has grown already.
        let mut source = Source::new();
        loop {
            let batch = next.fetch_add(1, Ordering::Relaxed);
            if batch >= batches {
                return written;
            }
            let items = batch * BATCH..count.min((batch + 1) * BATCH);
            written.push((batch, write(items, &mut source)));
        }
    };
    let mut written: Vec<_> = on_each(batches, work).into_iter().flatten().collect();
    order::sort_by_key(&mut written, |(batch, _)| *batch);
    written.into_iter().flat_map(|(_, texts)| texts).collect()
}
