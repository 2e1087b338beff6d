//! The stages of the generator, each as one function, and the document that they are measured on.

use std::hint::black_box;
use std::path::PathBuf;

use specwright::codegen::plan::named::{self, Api};
use specwright::description::Description;
use specwright::description::keyword::GRAMMAR;
use specwright::diagnostic::Diagnostics;
use specwright::model::{self, Settings};
use specwright::normalize::normalize;
use specwright::source::Document;
use specwright_tests::synthetic;

/// A document in a file that is gone when the measurement is done.
pub(crate) struct Input {
    _folder: tempfile::TempDir,
    /// Where the document is.
    pub(crate) path: PathBuf,
}

impl Input {
    /// Writes a document with so many operations, and as many schemas.
    pub(crate) fn new(operations: usize) -> Self {
        let folder = tempfile::tempdir().expect("a folder for the document");
        let path = folder.path().join("synthetic.json");
        std::fs::write(&path, synthetic::document(operations, operations))
            .expect("the document can be written");
        Self {
            _folder: folder,
            path,
        }
    }

    pub(crate) fn load(&self) -> Document {
        Document::load(black_box(&self.path), GRAMMAR, &mut Diagnostics::default())
            .expect("the document can be read")
    }
}

pub(crate) fn normalized(document: &Document) -> Description {
    normalize(document, &mut Diagnostics::default()).expect("the document is right")
}

pub(crate) fn modelled(description: Description) -> model::Api {
    model::build(description, &Settings::default(), &mut Diagnostics::default())
}

pub(crate) fn planned(api: model::Api) -> Api {
    named::plan(api, &Settings::default(), &mut Diagnostics::default()).expect("the document is right")
}
