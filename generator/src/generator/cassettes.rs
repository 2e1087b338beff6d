//! Cassettes beside a new document.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use specwright_runtime::cassette;

use super::Error;
use super::input::Input;
use super::recorded;
use super::stack::on_a_deep_stack;
use crate::cassettes::{Comparison, Uses};
use crate::outputs::description;

/// A comparison of cassettes, which the runtime records, with a document: which recordings no longer fit it, and which no test used.
///
/// ```no_run
/// let found = specwright::CassetteCheck::new("spec/pets.yaml").cassette("tests/cassettes/pets.json").run()?;
/// for misfit in &found.misfits {
///     eprintln!("{misfit}");
/// }
/// # Ok::<(), specwright::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct CassetteCheck {
    input: Input,
    cassettes: Vec<PathBuf>,
    uses: Vec<PathBuf>,
}

/// What was found in cassettes.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct CheckedCassettes {
    /// How many recordings there are.
    pub recordings: usize,
    /// Recordings that no longer fit the document: a sentence each, with the file and the number of the recording.
    pub misfits: Vec<String>,
    /// Recordings that no test used, likewise. Empty if there is no log of uses.
    pub unused: Vec<String>,
}

impl CassetteCheck {
    /// Creates a check against the document at `path`.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self {
            input: Input::file(path),
            cassettes: Vec::new(),
            uses: Vec::new(),
        }
    }

    /// Sets the folder that the document's references may lead to, with all folders in it; the document's own unless set.
    pub fn root(mut self, folder: impl Into<PathBuf>) -> Self {
        self.input.options.root = Some(folder.into());
        self
    }

    /// Adds an overlay that changes the document first.
    pub fn overlay(mut self, path: impl Into<PathBuf>) -> Self {
        self.input.overlays.files.push(path.into());
        self
    }

    /// Adds a cassette.
    pub fn cassette(mut self, path: impl Into<PathBuf>) -> Self {
        self.cassettes.push(path.into());
        self
    }

    /// Adds a log of uses, which `Cassette::log_uses` writes: what is in none of the logs is unused.
    pub fn uses(mut self, path: impl Into<PathBuf>) -> Self {
        self.uses.push(path.into());
        self
    }

    /// Compares the cassettes with the document.
    ///
    /// # Errors
    ///
    /// [`Error::Document`] when the document has errors, [`Error::Traffic`] when a file is no cassette or no log, [`Error::Io`] when
    /// it can't be read.
    pub fn run(&self) -> Result<CheckedCassettes, Error> {
        on_a_deep_stack(|| self.compare())
    }

    fn compare(&self) -> Result<CheckedCassettes, Error> {
        let (_, description) = self.input.describe()?;
        let text = description::text(&description, true, &|_, _| true);
        let comparison = Comparison::new(&text).map_err(|error| Error::Text(error.to_string()))?;
        let mut uses = Uses::default();
        for path in &self.uses {
            let text = recorded::read(path)?;
            uses.read(&text)
                .map_err(|line| wrong(path, line, "expected a line of a log of uses"))?;
        }
        let mut found = CheckedCassettes::default();
        for path in &self.cassettes {
            let canonical = fs::canonicalize(path).map_err(Error::io("read", path))?;
            let recordings = cassette::read(path)
                .map_err(|error| Error::io("read", path)(io::Error::other(error.message().to_owned())))?;
            for (index, recording) in recordings.iter().enumerate() {
                let name = recording.operation.as_deref().unwrap_or("no operation");
                let place = format!(
                    "{}: recording {}, {name} ({} {})",
                    path.display(),
                    index + 1,
                    recording.method,
                    recording.path
                );
                found.recordings += 1;
                // What is no operation of a document, such as a request for a token, has nothing to fit.
                if recording.operation.is_some() {
                    let misfits = comparison.misfits(recording);
                    found
                        .misfits
                        .extend(misfits.iter().map(|what| format!("{place}: {what}")));
                }
                if !self.uses.is_empty() && !uses.has(&canonical, index + 1, recording) {
                    found.unused.push(format!("{place}: never used"));
                }
            }
        }
        Ok(found)
    }
}

fn wrong(path: &Path, line: usize, message: &str) -> Error {
    Error::Traffic {
        path: path.to_owned(),
        line,
        column: None,
        message: message.to_owned(),
    }
}
