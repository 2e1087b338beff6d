//! Second stage: a [`Document`] of any version to one canonical [`openapiv3::OpenAPI`].

pub mod extension;

use openapiv3::OpenAPI;

use crate::diagnostic::{Diagnostics, FileId, Place};
use crate::source::Document;

/// A document in canonical form.
#[derive(Debug)]
pub struct Normalised {
    /// The canonical document.
    pub openapi: OpenAPI,
    /// Where its parts come from.
    pub origins: Origins,
}

/// From JSON pointers of the canonical document to places in the files.
#[derive(Debug, Default)]
pub struct Origins {
    /// Canonical pointer prefix to source place; the longest prefix counts, the rest of the pointer is appended.
    /// Sorted by prefix.
    moved: std::collections::BTreeMap<String, Place>,
}

impl Origins {
    /// Notes that what stands at `pointer` in the canonical document comes from `place`.
    pub fn insert(&mut self, pointer: String, place: Place) {
        self.moved.insert(pointer, place);
    }

    /// Where `pointer` of the canonical document comes from.
    pub fn place(&self, pointer: &str) -> Place {
        let mut prefix = pointer;
        loop {
            if let Some(place) = self.moved.get(prefix) {
                let pointer = format!("{}{}", place.pointer, &pointer[prefix.len()..]);
                return Place {
                    file: place.file,
                    pointer,
                };
            }
            match prefix.rfind('/') {
                Some(slash) => prefix = &prefix[..slash],
                None => {
                    return Place {
                        file: FileId(0),
                        pointer: pointer.to_owned(),
                    };
                }
            }
        }
    }
}

/// Lifts a document into the canonical form. `None` when it has no meaning at all (no version, say); single
/// mistakes are diagnostics.
pub fn normalise(document: &Document, diagnostics: &mut Diagnostics) -> Option<Normalised> {
    let _ = (document, diagnostics);
    None
}
