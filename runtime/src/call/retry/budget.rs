use std::sync::atomic::{AtomicU32, Ordering};

/// The retries that a client has left. A success gives a part of one back, so that retries stay a small share of the
/// calls while a server is down.
#[derive(Debug)]
pub(crate) struct Budget(AtomicU32);

/// What a retry costs, in parts that a success gives back.
const COST: u32 = 10;
const MOST: u32 = 50 * COST;

impl Default for Budget {
    fn default() -> Self {
        Budget(AtomicU32::new(MOST))
    }
}

impl Budget {
    /// Takes a retry, if there is one left.
    pub(crate) fn take(&self) -> bool {
        self.0
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| {
                left.checked_sub(COST)
            })
            .is_ok()
    }

    /// Gives a part of a retry back, for a call that succeeded.
    pub(crate) fn refill(&self) {
        let _ = self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| {
            (left < MOST).then_some(left + 1)
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_successes_give_a_retry_back() {
        let budget = Budget::default();
        assert_eq!((0..100).filter(|_| budget.take()).count(), 50);
        (0..9).for_each(|_| budget.refill());
        assert!(!budget.take());
        budget.refill();
        assert!(budget.take());
    }
}
