//! What a build script tells Cargo.

use std::path::Path;

use specwright_document::diagnostic::{Entry, LocatedDiagnostic, Report};

/// What a run of a build script has told Cargo, directive by directive.
#[derive(Default)]
pub(super) struct Told(Vec<String>);

impl Told {
    /// Tells Cargo to run the build script again when a file changes, or any file in a folder.
    pub(super) fn rerun_if_changed(&mut self, path: &Path) {
        self.tell("rerun-if-changed", &path.to_string_lossy());
    }

    /// Tells Cargo of diagnostics.
    pub(super) fn warn(&mut self, diagnostics: &[LocatedDiagnostic]) {
        /// Cargo repeats warnings at each build, so only the first of each kind are shown.
        const SHOWN: usize = 3;
        let report = Report::new(diagnostics);
        for entry in report.folded(SHOWN) {
            match entry {
                Entry::One(diagnostic) => self.tell("warning", &diagnostic.one_line()),
                more => self.tell("warning", &format!("{more}: `specwright check` shows them")),
            }
        }
        if let Some(how) = report.how_to_silence() {
            self.tell("warning", &how);
        }
    }

    /// Tells Cargo what an earlier run told it.
    pub(super) fn repeat(directives: &[String]) {
        for directive in directives {
            println!("{directive}");
        }
    }

    /// Returns what was told.
    pub(super) fn directives(&self) -> &[String] {
        &self.0
    }

    fn tell(&mut self, directive: &str, value: &str) {
        self.0.extend(tell_cargo(directive, value));
    }
}

/// Tells Cargo to run the build script again when a file changes.
pub(crate) fn rerun_if_changed(path: &Path) {
    tell_cargo("rerun-if-changed", &path.to_string_lossy());
}

/// One directive of a build script. A path or a message comes from a document, and a line break in it would begin a
/// directive of the document's choice.
fn tell_cargo(directive: &str, value: &str) -> Option<String> {
    let line = format!("cargo::{directive}={value}");
    let is_told = !value.contains(char::is_control);
    is_told.then(|| {
        println!("{line}");
        line
    })
}
