//! Work on more than one processor.

use std::num::NonZero;
use std::panic::resume_unwind;
use std::thread;

/// The stack of each thread that stages run on, in bytes: without optimisation each level of a schema takes much. Only what is used of
/// it is taken.
pub const STACK: usize = 64 << 20;

/// Does two things at the same time, and returns what both give: one after the other where there is one processor, or no thread.
pub(crate) fn both<A, B: Send>(here: impl FnOnce() -> A, beside: impl Fn() -> B + Sync) -> (A, B) {
    thread::scope(|scope| {
        let thread = match thread::available_parallelism().map(NonZero::get) {
            Ok(2..) => thread::Builder::new()
                .stack_size(STACK)
                .spawn_scoped(scope, &beside)
                .ok(),
            _ => None,
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
    use super::both;

    #[test]
    fn both_give_what_they_give() {
        let texts = ["a".to_owned(), "b".to_owned()];
        assert_eq!(
            both(|| texts[0].clone(), || texts[1].clone()),
            ("a".into(), "b".into())
        );
    }
}
