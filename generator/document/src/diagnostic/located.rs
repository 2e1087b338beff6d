use std::fmt;
use std::path::{Path, PathBuf};

use super::{Code, Diagnostics, Excerpt, FileId, LineColumn, Severity, SourcePointer, SourceSpan, harmless};
use crate::order;

/// Texts longer than this, in characters, are cut where they are shown: a key of the document may be long.
const SHOWN: usize = 1000;

/// Returns a text as it is shown: harmless, and not as long as somebody else wishes.
pub fn shown(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", harmless(&text[..end])),
        None => harmless(text).into_owned(),
    }
}

/// A diagnostic for people: its place is a file, a line and a column.
///
/// Its `Display` is the form for a terminal, with the line that it is about:
///
/// ```text
/// warning[duplicate-key]: duplicate key "get"; the last value wins
///   --> spec/pets.yaml:12:5
///    |
/// 12 |     get:
///    |     ^^^
///    = help: remove or rename all but one
/// ```
///
/// Text from the document is made harmless in it: control and invisible characters are shown as escapes.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LocatedDiagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// The stable name of its kind.
    pub code: Code,
    /// What is wrong, in the document's terms.
    pub message: String,
    /// The file; empty for a document that is none.
    pub path: PathBuf,
    /// The line and column; `None` when the file does not hold the place (any more).
    pub position: Option<LineColumn>,
    /// The JSON pointer of the place in the file.
    pub pointer: String,
    /// The line that stands there.
    pub excerpt: Option<Excerpt>,
    /// What to do about it.
    pub help: Option<String>,
}

impl LocatedDiagnostic {
    /// Locates `diagnostics`, in the order of the files and of the places in each. `spans` finds where pointers lead;
    /// `root` is the document's first file.
    #[doc(hidden)]
    pub fn locate(
        diagnostics: &Diagnostics,
        root: &Path,
        spans: impl FnOnce(&[SourcePointer]) -> Vec<Option<SourceSpan>>,
    ) -> Vec<Self> {
        let places: Vec<SourcePointer> = diagnostics
            .iter()
            .map(|diagnostic| diagnostic.place.clone())
            .collect();
        let found = spans(&places);
        let mut located: Vec<(FileId, Self)> = diagnostics
            .iter()
            .zip(found)
            .map(|(diagnostic, found)| {
                let found = match &diagnostic.value {
                    Some(value) => found.map(|found| found.of_value(value)),
                    None => found,
                };
                let known = diagnostic.location.as_deref().cloned().or(found);
                let location = known.unwrap_or_else(|| SourceSpan::new(root.to_owned(), None));
                let file = diagnostic.place.file;
                let diagnostic = Self {
                    severity: diagnostic.severity,
                    code: diagnostic.code,
                    message: diagnostic.message.clone(),
                    path: location.path,
                    position: location.position,
                    pointer: diagnostic.place.pointer.clone(),
                    excerpt: location.excerpt,
                    help: diagnostic.help.clone(),
                };
                (file, diagnostic)
            })
            .collect();
        order::sort_by_key(&mut located, |(file, diagnostic)| (*file, diagnostic.position));
        let omitted = match diagnostics.omitted() {
            0 => None,
            count => Some(Self::omitted(count, root)),
        };
        let located = located.into_iter().map(|(_, diagnostic)| diagnostic);
        located.chain(omitted).collect()
    }

    /// Creates a diagnostic about a setting, which stands in no document. There is no help if its text is empty.
    #[doc(hidden)]
    pub fn of_setting(
        severity: Severity,
        code: Code,
        place: SourceSpan,
        message: String,
        help: String,
    ) -> Self {
        Self {
            severity,
            code,
            message,
            path: place.path,
            position: place.position,
            pointer: String::new(),
            excerpt: place.excerpt,
            help: Some(help).filter(|help| !help.is_empty()),
        }
    }

    fn omitted(count: usize, root: &Path) -> Self {
        Self {
            severity: Severity::Warning,
            code: Code::TooLarge,
            message: format!(
                "there is more to say about this document than can be shown: {count} more times"
            ),
            path: root.to_owned(),
            position: None,
            pointer: String::new(),
            excerpt: None,
            help: None,
        }
    }

    /// Adds to what there is to do about it.
    #[doc(hidden)]
    pub fn add_help(&mut self, help: &str) {
        self.help = Some(match self.help.take() {
            Some(before) => format!("{before}; {help}"),
            None => help.to_owned(),
        });
    }

    /// Returns where it is: `file:line:column`, or `#pointer` in a document that is no file.
    pub fn location(&self) -> String {
        let path = harmless(&self.path.to_string_lossy()).into_owned();
        match self.position {
            Some(position) => format!("{path}:{}:{}", position.line, position.column),
            None if self.pointer.is_empty() && !path.is_empty() => path,
            None => format!("{path}#{}", shown(&self.pointer)),
        }
    }

    /// Returns all of it in one line, for `cargo::warning` and for logs:
    /// `spec/pets.yaml:12:5: warning[duplicate-key]: the key …; help: remove or rename all but one`.
    pub fn one_line(&self) -> String {
        let location = self.location();
        let severity = self.severity.as_str();
        let code = self.code.as_str();
        let message = shown(&self.message);
        match &self.help {
            Some(help) => format!("{location}: {severity}[{code}]: {message}; help: {}", shown(help)),
            None => format!("{location}: {severity}[{code}]: {message}"),
        }
    }
}

impl fmt::Display for LocatedDiagnostic {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = self.severity.as_str();
        let code = self.code.as_str();
        write!(formatter, "{severity}[{code}]: {}", shown(&self.message))?;

        let number = match (self.position, &self.excerpt) {
            (Some(position), Some(_)) => position.line.to_string(),
            _ => String::new(),
        };
        let margin = " ".repeat(number.len());
        write!(formatter, "\n{margin} --> {}", self.location())?;
        if let Some(excerpt) = &self.excerpt {
            let before = " ".repeat(excerpt.before);
            let mark = "^".repeat(excerpt.width());
            write!(
                formatter,
                "\n{margin} |\n{number} | {}\n{margin} | {before}{mark}",
                excerpt.text
            )?;
        }
        match &self.help {
            Some(help) => write!(formatter, "\n{margin} = help: {}", shown(help)),
            None => Ok(()),
        }
    }
}
