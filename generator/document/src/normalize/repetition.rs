//! A bound on what is read more than once: a reference that is resolved in place repeats what it leads to, and a small document
//! must not become a large one.

use foldhash::HashMap;
use std::ptr;

use crate::source::Node;

/// Values for any document that may be read once more. Each takes up to a kilobyte on its way to a client.
const FOR_ANY: usize = 200_000;

/// Bytes of a document's text for each of which there is one value more: so many are in each text, about.
const TEXT_FOR_ONE: usize = 8;

/// Bytes of a text that count as one value.
const TEXT: usize = 64;

/// How much may still be read once more.
pub(super) struct Repetition {
    left: usize,
    /// What each node that was read holds. They live as long as the document, and are only told apart by this.
    sizes: HashMap<*const Node, usize>,
}

impl Repetition {
    /// Creates the bound for a document of so many bytes.
    pub(super) fn for_text(length: usize) -> Self {
        Self {
            left: FOR_ANY + length / TEXT_FOR_ONE,
            sizes: HashMap::default(),
        }
    }

    /// Counts that a node is read, and returns whether it may be. The first time costs nothing.
    pub(super) fn may_read(&mut self, node: &Node) -> bool {
        let Some(&size) = self.sizes.get(&ptr::from_ref(node)) else {
            self.sizes.insert(ptr::from_ref(node), size(node));
            return true;
        };
        match self.left.checked_sub(size) {
            Some(left) => {
                self.left = left;
                true
            }
            None => false,
        }
    }
}

/// Returns how many values a node holds, itself included.
fn size(node: &Node) -> usize {
    match node {
        Node::String(text) => 1 + text.len() / TEXT,
        Node::Sequence(items) => 1 + items.iter().map(size).sum::<usize>(),
        Node::Mapping(mapping) => {
            let entry = |(key, node): (&str, &Node)| key.len() / TEXT + size(node);
            1 + mapping.iter().map(entry).sum::<usize>()
        }
        Node::Null | Node::Boolean(_) | Node::Number(_) => 1,
    }
}
