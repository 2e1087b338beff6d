//! How well a reading fits its text: what unions choose their variants by.

use super::Reader;

/// The score of a reading: the smaller, the better it fits its text. What was lost counts first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Score {
    /// The sum of all [`Loss`]es.
    lost: u32,
    /// How many properties only a map took, and how many integers were read as floats.
    loose: u32,
}

/// The loss of something in a text that the type has no room for, and how much that counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Loss(u32);

impl Loss {
    /// A property that the type has not.
    pub(super) const UNKNOWN_PROPERTY: Loss = Loss(1);
    /// A property that the schema forbids: any variant with a place for it is preferred.
    pub(super) const FORBIDDEN_PROPERTY: Loss = Loss(1000);
    /// A required property that is absent, in a type that has a value for that.
    pub(super) const ABSENT_PROPERTY: Loss = Loss(1);
    /// The value `null` of a property that can be absent, but not `null`.
    pub(super) const NULL_PROPERTY: Loss = Loss(1);
    /// An element of a tuple that is absent, in a type that has a value for that.
    pub(super) const ABSENT_ELEMENT: Loss = Loss(1);
    /// An element behind the last one of a tuple.
    pub(super) const SURPLUS_ELEMENT: Loss = Loss(1);
    /// An integer with more digits than the float that it is read as.
    pub(super) const DIGITS: Loss = Loss(1);
    /// A value that an enum does not list.
    pub const UNKNOWN_VALUE: Loss = Loss(1);
    /// An object that is kept as it came, since no variant of its union is known for it.
    pub const UNKNOWN_VARIANT: Loss = Loss(100);
}

impl Reader<'_> {
    /// Counts a loss.
    pub(super) fn count(&mut self, loss: Loss) {
        self.score.lost = self.score.lost.saturating_add(loss.0);
    }

    /// Counts a value that another type would take more exactly.
    pub(super) fn count_loose(&mut self) {
        self.score.loose = self.score.loose.saturating_add(1);
    }
}

/// Counts a loss.
pub fn count_loss(reader: &mut Reader<'_>, loss: Loss) {
    reader.count(loss);
}
