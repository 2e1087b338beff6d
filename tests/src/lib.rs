//! What crosses packages: an independent reader of documents, the corpus runner on top of it, and measurements.
//!
//! Nothing in [`raw`] and [`schema`] calls the generator. They read the same documents a second time, in their own
//! way, so that the corpus runner compares two opinions and not one with itself.

pub mod corpus;
pub mod fuzz;
pub mod layers;
#[cfg(unix)]
pub mod peers;
pub mod raw;
pub mod schema;
pub mod synthetic;
