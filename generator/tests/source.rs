//! The first stage: what is read, from where, what is mended and what is said about it.

#[path = "source/bounds.rs"]
mod bounds;
#[path = "source/files.rs"]
mod files;
#[path = "source/formats.rs"]
mod formats;
#[path = "source/mistakes.rs"]
mod mistakes;
#[path = "source/positions.rs"]
mod positions;
#[path = "source/repairs.rs"]
mod repairs;

use std::fs;
use std::path::Path;

use specwright::diagnostic::{Diagnostics, LocatedDiagnostic};
use specwright::source::{Document, LoadOptions};

/// What came of loading a document.
struct Loaded {
    document: Option<Document>,
    said: Vec<LocatedDiagnostic>,
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
    let (document, said) = load_path(&root, &LoadOptions::default());
    Loaded {
        document,
        said,
        _folder: folder,
    }
}

fn load_path(root: &Path, options: &LoadOptions) -> (Option<Document>, Vec<LocatedDiagnostic>) {
    let mut diagnostics = Diagnostics::default();
    let document = Document::load_with(root, options, &mut diagnostics);
    let said = LocatedDiagnostic::locate(&diagnostics, root, document.as_ref());
    (document, said)
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

    /// What was said, a line each: `line:column severity[code]`.
    fn codes(&self) -> Vec<String> {
        self.said
            .iter()
            .map(|said| {
                let position = said.position.unwrap();
                let severity = said.severity.as_str();
                let code = said.code.as_str();
                format!("{}:{} {severity}[{code}]", position.line, position.column)
            })
            .collect()
    }

    /// What was said, as a person sees it, without the folder.
    fn lines(&self) -> String {
        let lines: Vec<String> = self.said.iter().map(ToString::to_string).collect();
        let folder = format!("{}/", self._folder.path().display());
        lines.join("\n").replace(&folder, "")
    }
}
