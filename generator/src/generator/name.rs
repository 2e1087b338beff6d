//! What a client may be called.

use specwright_codegen::plan::named::RustName;

/// How many bytes the name of a crate may have in a registry.
const MOST_BYTES: usize = 64;

/// Takes words off the end of a name in snake case until it is short enough.
pub(super) fn shorten(mut name: String) -> String {
    while name.len() > MOST_BYTES {
        match name.rfind('_') {
            Some(end) if end > 0 => name.truncate(end),
            _ => drop(name.pop()),
        }
    }
    name
}

/// Whether `name` can be the name of a file, a crate and a module.
pub(crate) fn is_name(name: &str) -> bool {
    /// Crates that every other has, or that a client depends on.
    const TAKEN: [&str; 6] = ["alloc", "core", "proc-macro", "std", "test", "specwright-runtime"];
    name.len() <= MOST_BYTES
        && name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
        && !TAKEN.contains(&name.replace('_', "-").as_str())
        && RustName::new(&name.replace('-', "_")).is_some_and(|name| !name.is_keyword())
}

#[cfg(test)]
mod tests {
    use super::shorten;

    #[test]
    fn a_name_that_is_too_long_ends_with_a_whole_word() {
        let words = "managed_restorable_dropped_database_backup_short_term_retention_policies";
        assert_eq!(
            shorten(words.to_owned()),
            "managed_restorable_dropped_database_backup_short_term_retention"
        );
        assert_eq!(shorten("a".repeat(80)), "a".repeat(64));
        assert_eq!(shorten("pets".to_owned()), "pets");
    }
}
