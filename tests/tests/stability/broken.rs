//! What breaks a program: it compiles before, and the compiler refuses it after.

mod calls;
mod names;
mod objects;

use super::BrokenPair;

/// Returns the pairs of programs that break.
pub(crate) fn pairs() -> impl Iterator<Item = &'static BrokenPair> {
    [objects::PAIRS, calls::PAIRS, names::PAIRS].into_iter().flatten()
}
