//! Choices: always the first, or by a seed.

/// A source of choices.
#[derive(Clone, Debug)]
pub(crate) enum Choice {
    /// The first, and the least.
    First,
    /// By a seed, with the generator `SplitMix64`: the same on every machine.
    Seeded(u64),
}

impl Choice {
    fn next(&mut self) -> u64 {
        match self {
            Choice::First => 0,
            Choice::Seeded(state) => {
                *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
                let mixed = (*state ^ (*state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
                let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
                mixed ^ (mixed >> 31)
            }
        }
    }

    /// Returns a number below `count`; 0 if that is 0.
    pub(crate) fn below(&mut self, count: usize) -> usize {
        let count = count.max(1) as u64;
        // The remainder is less than `count`, which is a `usize`.
        usize::try_from(self.next() % count).unwrap_or_default()
    }

    /// Returns a number from `least` to `most`.
    pub(crate) fn between(&mut self, least: i128, most: i128) -> i128 {
        let wide = (u128::from(self.next()) << 64) | u128::from(self.next());
        let span = most.saturating_sub(least).max(0).unsigned_abs().saturating_add(1);
        let offset = i128::try_from(wide % span).unwrap_or_default();
        least.saturating_add(offset)
    }

    /// Tells one time in `count`.
    pub(crate) fn one_in(&mut self, count: usize) -> bool {
        matches!(self, Choice::Seeded(_)) && self.below(count) == 0
    }

    /// Returns one of a list.
    pub(crate) fn of<'t, T>(&mut self, list: &'t [T]) -> Option<&'t T> {
        let index = self.below(list.len());
        list.get(index)
    }
}
