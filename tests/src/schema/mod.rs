//! The schemas of a document as JSON Schema, by a translation of their own.
//!
//! [`Bundle`] translates them, [`Validators`] judges values by the `jsonschema` crate, [`instances`] has them made,
//! [`Unknown`] adds to them what a newer server would, [`Source`] gives both, and
//! [`difference`] says where a value that went through the generated types came back different. [`sent_by`] leaves out what a side never sends.

mod applicable;
mod bundle;
mod difference;
mod direction;
mod discriminator;
mod instances;
mod numbers;
mod source;
#[cfg(test)]
mod tests;
mod translate;
mod unknown;
mod validators;

pub use bundle::Bundle;
pub use difference::difference;
pub use direction::{Sender, sent_by};
pub use instances::{broken, instances};
pub use source::{Source, Values};
pub use translate::Reading;
pub use unknown::Unknown;
pub use validators::Validators;
