//! How much memory what is read may take.

use super::{DecodeError, Reader};

/// What the memory of a text on the heap takes beside its bytes, roughly.
const TEXT: usize = 16;

/// What an entry of a map takes beside its name and value: a hash and an index.
const ENTRY: usize = 32;

/// What a choice of a union takes that is remembered.
const CHOICE: usize = 96;

/// The memory that may still be taken, in bytes.
///
/// Values draw on it before they take memory on the heap, so that a short text can't become much: `{}` may be read as a struct of
/// a hundred fields, and `0` as a tree of four words.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Memory {
    left: usize,
    /// What there was at first.
    whole: usize,
}

impl Memory {
    pub(crate) const UNLIMITED: Memory = Memory::new(usize::MAX);

    pub(crate) const fn new(bytes: usize) -> Self {
        Memory {
            left: bytes,
            whole: bytes,
        }
    }

    /// Takes so many bytes. Returns `false` if there are not that many left; from then on there are none.
    pub(crate) fn take(&mut self, bytes: usize) -> bool {
        match self.left.checked_sub(bytes) {
            Some(left) => {
                self.left = left;
                true
            }
            None => {
                self.left = 0;
                false
            }
        }
    }

    /// Takes the memory of a text on the heap.
    pub(crate) fn take_text(&mut self, length: usize) -> bool {
        length == 0 || self.take(length.saturating_add(TEXT))
    }

    /// Takes the memory of an entry of a map, which makes room for so many more entries with it.
    pub(crate) fn take_entry(&mut self, room: usize, name: usize, value: usize) -> bool {
        let entry = size_of::<String>() + value + ENTRY;
        self.take_text(name) && self.take(entry.saturating_mul(room))
    }

    /// Gives back what was taken between two moments.
    pub(super) fn give_back(&mut self, before: Memory, after: Memory) {
        self.left += before.left - after.left;
    }

    /// Tells whether a union may remember one more choice.
    pub(super) fn has_room_for_choice(&self, choices: usize) -> bool {
        choices < self.whole / 8 / CHOICE
    }
}

/// Returns for how many more entries a tree of values makes room with the next one, on average: its nodes have eleven.
pub(super) fn room_in_tree(entries: usize) -> usize {
    match entries {
        0 => 11,
        1..11 => 0,
        _ => 3,
    }
}

/// Returns for how many more entries a map makes room with the next one.
pub(crate) fn room_in_map(entries: usize, capacity: usize) -> usize {
    match entries == capacity {
        true => capacity.max(3) + 1,
        false => 0,
    }
}

impl Reader<'_> {
    /// Takes so many bytes of the memory that the values may have.
    ///
    /// # Errors
    ///
    /// When there are not that many left.
    pub(super) fn take_memory(&mut self, bytes: usize) -> Result<(), DecodeError> {
        match self.memory.take(bytes) {
            true => Ok(()),
            false => Err(DecodeError::too_much_memory(self.offset())),
        }
    }

    /// Takes the memory of a text.
    pub(super) fn take_text(&mut self, length: usize) -> Result<(), DecodeError> {
        match self.memory.take_text(length) {
            true => Ok(()),
            false => Err(DecodeError::too_much_memory(self.offset())),
        }
    }

    /// Takes the memory of an entry of a map: see [`Memory::take_entry`].
    pub(super) fn take_entry(&mut self, room: usize, name: &str, value: usize) -> Result<(), DecodeError> {
        match self.memory.take_entry(room, name.len(), value) {
            true => Ok(()),
            false => Err(DecodeError::too_much_memory(self.offset())),
        }
    }

    /// Takes the memory for the next elements of a list that is full, and returns for how many.
    pub(super) fn take_room(&mut self, capacity: usize, element: usize) -> Result<usize, DecodeError> {
        let first = if element <= 1024 { 4 } else { 1 };
        let more = capacity.max(first);
        self.take_memory(more.saturating_mul(element))?;
        Ok(more)
    }
}
