//! The lints that names of a document, or where a client is included, can set off; allowed where they do.

use super::source::Source;
use crate::model::RustName;

/// Allows what depends on where the client is included: in a private module of a program, most of it is unused.
pub(super) fn anywhere(source: &mut Source) {
    source.line("#[allow(dead_code, unreachable_pub)]");
}

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

/// Allows what clippy says of methods of these names in the `impl` that follows.
pub(super) fn methods<'a>(source: &mut Source, names: impl Iterator<Item = &'a RustName>) {
    let (mut wrong_self, mut trait_method) = (false, false);
    for name in names {
        let name = name.as_str();
        wrong_self |= ["as_", "from_", "into_", "is_", "to_"]
            .iter()
            .any(|prefix| name.starts_with(prefix));
        trait_method |= TRAIT_METHODS.contains(&name);
    }
    if trait_method {
        source.line("#[allow(clippy::should_implement_trait)]");
    }
    if wrong_self {
        source.line("#[allow(clippy::wrong_self_convention)]");
    }
}

/// Allows a function as many arguments as it has; `self` counts.
pub(super) fn arguments(source: &mut Source, count: usize) {
    if count > 7 {
        source.line("#[allow(clippy::too_many_arguments)]");
    }
}
