//! The settings of [`Generator`](super::Generator): a method each, in a file for each thing that they are about.

mod diagnostics;
mod document;
mod names;
mod operations;
mod selection;
mod types;

pub use types::As;
