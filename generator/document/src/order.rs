//! Collections in an order, and sorting, so that they cost little.
//!
//! A build script is compiled with the generator, without optimisation. Each type that the standard library sorts is more
//! than a thousand lines for the compiler there, and so is a set that is collected, since what it is made of is sorted
//! first. Here all types are sorted as indices, by one function.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use foldhash::fast::RandomState;

/// A map in the order in which its entries came. Its hash is seeded at random, as the standard library's is, which was a fifth
/// of what the generator takes where nothing is optimised.
pub type IndexMap<K, V> = indexmap::IndexMap<K, V, RandomState>;

/// A set in the order in which its items came.
pub type IndexSet<T> = indexmap::IndexSet<T, RandomState>;

/// Sorts items; equal ones stay in their order.
pub fn sort<T: Ord>(items: &mut [T]) {
    sort_by(items, T::cmp);
}

/// Sorts items by what `key` returns of each; those with equal ones stay in their order.
pub fn sort_by_key<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) {
    sort_by(items, |one, other| key(one).cmp(&key(other)));
}

/// Sorts items by what `compare` says of two; equal ones stay in their order.
pub fn sort_by<T>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let order = sorted(items.len(), &|one, other| compare(&items[one], &items[other]));
    move_to_places(order, &mut |one, other| items.swap(one, other));
}

/// Returns a set of items.
pub fn set<T: Ord>(items: impl IntoIterator<Item = T>) -> BTreeSet<T> {
    let mut set = BTreeSet::new();
    for item in items {
        set.insert(item);
    }
    set
}

/// Returns the indices of `count` items as `compare` sorts them.
fn sorted(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by(|&one, &other| compare(one, other));
    order
}

/// Moves the item at each index of `order` to the place that the index has there.
fn move_to_places(mut order: Vec<usize>, swap: &mut dyn FnMut(usize, usize)) {
    for first in 0..order.len() {
        // The item that was at `first` goes along until its own place is met.
        let mut place = first;
        loop {
            let from = std::mem::replace(&mut order[place], place);
            if from == first || from == place {
                break;
            }
            swap(place, from);
            place = from;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{set, sort, sort_by_key};

    #[test]
    fn items_are_sorted_as_the_standard_library_sorts_them() {
        for seed in 0..200_u64 {
            let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
            let mut items: Vec<(u64, usize)> = (0..usize::try_from(seed).unwrap() % 40)
                .map(|place| {
                    state ^= state << 13;
                    state ^= state >> 7;
                    state ^= state << 17;
                    (state % 9, place)
                })
                .collect();
            let mut expected = items.clone();
            expected.sort_by_key(|&(key, _)| key);
            sort_by_key(&mut items, |&(key, _)| key);
            assert_eq!(items, expected);
        }
    }

    #[test]
    fn items_that_own_what_they_hold_are_moved() {
        let mut names = ["cat", "ant", "dog", "bee"].map(str::to_owned);
        sort(&mut names);
        assert_eq!(names, ["ant", "bee", "cat", "dog"]);
    }

    #[test]
    fn a_set_has_each_item_once() {
        assert_eq!(Vec::from_iter(set([3, 1, 3, 2])), [1, 2, 3]);
    }
}
