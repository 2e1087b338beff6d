//! Which of the document's operations are selected, and what is wrong with a selection.

use super::Builder;
use super::needed::Needed;
use super::operations::{Endpoint, endpoints_of};
use crate::description::Description;
use crate::diagnostic::{Code, SourcePointer, Suggestions};
use crate::model::selection::takes_path;
use crate::model::{Select, Selectable, Selection};

/// How many tags are listed where one is misspelt beyond recognition.
const LISTED: usize = 12;

impl Builder<'_> {
    /// Returns whether each of the operations is selected.
    pub(super) fn selected(&mut self, endpoints: &[Endpoint<'_>]) -> Vec<bool> {
        let selection = &self.settings.selection;
        let mut idle = false;
        for (entries, purpose) in [
            (&selection.include, Purpose::Include),
            (&selection.exclude, Purpose::Exclude),
        ] {
            for entry in entries {
                if !endpoints.iter().any(|operation| takes(entry, operation)) {
                    idle = true;
                    self.report_unmatched(endpoints, entry, purpose);
                }
            }
        }
        let selected: Vec<bool> = endpoints
            .iter()
            .map(|operation| is_selected(selection, operation))
            .collect();
        if !selection.is_whole() && !idle && !selected.contains(&true) {
            self.diagnostics.error(
                Code::EmptySelection,
                SourcePointer::default(),
                "no operation is left: all that are included are excluded as well",
                "exclude less, or include more",
            );
        }
        selected
    }

    /// Reports an entry that is of no effect: a misspelt one must not give a client that lacks something, or has
    /// something that nobody wants.
    fn report_unmatched(&mut self, endpoints: &[Endpoint<'_>], entry: &Select, purpose: Purpose) {
        let is_included = purpose == Purpose::Include;
        let purpose = if is_included { "be included" } else { "be excluded" };
        let (message, near) = match entry {
            Select::Operation(text) => (
                format!("there is no operation `{text}`, which is to {purpose}"),
                near_operation(endpoints, text, self.diagnostics.suggestions()),
            ),
            Select::Tag(tag) => (
                format!("no operation has the tag `{tag}`, whose operations are to {purpose}"),
                self.diagnostics
                    .suggestions()
                    .nearest(tag, tags(endpoints))
                    .map(str::to_owned),
            ),
            Select::Path(path) => (
                format!("there is no operation of the path `{path}`, whose operations are to {purpose}"),
                near_path(endpoints, path, self.diagnostics.suggestions()),
            ),
        };
        let help = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => match entry {
                Select::Tag(_) => listed(endpoints),
                _ => "`specwright inspect` shows the operations with their methods and paths".to_owned(),
            },
        };
        let setting = match (entry, is_included) {
            (Select::Operation(text), true) => ("include.operations", text),
            (Select::Operation(text), false) => ("exclude.operations", text),
            (Select::Tag(text), true) => ("include.tags", text),
            (Select::Tag(text), false) => ("exclude.tags", text),
            (Select::Path(text), true) => ("include.paths", text),
            (Select::Path(text), false) => ("exclude.paths", text),
        };
        let setting = (setting.0, setting.1.as_str());
        let code = Code::EmptySelection;
        self.settings
            .report(setting, code, message, help, self.diagnostics);
    }
}

/// What a selection does with operations.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Purpose {
    Include,
    Exclude,
}

/// Returns what the selected operations need.
pub(super) fn needed<'a>(description: &'a Description, selection: &Selection) -> Needed<'a> {
    let endpoints = description.paths.iter().flat_map(endpoints_of);
    let selected = endpoints.filter(|operation| is_selected(selection, operation));
    Needed::by(description, selected)
}

/// Returns whether an operation is selected.
pub(super) fn is_selected(selection: &Selection, operation: &Endpoint<'_>) -> bool {
    let is_in = |entries: &[Select]| entries.iter().any(|entry| takes(entry, operation));
    (selection.takes_all() || is_in(&selection.include)) && !is_in(&selection.exclude)
}

