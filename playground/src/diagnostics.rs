//! Diagnostics with the lines that they are about.

use serde::Serialize;
use specwright::diagnostic::{Entry, LocatedDiagnostic, Report, harmless};

/// How many of a kind are shown.
const LIMIT: usize = 20;

/// What there is to say about a document.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Diagnostics {
    /// How many errors there are.
    pub errors: usize,
    /// How many warnings there are.
    pub warnings: usize,
    /// All of them, at most twenty of a kind.
    pub list: Vec<Shown>,
    /// For each kind of which there are more, a line that says so.
    pub more: Vec<String>,
}

/// A diagnostic, made harmless.
#[derive(Clone, Debug, Serialize)]
pub struct Shown {
    /// `error` or `warning`.
    pub severity: &'static str,
    /// The stable name of its kind.
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
    /// The file.
    pub path: String,
    /// `file:line:column`, or what is known of it.
    pub location: String,
    /// The line, from 1.
    pub line: Option<usize>,
    /// The column, from 1.
    pub column: Option<usize>,
    /// The line's text.
    pub text: Option<String>,
    /// How many characters of that stand before the place.
    pub before: usize,
    /// How many characters are marked.
    pub width: usize,
    /// What to do about it.
    pub help: Option<String>,
}

impl Diagnostics {
    /// Creates what is shown of diagnostics.
    pub(crate) fn new(all: &[LocatedDiagnostic]) -> Self {
        let report = Report::new(all);
        let mut diagnostics = Self {
            errors: report.errors(),
            warnings: report.warnings(),
            ..Self::default()
        };
        for entry in report.folded(LIMIT) {
            match entry {
                Entry::One(one) => diagnostics.list.push(Shown::new(one)),
                more => diagnostics.more.push(more.to_string()),
            }
        }
        // Errors are why there is no client.
        diagnostics.list.sort_by_key(|shown| shown.severity != "error");
        diagnostics
    }
}

impl Shown {
    fn new(diagnostic: &LocatedDiagnostic) -> Self {
        let excerpt = diagnostic.excerpt.as_ref();
        Self {
            severity: diagnostic.severity.as_str(),
            code: diagnostic.code.as_str(),
            message: harmless(&diagnostic.message).into_owned(),
            path: diagnostic.path.to_string_lossy().into_owned(),
            location: diagnostic.location(),
            line: diagnostic.position.map(|position| position.line),
            column: diagnostic.position.map(|position| position.column),
            text: excerpt.map(|excerpt| excerpt.text.clone()),
            before: excerpt.map_or(0, |excerpt| excerpt.before),
            width: excerpt.map_or(0, |excerpt| excerpt.width()),
            help: diagnostic.help.as_deref().map(|help| harmless(help).into_owned()),
        }
    }
}
