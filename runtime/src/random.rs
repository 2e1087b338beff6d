use std::hash::{BuildHasher, RandomState};

/// A number that differs from call to call and from process to process: for boundaries and jitter, not for secrets.
pub(crate) fn random() -> u64 {
    RandomState::new().hash_one(std::time::Instant::now())
}
