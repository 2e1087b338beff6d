//! Unions: values that are one of several types.

use std::any::TypeId;

use super::reader::Kind;
use super::score::{Extent, Score};
use super::{DecodeError, Memory, Reader};

/// How many bytes a union must have looked at for its choice to be worth the memory: what is shorter is read again
/// quickly, and a text consists of at most this many times fewer of the longer ones.
const WORTH_REMEMBERING: usize = 16;

/// The name of a variant and how it is read.
pub type Alternative<T> = (&'static str, fn(&mut Reader<'_>) -> Result<T, DecodeError>);

/// The variants of a union of any type, seen from the one function that chooses among them.
trait Candidates {
    /// Returns the name of the variant with an index, if there is one.
    fn name(&self, index: usize) -> Option<&'static str>;

    /// Reads the value as the variant with an index.
    fn attempt(&mut self, index: usize, reader: &mut Reader<'_>) -> Result<(), DecodeError>;

    /// Tells whether the variant with an index is for values that fit several of those before it.
    fn is_for_several(&self, index: usize) -> bool;

    /// Prefers what was read last to what was preferred before.
    fn prefer(&mut self);
}

struct Attempts<'v, T> {
    variants: &'v [Alternative<T>],
    several: Option<Alternative<T>>,
    read: Option<T>,
    preferred: Option<T>,
}

impl<T> Attempts<'_, T> {
    fn variant(&self, index: usize) -> Option<&Alternative<T>> {
        match self.several.as_ref().filter(|_| index == self.variants.len()) {
            Some(several) => Some(several),
            None => self.variants.get(index),
        }
    }
}

