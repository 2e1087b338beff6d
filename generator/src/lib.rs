//! Specwright turns an OpenAPI document into a typed Rust client at build time.

pub mod diagnostic;
pub mod emit;
pub mod model;
pub mod normalise;
pub mod source;
