use std::fmt;
use std::io;
use std::path::PathBuf;

use specwright_document::diagnostic::{LocatedDiagnostic, Report, Severity};

/// Why there is no output.
///
/// Its `Debug` is the same text for people as its `Display`, since that is what Cargo shows of a build script whose
/// `main` returns it.
#[non_exhaustive]
pub enum Error {
    /// The document has errors. All diagnostics, warnings included.
    Document(Vec<LocatedDiagnostic>),
    /// A configuration has errors. All of them, with file, line and column.
    Configuration(Vec<LocatedDiagnostic>),
    /// A configuration has no client with this name.
    NoClient {
        /// The name.
        name: String,
        /// The configuration.
        path: PathBuf,
        /// The client whose name is nearest.
        near: Option<String>,
    },
    /// The client's name can't be the name of a file, a crate and a module.
    Name(String),
    /// There is no folder to write to: neither `OUT_DIR`, which Cargo sets for build scripts, nor a setting.
    NoOutDir,
    /// A file in the output folder was not written by Specwright, and is left as it is.
    NotOurs(PathBuf),
    /// A file that is to be written is one of those that the document was read from; it is left as it is.
    Input(PathBuf),
    /// A document can't be written as text: why not.
    Text(String),
    /// A file is neither records nor HAR. Nothing of its text is shown.
    Traffic {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// The column, from 1, where it is known.
        column: Option<usize>,
        /// What is wrong there.
        message: String,
    },
    /// A file can't be read or written.
    Io {
        /// What was to be done with the file: `write`.
        action: &'static str,
        /// The file.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
}

impl Error {
    /// The diagnostics of the document, or of the configuration.
    pub fn diagnostics(&self) -> &[LocatedDiagnostic] {
        match self {
            Self::Document(diagnostics) | Self::Configuration(diagnostics) => diagnostics,
            _ => &[],
        }
    }

    pub(crate) fn io(action: &'static str, path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::Io { action, path, source }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Document(diagnostics) => list(formatter, "document", diagnostics),
            Self::Configuration(diagnostics) => list(formatter, "configuration", diagnostics),
            Self::NoClient { name, path, near } => {
                let (name, path) = (name.escape_debug(), path.display());
                write!(formatter, "{path} has no client `{name}`")?;
                match near {
                    Some(near) => write!(formatter, "; did you mean `{near}`?"),
                    None => Ok(()),
                }
            }
            Self::Name(name) => write!(
                formatter,
                "the name `{}` can't be a client's: use at most 64 letters, digits, `_` and `-`, with a letter first, \
                 and no keyword or name of a crate that every crate has; \
                 set one with `Generator::name` (or `--name`)",
                name.escape_debug()
            ),
            Self::NoOutDir => formatter.write_str(
                "there is no folder to write to: `OUT_DIR` is not set, so this is not a build script; \
                 set one with `Generator::out_dir`",
            ),
            Self::NotOurs(path) => write!(
                formatter,
                "{} is there already and Specwright did not write it: nothing was changed; \
                 remove it, or choose another folder",
                path.display()
            ),
            Self::Input(path) => write!(
                formatter,
                "{} is a file of the document itself: nothing was changed; choose another one",
                path.display()
            ),
            Self::Text(reason) => write!(formatter, "can't write the document as text: {reason}"),
            Self::Traffic {
                path,
                line,
                column,
                message,
            } => {
                write!(formatter, "{}:{line}", path.display())?;
                if let Some(column) = column {
                    write!(formatter, ":{column}")?;
                }
                write!(formatter, ": {message}")
            }
            Self::Io { action, path, source } => {
                write!(formatter, "can't {action} {}: {source}", path.display())
            }
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { source, .. } => Some(source),
            _ => None,
        }
    }
}

/// Writes how many errors a file has, and each.
fn list(formatter: &mut fmt::Formatter<'_>, what: &str, diagnostics: &[LocatedDiagnostic]) -> fmt::Result {
    let errors: Vec<_> = diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.severity == Severity::Error)
        .collect();
    write!(formatter, "the {what} has {}", counted(errors.len(), "error"))?;
    for error in errors {
        write!(formatter, "\n\n{error}")?;
    }
    match Report::new(diagnostics).how_to_explain() {
        Some(how) => write!(formatter, "\n\n{how}"),
        None => Ok(()),
    }
}

/// `1 error`, `2 errors`.
fn counted(count: usize, what: &str) -> String {
    if count == 1 {
        format!("1 {what}")
    } else {
        format!("{count} {what}s")
    }
}
