//! The schemas of a document as JSON Schema, by a translation of their own.
//!
//! [`Bundle`] translates them, [`Validators`] judges values by the `jsonschema` crate, [`instances`] makes values, and
//! [`difference`] says where a value that went through the generated types came back different. [`sent_by`] leaves out what a side never sends.

mod applicable;
mod bundle;
mod difference;
mod direction;
mod discriminator;
mod flat;
mod instances;
#[cfg(test)]
mod tests;
mod translate;
mod validators;

pub use bundle::Bundle;
pub use difference::difference;
pub use direction::{Sender, sent_by};
pub use instances::{broken, instances};
pub use translate::LookAlikes;
pub use validators::Validators;
