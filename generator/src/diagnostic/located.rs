use std::fmt;
use std::path::{Path, PathBuf};

use super::{Code, Diagnostics, FileId, Place, Severity};
use crate::source::{Document, Excerpt, Location, Position};

/// A diagnostic for people: its place is a file, a line and a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocatedDiagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// The stable name of its kind.
    pub code: Code,
    /// What is wrong, in the document's terms.
    pub message: String,
    /// The file.
    pub path: PathBuf,
    /// The line and column; `None` when the file does not hold the place (any more).
    pub position: Option<Position>,
    /// The JSON pointer of the place in the file.
    pub pointer: String,
    /// The line that stands there.
    pub excerpt: Option<Excerpt>,
    /// What to do about it.
    pub help: Option<String>,
}

impl LocatedDiagnostic {
    /// Locates `diagnostics`. `document` is `None` when not even `root`, its first file, could be read.
    pub(crate) fn locate(diagnostics: &Diagnostics, root: &Path, document: Option<&Document>) -> Vec<Self> {
        let places: Vec<Place> = diagnostics
            .iter()
            .map(|diagnostic| diagnostic.place.clone())
            .collect();
        let mut locations = match document {
            Some(document) if !places.is_empty() => document.locations(&places),
            _ => vec![None; places.len()],
        };
        let path = |file: FileId| {
            let file = document.and_then(|document| document.files().get(file.0));
            file.map_or_else(|| root.to_owned(), |file| file.path.clone())
        };
        diagnostics
            .iter()
            .zip(&mut locations)
            .map(|(diagnostic, location)| {
                let known = diagnostic
                    .location
                    .as_deref()
                    .cloned()
                    .or_else(|| location.take());
                let location = known.unwrap_or_else(|| Location {
                    path: path(diagnostic.place.file),
                    position: None,
                    excerpt: None,
                });
                Self {
                    severity: diagnostic.severity,
                    code: diagnostic.code,
                    message: diagnostic.message.clone(),
                    path: location.path,
                    position: location.position,
                    pointer: diagnostic.place.pointer.clone(),
                    excerpt: location.excerpt,
                    help: diagnostic.help.clone(),
                }
            })
            .collect()
    }

    /// Where it is, as `file:line:column`.
    pub fn location(&self) -> String {
        let path = self.path.display();
        match self.position {
            Some(position) => format!("{path}:{}:{}", position.line, position.column),
            None if self.pointer.is_empty() => path.to_string(),
            None => format!("{path}#{}", self.pointer),
        }
    }
}

impl fmt::Display for LocatedDiagnostic {
    /// As the compiler writes its own: what, where, what to do.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        write!(formatter, "{severity}[{}]: {}", self.code.as_str(), self.message)?;
        write!(formatter, "\n  --> {}", self.location())?;
        match &self.help {
            Some(help) => write!(formatter, "\n  help: {help}"),
            None => Ok(()),
        }
    }
}
