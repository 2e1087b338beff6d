//! What differs between the places that a client runs in: threads with `tokio`, threads without it, a browser.

#[cfg(all(feature = "blocking", not(target_family = "wasm")))]
mod block_on;
mod bounds;
pub(crate) mod clock;
#[cfg(not(target_family = "wasm"))]
pub(crate) mod file;
#[cfg(all(feature = "blocking", not(target_family = "wasm")))]
mod iter;
mod random;
#[cfg(feature = "oauth2")]
mod turn;

#[cfg(all(feature = "blocking", not(target_family = "wasm")))]
pub(crate) use block_on::block_on;
#[cfg(all(feature = "blocking", feature = "tokio", not(target_family = "wasm")))]
pub(crate) use block_on::is_blocking;
pub(crate) use bounds::BoxFuture;
pub use bounds::{MaybeSend, MaybeSync};
#[cfg(all(feature = "blocking", not(target_family = "wasm")))]
pub use iter::BlockingIter;
#[cfg(all(feature = "blocking", not(target_family = "wasm")))]
pub(crate) use iter::blocking_iter;
pub(crate) use random::{random, random_uuid};
#[cfg(feature = "oauth2")]
pub(crate) use turn::Turns;

/// Tells whether this is a task of `tokio`, whose timers and files are there then.
#[cfg(all(feature = "tokio", not(target_family = "wasm")))]
pub(crate) fn is_on_tokio() -> bool {
    #[cfg(feature = "blocking")]
    if is_blocking() {
        return false;
    }
    tokio::runtime::Handle::try_current().is_ok()
}
