//! Which alternatives of a union a value is.

use std::collections::{HashMap, HashSet};
use std::mem;
use std::rc::Rc;

use serde_json::Value;

use super::entry::Kind;
use super::shapes::{Additional, Node, Shapes};

/// How deep a value is looked into to find which alternative it is.
const DEPTH: usize = 64;
/// Of how many schemas one may be composed, as far as they are looked at.
pub(super) const MOST_PARTS: usize = 256;

/// A choice among alternatives, with a bound of its work. All values are of one body, which lives as long.
pub(super) struct Chooser<'a> {
    shapes: &'a Shapes,
    most: usize,
    /// The steps that are left.
    steps: usize,
    is_exhausted: bool,
    /// Something was not looked at since it is too deep.
    is_cut: bool,
    losses: HashMap<Comparison, Option<usize>>,
    /// The schemas that those with properties nobody named are composed of.
    composed: HashMap<usize, Rc<[usize]>>,
}

/// A schema that is composed of others, and a value.
#[derive(PartialEq, Eq, Hash)]
struct Comparison {
    index: usize,
    value: *const Value,
    is_part: bool,
    /// How deep it was asked for, where that made a difference.
    depth: Option<usize>,
}

/// Why nobody knows which alternatives a value is.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Unchosen {
    /// It is none.
    NoAlternative,
    /// There were not enough steps.
    Undecided,
}

impl<'a> Chooser<'a> {
    pub(super) fn new(shapes: &'a Shapes, steps: usize) -> Self {
        Chooser {
            shapes,
            most: steps,
            steps,
            is_exhausted: false,
            is_cut: false,
            losses: HashMap::new(),
            composed: HashMap::new(),
        }
    }

    /// Returns the alternatives of `node` that `value` is: nothing if it has none.
    pub(super) fn choose(&mut self, node: &'a Node, value: &Value) -> Result<Vec<usize>, Unchosen> {
        let mut chosen = Vec::new();
        for (alternatives, only_one) in [(&node.one, true), (&node.any, false)] {
            if alternatives.is_empty() {
                continue;
            }
            chosen.extend(self.of(node, alternatives, only_one, value)?);
        }
        Ok(chosen)
    }

    fn of(
        &mut self,
        node: &'a Node,
        alternatives: &[usize],
        only_one: bool,
        value: &Value,
    ) -> Result<Vec<usize>, Unchosen> {
        if let Some(tag) = &node.tag
            && let Some(text) = value.get(&tag.name).and_then(Value::as_str)
        {
            let tagged = tag.mapping.get(text).ok_or(Unchosen::NoAlternative)?;
            return Ok(vec![*tagged]);
        }
        let mut fitting: Vec<(usize, usize)> = Vec::new();
        for index in alternatives {
            if let Some(loss) = self.loss(*index, value, false, 0) {
                fitting.push((loss, *index));
            }
        }
        // What fits may only be what was looked at.
        if self.is_exhausted {
            return Err(Unchosen::Undecided);
        }
        let least = fitting.iter().map(|(loss, _)| *loss).min();
        if let Some(least) = least {
            let best = fitting.iter().filter(|(loss, _)| !only_one || *loss == least);
            let best = best.map(|(_, index)| *index);
            return Ok(if only_one {
                best.take(1).collect()
            } else {
                best.collect()
            });
        }
        // One that fits but for what is wrong with the value: by a constant, or since only one is of this kind.
        let by = |fits: &dyn Fn(usize) -> bool| {
            let mut found = alternatives.iter().copied().filter(|index| fits(*index));
            found.next().filter(|_| found.next().is_none())
        };
        by(&|index| self.has_constant(index, value))
            .or_else(|| by(&|index| self.shapes.nodes[index].kinds.has(Kind::of(value))))
            .map(|index| vec![index])
            .ok_or(Unchosen::NoAlternative)
    }

    /// Returns whether a property of the schema, or of one in its `allOf`, has a constant that the value has, too.
    fn has_constant(&self, index: usize, value: &Value) -> bool {
        let node = &self.shapes.nodes[index];
        let all = node.all.iter().map(|inner| &self.shapes.nodes[*inner]);
        let properties = || value.as_object().into_iter().flatten();
        all.chain([node]).any(|node| {
            properties().any(|(name, value)| {
                let property = node.properties.get(name);
                let constant = property.map(|property| self.shapes.nodes[*property].values.as_slice());
                constant.is_some_and(|constant| constant.len() == 1 && constant[0] == *value)
            })
        })
    }

    /// Takes steps; nothing if there are not so many.
    fn take(&mut self, steps: usize) -> Option<()> {
        let left = self.steps.checked_sub(steps);
        self.is_exhausted |= left.is_none();
        self.steps = left.unwrap_or(0);
        left.map(|_| ())
    }

