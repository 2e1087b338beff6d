//! Which alternatives of a union a value is.

use serde_json::Value;

use super::entry::Kind;
use super::shapes::{Additional, Node, Shapes};

/// How deep a value is looked into to find which alternative it is.
const DEPTH: usize = 64;
/// How deep schemas that stand in each other's `allOf`, `oneOf` or `anyOf` are looked into.
const COMPOSED: usize = 6;
/// Of how many schemas one may be composed, as far as they are looked at.
pub(super) const MOST_PARTS: usize = 256;

/// A choice among alternatives, with a bound of its work.
pub(super) struct Chooser<'a> {
    shapes: &'a Shapes,
    steps: usize,
}

impl<'a> Chooser<'a> {
    pub(super) fn new(shapes: &'a Shapes, steps: usize) -> Self {
        Chooser { shapes, steps }
    }

    /// Returns the alternatives of `node` that `value` is: nothing if it is none, or nobody can tell.
    pub(super) fn choose(&mut self, node: &'a Node, value: &Value) -> Option<Vec<usize>> {
        let mut chosen = Vec::new();
        for (alternatives, only_one) in [(&node.one, true), (&node.any, false)] {
            if alternatives.is_empty() {
                continue;
            }
            chosen.extend(self.of(node, alternatives, only_one, value)?);
        }
        Some(chosen)
    }

    fn of(
        &mut self,
        node: &'a Node,
        alternatives: &[usize],
        only_one: bool,
        value: &Value,
    ) -> Option<Vec<usize>> {
        if let Some(tag) = &node.tag
            && let Some(text) = value.get(&tag.name).and_then(Value::as_str)
        {
            return tag.mapping.get(text).map(|index| vec![*index]);
        }
        let mut fitting: Vec<(usize, usize)> = Vec::new();
        for index in alternatives {
            if let Some(loss) = self.loss(*index, value, false, 0) {
                fitting.push((loss, *index));
            }
        }
        let least = fitting.iter().map(|(loss, _)| *loss).min();
        if let Some(least) = least {
            let best = fitting.iter().filter(|(loss, _)| !only_one || *loss == least);
            let best = best.map(|(_, index)| *index);
            return Some(if only_one {
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
            .or_else(|| by(&|index| self.takes(index, Kind::of(value), 0)))
            .map(|index| vec![index])
    }

    /// Returns whether a property of the schema, or of one in its `allOf`, has a constant that the value has, too.
    fn has_constant(&self, index: usize, value: &Value) -> bool {
        let node = &self.shapes.nodes[index];
        let all = node.all.iter().map(|inner| &self.shapes.nodes[*inner]);
        all.chain([node]).any(|node| {
            node.properties.iter().any(|(name, property)| {
                let constant = self.shapes.nodes[*property].values.as_slice();
                constant.len() == 1 && value.get(name) == constant.first()
            })
        })
    }

    /// Returns whether values of this kind may fit.
    fn takes(&self, index: usize, kind: Kind, depth: usize) -> bool {
        let node = &self.shapes.nodes[index];
        let any = |list: &[usize]| list.iter().any(|inner| self.takes(*inner, kind, depth + 1));
        let of_kind = node.kind.is_none_or(|wanted| is_kind(wanted, kind));
        depth < COMPOSED
            && of_kind
            && node.all.iter().all(|inner| self.takes(*inner, kind, depth + 1))
            && (node.one.is_empty() || any(&node.one))
            && (node.any.is_empty() || any(&node.any))
    }

    /// Returns how much of the value the schema does not know; nothing if the value does not fit.
    fn loss(&mut self, index: usize, value: &Value, is_part: bool, depth: usize) -> Option<usize> {
        self.steps = self.steps.checked_sub(1)?;
        let shapes = self.shapes;
        let node = &shapes.nodes[index];
        if depth > DEPTH || node.never {
            return None;
        }
        if value.is_null() {
            return accepts_null(shapes, index, 0).then_some(0);
        }
        if node.kind.is_some_and(|kind| !is_kind(kind, Kind::of(value))) {
            return None;
        }
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
                        (None, Additional::Unsaid) => usize::from(!is_part && !declares(shapes, index, name)),
                    };
                }
            }
            Value::Array(items) => {
                for (position, value) in items.iter().enumerate() {
                    if let Some(inner) = node.prefix.get(position).copied().or(node.items) {
                        loss += self.loss(inner, value, false, depth + 1)?;
                    }
                }
            }
            _ => {}
        }
        Some(loss)
    }
}

/// Returns whether a value of the kind `found` is one of the kind `wanted`.
pub(super) fn is_kind(wanted: Kind, found: Kind) -> bool {
    wanted == found || (wanted == Kind::Number && found == Kind::Integer)
}

/// Returns whether `null` fits.
pub(super) fn accepts_null(shapes: &Shapes, index: usize, depth: usize) -> bool {
    let node = &shapes.nodes[index];
    if node.nullable || depth > COMPOSED {
        return true;
    }
    let inner = |list: &[usize]| list.iter().any(|inner| accepts_null(shapes, *inner, depth + 1));
    node.kind.is_none()
        && node.values.is_empty()
        && !node.never
        && node
            .all
            .iter()
            .all(|inner| accepts_null(shapes, *inner, depth + 1))
        && (node.one.is_empty() || inner(&node.one))
        && (node.any.is_empty() || inner(&node.any))
}

/// Returns whether the schema, or one that it is composed of, names the property.
pub(super) fn declares(shapes: &Shapes, index: usize, name: &str) -> bool {
    let mut found = vec![index];
    let mut next = 0;
    while let Some(index) = found.get(next) {
        let node = &shapes.nodes[*index];
        if node.properties.contains_key(name) {
            return true;
        }
        for inner in [&node.all, &node.one, &node.any].into_iter().flatten() {
            if found.len() < MOST_PARTS && !found.contains(inner) {
                found.push(*inner);
            }
        }
        next += 1;
    }
    false
}
