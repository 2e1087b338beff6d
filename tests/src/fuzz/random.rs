//! Random choices that a seed repeats, on every machine and with every version of every crate.

/// The generator SplitMix64.
#[derive(Clone, Debug)]
pub(super) struct Random(u64);

impl Random {
    /// The sequence of `seed`.
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Any number.
    pub(super) fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number less than `end`; 0 for 0.
    pub(super) fn below(&mut self, end: usize) -> usize {
        match u64::try_from(end) {
            Ok(end) if end > 0 => usize::try_from(self.number() % end).unwrap_or(0),
            _ => 0,
        }
    }

    /// The place of one of `shares`, each as often as its share of their sum.
    pub(super) fn by_share(&mut self, shares: &[usize]) -> usize {
        let mut rest = self.below(shares.iter().sum());
        let found = shares.iter().position(|share| {
            let is_here = rest < *share;
            rest = rest.saturating_sub(*share);
            is_here
        });
        found.unwrap_or(0)
    }

    /// One of `choices`, which are not none.
    pub(super) fn choose<'c, T>(&mut self, choices: &'c [T]) -> &'c T {
        &choices[self.below(choices.len())]
    }
}
