use std::ops::Deref;

use super::json_type::ALL;
use crate::description::JsonType;

/// The types that a schema names, each once and in their order. They take no memory of their own: nearly each schema has one.
#[derive(Clone, Copy)]
pub(in crate::normalize) struct TypeList {
    types: [JsonType; ALL.len()],
    count: usize,
}

impl TypeList {
    /// Adds a type, unless it is there.
    pub(super) fn add(&mut self, json_type: JsonType) {
        if !self.contains(&json_type) {
            self.types[self.count] = json_type;
            self.count += 1;
        }
    }

    /// Takes a type out.
    pub(super) fn remove(&mut self, json_type: JsonType) {
        let others = *self;
        *self = Self::default();
        for other in others.iter().filter(|other| **other != json_type) {
            self.add(*other);
        }
    }
}

impl Default for TypeList {
    fn default() -> Self {
        Self { types: ALL, count: 0 }
    }
}

impl From<Option<JsonType>> for TypeList {
    fn from(alone: Option<JsonType>) -> Self {
        let mut types = Self::default();
        if let Some(alone) = alone {
            types.add(alone);
        }
        types
    }
}

impl Deref for TypeList {
    type Target = [JsonType];

    fn deref(&self) -> &[JsonType] {
        &self.types[..self.count]
    }
}
