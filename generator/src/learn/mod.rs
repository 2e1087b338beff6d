//! What servers really send, as an overlay: records of shapes beside the document that they differ from.
//!
//! | module | what it owns |
//! |---|---|
//! | `traffic` | HAR files, and which operation a request was for |
//! | `evidence` | records, brought together by the places of the document |
//! | `fix` | what is changed for which evidence, and what is only told |
//! | `action` | changes as the text of an overlay |
//! | `add` | an overlay that is there already |
//! | `place` | places of the document, and JSONPaths that lead to them |

mod action;
mod add;
mod evidence;
mod fix;
mod place;
mod traffic;

use std::path::Path;

use specwright_runtime::record::{Record, Recorder};

use crate::outputs::shapes::Shapes;
use specwright_document::diagnostic::harmless;
use specwright_document::source::Document;

pub(crate) use add::{added, lost};
pub(crate) use traffic::{Routes, is_har, record};

/// What is learned, and what is not.
#[derive(Clone, Debug)]
pub(crate) struct Options {
    /// How often something must have been seen to change the document.
    pub(crate) min_count: u64,
    /// Whether properties are added that no schema describes.
    pub(crate) add_properties: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            min_count: 3,
            add_properties: false,
        }
    }
}

/// What was learned.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Learned {
    /// The overlay, in YAML. Empty if there are no actions: the document says it all.
    pub overlay: String,
    /// How many actions it has.
    pub actions: usize,
    /// What was seen and is not in the overlay, and why: a sentence each.
    pub notes: Vec<String>,
    /// How many responses were compared with the document.
    pub responses: u64,
    /// How many requests in HAR files are for no operation of the document.
    pub unmatched: u64,
}

/// Makes an overlay of what a recorder has.
pub(crate) fn learn(document: &Document, shapes: &Shapes, recorder: &Recorder, options: &Options) -> Learned {
    let records: Vec<Record> = recorder.records();
    let evidence = evidence::gather(document, &shapes.places(), &records);
    let mut fixes = fix::find(document, &evidence, options);
    if recorder.dropped() > 0 {
        fixes.notes.push(format!(
            "{} observations were dropped by recorders that were full",
            place::grouped(recorder.dropped())
        ));
    }
    let name = document.files().first().and_then(|file| file.path.file_name());
    let name = name.unwrap_or_default().to_string_lossy();
    Learned {
        overlay: match fixes.actions.is_empty() {
            true => String::new(),
            false => action::write(&fixes.actions, Path::new(&*name)),
        },
        actions: fixes.actions.len(),
        // Names of the document stand in them.
        notes: fixes
            .notes
            .iter()
            .map(|note| harmless(note).into_owned())
            .collect(),
        responses: evidence.responses,
        unmatched: 0,
    }
}
