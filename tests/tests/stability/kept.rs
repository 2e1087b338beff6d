//! What a document may gain: the program compiles before and after.

mod calls;
mod documents;
mod null;
mod objects;
mod sharing;
mod sizes;
mod unions;

use super::Pair;

/// Returns the pairs of programs that stay.
pub(crate) fn pairs() -> impl Iterator<Item = &'static Pair> {
    let of_each = [
        objects::PAIRS,
        calls::PAIRS,
        unions::PAIRS,
        null::PAIRS,
        sizes::PAIRS,
        documents::PAIRS,
        sharing::PAIRS,
    ];
    of_each.into_iter().flatten()
}
