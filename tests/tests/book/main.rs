//! What the pages of the book say is true: their code, their links, and what documents become.
//!
//! A block of code is preceded by a comment that says what holds it:
//!
//! | comment | the block |
//! |---|---|
//! | `code: FILE` | stands in that file, word for word but for the indentation; the file is compiled by its package's tests |
//! | `file: PATH` | is a file of the first chapter's crate, which a test builds and runs |
//! | `document`, `settings`, `generated` | a recipe: what is generated of the document with the settings has these lines |
//! | `not compiled: REASON`, `not read: REASON` | is held by nothing |
//!
//! Without a comment, TOML, YAML and JSON must be that, and settings be a configuration. Rust has a comment.

mod build_scripts;
mod code;
mod first_client;
mod links;
mod page;
mod recipes;
