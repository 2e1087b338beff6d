//! Overlays ([Overlay Specification 1.0 and 1.1](https://spec.openapis.org/overlay/latest.html)): changes that are made to the
//! root of a document before anything else is read of it.
//!
//! - `action` has the types of an overlay, which can be written as YAML;
//! - `read` makes them of a file, `patch` has those that stand in a setting;
//! - `jsonpath` finds the targets, `run` makes the changes, by `merge` and `remove`, within a `budget`;
//! - `finding` says what actions no longer do.
//!
//! Targets are sought in the root file as it stands: a reference in it is a value like any other, and files that it leads to
//! are not changed. What an overlay adds keeps its place in the overlay's text.

mod action;
mod budget;
mod extends;
mod finding;
mod jsonpath;
mod merge;
mod patch;
mod read;
mod remove;
mod run;
mod targets;

#[cfg(test)]
mod tests;

pub use action::{Action, Change, Overlay, Version};
pub use patch::{Patch, Patches};

use std::path::PathBuf;

use crate::diagnostic::{Diagnostics, FileId, Severity};
use crate::source::{Loading, Origins};
use budget::Budget;

/// The overlays of a document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Overlays {
    /// Their files, in the order in which they are applied.
    pub files: Vec<PathBuf>,
    /// What settings change besides, after all files.
    pub patches: Vec<Patches>,
    /// Whether an action that matches nothing or changes nothing is an error.
    pub strict: bool,
}

impl Overlays {
    /// Applies the overlays to the root of a document.
    pub fn apply(&self, loading: &mut Loading, diagnostics: &mut Diagnostics) {
        if self.files.is_empty() && self.patches.is_empty() {
            return;
        }
        let severity = if self.strict {
            Severity::Error
        } else {
            Severity::Warning
        };
        let mut overlays = Vec::new();
        for path in &self.files {
            let Some(file) = loading.add_beside(path, diagnostics) else {
                continue;
            };
            let tree = loading.take_tree(file);
            if let Some(overlay) = read::read(&tree, file, loading, diagnostics) {
                extends::check(&overlay, file, loading, severity, diagnostics);
                overlays.push((file, overlay.version, overlay.actions));
            }
        }
        for patches in &self.patches {
            let file = loading.add_placed(patches.text());
            let actions = patches.actions(file, loading, diagnostics);
            let actions = actions.and_then(|actions| read::actions(&actions, file, loading, diagnostics));
            overlays.extend(actions.map(|actions| (file, Version::V1_1, actions)));
        }
        let bytes = loading.files().iter().map(|file| file.text.len() as u64).sum();
        let mut run = run::Run {
            root: loading.take_tree(FileId(0)),
            origins: Origins::default(),
            budget: Budget::new(bytes),
            severity,
        };
        for (file, version, actions) in &overlays {
            if run.actions(*file, *version, actions, diagnostics).is_err() {
                break;
            }
        }
        loading.set_root(run.root, run.origins);
    }
}
