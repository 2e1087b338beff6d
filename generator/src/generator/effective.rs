//! A document as its overlays leave it.

use std::path::{Path, PathBuf};

use super::stack::on_a_deep_stack;
use super::{Error, Generator, output};
use specwright_document::diagnostic::{Diagnostics, LocatedDiagnostic};

/// The root file of a document as its overlays leave it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct EffectiveDocument {
    /// Its text: JSON if the document is, else YAML. Numbers are written as they were; comments are lost.
    pub text: String,
    /// Warnings of what was read.
    pub diagnostics: Vec<LocatedDiagnostic>,
    /// The files that were read: the document, and the overlays.
    pub inputs: Vec<PathBuf>,
}

impl Generator {
    /// Returns the document as the [overlays](Self::overlay) leave it, for other tools, and to see what they do. Only its root
    /// file is read, and nothing of it is checked.
    ///
    /// # Errors
    ///
    /// [`Error::Document`] with all diagnostics when the document can't be read, or an overlay not be applied.
    ///
    /// # Examples
    ///
    /// ```
    /// use specwright::Generator;
    ///
    /// # let folder = tempfile::tempdir()?;
    /// # let (pets, fixes) = (folder.path().join("pets.yaml"), folder.path().join("fixes.overlay.yaml"));
    /// # std::fs::write(&pets, "openapi: 3.1.0\ninfo:\n  title: Pets\n")?;
    /// # std::fs::write(&fixes, "overlay: 1.0.0\ninfo: {title: Fixes, version: 1.0.0}\nactions:\n  - target: $.info\n    update: {version: '2'}\n")?;
    /// let effective = Generator::new(pets).overlay(fixes).effective_document()?;
    /// assert_eq!(effective.text, "openapi: 3.1.0\ninfo:\n  title: Pets\n  version: '2'\n");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn effective_document(&self) -> Result<EffectiveDocument, Error> {
        on_a_deep_stack(|| {
            let mut diagnostics = Diagnostics::default();
            let loading = self.input.load_root(&mut diagnostics);
            let text = loading
                .as_ref()
                .and_then(|loading| loading.files().first())
                .map(|root| {
                    if root.is_json() {
                        root.tree.to_json_text()
                    } else {
                        root.tree.to_yaml_text()
                    }
                });
            let document = loading.map(|loading| loading.finish_alone());
            let located = self.input.locate(&diagnostics, document.as_ref());
            match text {
                Some(text) if !diagnostics.has_errors() => Ok(EffectiveDocument {
                    text,
                    diagnostics: located,
                    inputs: self.input.files(document.as_ref()),
                }),
                _ => Err(Error::Document(located)),
            }
        })
    }
}

impl EffectiveDocument {
    /// Writes the text to a file, which appears whole or not at all, and stays as it is if it has the same content. Returns
    /// whether it changed.
    ///
    /// # Errors
    ///
    /// [`Error::Input`] when the file is the document or an overlay, [`Error::Io`] when it can't be written.
    pub fn write(&self, path: impl AsRef<Path>) -> Result<bool, Error> {
        let path = path.as_ref();
        output::check_no_input(path, &self.inputs)?;
        output::write_file(path, &self.text)
    }
}
