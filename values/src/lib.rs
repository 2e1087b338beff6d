#![doc = include_str!("../README.md")]

// | module | what it owns |
// |---|---|
// | `numbers` | numbers of JSON, compared exactly |
// | `choice` | choices: always the first, or by a seed |
// | `pattern` | regular expressions: texts that they find, and which of a document are too large |
// | `formats` | texts of a format |
// | `references` | references by names, written as pointers |
// | `schemas` | schemas, and where references lead |
// | `flat` | what several schemas ask for together, with one branch taken of each union |
// | `scalars` | values that are made without a look into other schemas |
// | `make` | values for a schema, the interesting ones |
// | `random` | a value for a schema, by a seed |
// | `linked` | schemas whose references call validators |
// | `judge` | whether a value is valid, by validators that share those of what is referred to |
// | `document` | values that are valid |
// | `work` | what the making of values may take |
// | `operations` | the operations of a document, with what their bodies are |

mod choice;
mod document;
mod flat;
mod formats;
mod judge;
mod linked;
mod make;
mod numbers;
mod operations;
mod pattern;
mod random;
mod references;
mod scalars;
mod schemas;
#[cfg(test)]
mod tests;
mod work;

pub use document::{Document, Schema};
pub use linked::looks_too_often;
pub use make::{interesting, interesting_of_one};
#[doc(hidden)]
pub use numbers::{integer, number};
pub use operations::{Content, Operation, Response, find_operation};
pub use pattern::Patterns;
pub use schemas::Schemas;

/// A keyword, with the value `true`, of a schema for which no value is to be made.
pub const NO_VALUES: &str = "x-no-values";
