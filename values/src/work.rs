//! What the making of values may take.

use std::cell::Cell;

/// How much may still be taken. What takes more than there is takes the rest, and gets nothing.
#[derive(Debug)]
pub(crate) struct Work(Cell<usize>);

impl Work {
    pub(crate) fn new(all: usize) -> Self {
        Work(Cell::new(all))
    }

    /// Takes some, and tells whether there was enough.
    pub(crate) fn take(&self, some: usize) -> bool {
        let left = self.0.get().checked_sub(some);
        self.0.set(left.unwrap_or_default());
        left.is_some()
    }
}
