//! What is wrong with a configuration, with line and column.

use std::path::{Path, PathBuf};

use crate::generator::Error;
use specwright_document::diagnostic::{Code, Excerpt, LocatedDiagnostic, Severity, SourceSpan};
use specwright_document::source::{Lines, Refusal};

/// Mistakes beyond this number are not listed: nobody reads them at once.
const SHOWN: usize = 50;

/// The text of a configuration, and what is wrong with it.
pub(super) struct Problems<'a> {
    path: PathBuf,
    text: &'a str,
    lines: Lines,
    list: Vec<LocatedDiagnostic>,
}

impl<'a> Problems<'a> {
    pub(super) fn new(path: &Path, text: &'a str) -> Self {
        Self {
            path: path.to_owned(),
            text,
            lines: Lines::new(text),
            list: Vec::new(),
        }
    }

    /// Adds an error at an offset of the text.
    pub(super) fn push(
        &mut self,
        code: Code,
        offset: usize,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        if self.list.len() >= SHOWN {
            return;
        }
        let span = self.span(offset);
        self.list.push(LocatedDiagnostic::of_setting(
            Severity::Error,
            code,
            span,
            message.into(),
            help.into(),
        ));
    }

    /// Returns an offset of the text as file, line and column.
    pub(super) fn span(&self, offset: usize) -> SourceSpan {
        let position = self.lines.position(self.text, offset);
        let mut span = SourceSpan::new(self.path.clone(), Some(position));
        span.excerpt = Excerpt::at(self.text, offset);
        span
    }

    pub(super) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Returns what was found, in the order of the text.
    pub(super) fn into_list(mut self) -> Vec<LocatedDiagnostic> {
        self.list.sort_by_key(|problem| problem.position);
        self.list
    }
}

/// Returns that a configuration can't be read.
pub(super) fn unreadable(path: &Path, refusal: &Refusal) -> Error {
    let shown = path.display();
    let (code, message, help) = match refusal {
        Refusal::Missing | Refusal::NotGiven => (
            Code::FileNotReadable,
            format!("no such file `{shown}`"),
            "run `specwright init DOCUMENT`, which writes one",
        ),
        Refusal::TooLarge => (
            Code::TooLarge,
            format!("`{shown}` is larger than 1 MiB"),
            "divide it: each file has clients of its own",
        ),
        Refusal::NoFile | Refusal::Outside => (
            Code::FileNotReadable,
            format!("`{shown}` is not a file"),
            "name a file",
        ),
        Refusal::Unreadable(error) => (
            Code::FileNotReadable,
            format!("`{shown}` can't be read: {error}"),
            "check the permissions of the file and of the folders above it",
        ),
    };
    Error::Configuration(vec![whole_file(path, code, message, help)])
}

/// Returns an error about all of a file.
pub(super) fn whole_file(path: &Path, code: Code, message: String, help: &str) -> LocatedDiagnostic {
    let place = SourceSpan::new(path.to_owned(), None);
    LocatedDiagnostic::of_setting(Severity::Error, code, place, message, help.to_owned())
}
