//! Documents as they stand, read without the generator.

mod document;
mod examples;
mod operations;
mod text;

pub use document::{RawDocument, Spot};
pub use examples::{component_schemas, examples};
pub use operations::{RawOperation, operations};
pub use text::{ParseError, parse};
