//! Which components are reached, each once and in the order in which they are.

use foldhash::HashSet;
use std::collections::VecDeque;

use specwright_document::description::SchemaId;

/// A component; all but schemas by their places in the lists of the description.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Component {
    Schema(SchemaId),
    Response(usize),
    Parameter(usize),
    RequestBody(usize),
    Header(usize),
}

/// The components that are reached, of which some are still to be written.
#[derive(Default)]
pub(super) struct Reached {
    known: HashSet<Component>,
    waiting: VecDeque<Component>,
}

impl Reached {
    /// Notes that a component is referred to.
    pub(super) fn note(&mut self, component: Component) {
        if self.known.insert(component) {
            self.waiting.push_back(component);
        }
    }

    /// Returns the next component that is to be written.
    pub(super) fn next(&mut self) -> Option<Component> {
        self.waiting.pop_front()
    }
}

/// Returns the reference to a component: a fragment of a URI that is a JSON pointer
/// ([RFC 6901, section 6](https://www.rfc-editor.org/rfc/rfc6901#section-6)).
pub(super) fn reference(kind: &str, name: &str) -> String {
    let mut reference = format!("#/components/{kind}/");
    for byte in name.bytes() {
        match byte {
            b'~' => reference.push_str("~0"),
            b'/' => reference.push_str("~1"),
            b'-' | b'.' | b'_' => reference.push(char::from(byte)),
            byte if byte.is_ascii_alphanumeric() => reference.push(char::from(byte)),
            other => reference.push_str(&format!("%{other:02X}")),
        }
    }
    reference
}
