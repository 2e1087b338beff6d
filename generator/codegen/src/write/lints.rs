//! The lints that a client can set off: what the document calls things, what it says nothing of, and where the client
//! is. The macro `include_client!` of the runtime has the same list; a test compares them.

/// The lints, in order: the compiler's, then clippy's. Those of clippy are about names, signatures, texts and types that
/// are the document's choice, and the groups that are off unless a crate asks for them.
pub const ALLOWED: [&str; 19] = [
    "dead_code",
    "missing_copy_implementations",
    "missing_docs",
    "unnameable_types",
    "unreachable_pub",
    "clippy::box_collection",
    "clippy::disallowed_names",
    "clippy::enum_variant_names",
    "clippy::large_enum_variant",
    "clippy::module_inception",
    "clippy::nursery",
    "clippy::pedantic",
    "clippy::redundant_allocation",
    "clippy::should_implement_trait",
    "clippy::too_many_arguments",
    "clippy::type_complexity",
    "clippy::upper_case_acronyms",
    "clippy::vec_box",
    "clippy::wrong_self_convention",
];

#[cfg(test)]
mod tests {
    use super::ALLOWED;

    /// Compares lists that are in two crates, neither of which knows the other.
    #[test]
    fn a_client_in_a_crate_of_its_own_and_one_that_is_included_allow_the_same() {
        let file = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../../runtime/src/macros/include_client.rs"
        );
        // A published generator has no runtime beside it.
        let Ok(text) = std::fs::read_to_string(file) else {
            return;
        };
        let (_, rest) = text.split_once("#[allow(").expect("a list");
        let (list, _) = rest.split_once(")]").expect("its end");
        let lints: Vec<&str> = list
            .split(',')
            .map(str::trim)
            .filter(|lint| !lint.is_empty())
            .collect();
        assert_eq!(lints, ALLOWED);
    }
}
