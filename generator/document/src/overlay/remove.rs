//! Removal of the targets of an action.

use super::budget::{Budget, Excess};
use super::targets::{Targets, child_mut, index};
use crate::source::{Mapping, Node, Origins, Text};

/// Removes the targets from what is below a value at `way`.
pub(super) fn remove(
    node: &mut Node,
    targets: &Targets,
    way: &mut Vec<Text>,
    origins: &mut Origins,
    budget: &mut Budget,
) -> Result<(), Excess> {
    for (place, below) in &targets.below {
        // What is in a value that goes goes with it.
        if below.is_target {
            continue;
        }
        if let Some((key, child)) = child_mut(node, *place) {
            way.push(key);
            remove(child, below, way, origins, budget)?;
            way.pop();
        }
    }
    let goes = |place: usize| targets.below.get(&place).is_some_and(|below| below.is_target);
    if !targets.below.values().any(|below| below.is_target) {
        return Ok(());
    }
    match node {
        Node::Mapping(mapping) => {
            budget.take(mapping.len() as u64)?;
            let entries = std::mem::replace(mapping, Mapping::new(Vec::new())).into_entries();
            let mut kept = Vec::with_capacity(entries.len());
            for (place, (key, value)) in entries.into_iter().enumerate() {
                if goes(place) {
                    way.push(key);
                    origins.remove(way);
                    way.pop();
                } else {
                    kept.push((key, value));
                }
            }
            *mapping = Mapping::new(kept);
        }
        Node::Sequence(items) => {
            budget.take(items.len() as u64)?;
            let all = std::mem::take(items);
            let mut kept = Vec::with_capacity(all.len());
            let mut moved = Vec::new();
            for (place, item) in all.into_iter().enumerate() {
                way.push(index(place));
                if !goes(place) {
                    if kept.len() != place {
                        let origin = origins.subtree(way);
                        budget.grow(origin.size() as u64, way.iter().map(|key| key.len() as u64).sum())?;
                        moved.push((kept.len(), origin));
                    }
                    kept.push(item);
                }
                origins.remove_if(way, kept.len() != place + 1);
                way.pop();
            }
            for (place, origin) in moved {
                way.push(index(place));
                origins.set_as(way, origin);
                way.pop();
            }
            *items = kept.into_boxed_slice();
        }
        _ => {}
    }
    Ok(())
}
