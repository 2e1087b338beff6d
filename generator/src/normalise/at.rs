use std::borrow::Cow;

use crate::diagnostic::{FileId, Place};
use crate::source::{Mapping, Node};

/// Where a walk begins: a place in the files, and the pointer that it has in the canonical document.
///
/// Below it both pointers go on with the same segments, until something is moved: then a new walk begins.
#[derive(Clone, Debug)]
pub(super) struct Anchor {
    pub(super) place: Place,
    pub(super) canonical: String,
}

/// A node of the document and the way to it, as a list that is linked through the stack: a JSON pointer is only
/// made when somebody asks for it.
#[derive(Clone, Copy)]
pub(super) struct At<'d, 'p> {
    pub(super) node: &'d Node,
    trail: Trail<'p>,
}

#[derive(Clone, Copy)]
struct Trail<'p> {
    parent: Option<&'p Trail<'p>>,
    step: Step<'p>,
    file: FileId,
}

#[derive(Clone, Copy)]
enum Step<'p> {
    Anchor(&'p Anchor),
    Key(&'p str),
    Index(usize),
}

impl<'d, 'p> At<'d, 'p> {
    pub(super) fn anchored(node: &'d Node, anchor: &'p Anchor) -> Self {
        Self {
            node,
            trail: Trail {
                parent: None,
                step: Step::Anchor(anchor),
                file: anchor.place.file,
            },
        }
    }

    pub(super) fn key<'c>(&'c self, key: &'c str, node: &'d Node) -> At<'d, 'c> {
        self.child(Step::Key(key), node)
    }

    pub(super) fn index<'c>(&'c self, index: usize, node: &'d Node) -> At<'d, 'c> {
        self.child(Step::Index(index), node)
    }

    fn child<'c>(&'c self, step: Step<'c>, node: &'d Node) -> At<'d, 'c> {
        At {
            node,
            trail: Trail {
                parent: Some(&self.trail),
                step,
                file: self.trail.file,
            },
        }
    }

    /// The value at a key, if this is a mapping that has it.
    pub(super) fn field<'c>(&'c self, key: &'c str) -> Option<At<'d, 'c>> {
        let node = self.node.as_mapping()?.get(key)?;
        Some(self.key(key, node))
    }

    /// The entries, if this is a mapping.
    pub(super) fn entries<'c>(&'c self) -> impl Iterator<Item = (&'d str, At<'d, 'c>)> + use<'c, 'd, 'p> {
        self.mapping()
            .into_iter()
            .flat_map(Mapping::iter)
            .map(|(key, node)| (key, self.key(key, node)))
    }

    /// The items, if this is a sequence.
    pub(super) fn items<'c>(&'c self) -> impl Iterator<Item = At<'d, 'c>> + use<'c, 'd, 'p> {
        let items = match self.node {
            Node::Sequence(items) => &**items,
            _ => &[],
        };
        items
            .iter()
            .enumerate()
            .map(|(index, node)| self.index(index, node))
    }

    pub(super) fn mapping(&self) -> Option<&'d Mapping> {
        self.node.as_mapping()
    }

    pub(super) fn text(&self) -> Option<&'d str> {
        self.node.as_str()
    }

    /// `$ref`, if this is a mapping that has one that is text.
    pub(super) fn reference(&self) -> Option<&'d str> {
        reference(self.node)
    }

    pub(super) fn file(&self) -> FileId {
        self.trail.file
    }

    /// The place in the files.
    pub(super) fn place(&self) -> Place {
        let mut steps = Vec::new();
        let anchor = self.trail.steps(&mut steps);
        let mut place = match anchor {
            Some(anchor) => anchor.place.clone(),
            None => Place::default(),
        };
        append(&mut place.pointer, &steps);
        place
    }

    /// The pointer in the canonical document.
    pub(super) fn canonical(&self) -> String {
        let mut steps = Vec::new();
        let anchor = self.trail.steps(&mut steps);
        let mut pointer = anchor.map(|anchor| anchor.canonical.clone()).unwrap_or_default();
        append(&mut pointer, &steps);
        pointer
    }
}

impl<'p> Trail<'p> {
    /// The steps from the end to the anchor, which is returned.
    fn steps(&self, steps: &mut Vec<Step<'p>>) -> Option<&'p Anchor> {
        let mut trail = Some(self);
        while let Some(here) = trail {
            if let Step::Anchor(anchor) = here.step {
                return Some(anchor);
            }
            steps.push(here.step);
            trail = here.parent;
        }
        None
    }
}

fn append(pointer: &mut String, steps: &[Step<'_>]) {
    for step in steps.iter().rev() {
        pointer.push('/');
        match step {
            Step::Key(key) => pointer.push_str(&escape(key)),
            Step::Index(index) => pointer.push_str(&index.to_string()),
            Step::Anchor(_) => {}
        }
    }
}

/// A key as a segment of a JSON pointer.
pub(super) fn escape(key: &str) -> Cow<'_, str> {
    if key.contains(['~', '/']) {
        Cow::Owned(key.replace('~', "~0").replace('/', "~1"))
    } else {
        Cow::Borrowed(key)
    }
}

/// A segment of a JSON pointer as a key.
pub(super) fn unescape(segment: &str) -> Cow<'_, str> {
    if segment.contains('~') {
        Cow::Owned(segment.replace("~1", "/").replace("~0", "~"))
    } else {
        Cow::Borrowed(segment)
    }
}

/// `$ref`, if the node is a mapping that has one that is text.
pub(super) fn reference(node: &Node) -> Option<&str> {
    node.as_mapping()?.get("$ref")?.as_str()
}
