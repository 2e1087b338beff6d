//! What there is of brotli beside its RFC.

use std::io;

/// The first bits of a body whose window may have 1 GiB: an extension. RFC 7932, 9.1, with 16 MiB at most, has no meaning for them.
const LARGE_WINDOW: u8 = 0x11;
const LARGE_WINDOW_BITS: u8 = 0x7f;

/// Checks by its first byte that a body is brotli as RFC 7932 has it: decoders would take the extension, too, and remember as much as that says.
///
/// # Errors
/// It is the extension.
pub(super) fn check_window(first: u8) -> io::Result<()> {
    match first & LARGE_WINDOW_BITS == LARGE_WINDOW {
        true => Err(io::Error::new(
            io::ErrorKind::InvalidData,
            "the body asks for a window of brotli that RFC 7932 does not know",
        )),
        false => Ok(()),
    }
}
