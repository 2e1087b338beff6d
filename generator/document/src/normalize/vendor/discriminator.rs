//! The value of a discriminator that a schema says of itself, as `mapping` does at the discriminator.

use foldhash::{HashMap, HashSet};

use serde_json::Value;

use crate::description::{Description, Schema, SchemaId};
use crate::source::Text;

/// The extensions, those that say more first.
const NAMES: [&str; 2] = ["x-ms-discriminator-value", "x-discriminator-value"];

/// How many schemas are looked at for all values together: a hostile document may extend each schema by the next.
const STEPS_AT_MOST: usize = 1 << 20;

/// Adds the values that schemas say of themselves to the mappings of the discriminators that tell them apart from others,
/// unless these say something of the schema or of the value.
pub(in crate::normalize) fn read(description: &mut Description) {
    let stating: Vec<(SchemaId, Text)> = description
        .components
        .schemas
        .values()
        .filter_map(|&id| Some((id, stated(&description.schemas[id])?)))
        .collect();
    if stating.is_empty() {
        return;
    }
    let unions = unions(description, &stating);
    let mut mappings: HashMap<SchemaId, Mapping> = HashMap::default();
    let mut steps = 0;
    for (id, value) in stating {
        let mut seen = HashSet::from_iter([id]);
        let mut left = vec![id];
        left.extend(
            unions
                .get(&id)
                .into_iter()
                .flatten()
                .copied()
                .filter(|&union| seen.insert(union)),
        );
        while let Some(owner) = left.pop() {
            if description.schemas[owner].discriminator().is_some() {
                let mapping = mappings
                    .entry(owner)
                    .or_insert_with(|| Mapping::of(&description.schemas[owner]));
                mapping.add(&value, id);
            }
            for &parent in description.schemas[owner].all_of() {
                steps += 1;
                if steps > STEPS_AT_MOST {
                    break;
                }
                if seen.insert(parent) {
                    left.push(parent);
                }
            }
        }
    }
    for (owner, mapping) in mappings {
        let discriminator = description.schemas.discriminator_mut(owner);
        if let Some(discriminator) = discriminator {
            discriminator.mapping.extend(mapping.added);
        }
    }
}

fn stated(schema: &Schema) -> Option<Text> {
    let mut values = NAMES.iter().filter_map(|name| schema.extensions.get(name));
    values.find_map(Value::as_str).map(Text::from)
}

/// Returns, for each schema that states a value, the lists of alternatives with a discriminator that it stands in.
fn unions(description: &Description, stating: &[(SchemaId, Text)]) -> HashMap<SchemaId, Vec<SchemaId>> {
    let stating: HashSet<SchemaId> = stating.iter().map(|(id, _)| *id).collect();
    let mut unions: HashMap<SchemaId, Vec<SchemaId>> = HashMap::default();
    for (id, schema) in description.schemas.iter() {
        if schema.discriminator().is_some() {
            let listed = schema.one_of().iter().chain(schema.any_of());
            for alternative in listed.filter(|alternative| stating.contains(alternative)) {
                unions.entry(*alternative).or_default().push(id);
            }
        }
    }
    unions
}

/// What is added to a mapping.
struct Mapping {
    values: HashSet<Text>,
    targets: HashSet<SchemaId>,
    added: Vec<(Text, SchemaId)>,
}

impl Mapping {
    /// Starts from what the document says itself.
    fn of(schema: &Schema) -> Self {
        let said = || {
            schema
                .discriminator()
                .into_iter()
                .flat_map(|discriminator| &discriminator.mapping)
        };
        Self {
            values: said().map(|(value, _)| value.clone()).collect(),
            targets: said().map(|(_, target)| *target).collect(),
            added: Vec::new(),
        }
    }

    fn add(&mut self, value: &Text, target: SchemaId) {
        if !self.targets.contains(&target) && self.values.insert(value.clone()) {
            self.targets.insert(target);
            self.added.push((value.clone(), target));
        }
    }
}
