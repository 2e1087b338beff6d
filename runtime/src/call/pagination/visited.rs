use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};

use crate::call::build::Call;
use crate::error::InvalidRequest;

/// The requests of the pages so far.
pub(super) struct Visited {
    /// How many pages may be fetched.
    pub(super) limit: usize,
    /// Hashes of their URLs and bodies: eight bytes each, whatever the server sends.
    requests: HashSet<u64>,
    /// A state of its own, so that no server can look for two requests with one hash.
    state: RandomState,
}

impl Visited {
    pub(super) fn new(limit: usize) -> Self {
        Visited {
            limit,
            requests: HashSet::new(),
            state: RandomState::new(),
        }
    }

    /// Adds the request of a page.
    ///
    /// # Errors
    /// It is one too many, or its page was fetched before.
    pub(super) fn visit(&mut self, call: &Call) -> Result<(), InvalidRequest> {
        if self.requests.len() >= self.limit {
            return Err(InvalidRequest::new(format!(
                "there are more pages than the limit of {} (max_pages)",
                self.limit
            )));
        }
        let request = (call.head()?.url(), call.body_bytes());
        if !self.requests.insert(self.state.hash_one(request)) {
            return Err(InvalidRequest::new(
                "the next page is one that was fetched before: the server's cursor or link leads back",
            ));
        }
        Ok(())
    }
}
