//! Where a type that may get a name comes from: noted once it does.

use std::cell::Cell;

use super::Builder;
use crate::model::{Label, Origin, OriginId, Step};

/// Bytes that a step without a text of the document counts for.
const WORD: usize = 8;

/// The way to a schema. Most schemas get no name, so that a way costs nothing until an [`Origin`] is made of it.
pub(super) struct Trail<'p> {
    end: End<'p>,
    /// About how many bytes a name made of it has.
    length: usize,
    id: Cell<Option<OriginId>>,
}

enum End<'p> {
    /// What is noted already.
    Known(OriginId),
    /// Nothing is around it.
    Root(Origin),
    Step(&'p Trail<'p>, Step),
}

impl<'p> Trail<'p> {
    /// Creates the way that begins at `origin`.
    pub(super) fn root(origin: Origin) -> Self {
        let length = match &origin {
            Origin::Component(key)
            | Origin::Parameter(key)
            | Origin::Response(key)
            | Origin::Webhook(key)
            | Origin::Callback(key) => key.len(),
            Origin::Operation(_) | Origin::Within(..) => WORD,
        };
        Self {
            end: End::Root(origin),
            length,
            id: Cell::new(None),
        }
    }

    /// Creates the way that ends at an origin, for a name of about `length` bytes.
    pub(super) fn known(id: OriginId, length: usize) -> Self {
        Self {
            end: End::Known(id),
            length,
            id: Cell::new(None),
        }
    }

    /// Creates the way that goes one step further.
    pub(super) fn step(&'p self, step: Step) -> Self {
        let more = match &step {
            Step::Parameter(text)
            | Step::Header(text)
            | Step::MediaType(text)
            | Step::Property(text)
            | Step::Alternative(
                Label::Component(text)
                | Label::Title(text)
                | Label::Tag(text)
                | Label::Constant(text)
                | Label::Requires(text),
            ) => text.len(),
            _ => WORD,
        };
        Self {
            end: End::Step(self, step),
            length: self.length + more,
            id: Cell::new(None),
        }
    }

    /// Creates the way to a property.
    pub(super) fn property(&'p self, name: &str) -> Self {
        self.step(Step::Property(name.to_owned()))
    }

    /// Returns about how many bytes a name made of it has.
    pub(super) fn length(&self) -> usize {
        self.length
    }
}

impl Builder<'_> {
    /// Notes where a type comes from.
    pub(super) fn origin(&mut self, trail: &Trail<'_>) -> OriginId {
        if let Some(id) = trail.id.get() {
            return id;
        }
        let origin = match &trail.end {
            End::Known(id) => return *id,
            End::Root(origin) => origin.clone(),
            End::Step(parent, step) => Origin::Within(self.origin(parent), step.clone()),
        };
        let id = OriginId(self.origins.len());
        self.origins.push(origin);
        trail.id.set(Some(id));
        id
    }
}
