use std::cell::Cell;
use std::collections::HashMap;

use serde_json::Value;

use super::instances::plain_instances;
use super::{Bundle, Reading, Unknown, Validators, instances};
use crate::raw::{RawDocument, Spot, examples};

/// How many schemas are compiled once more for one that has no value, at most.
const LENIENT: usize = 200;

/// Gives values for the schemas of a document.
#[derive(Debug)]
pub struct Source<'a> {
    document: &'a RawDocument,
    bundle: &'a Bundle,
    validators: &'a Validators,
    examples: HashMap<Spot, Vec<&'a Value>>,
    unknown: Unknown,
    has_look_alikes: Cell<bool>,
}

/// Values for one schema.
#[derive(Clone, Debug, Default)]
pub struct Values {
    /// Those that hold what the schema speaks of.
    pub plain: Vec<Value>,
    /// Each of them, in their order, with properties that no schema knows; `None` where the schema allows none.
    pub grown: Vec<Option<Value>>,
}

impl<'a> Source<'a> {
    /// The source of values for the schemas of `bundle`.
    pub fn new(document: &'a RawDocument, bundle: &'a Bundle, validators: &'a Validators) -> Self {
        Self {
            document,
            bundle,
            validators,
            examples: examples(document),
            unknown: Unknown::new(bundle),
            has_look_alikes: Cell::new(false),
        }
    }

    /// Values that are valid by the schema at `spot`: made ones, and the document's examples. Where a schema has none, since each
    /// fits several alternatives of a `oneOf`, those that are valid but for that, unless every keyword counts.
    pub fn values(&self, spot: &Spot) -> Values {
        let Some(pointer) = self.bundle.pointer(spot) else {
            return Values::default();
        };
        let mut plain = instances(self.bundle, self.validators, &pointer);
        let target = self.document.follow(spot).unwrap_or_else(|| spot.clone());
        for example in self.examples.get(&target).into_iter().flatten() {
            if !plain.contains(example) && self.validators.is_valid(&pointer, example) {
                plain.push((*example).clone());
            }
        }
        if plain.is_empty() && self.bundle.reading() == Reading::Types {
            let look_alikes = self.look_alikes(spot);
            self.has_look_alikes
                .set(self.has_look_alikes.get() || look_alikes.is_some());
            return look_alikes.unwrap_or_default();
        }
        self.with_grown(self.validators, &pointer, plain)
    }

    /// Whether some of the values that were given fit several alternatives of a `oneOf`.
    pub fn has_look_alikes(&self) -> bool {
        self.has_look_alikes.get()
    }

    fn look_alikes(&self, spot: &Spot) -> Option<Values> {
        let lenient = Bundle::with(self.document, [spot.clone()], Reading::TypesWithLookAlikes);
        let pointer = lenient.pointer(spot).filter(|_| lenient.len() <= LENIENT)?;
        let validators = Validators::new(&lenient).ok()?;
        // With properties of two alternatives, a value would be of neither, whatever it is that tells them apart.
        let plain = plain_instances(&lenient, &validators, &pointer);
        Some(self.with_grown(&validators, &pointer, plain))
    }

    fn with_grown(&self, validators: &Validators, pointer: &str, plain: Vec<Value>) -> Values {
        let grown = plain
            .iter()
            .map(|value| self.unknown.added_to(validators, pointer, value))
            .collect();
        Values { plain, grown }
    }
}
