//! References where the specification allows none.

use crate::diagnostic::{Code, Diagnostics, Place};
use crate::normalise::at::At;

/// References where the specification allows none, by what should stand there. Who splits a document in such a way
/// does it everywhere, so each kind of thing is warned of once.
#[derive(Default)]
pub(in crate::normalise) struct Misplaced {
    kinds: Vec<MisplacedKind>,
}

struct MisplacedKind {
    what: &'static str,
    first: Place,
    reference: String,
    count: usize,
}

impl Misplaced {
    /// Notes a reference at `at`, which stands in place of `what`.
    pub(in crate::normalise) fn note(&mut self, at: &At<'_, '_>, what: &'static str, reference: &str) {
        match self.kinds.iter_mut().find(|kind| kind.what == what) {
            Some(kind) => kind.count += 1,
            None => self.kinds.push(MisplacedKind {
                what,
                first: at.place(),
                reference: reference.to_owned(),
                count: 1,
            }),
        }
    }

    /// Warns of all that were noted.
    pub(in crate::normalise) fn report(self, diagnostics: &mut Diagnostics) {
        for kind in self.kinds {
            let others = match kind.count {
                1 => String::new(),
                2 => " (and in one other place)".to_owned(),
                count => format!(" (and in {} other places)", count - 1),
            };
            diagnostics.warning(
                Code::MisplacedReference,
                kind.first,
                format!(
                    "`$ref: {}` stands in place of {}, where the specification allows no reference; it is followed{others}",
                    kind.reference, kind.what,
                ),
                "other tools may refuse it",
            );
        }
    }
}
