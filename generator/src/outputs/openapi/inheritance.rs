//! Which schemas extend those that have a discriminator.

use foldhash::{HashMap, HashSet};

use specwright_document::description::{Description, SchemaId};

/// How many schemas are looked at for all children together: a hostile document may extend each schema by the next.
const STEPS_AT_MOST: usize = 1 << 20;

/// Returns, for each schema with a discriminator, those of `children` that have it in their `allOf`, or in that of one of
/// those in it.
pub(super) fn children_by_parent(
    description: &Description,
    children: impl Iterator<Item = SchemaId>,
) -> HashMap<SchemaId, Vec<SchemaId>> {
    let mut by_parent: HashMap<SchemaId, Vec<SchemaId>> = HashMap::default();
    let mut steps = 0;
    for child in children {
        let mut seen = HashSet::from_iter([child]);
        let mut left = vec![child];
        while let Some(id) = left.pop() {
            for &parent in description.schemas[id].all_of() {
                steps += 1;
                if steps > STEPS_AT_MOST {
                    return by_parent;
                }
                if seen.insert(parent) {
                    left.push(parent);
                    if description.schemas[parent].discriminator().is_some() {
                        by_parent.entry(parent).or_default().push(child);
                    }
                }
            }
        }
    }
    by_parent
}
