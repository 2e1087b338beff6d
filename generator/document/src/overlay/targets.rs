//! What an action changes.

use foldhash::HashSet;
use std::collections::BTreeMap;

use super::Version;
use super::budget::{Budget, Excess};
use super::jsonpath::{self, Query};
use crate::source::{Node, Text};

/// The values that a query selects, each once: a tree of their places among the entries or items of what is above them.
#[derive(Default)]
pub(super) struct Targets {
    pub(super) is_target: bool,
    pub(super) below: BTreeMap<usize, Targets>,
}

/// What is called with each target, and with the keys on the way to it.
type Change<'change, E> = &'change mut dyn FnMut(&mut Node, &mut Vec<Text>) -> Result<(), E>;

/// How many values of each kind are selected.
#[derive(Default)]
pub(super) struct Kinds {
    pub(super) mappings: usize,
    pub(super) lists: usize,
    pub(super) scalars: usize,
}

impl Targets {
    /// Selects the targets of a query.
    pub(super) fn of(query: &Query, root: &Node, budget: &mut Budget) -> Result<(Self, Kinds), Excess> {
        let mut targets = Self::default();
        let mut kinds = Kinds::default();
        // A query may find a value again and again, which must not cost the way to it each time.
        let mut known: HashSet<*const Node> = HashSet::default();
        jsonpath::select(query, root, budget, &mut |node, way| {
            if known.insert(node) {
                targets.add(way);
                match node {
                    Node::Mapping(_) => kinds.mappings += 1,
                    Node::Sequence(_) => kinds.lists += 1,
                    _ => kinds.scalars += 1,
                }
            }
        })?;
        Ok((targets, kinds))
    }

    fn add(&mut self, way: &[usize]) {
        let mut targets = self;
        for place in way {
            targets = targets.below.entry(*place).or_default();
        }
        targets.is_target = true;
    }

    /// Returns the way to the only target, if there is just one.
    pub(super) fn only(&self) -> Vec<usize> {
        let mut way = Vec::new();
        let mut targets = self;
        while let Some((place, below)) = targets.below.first_key_value() {
            way.push(*place);
            targets = below;
        }
        way
    }

    /// Calls `change` with each target, those above others first, and with the keys on the way to it.
    pub(super) fn each<E>(
        &self,
        node: &mut Node,
        way: &mut Vec<Text>,
        change: Change<'_, E>,
    ) -> Result<(), E> {
        if self.is_target {
            change(node, way)?;
        }
        for (place, below) in &self.below {
            if let Some((key, child)) = child_mut(node, *place) {
                way.push(key);
                below.each(child, way, change)?;
                way.pop();
            }
        }
        Ok(())
    }
}

impl Kinds {
    pub(super) fn count(&self) -> usize {
        self.mappings + self.lists + self.scalars
    }

    /// Returns why a version of the specification does not let an update have these targets.
    pub(super) fn refusal(&self, version: Version) -> Option<(&'static str, &'static str)> {
        let kinds = [self.mappings, self.lists, self.scalars];
        match version {
            Version::V1_0 if self.scalars > 0 => Some((
                "the target is neither a mapping nor a list",
                "write `overlay: 1.1.0`, or target the mapping around it and update the property",
            )),
            Version::V1_1 if kinds.iter().filter(|&&count| count > 0).count() > 1 => Some((
                "the target selects values of several kinds",
                "write an action for each kind: mappings, lists, and other values",
            )),
            _ => None,
        }
    }
}

/// Returns the key or index of an entry or item, and its value.
pub(super) fn child_mut(node: &mut Node, place: usize) -> Option<(Text, &mut Node)> {
    match node {
        Node::Mapping(mapping) => mapping.entry_mut(place).map(|(key, value)| (key.clone(), value)),
        Node::Sequence(items) => items.get_mut(place).map(|item| (index(place), item)),
        _ => None,
    }
}

/// Returns the value at places from the root, and the keys on the way.
pub(super) fn at<'node>(root: &'node Node, places: &[usize]) -> Option<(&'node Node, Vec<Text>)> {
    let mut node = root;
    let mut way = Vec::new();
    for &place in places {
        let key;
        (key, node) = match node {
            Node::Mapping(mapping) => mapping
                .entries()
                .get(place)
                .map(|(key, value)| (key.clone(), value))?,
            Node::Sequence(items) => (index(place), items.get(place)?),
            _ => return None,
        };
        way.push(key);
    }
    Some((node, way))
}

/// Returns an index as a pointer has it.
pub(super) fn index(place: usize) -> Text {
    place.to_string().into()
}
