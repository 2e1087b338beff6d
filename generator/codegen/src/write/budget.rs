//! How long the text of a client may become: copies of a long text take all memory.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::source::Source;

/// What is left of the bytes that a client may have. What is written beyond them is written for nobody.
pub(super) struct Budget {
    most: usize,
    spent: AtomicUsize,
}

impl Budget {
    /// Creates a budget of so many bytes.
    pub(super) fn of(most: usize) -> Self {
        Self {
            most,
            spent: AtomicUsize::new(0),
        }
    }

    /// Writes an item, if there is room for another one, and counts what it adds.
    pub(super) fn spend_on(&self, source: &mut Source, write: impl FnOnce(&mut Source)) {
        if self.spent.load(Ordering::Relaxed) <= self.most {
            let start = source.len();
            write(source);
            self.spent.fetch_add(source.len() - start, Ordering::Relaxed);
        }
    }
}
