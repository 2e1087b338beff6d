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
//! ([`Generator::tag_features`]). It takes a document from a file, or from memory ([`Generator::from_openapi`]).
//!
//! What there is to say about a document is a [`diagnostic`]: an [`Error`] has all of them, with file, line and column, and
//! a build script prints the warnings. [`convert`] gives any document as OpenAPI 3.0, for other tools.

pub mod diagnostic;
mod generator;

// The stages are no part of the interface: only the tests, the benchmarks and the corpus runner of the project see them.
#[doc(hidden)]
pub mod description;
#[doc(hidden)]
pub mod model;
#[doc(hidden)]
pub mod normalize;
#[doc(hidden)]
pub mod outputs;
#[doc(hidden)]
pub mod source;

pub use generator::{
    As, Converted, Converter, Error, Generated, Generator, convert, stale_files, write_crate,
};
pub use model::{Format, Pagination, PaginationError, Select};
pub use outputs::package::Runtime;
