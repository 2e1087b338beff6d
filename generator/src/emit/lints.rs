//! The lints that the client can set off: where it is included, and what the document calls things.

use super::source::Source;

/// Allows what depends on where the client is included: in a private module of a program, most of it is unused.
pub(super) fn anywhere(source: &mut Source) {
    source.line("#[allow(dead_code, unreachable_pub)]");
}

/// Allows that, and what clippy says of names, signatures and types that are the document's choice.
pub(super) fn of_document(source: &mut Source) {
    const CLIPPY: [&str; 12] = [
        "box_collection",
        "disallowed_names",
        "enum_variant_names",
        "large_enum_variant",
        "module_inception",
        "redundant_allocation",
        "should_implement_trait",
        "too_many_arguments",
        "type_complexity",
        "upper_case_acronyms",
        "vec_box",
        "wrong_self_convention",
    ];
    let lints = CLIPPY.map(|lint| format!("clippy::{lint}"));
    let anywhere = ["dead_code", "unreachable_pub"].map(str::to_owned);
    source.list("#[allow(", &[&anywhere[..], &lints[..]].concat(), ")]");
}
