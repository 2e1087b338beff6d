#![doc = include_str!("../README.md")]

// | module | what it owns |
// |---|---|
// | `numbers` | numbers of JSON, compared exactly |
// | `choice` | choices: always the first, or by a seed |
// | `pattern` | regular expressions: texts that they find, and which of a document are too large |
// | `formats` | texts of a format |
// | `schemas` | schemas, and where references lead |
// | `flat` | what several schemas ask for together, with one branch taken of each union |
// | `scalars` | values that are made without a look into other schemas |
// | `make` | values for a schema, the interesting ones |
// | `random` | a value for a schema, by a seed |
// | `judge` | whether a value is valid, by validators that share those of what is referred to |
// | `document` | values that are valid |
// | `operations` | the operations of a document, with what their bodies are |

mod choice;
mod document;
mod flat;
mod formats;
mod judge;
mod make;
mod numbers;
mod operations;
mod pattern;
mod random;
mod scalars;
mod schemas;
#[cfg(test)]
mod tests;

pub use document::{Document, Schema};
pub use make::{interesting, interesting_of_one};
pub use operations::{Content, Operation, Response, find_operation};
pub use pattern::Patterns;
pub use schemas::Schemas;

/// A keyword, with the value `true`, of a schema for which no value is to be made.
pub const NO_VALUES: &str = "x-no-values";
