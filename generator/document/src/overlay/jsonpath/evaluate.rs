//! Queries over a document: what they select, within a budget.

use std::borrow::Cow;
use std::ops::ControlFlow;

use super::value::compare;
use super::{Comparable, Logical, Query, Segment, Selector, Start};
use crate::overlay::budget::{Budget, Excess};
use crate::source::Node;

/// Finds what a query selects in a document: `found` is called with each value, in order, and with its place among the
/// entries or items of each level above it. A value may be found more than once.
pub(in super::super) fn select<'all>(
    query: &'all Query,
    root: &'all Node,
    budget: &mut Budget,
    found: &mut dyn FnMut(&'all Node, &[usize]),
) -> Result<(), Excess> {
    let mut evaluation = Evaluation { root, budget };
    let mut way = Vec::new();
    let flow = evaluation.walk(root, &query.segments, &mut way, &mut |node, way| {
        found(node, way);
        ControlFlow::Continue(())
    });
    flow.map(|_| ())
}

pub(super) struct Evaluation<'all, 'budget> {
    root: &'all Node,
    pub(super) budget: &'budget mut Budget,
}

/// What is called with each value that is found.
type Found<'found, 'all> = &'found mut dyn FnMut(&'all Node, &[usize]) -> ControlFlow<()>;

