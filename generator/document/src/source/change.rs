//! Changes of a root before what it refers to is read.

use std::path::Path;

use super::load::refuse;
use super::origin::Origins;
use super::parse::{self, Finding, Named, Note, Role};
use super::{Loading, Node, SourceFile};
use crate::diagnostic::{Code, Diagnostics, FileId, LineColumn, Severity, SourcePointer, SourceSpan};

impl Loading {
    /// Reads a file that changes the root, and that nothing refers to. Its path comes from the caller, not from the
    /// document, so that it may be anywhere. `None` when it can't be read; the reason is in `diagnostics`.
    pub fn add_beside(&mut self, path: &Path, diagnostics: &mut Diagnostics) -> Option<FileId> {
        let id = FileId(self.files.len());
        let read = self.storage.read(path);
        match read {
            Ok(bytes) => {
                let file = self.parse(id, path, bytes, Role::Referenced, diagnostics);
                let is_broken = file.is_broken;
                self.files.push(file);
                (!is_broken).then_some(id)
            }
            Err(refusal) => {
                refuse(path, &refusal, diagnostics);
                None
            }
        }
    }

    /// Reads YAML or JSON that is the value at a place of a text, where all diagnostics of it stand. `None` when it can't be read;
    /// the reason is in `diagnostics`.
    pub fn read_value(
        &mut self,
        place: &SourcePointer,
        text: &str,
        diagnostics: &mut Diagnostics,
    ) -> Option<Node> {
        let report = |severity, finding: Finding, diagnostics: &mut Diagnostics| {
            let LineColumn { line, column } = finding.position;
            let Note {
                code, message, help, ..
            } = finding.note;
            let message = format!("{message} (line {line}, column {column} of the value)");
            diagnostics.add(severity, code, place.clone(), message, help);
        };
        match parse::parse(text, Role::Referenced, Named::Otherwise) {
            Ok(parsed) => {
                // Both are as good here: `{nullable: true}` is meant to be YAML.
                let repairs = parsed.repairs.into_iter();
                for finding in repairs.filter(|finding| finding.note.code != Code::NotStrictJson) {
                    report(Severity::Warning, finding, diagnostics);
                }
                for remark in parsed.remarks {
                    let mut place = place.clone();
                    place.pointer.push_str(&remark.pointer);
                    self.remark(place, remark.kind, diagnostics);
                }
                Some(parsed.tree)
            }
            Err(finding) => {
                report(Severity::Error, finding, diagnostics);
                None
            }
        }
    }

    /// Returns whether two paths are those of one file that may be read.
    pub fn is_same_file(&self, one: &Path, other: &Path) -> bool {
        let (one, other) = (self.storage.identify(one), self.storage.identify(other));
        matches!((one, other), (Ok(one), Ok(other)) if one == other)
    }

    /// Returns the files so far, the root first.
    pub fn files(&self) -> &[SourceFile] {
        &self.files
    }

    /// Returns a position in one of the files: `offset` bytes into `text`, which stands at a JSON pointer. If the text does not
    /// stand there as it is, it is the place of the pointer.
    pub fn span_within(&self, place: &SourcePointer, text: &str, offset: usize) -> Option<SourceSpan> {
        let file = self.files.get(place.file.0)?;
        Some(file.location(file.position_within(&place.pointer, text, offset)))
    }

    /// Takes the tree of a file, which then holds nothing.
    pub fn take_tree(&mut self, id: FileId) -> Node {
        let file = self.files.get_mut(id.0);
        file.map_or(Node::Null, |file| std::mem::replace(&mut file.tree, Node::Null))
    }

    /// Sets what the root holds instead of what stands in its text, and where the differences come from.
    pub fn set_root(&mut self, tree: Node, origins: Origins) {
        if let Some(root) = self.files.first_mut() {
            root.tree = tree;
        }
        self.origins = origins;
    }
}
