//! How well a reading fits its text: what unions choose their variants by.

use super::{DecodeError, Reader};

/// The score of a reading: the smaller, the better it fits its text. What stands first counts first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Score {
    /// How many constants say that the value is of another type.
    contradictions: u32,
    /// How many properties say so, which a closed object forbids.
    forbidden: u32,
    /// The properties of the value itself that were dropped, and those anywhere that a closed object forbids: [`DROPPED`] for
    /// each, and for each value in it.
    dropped: u32,
    /// What was dropped further in, and the values that are kept but not as the document has them. That a server has come to
    /// send more somewhere inside says less about the type of a value than what its type has no place for.
    lost: u32,
    /// How many properties only a map took, how many integers were read as floats, and what else another type would take
    /// more exactly.
    loose: u32,
    /// How often the value is not what the schema says, wherever in it: also where that counts little.
    violations: u32,
}

/// What a dropped value counts, and each value in it once more: so no reading that keeps some of a value counts more than
/// one that drops it whole.
const DROPPED: u32 = 4;

/// What a value counts that is kept but is none that the document has: less than if it were dropped.
const UNDOCUMENTED: u32 = 3;

/// A way in which a type does not hold what the text has, other than by dropping it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loss {
    /// A property that the schema forbids.
    ForbiddenProperty,
    /// A required property that is absent, in a type that has a value for that.
    AbsentProperty,
    /// The value `null` of a property that can be absent, but not `null`.
    NullProperty,
    /// An element of a tuple that is absent, in a type that has a value for that.
    AbsentElement,
    /// An integer with more digits than the float that it is read as.
    Digits,
    /// A value that an enum does not list, which has more values than one.
    UnknownValue,
    /// Another value than the only one that there is.
    Contradiction,
    /// An object that is kept as it came, since no variant of its union is known for it.
    UnknownVariant,
}

/// The part of a text that the innermost union chooses a variant for, and where in it the reader is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Extent {
    /// How deep the value stands that is chosen for.
    depth: u8,
    /// Whether all properties on the way from there are required.
    pub(super) is_required: bool,
}

impl Extent {
    /// Returns the extent of a text as a whole.
    pub(super) const fn whole() -> Self {
        Self {
            depth: 0,
            is_required: true,
        }
    }
}

impl Score {
    /// Tells whether all that was read since another score is what the schema says.
    pub(super) fn is_valid_since(self, before: Self) -> bool {
        self.violations == before.violations
    }

    fn lose(&mut self, count: u32) {
        self.lost = self.lost.saturating_add(count);
    }
}

impl Reader<'_> {
    /// Counts a loss.
    pub(super) fn count(&mut self, loss: Loss) {
        let score = &mut self.score;
        if loss != Loss::Digits {
            score.violations = score.violations.saturating_add(1);
        }
        let levels = self.depth.saturating_sub(self.extent.depth);
        match loss {
            Loss::ForbiddenProperty if levels <= 1 => score.forbidden = score.forbidden.saturating_add(1),
            Loss::Contradiction if levels <= 1 || self.extent.is_required => {
                score.contradictions = score.contradictions.saturating_add(1);
            }
            Loss::UnknownVariant if levels == 0 => {
                score.contradictions = score.contradictions.saturating_add(1);
            }
            Loss::Contradiction
            | Loss::UnknownValue
            | Loss::UnknownVariant
            | Loss::NullProperty
            | Loss::Digits => score.lose(UNDOCUMENTED),
            Loss::ForbiddenProperty | Loss::AbsentProperty | Loss::AbsentElement => self.count_loose(),
        }
    }

    /// Counts a value that another type would take more exactly.
    pub(super) fn count_loose(&mut self) {
        self.score.loose = self.score.loose.saturating_add(1);
    }

    /// Skips a value that the type has no place for, and counts it where a union is choosing.
    ///
    /// # Errors
    ///
    /// When the value is no JSON or nested too deep.
    pub(super) fn drop_value(&mut self) -> Result<(), DecodeError> {
        if self.attempts == 0 {
            return self.skip();
        }
        match self.depth.saturating_sub(self.extent.depth) {
            0 | 1 => self.drop_own(),
            _ => self.drop_within(),
        }
    }

    /// Skips a property that a closed object forbids. Wherever it stands, the type has no place for it.
    ///
    /// # Errors
    ///
    /// As for [`Self::drop_value`].
    pub(super) fn drop_forbidden(&mut self) -> Result<(), DecodeError> {
        self.count(Loss::ForbiddenProperty);
        match self.attempts {
            0 => self.skip(),
            _ => self.drop_own(),
        }
    }

    fn drop_own(&mut self) -> Result<(), DecodeError> {
        self.score.dropped = self.score.dropped.saturating_add(DROPPED);
        self.skip_each(Self::drop_own)
    }

    fn drop_within(&mut self) -> Result<(), DecodeError> {
        self.score.lose(DROPPED);
        self.skip_each(Self::drop_within)
    }

    /// Reads a value inside of another by a function: `is_required` tells whether it has to be there.
    #[inline]
    pub(super) fn within<T>(&mut self, is_required: bool, read: impl FnOnce(&mut Self) -> T) -> T {
        let outer = self.extent.is_required;
        self.extent.is_required = outer && is_required;
        let result = read(self);
        self.extent.is_required = outer;
        result
    }

    /// Makes the next value the one that a variant is chosen for, and returns what that was before.
    pub(super) fn enter_union(&mut self) -> Extent {
        let next = Extent {
            depth: self.depth,
            is_required: true,
        };
        std::mem::replace(&mut self.extent, next)
    }

    /// Returns to what a variant was chosen for before: for that, what contradicts a value far inside says little.
    pub(super) fn leave_union(&mut self, outer: Extent, before: Score) {
        let is_same_value = outer.depth == self.depth;
        self.extent = outer;
        if !is_same_value && !outer.is_required {
            let more = self.score.contradictions.saturating_sub(before.contradictions);
            self.score.contradictions = before.contradictions;
            self.score.loose = self.score.loose.saturating_add(more);
        }
        if !is_same_value {
            let more = self.score.forbidden.saturating_sub(before.forbidden);
            self.score.forbidden = before.forbidden;
            self.score.loose = self.score.loose.saturating_add(more);
            let more = self.score.dropped.saturating_sub(before.dropped);
            self.score.dropped = before.dropped;
            self.score.lose(more);
        }
    }
}

/// Counts a value that is none of those that an enum lists.
pub fn count_unlisted(reader: &mut Reader<'_>, listed: usize) {
    reader.count(match listed {
        1 => Loss::Contradiction,
        _ => Loss::UnknownValue,
    });
}

/// Counts a loss.
pub fn count_loss(reader: &mut Reader<'_>, loss: Loss) {
    reader.count(loss);
}
