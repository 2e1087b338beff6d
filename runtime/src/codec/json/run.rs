//! Runs of bytes that stand in a string of JSON as they are: no quote, no backslash, no control character.

/// Has the highest bit set in the lowest byte of a word that ends a run; no bit at all if none does.
///
/// Bytes above that one may be marked, too: the subtractions borrow from them.
#[inline]
pub(super) fn ends_of_run(word: u64) -> u64 {
    const ONES: u64 = u64::from_le_bytes([1; 8]);
    const HIGHEST: u64 = ONES << 7;
    const QUOTES: u64 = u64::from_le_bytes([b'"'; 8]);
    const BACKSLASHES: u64 = u64::from_le_bytes([b'\\'; 8]);
    const SPACES: u64 = u64::from_le_bytes([b' '; 8]);
    let quotes = (word ^ QUOTES).wrapping_sub(ONES);
    let backslashes = (word ^ BACKSLASHES).wrapping_sub(ONES);
    let controls = word.wrapping_sub(SPACES);
    (quotes | backslashes | controls) & !word & HIGHEST
}

/// Tells whether a byte ends a run.
#[inline]
pub(super) fn is_end_of_run(byte: u8) -> bool {
    // Without a branch, so that many bytes can be compared at once.
    (byte == b'"') | (byte == b'\\') | (byte < b' ')
}

/// Tells whether all of these bytes are of a run.
#[inline]
pub(super) fn is_run<const N: usize>(bytes: &[u8; N]) -> bool {
    !bytes
        .iter()
        .fold(false, |has_end, byte| has_end | is_end_of_run(*byte))
}

/// Returns the length of the run that a text starts with.
#[inline]
pub(super) fn run_length(text: &[u8]) -> usize {
    let (words, rest) = text.as_chunks();
    let mut length = 0;
    for word in words {
        let found = ends_of_run(u64::from_le_bytes(*word));
        if found != 0 {
            return length + (found.trailing_zeros() / 8) as usize;
        }
        length += word.len();
    }
    for byte in rest {
        if is_end_of_run(*byte) {
            break;
        }
        length += 1;
    }
    length
}
