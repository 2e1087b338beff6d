//! How much work overlays may cause.

/// Steps that are left to all overlays of a document together, and bytes by which they may let it grow.
///
/// A step is a value that a query looks at, or that an action adds or compares.
pub(super) struct Budget {
    steps: u64,
    growth: u64,
}

/// A bound was reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Excess {
    /// The queries and actions look at too many values.
    Steps,
    /// The actions add too much.
    Growth,
    /// The document would nest too deeply.
    Depth,
}

/// Steps that are allowed whatever the size of the document.
const STEPS: u64 = 10_000_000;

/// Steps for each byte of the document and of the overlays.
const STEPS_PER_BYTE: u64 = 32;

/// Growth that is allowed whatever the size of the document, in bytes.
const GROWTH: u64 = 8 << 20;

/// Growth for each byte of the document and of the overlays.
const GROWTH_PER_BYTE: u64 = 8;

/// What an added value costs beside its text, in bytes: itself, and where it comes from.
const NODE_COST: u64 = 128;

impl Budget {
    /// Creates the budget for texts of `bytes` together.
    pub(super) fn new(bytes: u64) -> Self {
        Self {
            steps: STEPS.saturating_add(bytes.saturating_mul(STEPS_PER_BYTE)),
            growth: GROWTH.saturating_add(bytes.saturating_mul(GROWTH_PER_BYTE)),
        }
    }

    /// Takes `count` steps.
    pub(super) fn take(&mut self, count: u64) -> Result<(), Excess> {
        self.steps = self.steps.checked_sub(count).ok_or(Excess::Steps)?;
        #[cfg(test)]
        counted::STEPS.set(counted::STEPS.get() + count);
        Ok(())
    }

    /// Notes that so much is looked at, for tests that compare it with the steps that are taken for it.
    #[inline]
    pub(super) fn look(count: usize) {
        #[cfg(test)]
        counted::LOOKS.set(counted::LOOKS.get().saturating_add(count as u64));
        #[cfg(not(test))]
        let _ = count;
    }

    /// Takes the growth by `nodes` values with texts of `bytes`.
    pub(super) fn grow(&mut self, nodes: u64, bytes: u64) -> Result<(), Excess> {
        let cost = nodes.saturating_mul(NODE_COST).saturating_add(bytes);
        self.growth = self.growth.checked_sub(cost).ok_or(Excess::Growth)?;
        self.take(nodes)
    }
}

/// What was done on this thread.
#[cfg(test)]
pub(super) mod counted {
    use std::cell::Cell;

    thread_local! {
        /// Values that were looked at, and 64 bytes of texts that were compared.
        pub(in super::super) static LOOKS: Cell<u64> = const { Cell::new(0) };
        /// Steps that were taken from budgets.
        pub(in super::super) static STEPS: Cell<u64> = const { Cell::new(0) };
    }
}
