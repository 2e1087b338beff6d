//! Overlays: what they change, and what is said about them.

mod bounds;
mod changes;
mod diagnostics;
mod examples;
mod patches;
mod positions;
mod text;

use std::fs;
use std::path::Path;

use crate::description::keyword::GRAMMAR;
use crate::diagnostic::{Diagnostics, LocatedDiagnostic, SourcePointer};
use crate::overlay::Overlays;
use crate::source::{Document, LoadOptions, Loading, located};

/// What came of overlays.
struct Applied {
    document: Document,
    diagnostics: Vec<LocatedDiagnostic>,
    folder: tempfile::TempDir,
}

/// Applies overlays to a document, `openapi.yaml`. They are called `1.yaml`, `2.yaml`, …
fn apply(document: &str, overlays: &[&str]) -> Applied {
    apply_with(document, overlays, false)
}

fn apply_with(document: &str, overlays: &[&str], strict: bool) -> Applied {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("openapi.yaml");
    fs::write(&root, document).unwrap();
    let mut settings = Overlays {
        strict,
        ..Overlays::default()
    };
    for (index, text) in overlays.iter().enumerate() {
        let path = folder.path().join(format!("{}.yaml", index + 1));
        fs::write(&path, text).unwrap();
        settings.files.push(path);
    }
    let mut diagnostics = Diagnostics::default();
    let mut loading = Loading::open(&root, &LoadOptions::default(), &mut diagnostics).unwrap();
    settings.apply(&mut loading, &mut diagnostics);
    let document = loading.finish(GRAMMAR, &mut diagnostics);
    Applied {
        diagnostics: located(&diagnostics, &root, Some(&document)),
        document,
        folder,
    }
}

/// Returns an overlay of version 1.1 with these actions.
fn overlay(actions: &str) -> String {
    format!("overlay: 1.1.0\ninfo: {{title: Test, version: 1.0.0}}\nactions:\n{actions}")
}

/// Applies one overlay of version 1.1 about which there is nothing to say, and returns the document.
fn changed(document: &str, actions: &str) -> String {
    let applied = apply(document, &[&overlay(actions)]);
    assert_eq!(applied.lines(), "");
    applied.yaml()
}

impl Applied {
    fn yaml(&self) -> String {
        self.document.files()[0].tree.to_yaml_text()
    }

    /// Returns the diagnostics, a line each: `1.yaml:4:5: warning[unneeded-action]: …; help: …`.
    fn lines(&self) -> String {
        let folder = format!("{}/", self.folder.path().display());
        let lines = self.diagnostics.iter().map(LocatedDiagnostic::one_line);
        let lines: Vec<String> = lines.map(|line| line.replace(&folder, "")).collect();
        lines.join("\n")
    }

    /// Returns where a pointer of the root stands: `file:line:column`.
    fn place(&self, pointer: &str) -> String {
        let place = SourcePointer {
            pointer: pointer.to_owned(),
            ..SourcePointer::default()
        };
        let span = self.document.locations(&[place]).pop().flatten().unwrap();
        let position = span.position.unwrap();
        let name = span.path.file_name().map(Path::new).unwrap().display();
        format!("{name}:{}:{}", position.line, position.column)
    }
}
