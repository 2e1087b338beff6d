//! One program, compiled against the document of an API as it was, and as it became.

#![allow(
    clippy::duplicate_mod,
    reason = "that is what it shows: the same program, twice"
)]

pub mod after;
pub mod before;
