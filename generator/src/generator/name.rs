//! What a client may be called.

use crate::outputs::client::plan::named::RustName;

/// Whether `name` can be the name of a file, a crate and a module.
pub(crate) fn is_name(name: &str) -> bool {
    /// Crates that every other has, or that a client depends on.
    const TAKEN: [&str; 6] = ["alloc", "core", "proc-macro", "std", "test", "specwright-runtime"];
    name.len() <= 64
        && name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
        && !TAKEN.contains(&name.replace('_', "-").as_str())
        && RustName::new(&name.replace('-', "_")).is_some_and(|name| !name.is_keyword())
}
