use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

/// The retries that a client may make beyond a share of its successes, so that they stay a small part of the calls while a server is
/// down. A success gives a part of one back.
#[derive(Debug)]
pub(crate) struct Budget {
    /// In parts that a success gives back.
    spent: AtomicU32,
    in_flight: AtomicU32,
    /// How many retries; by the calls in flight unless set.
    most: Option<u32>,
}

/// What a retry costs, in parts that a success gives back.
const COST: u32 = 10;

/// How many retries there are unless set, and for each call in flight if that is more: a short outage fails all calls at once.
const LEAST: u32 = 50;
const PER_CALL: u32 = 2;

impl Budget {
    pub(crate) fn new(most: Option<u32>) -> Self {
        Budget {
            spent: AtomicU32::new(0),
            in_flight: AtomicU32::new(0),
            most,
        }
    }

    /// Counts a call that begins.
    pub(crate) fn enter(&self) {
        self.in_flight.fetch_add(1, Relaxed);
    }

    /// Counts a call that ends.
    pub(crate) fn leave(&self) {
        self.in_flight.fetch_sub(1, Relaxed);
    }

    /// Takes a retry, if there is one left.
    pub(crate) fn take(&self) -> bool {
        let by_calls = || self.in_flight.load(Relaxed).saturating_mul(PER_CALL).max(LEAST);
        let most = self.most.unwrap_or_else(by_calls).saturating_mul(COST);
        let take = |spent: u32| spent.checked_add(COST).filter(|spent| *spent <= most);
        self.spent.fetch_update(Relaxed, Relaxed, take).is_ok()
    }

    /// Gives a part of a retry back, for a call that succeeded.
    pub(crate) fn refill(&self) {
        if self.spent.load(Relaxed) > 0 {
            let _ = self
                .spent
                .fetch_update(Relaxed, Relaxed, |spent| spent.checked_sub(1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(budget: &Budget) -> usize {
        (0..10_000).take_while(|_| budget.take()).count()
    }

    #[test]
    fn ten_successes_give_a_retry_back() {
        let budget = Budget::new(None);
        assert_eq!(taken(&budget), 50);
        (0..9).for_each(|_| budget.refill());
        assert!(!budget.take());
        budget.refill();
        assert!(budget.take());
    }

    #[test]
    fn a_budget_is_set_or_has_two_retries_for_each_call_in_flight() {
        let budget = Budget::new(None);
        (0..256).for_each(|_| budget.enter());
        assert_eq!(taken(&budget), 512);
        (0..256).for_each(|_| budget.leave());
        assert!(!budget.take());
        assert_eq!(taken(&Budget::new(Some(7))), 7);
        assert_eq!(taken(&Budget::new(Some(0))), 0);
    }
}
