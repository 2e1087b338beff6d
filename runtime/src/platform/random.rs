//! Numbers for boundaries and jitter, not for secrets.

/// Returns a number that differs from call to call and from process to process.
#[cfg(not(target_family = "wasm"))]
pub(crate) fn random() -> u64 {
    use std::hash::{BuildHasher, RandomState};
    RandomState::new().hash_one(std::time::Instant::now())
}

/// Returns a number that differs from call to call and from page to page.
#[cfg(target_family = "wasm")]
pub(crate) fn random() -> u64 {
    let half = || (js_sys::Math::random() * f64::from(u32::MAX)) as u64;
    half() << 32 | half()
}

/// Returns a UUID that differs from all others, in the form of version 4 (RFC 9562).
pub(crate) fn random_uuid() -> String {
    let (high, low) = (random(), random());
    format!(
        "{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}",
        high >> 32,
        (high >> 16) & 0xffff,
        high & 0xfff,
        0x8000 | (low >> 48 & 0x3fff),
        low & 0xffff_ffff_ffff,
    )
}
