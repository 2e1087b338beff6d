//! Updates: [the rules for merging](https://spec.openapis.org/overlay/latest.html#action-object).

use super::budget::{Budget, Excess};
use super::targets::index;
use crate::source::{DEPTH, Mapping, Node, Origins, Text};

/// The merging of one value into targets.
pub(super) struct Merge<'run> {
    pub(super) origins: &'run mut Origins,
    pub(super) budget: &'run mut Budget,
    /// Where the value stands.
    pub(super) from: Origins,
    /// Whether the document did not say all of it before.
    pub(super) is_change: bool,
}

/// Why a value is not merged.
pub(super) enum Obstacle {
    /// The kinds of two values do not go together.
    Kinds {
        target: &'static str,
        value: &'static str,
        /// Where the value stands, from the merged one.
        way: Vec<Text>,
    },
    Excess(Excess),
}

impl From<Excess> for Obstacle {
    fn from(excess: Excess) -> Self {
        Self::Excess(excess)
    }
}

/// Comparing more items than this with each other is no longer worth the warning that it may give.
const COMPARED: u64 = 1_000_000;

impl Merge<'_> {
    /// Merges a value into a target at `way`.
    pub(super) fn target(
        &mut self,
        target: &mut Node,
        way: &mut Vec<Text>,
        value: &Node,
    ) -> Result<(), Obstacle> {
        match (&mut *target, value) {
            (Node::Sequence(_), Node::Sequence(_)) => self.merge(target, way, value, &mut Vec::new()),
            (Node::Sequence(items), item) => self.append(items, way, std::slice::from_ref(item), None),
            _ => self.merge(target, way, value, &mut Vec::new()),
        }
    }

    fn merge(
        &mut self,
        target: &mut Node,
        way: &mut Vec<Text>,
        value: &Node,
        value_way: &mut Vec<Text>,
    ) -> Result<(), Obstacle> {
        self.budget.take(1)?;
        match (target, value) {
            (Node::Mapping(target), Node::Mapping(value)) => self.mappings(target, way, value, value_way),
            (Node::Sequence(items), Node::Sequence(more)) => self.append(items, way, more, Some(value_way)),
            (target @ (Node::Mapping(_) | Node::Sequence(_)), value)
            | (target, value @ (Node::Mapping(_) | Node::Sequence(_))) => Err(Obstacle::Kinds {
                target: target.kind(),
                value: value.kind(),
                way: value_way.clone(),
            }),
            (target, value) => {
                if !is_same(target, value) {
                    self.inserted(value, way, value_way)?;
                    *target = value.clone();
                    self.is_change = true;
                }
                Ok(())
            }
        }
    }

    fn mappings(
        &mut self,
        target: &mut Mapping,
        way: &mut Vec<Text>,
        value: &Mapping,
        value_way: &mut Vec<Text>,
    ) -> Result<(), Obstacle> {
        let mut new = Vec::new();
        for (key, value) in value.entries() {
            way.push(key.clone());
            value_way.push(key.clone());
            match target.position(key).and_then(|place| target.entry_mut(place)) {
                Some((_, child)) => self.merge(child, way, value, value_way)?,
                None => {
                    self.inserted(value, way, value_way)?;
                    new.push((key.clone(), value.clone()));
                }
            }
            way.pop();
            value_way.pop();
        }
        if !new.is_empty() {
            self.is_change = true;
            self.budget.take(target.len() as u64)?;
            let all = std::mem::replace(target, Mapping::new(Vec::new()));
            let mut entries = all.into_entries().into_vec();
            entries.extend(new);
            *target = Mapping::new(entries);
        }
        Ok(())
    }

    /// Appends items to a list. They stand at `more_way` of the value, which is itself the one item if there is none.
    fn append(
        &mut self,
        items: &mut Box<[Node]>,
        way: &mut Vec<Text>,
        more: &[Node],
        more_way: Option<&mut Vec<Text>>,
    ) -> Result<(), Obstacle> {
        let mut none = Vec::new();
        let is_item = more_way.is_none();
        let more_way = more_way.unwrap_or(&mut none);
        if !self.is_change {
            // Each item with each: what is in them may be compared every time.
            let mut size = Size::default();
            more.iter().for_each(|item| size.add(item, 0));
            let work = (items.len() as u64).saturating_mul(size.nodes + size.bytes / 64);
            let is_compared = work <= COMPARED;
            self.budget.take(size.nodes + work.min(COMPARED))?;
            self.is_change = !is_compared || more.iter().any(|item| !items.contains(item));
        }
        for (place, item) in more.iter().enumerate() {
            way.push(index(items.len() + place));
            if !is_item {
                more_way.push(index(place));
            }
            self.inserted(item, way, more_way)?;
            way.pop();
            if !is_item {
                more_way.pop();
            }
        }
        self.budget.take(items.len() as u64)?;
        let mut all = std::mem::take(items).into_vec();
        all.extend(more.iter().cloned());
        *items = all.into_boxed_slice();
        Ok(())
    }

    /// Notes that a value is to stand at `way`, if it may.
    fn inserted(&mut self, value: &Node, way: &[Text], value_way: &[Text]) -> Result<(), Obstacle> {
        let mut size = Size::default();
        size.add(value, way.len());
        if size.depth > DEPTH {
            return Err(Excess::Depth.into());
        }
        let origin = self.from.subtree(value_way);
        let way_bytes: usize = way.iter().map(|key| key.len()).sum();
        self.budget
            .grow(size.nodes + origin.size() as u64, size.bytes + way_bytes as u64)?;
        self.origins.set_as(way, origin);
        Ok(())
    }
}

/// Returns whether two scalars are the same also in how they are written.
fn is_same(one: &Node, other: &Node) -> bool {
    match (one, other) {
        (Node::Number(one), Node::Number(other)) => one == other && one.to_string() == other.to_string(),
        _ => one == other,
    }
}

/// How large a value is.
#[derive(Default)]
pub(super) struct Size {
    pub(super) nodes: u64,
    bytes: u64,
    depth: usize,
}

impl Size {
    /// Adds a value that stands at a depth.
    pub(super) fn add(&mut self, node: &Node, depth: usize) {
        self.nodes += 1;
        match node {
            Node::String(text) => self.bytes += text.len() as u64,
            Node::Sequence(items) => {
                self.depth = self.depth.max(depth + 1);
                for item in items {
                    self.add(item, depth + 1);
                }
            }
            Node::Mapping(mapping) => {
                self.depth = self.depth.max(depth + 1);
                for (key, value) in mapping.iter() {
                    self.bytes += key.len() as u64;
                    self.add(value, depth + 1);
                }
            }
            _ => {}
        }
    }
}
