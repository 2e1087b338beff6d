//! What crosses packages: an independent reader of documents, and the corpus runner on top of it.
//!
//! Nothing in [`raw`] and [`schema`] calls the generator. They read the same documents a second time, in their own
//! way, so that the corpus runner compares two opinions and not one with itself.

pub mod corpus;
pub mod fuzz;
pub mod raw;
pub mod schema;
