//! What was seen in one response, and how often.

use std::collections::BTreeMap;

use super::entry::{Seen, Shape};

/// What was seen in one response, in the order of its shapes. A list has the same in each of its items: of these only the first takes memory.
pub(super) struct Things {
    counts: BTreeMap<Thing, u64>,
    /// The last one that was looked for, whose texts are used again.
    last: Thing,
}

/// A [`Shape`] without what all of a response have in common.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Thing {
    path: String,
    at: String,
    seen: Seen,
}

impl Things {
    pub(super) fn new() -> Self {
        Things {
            counts: BTreeMap::new(),
            last: Thing {
                path: String::new(),
                at: String::new(),
                seen: Seen::Response,
            },
        }
    }

    /// Counts what was seen at a path of the body, for a place in the document.
    pub(super) fn add(&mut self, path: &str, at: &str, seen: Seen) {
        path.clone_into(&mut self.last.path);
        at.clone_into(&mut self.last.at);
        self.last.seen = seen;
        match self.counts.get_mut(&self.last) {
            Some(count) => *count += 1,
            None => drop(self.counts.insert(self.last.clone(), 1)),
        }
    }

    /// Gives the shape of each thing to `each`, and how often it was seen.
    pub(super) fn shapes(
        self,
        operation: &str,
        status: u16,
        media_type: String,
        each: &mut dyn FnMut(&Shape, u64),
    ) {
        let mut shape = Shape {
            operation: operation.to_owned(),
            status,
            media_type,
            path: self.last.path,
            at: self.last.at,
            seen: self.last.seen,
        };
        for (thing, count) in self.counts {
            (shape.path, shape.at, shape.seen) = (thing.path, thing.at, thing.seen);
            each(&shape, count);
        }
    }
}
