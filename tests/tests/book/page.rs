//! Pages, and what is in them.

use std::fs;
use std::path::{Path, PathBuf};

/// A page of the book, or a page of the repository beside it.
pub(crate) struct Page {
    /// The path from the root of the repository.
    pub(crate) path: String,
    pub(crate) text: String,
}

/// A block of code.
pub(crate) struct Block {
    pub(crate) line: usize,
    pub(crate) language: String,
    /// What the comment before it says.
    pub(crate) comment: Option<String>,
    pub(crate) text: String,
}

/// Returns the root of the repository.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Returns the pages of the book.
pub(crate) fn book() -> Vec<Page> {
    let mut pages = Vec::new();
    add(&root().join("docs"), "docs", &mut pages);
    pages.sort_by(|a, b| a.path.cmp(&b.path));
    pages
}

/// Returns the pages of the book and those beside it.
pub(crate) fn all() -> Vec<Page> {
    let mut pages = book();
    for path in [
        "README.md",
        "CONTRIBUTING.md",
        "ARCHITECTURE.md",
        "SECURITY.md",
        "CHANGELOG.md",
    ] {
        pages.push(Page::read(path));
    }
    pages
}

fn add(folder: &Path, name: &str, pages: &mut Vec<Page>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let entry = entry.expect("an entry");
        let path = format!("{name}/{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            add(&entry.path(), &path, pages);
        } else if path.ends_with(".md") {
            pages.push(Page::read(&path));
        }
    }
}

impl Page {
    pub(crate) fn read(path: &str) -> Self {
        let text = fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
        Self {
            path: path.to_owned(),
            text,
        }
    }

    /// Returns the blocks of code.
    pub(crate) fn blocks(&self) -> Vec<Block> {
        let mut blocks = Vec::new();
        let mut comment = None;
        let mut lines = self.text.lines().enumerate();
        while let Some((number, line)) = lines.next() {
            if let Some(language) = line.trim_start().strip_prefix("```") {
                let text: Vec<&str> = lines
                    .by_ref()
                    .map(|(_, line)| line)
                    .take_while(|line| line.trim() != "```")
                    .collect();
                blocks.push(Block {
                    line: number + 1,
                    language: language.to_owned(),
                    comment: comment.take(),
                    text: text.join("\n"),
                });
            } else if let Some(text) = line.strip_prefix("<!-- ") {
                comment = text.strip_suffix(" -->").map(ToOwned::to_owned);
            } else if !line.trim().is_empty() {
                comment = None;
            }
        }
        blocks
    }

    /// Returns the text of the block with this comment.
    pub(crate) fn block(&self, comment: &str) -> Option<String> {
        let mut blocks = self.blocks().into_iter();
        let block = blocks.find(|block| block.comment.as_deref() == Some(comment));
        block.map(|block| block.text)
    }
}
