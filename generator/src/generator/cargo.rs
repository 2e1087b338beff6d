//! What a build script tells Cargo.

use std::path::Path;

use specwright_document::diagnostic::{Entry, LocatedDiagnostic, Report};

/// One directive of a build script. A path or a message comes from a document, and a line break in it would begin a
/// directive of the document's choice.
fn tell_cargo(directive: &str, value: &str) {
    if !value.contains(char::is_control) {
        println!("cargo::{directive}={value}");
    }
}

/// Tells Cargo to run the build script again when a file changes.
pub(crate) fn rerun_if_changed(path: &Path) {
    tell_cargo("rerun-if-changed", &path.to_string_lossy());
}

pub(super) fn warn(diagnostics: &[LocatedDiagnostic]) {
    /// Cargo repeats warnings at each build, so only the first of each kind are shown.
    const SHOWN: usize = 3;
    let report = Report::new(diagnostics);
    for entry in report.folded(SHOWN) {
        match entry {
            Entry::One(diagnostic) => tell_cargo("warning", &diagnostic.one_line()),
            more => tell_cargo("warning", &format!("{more}: `specwright check` shows them")),
        }
    }
    if let Some(how) = report.how_to_silence() {
        tell_cargo("warning", &how);
    }
}
