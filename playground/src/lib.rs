//! What the page of the playground asks of the generator: texts go in, JSON comes out.
//!
//! Each request and response is a type of `serde`, so that the page, its worker and the tests say the same. `page` is what
//! `wasm-bindgen` shows of it to JavaScript; all else runs on any machine.

mod archive;
mod client;
mod comparison;
mod configuration;
mod diagnostics;
mod example;
#[cfg(target_arch = "wasm32")]
mod page;
mod settings;

pub use archive::archive;
pub use client::{Client, ClientRequest, client};
pub use comparison::{Change, Comparison, ComparisonRequest, Place, comparison};
pub use diagnostics::{Diagnostics, Shown};
pub use example::{Example, example};
pub use settings::{Group, Refused, Set, SettingRow, groups};

use serde::{Deserialize, Serialize};

/// A file: of a document, or of what it becomes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextFile {
    /// Its path, from the folder that all of them are in.
    pub path: String,
    /// What it holds.
    pub text: String,
}