impl<T> Candidates for Attempts<'_, T> {
    fn name(&self, index: usize) -> Option<&'static str> {
        match self.variant(index) {
            Some((name, _)) => Some(name),
            None => None,
        }
    }

    fn attempt(&mut self, index: usize, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
        self.read = None;
        if let Some(&(_, read)) = self.variant(index) {
            match read(reader) {
                Ok(value) => self.read = Some(value),
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    fn is_for_several(&self, index: usize) -> bool {
        self.several.is_some() && index == self.variants.len()
    }

    fn prefer(&mut self) {
        self.preferred = self.read.take();
    }
}

/// A position in the text, and what else rewinding a reader to it needs.
#[derive(Clone, Copy)]
pub(super) struct Checkpoint {
    position: usize,
    score: Score,
    extent: Extent,
    depth: u8,
    memory: Memory,
}

/// Reads a value as the first variant that loses nothing, else as the one that loses least. If it fits several, and each
/// loses something, `several` is for it, which has what all of them have.
///
/// # Errors
///
/// When no variant fits: why each does not.
pub fn read_untagged<T: 'static>(
    reader: &mut Reader<'_>,
    variants: &[Alternative<T>],
    several: Option<Alternative<T>>,
) -> Result<T, DecodeError> {
    let mut attempts = Attempts {
        variants,
        several,
        read: None,
        preferred: None,
    };
    reader.choose(TypeId::of::<T>(), &mut attempts)?;
    match attempts.preferred {
        Some(value) => Ok(value),
        None => Err(no_variant(&[], reader.offset())),
    }
}

/// Reads a value as the variant that its tag selects, if there is one, or as one of `others`, which have no tag of their
/// own: as the first that loses nothing, else as the one that loses least. An object that none of these fits is read by
/// `unknown` where no tag selects a variant.
///
/// # Errors
///
/// When no variant fits: why each does not.
pub fn read_tagged<T: 'static>(
    reader: &mut Reader<'_>,
    selected: Option<Alternative<T>>,
    others: &[Alternative<T>],
    several: Option<Alternative<T>>,
    unknown: fn(&mut Reader<'_>) -> Result<T, DecodeError>,
) -> Result<T, DecodeError> {
    if let Some(selected) = selected {
        let mut variants = Vec::with_capacity(1 + others.len());
        variants.push(selected);
        // What the tag selects may be among the others, for another value of the tag.
        variants.extend(others.iter().filter(|(name, _)| *name != selected.0));
        return read_untagged(reader, &variants, several);
    }
    let is_object = reader.peek()? == Kind::Object;
    let start = reader.checkpoint();
    if !is_object {
        return read_untagged(reader, others, several);
    }
    let read = reader.trying(|reader| read_untagged(reader, others, several));
    read.or_else(|error| {
        if error.is_final() {
            return Err(error);
        }
        reader.rewind(start);
        unknown(reader)
    })
}

/// Reads a value by the first of two functions, or, if that fails, by the second.
///
/// # Errors
///
/// When both fail: what the second reports.
pub fn read_either<'a, T>(
    reader: &mut Reader<'a>,
    first: fn(&mut Reader<'a>) -> Result<T, DecodeError>,
    second: fn(&mut Reader<'a>) -> Result<T, DecodeError>,
) -> Result<T, DecodeError> {
    let start = reader.checkpoint();
    reader.trying(first).or_else(|error| {
        if error.is_final() {
            return Err(error);
        }
        reader.rewind(start);
        second(reader)
    })
}

impl Reader<'_> {
    /// Chooses the variant for [`read_untagged`].
    ///
    /// A union inside a variant that is tried again and again by the unions around it would take time exponential in the
    /// nesting. So what a union chose at an offset is remembered while others are trying, and the bytes that unions look
    /// at are limited to a multiple of the text.
    fn choose(&mut self, union: TypeId, candidates: &mut dyn Candidates) -> Result<(), DecodeError> {
        self.peek()?;
        let before = self.score;
        let outer = self.enter_union();
        let result = match self.is_trying || self.attempts > 0 {
            true => self.choose_within(union, candidates),
            false => self.choose_or_tell(union, candidates),
        };
        self.leave_union(outer, before);
        result
    }

    /// Chooses the variant of a union that is in no other one. Why one does not fit is told only if none does, by trying all again: most
    /// values fit one, and to say why takes memory.
    fn choose_or_tell(&mut self, union: TypeId, candidates: &mut dyn Candidates) -> Result<(), DecodeError> {
        let (start, work_left) = (self.checkpoint(), self.work_left);
        match self.trying(|reader| reader.choose_within(union, candidates)) {
            Err(error) if !error.is_final() => {
                self.rewind(start);
                self.work_left = work_left;
                self.choose_within(union, candidates)
            }
            chosen => chosen,
        }
    }

    fn choose_within(&mut self, union: TypeId, candidates: &mut dyn Candidates) -> Result<(), DecodeError> {
        let start = self.checkpoint();
        let key = (self.offset(), union);
        match self.choices.get(&key).copied() {
            Some(Some(index)) => {
                candidates.attempt(index, self)?;
                candidates.prefer();
                return Ok(());
            }
            Some(None) => return Err(self.told(|| no_variant(&[], key.0))),
            None => {}
        }
        let mut best: Option<(usize, Checkpoint)> = None;
        let mut furthest = key.0;
        let mut fitting = 0_usize;
        let mut best_fits = false;
        let mut failures = Vec::new();
        self.attempts += 1;
        for index in 0.. {
            let Some(name) = candidates.name(index) else { break };
            // What fits one variant alone may be kept best by another one that it does not fit: of both, several have all.
            let fits_several = fitting > 1 || fitting == 1 && !best_fits;
            if candidates.is_for_several(index) && !fits_several {
                break;
            }
            self.rewind(start);
            if let Some((_, preferred)) = &best {
                // It stays until another is preferred.
                self.memory = preferred.memory;
            }
            let result = candidates.attempt(index, self);
            furthest = furthest.max(self.offset());
            match result {
                Ok(()) => {
                    let fits = self.score.is_valid_since(start.score);
                    fitting += usize::from(fits);
                    if best.as_ref().is_none_or(|(_, end)| self.score < end.score) {
                        candidates.prefer();
                        best_fits = fits;
                        if let Some((_, preferred)) = &best {
                            self.memory.give_back(start.memory, preferred.memory);
                        }
                        best = Some((index, self.checkpoint()));
                    }
                    if self.score == start.score {
                        break;
                    }
                }
                Err(error) if error.is_final() => return Err(error),
                Err(_) if self.is_trying => {}
                Err(error) => failures.push((name, error)),
            }
        }
        self.attempts -= 1;
        let looked_at = furthest.saturating_sub(key.0);
        self.spend(looked_at + 1)?;
        if self.attempts == 0 {
            self.choices.clear();
        } else if looked_at >= WORTH_REMEMBERING {
            if !self.memory.has_room_for_choice(self.choices.len()) {
                return Err(DecodeError::too_much_memory(self.offset()));
            }
            self.choices.insert(key, best.as_ref().map(|(index, _)| *index));
        }
        match best {
            Some((_, end)) => {
                self.rewind(end);
                Ok(())
            }
            None => Err(self.told(|| no_variant(&failures, key.0))),
        }
    }

    pub(super) fn checkpoint(&self) -> Checkpoint {
        Checkpoint {
            position: self.scanner.position(),
            score: self.score,
            extent: self.extent,
            depth: self.depth,
            memory: self.memory,
        }
    }

    pub(super) fn rewind(&mut self, to: Checkpoint) {
        self.scanner.go_to(to.position);
        self.score = to.score;
        self.extent = to.extent;
        self.depth = to.depth;
        self.memory = to.memory;
    }

    /// Counts bytes that a union looked at.
    fn spend(&mut self, bytes: usize) -> Result<(), DecodeError> {
        match self.work_left.checked_sub(bytes) {
            Some(left) => {
                self.work_left = left;
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
