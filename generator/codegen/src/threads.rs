//! Work on more than one processor.

use std::num::NonZero;
use std::panic::resume_unwind;
use std::thread;

/// The stack of each thread that stages run on, in bytes: without optimisation each level of a schema takes much. Only what is used of
/// it is taken.
pub const STACK: usize = 64 << 20;

/// Returns how many things are done at the same time.
fn at_a_time() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get)
}

/// Does the same on each processor, on `most` of them at the most, and returns what all give: here alone where there is one, or no thread.
pub(crate) fn on_each<T: Send>(most: usize, work: impl Fn() -> T + Sync) -> Vec<T> {
    thread::scope(|scope| {
        let others = (1..at_a_time().min(most)).map_while(|_| {
            let builder = thread::Builder::new().stack_size(STACK);
            builder.spawn_scoped(scope, &work).ok()
        });
        let others: Vec<_> = others.collect();
        let mut given = vec![work()];
        let joined = others.into_iter().map(|thread| thread.join());
        given.extend(joined.map(|given| given.unwrap_or_else(|panic| resume_unwind(panic))));
        given
    })
}

/// Does two things at the same time, and returns what both give: one after the other where there is one processor, or no thread.
pub(crate) fn both<A, B: Send>(here: impl FnOnce() -> A, beside: impl Fn() -> B + Sync) -> (A, B) {
    thread::scope(|scope| {
        let thread = match at_a_time() {
            ..=1 => None,
            _ => thread::Builder::new()
                .stack_size(STACK)
                .spawn_scoped(scope, &beside)
                .ok(),
        };
        let here = here();
        let beside = match thread {
            Some(thread) => thread.join().unwrap_or_else(|panic| resume_unwind(panic)),
            None => beside(),
        };
        (here, beside)
    })
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::{both, on_each};

    #[test]
    fn both_give_what_they_give() {
        let texts = ["a".to_owned(), "b".to_owned()];
        assert_eq!(
            both(|| texts[0].clone(), || texts[1].clone()),
            ("a".into(), "b".into())
        );
    }

    #[test]
    fn each_takes_of_the_work_until_there_is_none() {
        let next = AtomicUsize::new(0);
        let taken = on_each(3, || {
            let mut taken = Vec::new();
            loop {
                match next.fetch_add(1, Ordering::Relaxed) {
                    item @ ..100 => taken.push(item),
                    _ => return taken,
                }
            }
        });
        assert!(taken.len() <= 3);
        let mut taken = taken.concat();
        taken.sort_unstable();
        assert_eq!(taken, (0..100).collect::<Vec<_>>());
    }
}
