//! What a new name changes besides: the names that are made of it.

use foldhash::HashSet;

use super::super::locked::Target;
use super::Item;
use specwright_document::model::{Api, Origin, OriginId};

/// Operations and types that have another name than in a lock, so that the lock says nothing of what is named after them.
#[derive(Default)]
pub(super) struct Renamed<'s> {
    api: Option<&'s Api>,
    operations: HashSet<usize>,
    types: HashSet<OriginId>,
}

impl<'s> Renamed<'s> {
    pub(super) fn new(api: &'s Api, items: impl Iterator<Item = Item>) -> Self {
        let mut renamed = Self {
            api: Some(api),
            ..Self::default()
        };
        for item in items {
            match item {
                Item::Operation(index) => drop(renamed.operations.insert(index)),
                Item::Type(index) => drop(renamed.types.insert(api.types[index].origin)),
                Item::Parameter(..)
                | Item::Member(..)
                | Item::Server(_)
                | Item::SecurityScheme(_)
                | Item::Tag(_) => {}
            }
        }
        renamed
    }

    /// Returns whether something is named after one of these.
    pub(super) fn names(&self, target: &Target) -> bool {
        if self.operations.is_empty() && self.types.is_empty() {
            return false;
        }
        match target {
            Target::Item(Item::Type(index)) => self.is_around(*index),
            Target::GroupMethod(index)
            | Target::StreamMethod(index)
            | Target::GroupStreamMethod(index)
            | Target::OperationType(index, _) => self.operations.contains(index),
            _ => false,
        }
    }

    /// Returns whether one of these is around a type.
    fn is_around(&self, index: usize) -> bool {
        let Some(api) = self.api else { return false };
        let mut current = api.types[index].origin;
        loop {
            match api.origin(current) {
                Origin::Within(outer, _) if self.types.contains(outer) => return true,
                Origin::Within(outer, _) => current = *outer,
                Origin::Operation(index) => return self.operations.contains(index),
                Origin::Component(_)
                | Origin::Parameter(_)
                | Origin::Response(_)
                | Origin::Webhook(_)
                | Origin::Callback(_) => return false,
            }
        }
    }
}
