//! First stage: bytes to a [`Document`].

mod node;

pub use node::{Mapping, Node};

use std::path::{Path, PathBuf};

use crate::diagnostic::{Diagnostics, FileId, Place};

/// A document as it was read: the root file and every file that a `$ref` in it leads to.
#[derive(Debug)]
pub struct Document {
    files: Vec<SourceFile>,
}

/// One file of a document.
#[derive(Debug)]
pub struct SourceFile {
    /// Where it was read from.
    pub path: PathBuf,
    /// Its text, for positions and for the source line in a diagnostic.
    pub text: String,
    /// What it holds.
    pub tree: Node,
}

/// A place in a text, from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

impl Document {
    /// Reads `path` and the files it refers to. `None` when there is nothing to go on with; the reason is in
    /// `diagnostics`.
    pub fn load(path: &Path, diagnostics: &mut Diagnostics) -> Option<Self> {
        let _ = (path, diagnostics);
        None
    }

    /// The files, the root first.
    pub fn files(&self) -> &[SourceFile] {
        &self.files
    }

    /// Resolves a reference (`#/a/b`, `file.yaml`, `../file.yaml#/a`) that stands in `from`: the file and pointer
    /// that it names, and what stands there. The file was read already if it is there at all.
    pub fn resolve(&self, from: FileId, reference: &str) -> Result<(Place, &Node), ReferenceError> {
        let _ = (from, reference);
        Err(ReferenceError::NothingThere)
    }

    /// Lines and columns of places, in the same order. Positions are found by reading a file again, once for all
    /// of its places, so ask for many at a time.
    pub fn locate(&self, places: &[Place]) -> Vec<Option<Position>> {
        vec![None; places.len()]
    }
}

/// Why a reference leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReferenceError {
    /// It names a URL of another host.
    Remote,
    /// It names a file outside the document's folder.
    Outside,
    /// The file is not there or not readable.
    NoFile(PathBuf),
    /// The file has nothing at the pointer.
    NothingThere,
    /// It is no URI reference.
    Malformed,
}
