//! The Rust client.

pub mod plan;
mod write;

pub(crate) use write::crate_title;
pub use write::{emit, outline};