impl<'all> Evaluation<'all, '_> {
    /// Calls `found` with each value that a query within a filter selects.
    pub(super) fn each(
        &mut self,
        query: &'all Query,
        current: &'all Node,
        found: &mut dyn FnMut(&'all Node) -> ControlFlow<()>,
    ) -> Result<ControlFlow<()>, Excess> {
        let start = match query.start {
            Start::Root => self.root,
            Start::Current => current,
        };
        self.walk(start, &query.segments, &mut Vec::new(), &mut |node, _| {
            found(node)
        })
    }

    fn walk(
        &mut self,
        node: &'all Node,
        segments: &'all [Segment],
        way: &mut Vec<usize>,
        found: Found<'_, 'all>,
    ) -> Result<ControlFlow<()>, Excess> {
        self.budget.take(1)?;
        Budget::look(1);
        let Some((segment, rest)) = segments.split_first() else {
            return Ok(found(node, way));
        };
        // A selector takes time also where it selects nothing.
        self.budget.take(segment.selectors.len() as u64)?;
        for selector in &segment.selectors {
            Budget::look(1);
            if self.select(node, selector, rest, way, found)?.is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        if segment.is_descendant {
            for (place, child) in children(node).enumerate() {
                if self.step(place, child, segments, way, found)?.is_break() {
                    return Ok(ControlFlow::Break(()));
                }
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    fn step(
        &mut self,
        place: usize,
        child: &'all Node,
        segments: &'all [Segment],
        way: &mut Vec<usize>,
        found: Found<'_, 'all>,
    ) -> Result<ControlFlow<()>, Excess> {
        way.push(place);
        let flow = self.walk(child, segments, way, found);
        way.pop();
        flow
    }

    fn select(
        &mut self,
        node: &'all Node,
        selector: &'all Selector,
        rest: &'all [Segment],
        way: &mut Vec<usize>,
        found: Found<'_, 'all>,
    ) -> Result<ControlFlow<()>, Excess> {
        match (selector, node) {
            (Selector::Name(name), Node::Mapping(mapping)) => match mapping.position(name) {
                Some(place) => self.step(place, &mapping.entries()[place].1, rest, way, found),
                None => Ok(ControlFlow::Continue(())),
            },
            (Selector::Index(index), Node::Sequence(items)) => match place_of(*index, items.len()) {
                Some(place) => self.step(place, &items[place], rest, way, found),
                None => Ok(ControlFlow::Continue(())),
            },
            (Selector::Slice { start, end, step }, Node::Sequence(items)) => {
                for place in slice(*start, *end, *step, items.len()) {
                    if self.step(place, &items[place], rest, way, found)?.is_break() {
                        return Ok(ControlFlow::Break(()));
                    }
                }
                Ok(ControlFlow::Continue(()))
            }
            (Selector::Wildcard, _) => {
                for (place, child) in children(node).enumerate() {
                    if self.step(place, child, rest, way, found)?.is_break() {
                        return Ok(ControlFlow::Break(()));
                    }
                }
                Ok(ControlFlow::Continue(()))
            }
            (Selector::Filter(filter), _) => {
                for (place, child) in children(node).enumerate() {
                    Budget::look(1);
                    if self.holds(filter, child)? && self.step(place, child, rest, way, found)?.is_break() {
                        return Ok(ControlFlow::Break(()));
                    }
                }
                Ok(ControlFlow::Continue(()))
            }
            _ => Ok(ControlFlow::Continue(())),
        }
    }

    fn holds(&mut self, logical: &'all Logical, current: &'all Node) -> Result<bool, Excess> {
        self.budget.take(1)?;
        Budget::look(1);
        match logical {
            Logical::Any(any) => {
                for one in any {
                    if self.holds(one, current)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            Logical::All(all) => {
                for one in all {
                    if !self.holds(one, current)? {
                        return Ok(false);
                    }
                }
                Ok(true)
            }
            Logical::Not(negated) => self.holds(negated, current).map(|holds| !holds),
            Logical::Exists(query) => {
                let first = self.each(query, current, &mut |_| ControlFlow::Break(()))?;
                Ok(first.is_break())
            }
            Logical::Function(call) => self.is_true(call, current),
            Logical::Compare(left, operator, right) => {
                let left = self.comparable(left, current)?;
                let right = self.comparable(right, current)?;
                compare(left.as_deref(), *operator, right.as_deref(), self.budget)
            }
        }
    }

    /// Returns the value of an operand, if it has one.
    pub(super) fn comparable(
        &mut self,
        comparable: &'all Comparable,
        current: &'all Node,
    ) -> Result<Option<Cow<'all, Node>>, Excess> {
        match comparable {
            Comparable::Literal(literal) => Ok(Some(Cow::Borrowed(literal))),
            Comparable::Function(call) => self.value_of(call, current),
            Comparable::Query(query) => {
                let mut value = None;
                let _ = self.each(query, current, &mut |node| {
                    value = Some(Cow::Borrowed(node));
                    ControlFlow::Break(())
                })?;
                Ok(value)
            }
        }
    }
}

fn children(node: &Node) -> impl Iterator<Item = &Node> {
    let entries = node.as_mapping().map_or(&[][..], |mapping| mapping.entries());
    let items = node.as_sequence().unwrap_or(&[]);
    entries.iter().map(|(_, value)| value).chain(items)
}

/// Returns the place of an index, which counts from the end if it is negative.
pub(super) fn place_of(index: i64, length: usize) -> Option<usize> {
    let from_start = if index < 0 {
        index + i64::try_from(length).ok()?
    } else {
        index
    };
    usize::try_from(from_start).ok().filter(|&place| place < length)
}

/// Returns the places of a slice: [RFC 9535, section 2.3.4.2.2](https://www.rfc-editor.org/rfc/rfc9535#section-2.3.4.2.2).
fn slice(start: Option<i64>, end: Option<i64>, step: i64, length: usize) -> impl Iterator<Item = usize> {
    let length = i64::try_from(length).unwrap_or(i64::MAX);
    let normal = |index: i64| {
        if index < 0 {
            index.saturating_add(length)
        } else {
            index
        }
    };
    let (first, last) = if step > 0 {
        (
            start.map_or(0, normal).clamp(0, length),
            end.map_or(length, normal).clamp(0, length),
        )
    } else {
        (
            start.map_or(length - 1, normal).clamp(-1, length - 1),
            end.map_or(-1, normal).clamp(-1, length - 1),
        )
    };
    // One after the other: a filter may ask for the first only, once for each value.
    let mut next = first;
    std::iter::from_fn(move || {
        let is_within = match step.signum() {
            1 => next < last,
            -1 => next > last,
            _ => false,
        };
        let index = next;
        next = next.saturating_add(step);
        Budget::look(1);
        usize::try_from(index).ok().filter(|_| is_within)
    })
}
