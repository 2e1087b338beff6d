//! Numbers for boundaries and jitter, not for secrets.

use std::hash::{BuildHasher, RandomState};

/// Returns a number that differs from call to call and from process to process.
pub(crate) fn random() -> u64 {
    RandomState::new().hash_one(std::time::Instant::now())
}
