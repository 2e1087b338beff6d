//! Errors of what no selected operation needs: they stop nothing, and so are warnings.

use foldhash::HashMap;

use super::needed::Needed;
use super::operations::endpoints_of;
use super::selection;
use crate::description::{Description, Source};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, FileId, Severity, SourcePointer};
use crate::model::Selection;
use crate::source::pointer;

/// What is said of an error behind its message.
const LEFT_OUT: &str = "; left out, since no selected operation needs it";

/// Makes warnings of the errors of what no selected operation needs.
pub(super) fn forgive(
    description: &Description,
    selection: &Selection,
    needed: &Needed<'_>,
    diagnostics: &mut Diagnostics,
) {
    let errors = diagnostics.iter().filter(|error| may_be_forgiven(error));
    let mut around = Around::of(errors);
    around.mark_all(description, needed);
    let unneeded = |diagnostic: &Diagnostic| {
        may_be_forgiven(diagnostic)
            && !around
                .is_needed(diagnostic)
                .unwrap_or_else(|| may_be_selected(description, selection, &diagnostic.place))
    };
    let unneeded: Vec<bool> = diagnostics.iter().map(unneeded).collect();
    diagnostics.forgive(&unneeded, LEFT_OUT);
}

/// Returns whether a diagnostic is an error of one place. Behind the bounds of a document as a whole, things are missing everywhere.
fn may_be_forgiven(diagnostic: &Diagnostic) -> bool {
    diagnostic.severity == Severity::Error && !matches!(diagnostic.code, Code::TooLarge | Code::NestingLimit)
}

/// The places around those of errors, and whether what stands there is needed. Of most nothing is known.
struct Around(HashMap<FileId, HashMap<String, Option<bool>>>);

impl Around {
    fn of<'e>(errors: impl Iterator<Item = &'e Diagnostic>) -> Self {
        let mut places: HashMap<FileId, HashMap<String, Option<bool>>> = HashMap::default();
        for error in errors {
            let in_file = places.entry(error.place.file).or_default();
            for pointer in ancestors(&error.place.pointer) {
                if in_file.contains_key(pointer) {
                    // And so are those around it.
                    break;
                }
                in_file.insert(pointer.to_owned(), None);
            }
        }
        Self(places)
    }

    fn mark_all(&mut self, description: &Description, needed: &Needed<'_>) {
        if self.0.is_empty() {
            return;
        }
        for source in Needed::everything(description).sources() {
            self.mark(description, source, false);
        }
        for &id in description.components.schemas.values() {
            self.mark(description, description.schemas[id].source, false);
        }
        for source in needed.sources() {
            self.mark(description, source, true);
        }
        for (id, schema) in description.schemas.iter() {
            if needed.has_schema(id) {
                self.mark(description, schema.source, true);
            }
        }
    }

    fn mark(&mut self, description: &Description, source: Source, is_needed: bool) {
        // What is nowhere in particular has the root for its place.
        if source == Source::ROOT {
            return;
        }
        let place = description.sources.place(source);
        let in_file = self.0.get_mut(&place.file);
        if let Some(known) = in_file.and_then(|file| file.get_mut(&place.pointer)) {
            *known = Some(known.unwrap_or(false) || is_needed);
        }
    }

    /// Returns whether the innermost part is needed that has the place of an error; `None` where none has it.
    fn is_needed(&self, error: &Diagnostic) -> Option<bool> {
        let in_file = self.0.get(&error.place.file)?;
        ancestors(&error.place.pointer).find_map(|pointer| *in_file.get(pointer)?)
    }
}

/// Returns a pointer and all that are around it, the innermost first.
fn ancestors(pointer: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(pointer), |pointer| {
        pointer.rfind('/').map(|end| &pointer[..end])
    })
}

/// Returns whether a place that is no known part may belong to what is selected: a path that could not be read may have any
/// operation.
fn may_be_selected(description: &Description, selection: &Selection, place: &SourcePointer) -> bool {
    if place.file != FileId(0) {
        // Where a file could not be read at all, each reference to it is an error as well.
        return !place.pointer.is_empty();
    }
    let mut segments = pointer::segments(&place.pointer);
    match (segments.next().as_deref(), segments.next()) {
        (Some("paths"), Some(path)) => {
            let items = description.paths.iter().filter(|item| *item.path == *path);
            let mut operations = items.flat_map(endpoints_of);
            selection::may_take(selection, &path)
                || operations.any(|operation| selection::is_selected(selection, &operation))
        }
        (Some("webhooks" | "x-webhooks"), _) => false,
        _ => true,
    }
}
