//! A bound on the work that a document may ask for.
//!
//! Schemas that combine schemas can ask for work, and for a client, of a size that doubles with each line. What is
//! merged, named and described is counted, and beyond the bound nothing more is built.

use std::cell::Cell;

use super::{Builder, docs};
use crate::description::Schema;
use crate::diagnostic::{Code, Diagnostics, SourcePointer};
use crate::model::Docs;
use crate::source::Text;

/// Steps for any document: a schema that is merged, a property of it, a type, and each 4 bytes of a description.
const FOR_ANY: usize = 3_000_000;

/// Bytes of a document's text for each of which there is one step more. Real documents take some 25 for each kilobyte.
const TEXT_FOR_ONE: usize = 4;

/// Bytes of text that count as one step.
const TEXT: usize = 4;

/// How much is left.
pub(super) struct Work {
    left: Cell<usize>,
}

impl Work {
    /// Creates the work that a document of so many bytes may ask for.
    pub(super) fn for_text(length: usize) -> Self {
        Self {
            left: Cell::new(FOR_ANY + length / TEXT_FOR_ONE),
        }
    }

    /// Counts `steps`, and says whether they can be taken.
    pub(super) fn spend(&self, steps: usize) -> bool {
        self.left.set(self.left.get().saturating_sub(steps));
        !self.is_spent()
    }

    /// Counts a schema that is merged. Of a large one, each property takes about half a kilobyte on its way to a client, as
    /// much as several steps that only look at something.
    pub(super) fn spend_merged(&self, schema: &Schema) -> bool {
        const SMALL: usize = 16;
        const MORE: usize = 5;
        let object = schema.object.as_deref();
        let properties = object.map_or(0, |object| object.properties.len() + object.required.len());
        let composition = schema.composition.as_deref();
        let parts = composition.map_or(0, |composition| {
            composition.all_of.len() + composition.one_of.len() + composition.any_of.len()
        });
        let more = properties.saturating_sub(SMALL) * MORE;
        self.spend(1 + properties + more + parts + schema.values.len())
    }

    /// Counts a copy of `text`.
    pub(super) fn spend_text(&self, text: &str) -> bool {
        self.spend_bytes(text.len())
    }

    /// Counts a text of this length.
    pub(super) fn spend_bytes(&self, length: usize) -> bool {
        self.spend(1 + length / TEXT)
    }

    pub(super) fn is_spent(&self) -> bool {
        self.left.get() == 0
    }
}

/// What a document that asks for too much can do.
const LESS: &str = "use fewer levels of `allOf`, `oneOf` and `anyOf` that combine the same schemas";

/// Reports that the bound was reached.
pub(super) fn report(diagnostics: &mut Diagnostics) {
    let message = "the schemas of the document combine to more than a client could hold";
    diagnostics.error(Code::TooLarge, SourcePointer::default(), message, LESS);
}

/// Reports that the bound was reached by what no selected operation needs.
pub(super) fn report_unneeded(diagnostics: &mut Diagnostics) {
    let message = "the schemas of the document combine to more than a client could hold; \
                   left out what no selected operation needs";
    diagnostics.warning(Code::TooLarge, SourcePointer::default(), message, LESS);
}

impl Builder<'_> {
    /// Returns docs of a description, of which there may be a copy for each place that shares it.
    pub(super) fn copied(&self, description: Option<&Text>) -> Docs {
        docs::described(description.filter(|text| self.work.spend_text(text)))
    }
}
