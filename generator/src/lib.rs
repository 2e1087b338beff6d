//! Specwright turns an OpenAPI document into a typed Rust client at build time.
//!
//! ```no_run
//! // build.rs
//! fn main() -> Result<(), specwright::Error> {
//!     specwright::Generator::new("spec/klavis.yaml").build_script()
//! }
//! ```
//!
//! ```text
//! // src/lib.rs
//! specwright_runtime::include_client!("klavis");
//! ```
//!
//! [`Generator`] has the settings: a part of the operations ([`Generator::include`]), how pages follow each other
//! ([`Generator::paginate`]), what formats become ([`Generator::format`]), features for tags
//! ([`Generator::tag_features`]). It takes a document from a file, from texts ([`Generator::from_text`]), or
//! from memory ([`Generator::from_openapi`]).
//!
//! All of that can also stand in a `specwright.toml`, which the command reads, too: `Generator::from_config` and
//! `build_script`, with the feature `config`. With the feature `learn`, a `Learner` makes an overlay of what servers really send.
//!
//! What there is to say about a document is a [`diagnostic`]: an [`Error`] has all of them, with file, line and column, and
//! a build script prints the warnings. With the feature `convert`, a function of that name gives any document as OpenAPI 3.0, for other
//! tools; with `diff`, one says what a new document does to programs that were written for an old one.

#![cfg_attr(docsrs, feature(doc_cfg))]
// What the stages offer to each other is not reachable from outside unless the tools of the project ask for it.
#![cfg_attr(
    not(all(feature = "internals", feature = "config")),
    allow(unreachable_pub, dead_code, unused_imports)
)]

#[cfg(feature = "cassette")]
mod cassettes;
#[cfg(all(feature = "config", not(feature = "internals")))]
mod configuration;
mod generator;
#[cfg(feature = "learn")]
mod learn;
#[cfg(not(feature = "internals"))]
mod outputs;

// The stages are no part of the interface. Only the tests, the benchmarks and the corpus runner of the project see them.
#[cfg(all(feature = "config", feature = "internals"))]
#[doc(hidden)]
pub mod configuration;
#[cfg(feature = "internals")]
#[doc(hidden)]
pub mod outputs;
#[cfg(feature = "internals")]
#[doc(hidden)]
pub use specwright_codegen as codegen;
#[cfg(feature = "internals")]
#[doc(hidden)]
pub use specwright_document::{description, lock, model, normalize, overlay, source};

#[cfg(feature = "config")]
#[cfg_attr(docsrs, doc(cfg(feature = "config")))]
pub use configuration::{Configuration, build_script};
#[cfg(feature = "internals")]
#[doc(hidden)]
pub use generator::Draft;
#[cfg(feature = "learn")]
#[cfg_attr(docsrs, doc(cfg(feature = "learn")))]
pub use generator::Learner;
#[cfg(feature = "diff")]
#[cfg_attr(docsrs, doc(cfg(feature = "diff")))]
pub use generator::diff;
pub use generator::{As, EffectiveDocument, Error, Generated, Generator, stale_files, write_crate};
#[cfg(feature = "cassette")]
pub use generator::{CassetteCheck, CheckedCassettes};
#[cfg(feature = "convert")]
#[cfg_attr(docsrs, doc(cfg(feature = "convert")))]
pub use generator::{Converted, Converter, convert};
#[cfg(feature = "mock")]
#[doc(hidden)]
pub use generator::{Described, DescribedPages};
#[cfg(feature = "learn")]
#[cfg_attr(docsrs, doc(cfg(feature = "learn")))]
pub use learn::Learned;
#[cfg(feature = "diff")]
#[cfg_attr(docsrs, doc(cfg(feature = "diff")))]
pub use outputs::diff::{Bump, Change, ChangeKind, Code, Diff, Wire};
pub use outputs::package::Runtime;
#[doc(inline)]
pub use specwright_document::diagnostic;
#[doc(inline)]
pub use specwright_document::model::{Format, Pagination, PaginationError, Select};
#[doc(inline)]
pub use specwright_document::overlay::Patch;

// What `Generator::replace` takes.
#[doc(inline)]
pub use specwright_document::model::{Replacement, ReplacementError};
