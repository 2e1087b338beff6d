//! The bytes that a writer has written.

/// So many bytes there is room for behind the text, at least, when anything is written.
pub(super) const ROOM: usize = 64;

/// So many bytes are made room for in one step.
const STEP: usize = 1024;

/// A text, and behind it bytes that are written over.
///
/// What is short is written to an array of a known length behind the text, in pieces of known lengths: one comparison in place of one
/// for each piece, and the text's length is kept once.
#[derive(Default)]
pub(super) struct Output {
    bytes: Vec<u8>,
    length: usize,
}

impl Output {
    pub(super) fn with_room(bytes: usize) -> Self {
        Self {
            bytes: vec![0; bytes],
            length: 0,
        }
    }

    pub(super) fn into_text(self) -> Vec<u8> {
        let mut bytes = self.bytes;
        bytes.truncate(self.length);
        bytes
    }

    #[inline]
    pub(super) fn len(&self) -> usize {
        self.length
    }

    #[inline]
    pub(super) fn last(&self) -> Option<u8> {
        self.bytes.get(self.length.checked_sub(1)?).copied()
    }

    /// Returns the text from a position on.
    pub(super) fn since(&self, start: usize) -> &[u8] {
        self.bytes.get(start..self.length).unwrap_or_default()
    }

    /// Forgets the text from a position on.
    pub(super) fn forget_since(&mut self, start: usize) {
        self.length = self.length.min(start);
    }

    #[inline]
    pub(super) fn push(&mut self, byte: u8) {
        self.write(|room| {
            room[0] = byte;
            1
        });
    }

    #[inline]
    pub(super) fn extend(&mut self, text: &[u8]) {
        if self.bytes.len() - self.length < text.len() {
            self.grow(text.len());
        }
        if let Some(room) = self.bytes.get_mut(self.length..self.length + text.len()) {
            room.copy_from_slice(text);
            self.length += text.len();
        }
    }

    /// Appends what a function writes to the room behind the text, which returns how many bytes of that it is.
    #[inline]
    pub(super) fn write(&mut self, write: impl FnOnce(&mut [u8; ROOM]) -> usize) {
        if self.bytes.len() - self.length < ROOM {
            self.grow(ROOM);
        }
        let room = self.bytes.get_mut(self.length..);
        if let Some(room) = room.and_then(<[u8]>::first_chunk_mut) {
            self.length += write(room).min(ROOM);
        }
    }

    /// Makes room for so many bytes, and some more.
    #[cold]
    fn grow(&mut self, bytes: usize) {
        let needed = self.length + bytes.max(ROOM);
        let step = self.bytes.len().clamp(ROOM, STEP);
        self.bytes.reserve(needed - self.bytes.len());
        let filled = (needed + step).min(self.bytes.capacity());
        self.bytes.resize(filled, 0);
    }
}

/// For what serde writes.
impl std::io::Write for Output {
    #[inline]
    fn write(&mut self, text: &[u8]) -> std::io::Result<usize> {
        self.extend(text);
        Ok(text.len())
    }

    #[inline]
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Copies a text of up to 32 bytes to a position, and returns where it ends.
///
/// It is two pieces of lengths that the compiler knows. What they have in common is written twice.
#[inline]
pub(super) fn copy_short(room: &mut [u8; ROOM], start: usize, text: &[u8]) -> usize {
    let end = start + text.len();
    if !(copy_pieces::<16>(room, start, text) || copy_pieces::<8>(room, start, text)) {
        let _ = copy_pieces::<4>(room, start, text)
            || copy_pieces::<2>(room, start, text)
            || copy_pieces::<1>(room, start, text);
    }
    end
}

#[inline]
fn copy_pieces<const N: usize>(room: &mut [u8; ROOM], start: usize, text: &[u8]) -> bool {
    let (Some(first), Some(last)) = (text.first_chunk::<N>(), text.last_chunk::<N>()) else {
        return false;
    };
    if let Some(room) = room.get_mut(start..).and_then(<[u8]>::first_chunk_mut) {
        *room = *first;
    }
    if let Some(room) = room
        .get_mut(start + text.len() - N..)
        .and_then(<[u8]>::first_chunk_mut)
    {
        *room = *last;
    }
    true
}
