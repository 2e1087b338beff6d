//! What a stage has to say about a document: collected, never thrown, so that one run shows all that is wrong.

mod code;
mod codes;
mod harmless;
mod located;
mod report;
mod span;
mod suggestion;
#[cfg(test)]
mod troubleshooting;

pub use code::{Code, UnknownCode};
pub use codes::Codes;
pub use harmless::harmless;
#[doc(hidden)]
pub use harmless::is_unprintable;
pub use located::{LocatedDiagnostic, shown};
pub use report::{Entry, Report};
pub use span::{Excerpt, LineColumn, SourceSpan};
pub use suggestion::{Suggestions, nearest};

use serde::Serialize;

/// How bad a [`Diagnostic`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Something was mended or left out; the output is complete without it.
    Warning,
    /// There is no output.
    Error,
}

impl Severity {
    /// As it is printed: `warning`, `error`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// The place of a file in the document's list of files; 0 is the root.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct FileId(pub usize);

impl FileId {
    /// Returns whether it is the root.
    pub fn is_root(&self) -> bool {
        self.0 == 0
    }
}

/// A place in a document: a file and a JSON pointer in it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct SourcePointer {
    /// The file.
    pub file: FileId,
    /// The JSON pointer ([RFC 6901](https://www.rfc-editor.org/rfc/rfc6901)): empty for the whole file.
    pub pointer: String,
}

/// One thing to say about a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// The stable name of its kind.
    pub code: Code,
    /// What is wrong, in the document's terms.
    pub message: String,
    /// Where.
    pub place: SourcePointer,
    /// What to do about it.
    pub help: Option<String>,
    /// The line and column, where they are known before there is a tree that has the place.
    pub location: Option<Box<SourceSpan>>,
    /// The text at the place, where that is what it is about rather than its key.
    pub value: Option<Box<str>>,
}

/// A collector of diagnostics: each stage adds to it.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
    /// The size of their texts, in bytes.
    size: usize,
    omitted: usize,
    has_errors: bool,
    /// Whether there is an error among those that were omitted.
    has_omitted_errors: bool,
    suggestions: Suggestions,
}

/// How large the texts of all diagnostics may be together, in bytes: a pointer below a long key is long as well, and
/// a hostile document would have something said about each value below it.
const SIZE_AT_MOST: usize = 16 << 20;

impl Diagnostics {
    /// Adds an error.
    pub fn error(
        &mut self,
        code: Code,
        place: SourcePointer,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.push(Severity::Error, code, place, None, message.into(), help.into());
    }

    /// Adds a warning.
    pub fn warning(
        &mut self,
        code: Code,
        place: SourcePointer,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.push(Severity::Warning, code, place, None, message.into(), help.into());
    }

    /// Adds an error or a warning.
    #[doc(hidden)]
    pub fn add(
        &mut self,
        severity: Severity,
        code: Code,
        place: SourcePointer,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.push(severity, code, place, None, message.into(), help.into());
    }

    /// Adds something about the text at a place, rather than about its key.
    pub(crate) fn add_of_value(
        &mut self,
        severity: Severity,
        code: Code,
        place: SourcePointer,
        value: &str,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let count = self.list.len();
        self.size += value.len();
        self.push(severity, code, place, None, message.into(), help.into());
        if let Some(added) = self.list.get_mut(count) {
            added.value = Some(value.into());
        }
    }

    /// Adds something about a text rather than about a value in it.
    #[doc(hidden)]
    pub fn push_at(
        &mut self,
        severity: Severity,
        code: Code,
        place: SourcePointer,
        location: SourceSpan,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let location = Some(Box::new(location));
        self.push(severity, code, place, location, message.into(), help.into());
    }

    /// Returns what finds names that are near to misspelt ones, within a bound for all diagnostics together.
    pub fn suggestions(&mut self) -> &mut Suggestions {
        &mut self.suggestions
    }

    /// Returns whether there is any error.
    pub fn has_errors(&self) -> bool {
        self.has_errors
    }

    /// Returns how many were left out, because there are more than anybody could read: 16 MiB of text.
    pub fn omitted(&self) -> usize {
        self.omitted
    }

    /// Returns all of them, in the order in which they were found.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.list.iter()
    }

    /// Makes warnings of those for which `forgiven`, a list of their order, says so, and adds `remark` to their messages.
    pub(crate) fn forgive(&mut self, forgiven: &[bool], remark: &str) {
        for (diagnostic, _) in self.list.iter_mut().zip(forgiven).filter(|(_, is)| **is) {
            diagnostic.severity = Severity::Warning;
            diagnostic.message.push_str(remark);
        }
        let mut errors = self
            .list
            .iter()
            .filter(|diagnostic| diagnostic.severity == Severity::Error);
        self.has_errors = self.has_omitted_errors || errors.next().is_some();
    }

    fn push(
        &mut self,
        severity: Severity,
        code: Code,
        place: SourcePointer,
        location: Option<Box<SourceSpan>>,
        message: String,
        help: String,
    ) {
        self.has_errors |= severity == Severity::Error;
        self.size += message.len() + help.len() + place.pointer.len();
        if self.size > SIZE_AT_MOST {
            self.omitted += 1;
            self.has_omitted_errors |= severity == Severity::Error;
            return;
        }
        let help = (!help.is_empty()).then_some(help);
        self.list.push(Diagnostic {
            severity,
            code,
            message,
            place,
            help,
            location,
            value: None,
        });
    }
}
