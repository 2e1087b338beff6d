//! The first stage: what is read, from where, what is repaired and what is reported about it.

mod bounds;
mod files;
mod formats;
mod mistakes;
mod positions;
mod repairs;

use std::fs;
use std::path::Path;

use crate::description::keyword::GRAMMAR;
use crate::diagnostic::{Diagnostics, LocatedDiagnostic};
use crate::source::located;
use crate::source::{Document, LoadOptions};

/// What came of loading a document.
struct Loaded {
    document: Option<Document>,
    diagnostics: Vec<LocatedDiagnostic>,
    _folder: tempfile::TempDir,
}

/// Writes files into a folder of their own and loads the first.
fn load<Bytes: AsRef<[u8]>>(files: &[(&str, Bytes)]) -> Loaded {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    let root = folder.path().join(files[0].0);
    let (document, diagnostics) = load_path(&root, &LoadOptions::default());
    Loaded {
        document,
        diagnostics,
        _folder: folder,
    }
}

fn load_path(root: &Path, options: &LoadOptions) -> (Option<Document>, Vec<LocatedDiagnostic>) {
    let mut diagnostics = Diagnostics::default();
    let document = Document::load_with(root, GRAMMAR, options, &mut diagnostics);
    let diagnostics = located(&diagnostics, root, document.as_ref());
    (document, diagnostics)
}

/// One file, named as YAML.
fn load_text(text: impl AsRef<[u8]>) -> Loaded {
    load(&[("openapi.yaml", text)])
}

impl Loaded {
    fn document(&self) -> &Document {
        self.document
            .as_ref()
            .unwrap_or_else(|| panic!("not loaded: {}", self.lines()))
    }

    /// The root's tree as JSON.
    fn json(&self) -> serde_json::Value {
        self.document().files()[0].tree.to_json()
    }

    /// What was diagnostics, a line each: `line:column severity[code]`.
    fn codes(&self) -> Vec<String> {
        self.diagnostics
            .iter()
            .map(|diagnostics| {
                let position = diagnostics.position.unwrap();
                let severity = diagnostics.severity.as_str();
                let code = diagnostics.code.as_str();
                format!("{}:{} {severity}[{code}]", position.line, position.column)
            })
            .collect()
    }

    /// What was diagnostics, as a person sees it, without the folder.
    fn lines(&self) -> String {
        let lines: Vec<String> = self.diagnostics.iter().map(ToString::to_string).collect();
        let folder = format!("{}/", self._folder.path().display());
        lines.join("\n").replace(&folder, "")
    }
}
