//! Bodies that a server compressed by brotli. ureq unpacks `gzip` itself; with its own brotli a server could have it remember 1 GiB.

use std::io::{self, Read};

use ::ureq::BodyReader;
#[cfg(feature = "brotli")]
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH};

#[cfg(feature = "brotli")]
use crate::transport::brotli::check_window;

/// The encodings that are understood.
pub(super) const ENCODINGS: &str = match (cfg!(feature = "gzip"), cfg!(feature = "brotli")) {
    (true, true) => "gzip, br",
    (true, false) => "gzip",
    (false, true) => "br",
    (false, false) => "",
};

/// How a body is packed that ureq gives as it is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Packed {
    /// Not at all, or in a way that is not understood.
    No,
    #[cfg(feature = "brotli")]
    Brotli,
}

/// Takes the encoding of a body out of its head, if it is one that is understood. What ureq unpacks has none there.
#[cfg(feature = "brotli")]
pub(super) fn take_encoding(head: &mut http::response::Parts) -> Packed {
    let mut values = head.headers.get_all(CONTENT_ENCODING).iter();
    let is_brotli = |name: &[u8]| name.trim_ascii().eq_ignore_ascii_case(b"br");
    match (values.next(), values.next()) {
        (Some(name), None) if is_brotli(name.as_bytes()) => {
            head.headers.remove(CONTENT_ENCODING);
            head.headers.remove(CONTENT_LENGTH);
            Packed::Brotli
        }
        _ => Packed::No,
    }
}

#[cfg(not(feature = "brotli"))]
pub(super) fn take_encoding(_: &mut http::response::Parts) -> Packed {
    Packed::No
}

/// Returns what reads a body unpacked. Waits for its first byte if it is packed.
pub(super) fn unpacked(body: BodyReader<'static>, packed: Packed) -> io::Result<Box<dyn Read>> {
    match packed {
        Packed::No => Ok(Box::new(body)),
        #[cfg(feature = "brotli")]
        Packed::Brotli => by_brotli(body),
    }
}

#[cfg(feature = "brotli")]
fn by_brotli(mut body: BodyReader<'static>) -> io::Result<Box<dyn Read>> {
    /// How much is unpacked at once.
    const CHUNK: usize = 4 * 1024;
    let mut first = Vec::with_capacity(1);
    body.by_ref().take(1).read_to_end(&mut first)?;
    let Some(byte) = first.first() else {
        // It is one whatever its encoding.
        return Ok(Box::new(io::empty()));
    };
    check_window(*byte)?;
    let body = io::Cursor::new(first).chain(body);
    Ok(Box::new(brotli_decompressor::Decompressor::new(body, CHUNK)))
}
