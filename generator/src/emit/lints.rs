//! The lints of clippy that names of a document can set off, allowed exactly where they do.

use crate::model::RustName;

/// Names of methods of the standard library's traits, which clippy expects to be those.
const TRAIT_METHODS: [&str; 30] = [
    "add",
    "as_mut",
    "as_ref",
    "bitand",
    "bitor",
    "bitxor",
    "borrow",
    "borrow_mut",
    "clone",
    "cmp",
    "default",
    "deref",
    "deref_mut",
    "div",
    "drop",
    "eq",
    "from_iter",
    "from_str",
    "hash",
    "index",
    "index_mut",
    "into_iter",
    "mul",
    "neg",
    "next",
    "not",
    "rem",
    "shl",
    "shr",
    "sub",
];

/// The lints to allow for an `impl` with methods of these names.
pub(super) fn for_methods<'a>(names: impl Iterator<Item = &'a RustName>) -> Option<Vec<&'static str>> {
    let (mut wrong_self, mut trait_method) = (false, false);
    for name in names {
        let name = name.as_str();
        wrong_self |= ["as_", "from_", "into_", "is_", "to_"]
            .iter()
            .any(|prefix| name.starts_with(prefix));
        trait_method |= TRAIT_METHODS.contains(&name);
    }
    let mut lints = Vec::new();
    if trait_method {
        lints.push("clippy::should_implement_trait");
    }
    if wrong_self {
        lints.push("clippy::wrong_self_convention");
    }
    (!lints.is_empty()).then_some(lints)
}
