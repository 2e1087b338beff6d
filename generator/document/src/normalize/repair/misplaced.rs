use std::borrow::Cow;

use crate::description::Source;
use crate::description::Sources;
use crate::diagnostic::{Code, Diagnostics};
use crate::normalize::cursor::Cursor;
use crate::normalize::normalizer::Normalizer;

/// References where the specification allows none, by what should stand there. Who splits a document in such a way
/// does it everywhere, so each kind of thing is warned of once.
#[derive(Default)]
pub(in crate::normalize) struct Misplaced(Vec<Kind>);

struct Kind {
    what: Cow<'static, str>,
    first: Source,
    reference: String,
    count: usize,
}

impl<'d> Normalizer<'_, 'd> {
    /// Notes the reference at `at`, if there is one, which stands in place of `what`.
    pub(in crate::normalize) fn note_misplaced(
        &mut self,
        at: &Cursor<'d, '_>,
        what: impl Into<Cow<'static, str>>,
    ) {
        let Some(reference) = at.reference() else {
            return;
        };
        let what = what.into();
        match self.misplaced.0.iter_mut().find(|kind| kind.what == what) {
            Some(kind) => kind.count += 1,
            None => {
                let first = self.source(at);
                self.misplaced.0.push(Kind {
                    what,
                    first,
                    reference: reference.to_owned(),
                    count: 1,
                });
            }
        }
    }
}

impl Misplaced {
    /// Warns of all that were noted.
    pub(in crate::normalize) fn report(self, sources: &Sources, diagnostics: &mut Diagnostics) {
        for kind in self.0 {
            let others = match kind.count {
                1 => String::new(),
                2 => " (and in one other place)".to_owned(),
                count => format!(" (and in {} other places)", count - 1),
            };
            diagnostics.warning(
                Code::MisplacedReference,
                sources.place(kind.first),
                format!(
                    "expected {}, found `$ref: {}`, which the specification does not allow here; followed{others}",
                    kind.what, kind.reference,
                ),
                "other tools may refuse it",
            );
        }
    }
}
