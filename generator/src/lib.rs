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
//! # The way through
//!
//! Four stages, one direction, one type between each pair:
//!
//! ```text
//! bytes ──source──▶ Document ──normalize──▶ Description ──model──▶ Api ──outputs──▶ text
//! ```
//!
//! [`Generator`] runs them; what each has to say is a [`diagnostic`].

#[allow(missing_docs)]
pub mod description;
pub mod diagnostic;
mod generator;
pub mod model;
pub mod normalize;
pub mod outputs;
pub mod source;

pub use generator::{
    As, Converted, Converter, Error, Generated, Generator, convert, stale_files, write_crate,
};
pub use model::{Format, Pagination, Select};
pub use outputs::package::Runtime;