    /// Returns how much of the value the schema does not know; nothing if the value does not fit.
    ///
    /// Schemas that are composed of others lead to one in very many ways: each such is compared with each value once.
    fn loss(&mut self, index: usize, value: &Value, is_part: bool, depth: usize) -> Option<usize> {
        self.take(1)?;
        if !self.shapes.nodes[index].is_composed() {
            return self.compared(index, value, is_part, depth);
        }
        let comparison = |depth| Comparison {
            index,
            value,
            is_part,
            depth,
        };
        if let Some(loss) = self.losses.get(&comparison(None)) {
            return *loss;
        }
        if let Some(loss) = self.losses.get(&comparison(Some(depth))) {
            self.is_cut = true;
            return *loss;
        }
        let is_cut = mem::replace(&mut self.is_cut, false);
        let loss = self.compared(index, value, is_part, depth);
        let depth = self.is_cut.then_some(depth);
        self.losses.insert(comparison(depth), loss);
        self.is_cut |= is_cut;
        loss
    }

    fn compared(&mut self, index: usize, value: &Value, is_part: bool, depth: usize) -> Option<usize> {
        let shapes = self.shapes;
        let node = &shapes.nodes[index];
        if depth > DEPTH {
            self.is_cut = true;
            return None;
        }
        if node.never {
            return None;
        }
        if value.is_null() {
            return node.kinds.has(Kind::Null).then_some(0);
        }
        if node.kind.is_some_and(|kind| !is_kind(kind, Kind::of(value))) {
            return None;
        }
        // Many of these take the time of a schema.
        self.take((node.values.len() + node.required.len()) / 64)?;
        let mut loss = 0;
        if !node.values.is_empty() && !node.values.contains(value) {
            // A constant says which alternative it is; a list of values may have a new one.
            if node.values.len() == 1 {
                return None;
            }
            loss += 4;
        }
        for inner in &node.all {
            loss += self.loss(*inner, value, true, depth + 1)?;
        }
        for list in [&node.one, &node.any] {
            if !list.is_empty() {
                let mut least: Option<usize> = None;
                for inner in list {
                    if let Some(other) = self.loss(*inner, value, true, depth + 1) {
                        least = Some(least.map_or(other, |least| least.min(other)));
                    }
                }
                loss += least?;
            }
        }
        match value {
            Value::Object(object) => {
                if node.required.iter().any(|name| !object.contains_key(name)) {
                    return None;
                }
                for (name, value) in object {
                    loss += match (node.properties.get(name), node.additional) {
                        (Some(inner), _) => self.loss(*inner, value, false, depth + 1)?,
                        (None, Additional::Schema(inner)) => self.loss(inner, value, false, depth + 1)?,
                        (None, Additional::None) => return None,
                        (None, Additional::Any) => 0,
                        (None, Additional::Unsaid) if is_part => 0,
                        (None, Additional::Unsaid) => {
                            let parts = self.parts(index).len();
                            self.take(1 + parts / 8)?;
                            usize::from(!self.declares(index, name))
                        }
                    };
                }
            }
            Value::Array(items) => {
                let described = node.items.map_or(node.prefix.len(), |_| items.len());
                for (position, value) in items.iter().enumerate().take(described) {
                    if let Some(inner) = node.prefix.get(position).copied().or(node.items) {
                        loss += self.loss(inner, value, false, depth + 1)?;
                    }
                }
            }
            _ => {}
        }
        Some(loss)
    }

    /// Returns whether the schema, or one that it is composed of, names the property.
    pub(super) fn declares(&mut self, index: usize, name: &str) -> bool {
        let shapes = self.shapes;
        let parts = self.parts(index);
        parts
            .iter()
            .any(|part| shapes.nodes[*part].properties.contains_key(name))
    }

    /// Returns of how many schemas a schema is composed, itself among them.
    pub(super) fn breadth(&mut self, index: usize) -> usize {
        self.parts(index).len()
    }

    /// Returns how many steps were taken.
    pub(super) fn steps(&self) -> usize {
        self.most - self.steps
    }

    /// Returns the schema and those that it is composed of.
    fn parts(&mut self, index: usize) -> Rc<[usize]> {
        let shapes = self.shapes;
        let parts = self.composed.entry(index).or_insert_with(|| {
            let mut parts = vec![index];
            let mut met = HashSet::from([index]);
            let mut next = 0;
            while let Some(index) = parts.get(next).copied() {
                for inner in shapes.nodes[index].parts() {
                    if parts.len() < MOST_PARTS && met.insert(inner) {
                        parts.push(inner);
                    }
                }
                next += 1;
            }
            parts.into()
        });
        Rc::clone(parts)
    }
}

/// Returns whether a value of the kind `found` is one of the kind `wanted`.
pub(super) fn is_kind(wanted: Kind, found: Kind) -> bool {
    wanted == found || (wanted == Kind::Number && found == Kind::Integer)
}
