use super::PathItem;
use crate::source::Text;

/// The place of a [`Callback`] in [`Description::callbacks`](super::Description::callbacks).
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CallbackId(usize);

impl CallbackId {
    /// Creates the id of the callback at this place.
    pub fn new(index: usize) -> Self {
        Self(index)
    }

    /// Returns the place.
    pub fn index(self) -> usize {
        self.0
    }
}

/// A path item of a [Callback Object](https://spec.openapis.org/oas/v3.2.0#callback-object): requests that the API's server sends to
/// a URL which a request gave.
#[derive(Clone, PartialEq)]
pub struct Callback {
    /// The key of the path item: where it is sent, with
    /// [runtime expressions](https://spec.openapis.org/oas/v3.2.0#runtime-expressions) in braces.
    pub expression: Text,
    /// What is sent. Its path is a name that no webhook and no other callback has: the callback's key, where that is one.
    pub item: PathItem,
}
