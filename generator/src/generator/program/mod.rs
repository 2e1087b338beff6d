//! The program that uses a client, as text: which names stand in it.

mod kept;
mod sources;
mod words;

pub(super) use kept::Kept;

use foldhash::HashSet;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use sources::Unreadable;
use specwright_codegen::plan::named::{Api, Used};
use specwright_document::diagnostic::{Code, Diagnostics, Severity, SourcePointer, SourceSpan};
use specwright_document::model::Select;
use specwright_document::source::Texts;

/// The names in a program.
pub(super) struct Program {
    words: HashSet<String>,
    /// What was asked, and the answers: with the same ones the client is the same, whatever else the program has.
    asked: Mutex<BTreeMap<String, bool>>,
    unreadable: Vec<Unreadable>,
}

impl Program {
    /// Reads the files and folders of a program, or the texts that stand for them.
    pub(super) fn read(paths: &[PathBuf], texts: Option<&Texts>) -> Self {
        let mut words = HashSet::default();
        let mut see = |text: &str| words::collect(text, &mut words);
        let unreadable = match texts {
            None => sources::read(paths, &mut see),
            Some(texts) => sources::read_texts(paths, texts, &mut see),
        };
        Self {
            words,
            asked: Mutex::default(),
            unreadable,
        }
    }

    /// Reports what can't be read: a client that lacks what the program uses there is of no use.
    pub(super) fn report(&self, diagnostics: &mut Diagnostics) {
        for Unreadable { path, why } in &self.unreadable {
            diagnostics.push_at(
                Severity::Error,
                Code::FileNotReadable,
                SourcePointer::default(),
                SourceSpan::new(path.clone(), None),
                format!("what the program uses can't be read: {why}"),
                "name files and folders of the program that are there; in a build script a path begins at its crate's folder",
            );
        }
    }

    /// Leaves of an API what the program uses, and the operations that are included anyway.
    pub(super) fn keep_used(&self, api: &mut Api, include: &[Select], has_all_operations: bool) {
        api.keep_used(&Used {
            has: &|name| self.has(name),
            include,
            has_all_operations,
        });
    }

    /// Returns the names that were asked for, and whether the program has them.
    pub(super) fn into_asked(self) -> BTreeMap<String, bool> {
        self.asked.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    fn has(&self, name: &str) -> bool {
        let has = self.words.contains(name);
        let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        asked.insert(name.to_owned(), has);
        has
    }
}