/// Returns whether a selection may take operations of a path of which nothing else is known.
pub(super) fn may_take(selection: &Selection, path: &str) -> bool {
    let is_in = |entries: &[Select]| {
        entries
            .iter()
            .any(|entry| matches!(entry, Select::Path(taken) if takes_path(taken, path)))
    };
    (selection.takes_all() || is_in(&selection.include)) && !is_in(&selection.exclude)
}

fn takes(entry: &Select, operation: &Endpoint<'_>) -> bool {
    with_selectable(operation, |operation| entry.takes(operation))
}

/// Returns whether `text` is the operation's id, or its method and path; a `*` in it stands for anything.
pub(super) fn names(text: &str, operation: &Endpoint<'_>) -> bool {
    with_selectable(operation, |operation| operation.is_named(text))
}

fn with_selectable(operation: &Endpoint<'_>, ask: impl FnOnce(&Selectable<'_>) -> bool) -> bool {
    ask(&Selectable {
        id: operation.operation.operation_id.as_deref(),
        method: &operation.operation.method,
        path: &operation.item.path,
        has_tag: &|tag| operation.operation.tags.iter().any(|known| **known == *tag),
    })
}

fn tags<'s>(endpoints: &'s [Endpoint<'_>]) -> impl Iterator<Item = &'s str> {
    endpoints
        .iter()
        .flat_map(|operation| &operation.operation.tags)
        .map(|tag| tag.as_str())
}

/// Returns the operation that is nearest to a text; nothing more is looked for where much was looked for already.
pub(super) fn near_operation(
    endpoints: &[Endpoint<'_>],
    text: &str,
    suggestions: &mut Suggestions,
) -> Option<String> {
    if text.contains('/') && text.contains(' ') {
        let lines = endpoints
            .iter()
            .map(|operation| format!("{} {}", operation.operation.method, &*operation.item.path));
        let lines: Vec<String> = lines.collect();
        return suggestions
            .nearest(text, lines.iter().map(String::as_str))
            .map(str::to_owned);
    }
    let ids = endpoints
        .iter()
        .filter_map(|operation| operation.operation.operation_id.as_deref());
    suggestions.nearest(text, ids).map(str::to_owned)
}

/// Returns the path that is nearest to `path`; for a beginning of paths, the nearest beginning of as many segments.
fn near_path(endpoints: &[Endpoint<'_>], path: &str, suggestions: &mut Suggestions) -> Option<String> {
    let paths = endpoints.iter().map(|operation| &*operation.item.path);
    let Some(start) = path.strip_suffix('*') else {
        return suggestions.nearest(path, paths).map(str::to_owned);
    };
    let slashes = start.matches('/').count();
    let beginnings = paths.filter_map(|path| beginning(path, slashes, start.ends_with('/')));
    Some(format!("{}*", suggestions.nearest(start, beginnings)?))
}

/// Returns the beginning of `path` that has this number of slashes, the last one at its end if it is `closed`.
fn beginning(path: &str, slashes: usize, closed: bool) -> Option<&str> {
    let mut ends = path.match_indices('/').map(|(end, _)| end);
    if closed {
        let end = ends.nth(slashes.checked_sub(1)?)?;
        return Some(&path[..=end]);
    }
    Some(ends.nth(slashes).map_or(path, |end| &path[..end]))
}

/// Returns the document's tags, for a person who does not know them.
fn listed(endpoints: &[Endpoint<'_>]) -> String {
    let mut different: Vec<&str> = Vec::new();
    for tag in tags(endpoints) {
        if different.len() <= LISTED && !different.contains(&tag) {
            different.push(tag);
        }
    }
    if different.is_empty() {
        return "no operation of the document has a tag".to_owned();
    }
    let more = if different.len() > LISTED { ", …" } else { "" };
    different.truncate(LISTED);
    format!("the tags are `{}`{more}", different.join("`, `"))
}
