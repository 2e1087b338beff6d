use std::fmt;
use std::path::{Path, PathBuf};

use super::{Code, Diagnostics, FileId, Place, Severity};
use crate::source::{Document, Position};

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
        let positions = match document {
            Some(document) if !places.is_empty() => document.locate(&places),
            _ => Vec::new(),
        };
        let path = |file: FileId| {
            let file = document.and_then(|document| document.files().get(file.0));
            file.map_or_else(|| root.to_owned(), |file| file.path.clone())
        };
        diagnostics
            .iter()
            .enumerate()
            .map(|(index, diagnostic)| Self {
                severity: diagnostic.severity,
                code: diagnostic.code,
                message: diagnostic.message.clone(),
                path: path(diagnostic.place.file),
                position: positions.get(index).copied().flatten(),
                pointer: diagnostic.place.pointer.clone(),
                help: diagnostic.help.clone(),
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
