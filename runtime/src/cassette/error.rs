use std::fmt;
use std::path::{Path, PathBuf};

/// The error of a cassette that can't be read, written or begun.
#[derive(Debug)]
pub struct CassetteError {
    path: Option<PathBuf>,
    message: String,
    source: Option<std::io::Error>,
}

impl CassetteError {
    pub(super) fn new(path: &Path, message: impl Into<String>) -> Self {
        CassetteError {
            path: Some(path.to_owned()),
            message: message.into(),
            source: None,
        }
    }

    pub(super) fn io(path: &Path, what: &str, source: std::io::Error) -> Self {
        CassetteError {
            path: Some(path.to_owned()),
            message: format!("{what}: {source}"),
            source: Some(source),
        }
    }

    pub(super) fn rule(rule: &str, message: &str) -> Self {
        CassetteError {
            path: None,
            message: format!("{rule:?} does not say what to redact: {message}"),
            source: None,
        }
    }

    pub(super) fn document(message: &str) -> Self {
        CassetteError {
            path: None,
            message: format!("the document of a cassette: {message}"),
            source: None,
        }
    }

    /// Returns what is wrong, without the file.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Returns the file of the cassette, where the error is one of its file.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }
}

impl fmt::Display for CassetteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(path) = &self.path {
            write!(f, "{}: ", path.display())?;
        }
        f.write_str(&self.message)
    }
}

impl std::error::Error for CassetteError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source
            .as_ref()
            .map(|source| source as &(dyn std::error::Error + 'static))
    }
}
