//! How many allocations a call makes beside the same call by hand. A binary of its own, since it counts all of them.

#[path = "../loopback/mod.rs"]
mod loopback;

use loopback::{ByHand, Generated, new_runtime};

/// What a call through a generated client may need more.
const MORE: u64 = 3;

/// The fewest allocations that `call` needs, once its connection is there. What the thread does beside a call, such as
/// growing a queue of the runtime, is in some of the counts, not in the lowest.
fn allocations(call: impl Fn()) -> u64 {
    const CALLS: usize = 20;
    call();
    let counts = (0..CALLS).map(|_| allocation_counter::measure(&call).count_total);
    counts.min().unwrap_or_default()
}

#[test]
fn reading_needs_as_few_allocations_as_by_hand() {
    let (runtime, generated, by_hand) = (new_runtime(), Generated::new(), ByHand::new());
    let generated = allocations(|| drop(runtime.block_on(generated.read())));
    let by_hand = allocations(|| drop(runtime.block_on(by_hand.read())));
    assert!(generated <= by_hand + MORE, "{generated}, by hand {by_hand}");
}

#[test]
fn saving_with_a_token_and_a_query_needs_as_few_allocations_as_by_hand() {
    let (runtime, generated, by_hand) = (new_runtime(), Generated::new(), ByHand::new());
    let generated = allocations(|| drop(runtime.block_on(generated.save())));
    let by_hand = allocations(|| drop(runtime.block_on(by_hand.save())));
    assert!(generated <= by_hand + MORE, "{generated}, by hand {by_hand}");
}
