//! First stage: bytes to a [`Document`].
//!
//! A document is YAML, JSON, or a Markdown page with either in a fenced code block, in UTF-8 or UTF-16; what it is
//! shows in its text, whatever the file is called. What is wrong and has one clear meaning is repaired with a
//! warning: a key that stands twice, tabs in the indentation, control characters, commas too many.
//!
//! A document is not trusted. What is read is bounded by [`Limits`]: 256 MiB a file and 1 GiB in all by default.
//! Values nest at most 500 levels in JSON and 128 in YAML, and YAML aliases may add 64 MiB to what a text holds. Time is
//! linear in the size of the text, and memory is about three times that size for JSON and eleven times for YAML, whose
//! reader holds all of its events.
//! Files are read only from the folder of the document, links resolved, unless [`LoadOptions`] name another root,
//! and never from a URL, a device or a pipe.
//!
//! - `bounded` reads a file from anywhere, up to a limit;
//! - `load` reads the root and follows references (`discover`) from file to file, which are on a `disk` or texts that a
//!   program holds (`storage`);
//! - `decode` turns bytes into text;
//! - `parse` turns text into a tree: of a page it takes the document (`markdown`), what can't be read it repairs (`repair`)
//!   or explains (`mistake`); `read` calls the readers of JSON and YAML within their bounds (`nesting`), and `tree` has that of
//!   JSON (`scan`), and takes what that of YAML gives;
//! - between both, an overlay may change the root (`change`); `origin` keeps where such parts come from, and `placed` has the
//!   texts of those that are no files of the document;
//! - `resolve` follows references;
//! - `outline` says what a text refers to, for who brings files together;
//! - `print` writes a tree as text;
//! - `locate` finds lines and columns, only when somebody asks, and goes past what is long (`extents`).

pub mod bounded;
pub mod byte_set;
mod change;
mod decode;
mod discover;
mod disk;
mod extents;
mod lines;
mod load;
mod locate;
mod markdown;
mod memory;
mod mistake;
mod names;
mod nesting;
mod node;
mod number;
mod origin;
mod outline;
mod parse;
mod placed;
pub mod pointer;
mod print;
mod read;
mod reference;
mod repair;
mod resolve;
mod scan;
mod storage;
mod text;
mod tree;

#[cfg(test)]
mod tests;

pub use disk::{Disk, Refusal, package_of};
pub use lines::Lines;

pub use discover::{Grammar, Holding};
pub use disk::{Limits, LoadOptions};
pub use load::Loading;
pub use locate::located;
pub use node::{Mapping, Node};
pub use number::Number;
pub use origin::Origins;
pub use outline::Outline;
pub use placed::{Offsets, PlacedText};
pub use reference::ReferenceError;
pub use reference::relative_path;
pub use storage::Texts;
pub use text::Text;
pub use tree::JSON_DEPTH as DEPTH;

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use crate::diagnostic::{Diagnostics, Excerpt, LineColumn, SourceSpan};

/// A document as it was read: the root file and every file that a `$ref` in it leads to.
///
/// ```no_run
/// use specwright_document::description::keyword::GRAMMAR;
/// use specwright_document::diagnostic::{Diagnostics, FileId};
/// use specwright_document::source::{Document, located};
///
/// let path = "spec/openapi.yaml".as_ref();
/// let mut diagnostics = Diagnostics::default();
/// let document = Document::load(path, GRAMMAR, &mut diagnostics);
/// if let Some(document) = &document {
///     let pet = document.resolve(FileId(0), "#/components/schemas/Pet");
///     println!("{}", pet.is_ok());
/// }
/// for diagnostic in located(&diagnostics, path, document.as_ref()) {
///     println!("{diagnostic}");
/// }
/// ```
pub struct Document {
    files: Vec<SourceFile>,
    /// Where the parts of the root come from that do not stand in its text.
    origins: Origins,
    names: OnceLock<names::Names>,
}

/// One file of a document.
pub struct SourceFile {
    /// Where it was read from.
    pub path: PathBuf,
    /// Its text, for positions and for the source line in a diagnostic.
    pub text: String,
    /// What it holds.
    pub tree: Node,
    syntax: tree::Syntax,
    /// What is passed over where places in it are looked for.
    extents: extents::Extents,
    /// Which of the documents of a YAML file it is.
    yaml_document: usize,
    content: parse::Content,
    links: load::Links,
    /// It could not be read as a document, which was reported when it was loaded.
    is_broken: bool,
    /// It was never a file: its text is nobody's, and has no lines.
    is_in_memory: bool,
    /// Where its values stand, if it is read elsewhere.
    offsets: Option<Offsets>,
}

impl Document {
    /// Reads `path` and the files it refers to. `None` when there is nothing to go on with; the reason is in
    /// `diagnostics`.
    pub fn load(path: &Path, grammar: Grammar, diagnostics: &mut Diagnostics) -> Option<Self> {
        Self::load_with(path, grammar, &LoadOptions::default(), diagnostics)
    }

    /// Reads `path` and the files it refers to, within `options`.
    pub fn load_with(
        path: &Path,
        grammar: Grammar,
        options: &LoadOptions,
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        let loading = Loading::open(path, options, diagnostics)?;
        Some(loading.finish(grammar, diagnostics))
    }

    /// Returns the files, the root first.
    pub fn files(&self) -> &[SourceFile] {
        &self.files
    }

    /// Gives back the trees, which are larger than the texts: places can be located without them, but nothing can be
    /// resolved any more.
    pub fn drop_trees(&mut self) {
        self.names = OnceLock::new();
        for file in &mut self.files {
            file.tree = Node::Null;
        }
    }

    /// Returns the paths of all files that were read, the root first: what `cargo::rerun-if-changed` names.
    pub fn paths(&self) -> impl Iterator<Item = &Path> {
        let files = self.files.iter().filter(|file| file.offsets.is_none());
        files.map(|file| file.path.as_path())
    }
}

impl SourceFile {
    /// Returns a file of which nothing is read yet.
    fn unread(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
            text: String::new(),
            tree: Node::Null,
            syntax: tree::Syntax::Yaml,
            extents: extents::Extents::default(),
            yaml_document: 0,
            content: parse::Content::Whole,
            links: load::Links::default(),
            is_broken: false,
            is_in_memory: false,
            offsets: None,
        }
    }

    /// Returns whether it was never a file.
    pub(crate) fn is_in_memory(&self) -> bool {
        self.is_in_memory
    }

    /// Returns a position in this file, with its line.
    fn location(&self, position: LineColumn) -> SourceSpan {
        SourceSpan {
            path: self.path.clone(),
            position: Some(position),
            excerpt: Excerpt::at(
                &self.text,
                lines::Lines::new(&self.text).offset(&self.text, position),
            ),
        }
    }
}
