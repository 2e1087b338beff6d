//! Unions: values that are one of several types.

use std::any::TypeId;

use super::reader::Score;
use super::{DecodeError, Reader};

/// How much a reading loses that keeps an object as it came, since no variant of its union is known for it.
#[doc(hidden)]
pub const UNKNOWN_VARIANT: u32 = 100;

/// How many bytes a union must have looked at for its choice to be worth the memory: what is shorter is read again
/// quickly, and a text consists of at most this many times fewer of the longer ones.
const WORTH_REMEMBERING: usize = 16;

/// A variant's name and how it is read.
type Variant<T> = (&'static str, fn(&mut Reader<'_>) -> Result<T, DecodeError>);

/// The variants of a union of any type, seen from the one function that chooses among them.
trait Candidates {
    /// The name of the variant with an index, if there is one.
    fn name(&self, index: usize) -> Option<&'static str>;

    /// Reads the value as the variant with an index.
    fn attempt(&mut self, index: usize, reader: &mut Reader<'_>) -> Result<(), DecodeError>;

    /// Prefers what was read last to what was preferred before.
    fn prefer(&mut self);
}

struct Attempts<'v, T> {
    variants: &'v [Variant<T>],
    read: Option<T>,
    preferred: Option<T>,
}

impl<T> Candidates for Attempts<'_, T> {
    fn name(&self, index: usize) -> Option<&'static str> {
        match self.variants.get(index) {
            Some((name, _)) => Some(name),
            None => None,
        }
    }

    fn attempt(&mut self, index: usize, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
        if let Some((_, read)) = self.variants.get(index) {
            match read(reader) {
                Ok(value) => self.read = Some(value),
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    fn prefer(&mut self) {
        self.preferred = self.read.take();
    }
}

/// A place in the text, and what else rewinding a reader to it needs.
#[derive(Clone, Copy)]
pub(super) struct Mark {
    position: usize,
    score: Score,
    depth: u8,
}

impl<'a> Reader<'a> {
    /// Reads a value as the first variant that loses nothing, else as the one that loses least.
    ///
    /// # Errors
    ///
    /// When no variant fits: why each does not.
    #[doc(hidden)]
    pub fn untagged<T: 'static>(&mut self, variants: &[Variant<T>]) -> Result<T, DecodeError> {
        let mut attempts = Attempts {
            variants,
            read: None,
            preferred: None,
        };
        self.choose(TypeId::of::<T>(), &mut attempts)?;
        match attempts.preferred {
            Some(value) => Ok(value),
            None => Err(no_variant(&[], self.offset())),
        }
    }

    /// Chooses the variant for [`untagged`](Self::untagged).
    ///
    /// A union inside a variant that is tried again and again by the unions around it would take time exponential in the
    /// nesting. So what a union chose at an offset is remembered while others are trying, and the bytes that unions look
    /// at are limited to a multiple of the text.
    fn choose(&mut self, union: TypeId, candidates: &mut dyn Candidates) -> Result<(), DecodeError> {
        self.peek()?;
        let start = self.mark();
        let place = (self.offset(), union);
        match self.choices.get(&place).copied() {
            Some(Some(index)) => {
                candidates.attempt(index, self)?;
                candidates.prefer();
                return Ok(());
            }
            Some(None) => return Err(no_variant(&[], place.0)),
            None => {}
        }
        let mut best: Option<(usize, Mark)> = None;
        let mut furthest = place.0;
        let mut failures = Vec::new();
        self.attempts += 1;
        for index in 0.. {
            let Some(name) = candidates.name(index) else { break };
            self.rewind(start);
            let result = candidates.attempt(index, self);
            furthest = furthest.max(self.offset());
            match result {
                Ok(()) => {
                    if best.as_ref().is_none_or(|(_, end)| self.score < end.score) {
                        candidates.prefer();
                        best = Some((index, self.mark()));
                    }
                    if self.score == start.score {
                        break;
                    }
                }
                Err(error) if error.is_final() => return Err(error),
                Err(error) => failures.push((name, error)),
            }
        }
        self.attempts -= 1;
        let looked_at = furthest.saturating_sub(place.0);
        self.tire(looked_at + 1)?;
        if self.attempts == 0 {
            self.choices.clear();
        } else if looked_at >= WORTH_REMEMBERING {
            self.choices.insert(place, best.as_ref().map(|(index, _)| *index));
        }
        match best {
            Some((_, end)) => {
                self.rewind(end);
                Ok(())
            }
            None => Err(no_variant(&failures, place.0)),
        }
    }

    /// Reads the value by the first of two functions, or, if that fails, by the second.
    #[doc(hidden)]
    pub fn either<T>(
        &mut self,
        first: fn(&mut Self) -> Result<T, DecodeError>,
        second: fn(&mut Self) -> Result<T, DecodeError>,
    ) -> Result<T, DecodeError> {
        let start = self.mark();
        first(self).or_else(|error| {
            if error.is_final() {
                return Err(error);
            }
            self.rewind(start);
            second(self)
        })
    }

    pub(super) fn mark(&self) -> Mark {
        Mark {
            position: self.scanner.position(),
            score: self.score,
            depth: self.depth,
        }
    }

    pub(super) fn rewind(&mut self, mark: Mark) {
        self.scanner.go_to(mark.position);
        self.score = mark.score;
        self.depth = mark.depth;
    }

    /// Pays for having looked at some bytes.
    fn tire(&mut self, bytes: usize) -> Result<(), DecodeError> {
        match self.patience.checked_sub(bytes) {
            Some(left) => {
                self.patience = left;
                Ok(())
            }
            None => Err(DecodeError::too_much_work(self.offset())),
        }
    }
}

/// How many variants an error explains.
const EXPLAINED: usize = 8;

#[cold]
fn no_variant(failures: &[(&'static str, DecodeError)], offset: usize) -> DecodeError {
    let mut message = "no variant fits".to_owned();
    for (index, (name, error)) in failures.iter().take(EXPLAINED).enumerate() {
        message.push_str(if index == 0 { ": " } else { "; " });
        message.push_str(name);
        let path = error.relative_path();
        if !path.is_empty() {
            message.push_str(&format!(" at {path}"));
        }
        message.push_str(&format!(" ({})", error.message()));
    }
    if failures.len() > EXPLAINED {
        message.push_str(&format!("; and {} more", failures.len() - EXPLAINED));
    }
    DecodeError::custom(message, offset)
}
