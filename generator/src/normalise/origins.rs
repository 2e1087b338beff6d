use std::collections::BTreeMap;

use crate::diagnostic::{FileId, Place};

/// From JSON pointers of the canonical document to places in the files.
#[derive(Debug, Default)]
pub struct Origins {
    /// Canonical pointer prefix to source place; the longest prefix counts, the rest of the pointer is appended.
    moved: BTreeMap<String, Place>,
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
                let rest = pointer.get(prefix.len()..).unwrap_or_default();
                return Place {
                    file: place.file,
                    pointer: format!("{}{rest}", place.pointer),
                };
            }
            match prefix.rsplit_once('/') {
                Some((shorter, _)) => prefix = shorter,
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
