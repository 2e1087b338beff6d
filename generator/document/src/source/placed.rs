//! A text that is read elsewhere, and that says itself where its values stand.

use foldhash::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::locate::{Located, Wanted};
use super::{Loading, SourceFile};
use crate::diagnostic::FileId;

/// A text that is neither YAML nor JSON, such as a `specwright.toml`, with the places of the values that change a root.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlacedText {
    /// The file, as it was named.
    pub path: PathBuf,
    /// Its text.
    pub text: Arc<str>,
    /// Where the values are.
    pub offsets: Offsets,
}

/// Where a value is in a text, and where those in it are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Offsets {
    /// Where its key, or else itself, begins, in bytes.
    pub offset: usize,
    /// Those in it, by their keys and their places in a list.
    pub children: HashMap<String, Offsets>,
}

impl PlacedText {
    /// Creates a text of which nothing but one place is known, by its line and column from 1.
    pub fn only_place(path: &Path, line: usize, column: usize) -> Self {
        let before = "\n".repeat(line.saturating_sub(1)) + &" ".repeat(column.saturating_sub(1));
        Self {
            path: path.to_owned(),
            offsets: Offsets {
                offset: before.len(),
                children: HashMap::default(),
            },
            text: before.into(),
        }
    }
}

impl Offsets {
    /// Sets the places of what is wanted: where nothing is known of a value, it is that of what is around it.
    pub(super) fn find(&self, wanted: &Wanted, places: &mut [Located]) {
        wanted.place(self.offset.into(), places);
        for (name, child) in wanted.children() {
            if let Some(known) = self.children.get(name) {
                known.find(child, places);
            }
        }
    }
}

impl Loading {
    /// Adds a text that is read elsewhere, for the places of what changes the root.
    pub fn add_placed(&mut self, placed: &PlacedText) -> FileId {
        let id = FileId(self.files.len());
        self.files.push(SourceFile {
            text: placed.text.to_string(),
            offsets: Some(placed.offsets.clone()),
            ..SourceFile::unread(&placed.path)
        });
        id
    }
}
