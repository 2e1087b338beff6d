//! The Rust client.

mod write;

pub use write::{emit, outline};
pub(crate) use write::crate_title;
