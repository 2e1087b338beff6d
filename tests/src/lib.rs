//! What crosses packages: an independent reader of documents, and the corpus runner on top of it.
//!
//! Nothing in [`raw`] calls the generator. It reads the same documents a second time, in its own way, so that the
//! corpus runner compares two opinions and not one with itself.

pub mod corpus;
pub mod raw;
