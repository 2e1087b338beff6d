//! The lints that the client can set off: where it is included, and what the document calls things.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::source::Source;

/// Lints of clippy about names, signatures, texts and types that are the document's choice, and those groups that are
/// off unless a crate asks for them.
const CLIPPY: [&str; 14] = [
    "box_collection",
    "disallowed_names",
    "enum_variant_names",
    "large_enum_variant",
    "module_inception",
    "nursery",
    "pedantic",
    "redundant_allocation",
    "should_implement_trait",
    "too_many_arguments",
    "type_complexity",
    "upper_case_acronyms",
    "vec_box",
    "wrong_self_convention",
];

/// Lints of the compiler that depend on where the client is included: in a private module of a program, most of it is
/// unused.
const RUSTC: [&str; 4] = [
    "dead_code",
    "missing_copy_implementations",
    "unnameable_types",
    "unreachable_pub",
];

/// Allows what depends on where the client is included.
pub(super) fn anywhere_tokens() -> TokenStream {
    let rustc = RUSTC.map(|lint| Ident::new(lint, Span::call_site()));
    quote!(#[allow(#(#rustc,)* clippy::nursery, clippy::pedantic)])
}

/// Allows that, and what clippy says of what is the document's choice.
pub(super) fn of_document_tokens() -> TokenStream {
    let [rustc, clippy] =
        [&RUSTC[..], &CLIPPY[..]].map(|lints| lints.iter().map(|lint| Ident::new(lint, Span::call_site())));
    quote!(#[allow(#(#rustc,)* #(clippy::#clippy,)*)])
}

/// The same as [`of_document_tokens`], as text.
pub(super) fn of_document(source: &mut Source) {
    let rustc = RUSTC.iter().map(|lint| (*lint).to_owned());
    let clippy = CLIPPY.iter().map(|lint| format!("clippy::{lint}"));
    source.list("#[allow(", &rustc.chain(clippy).collect::<Vec<_>>(), ")]");
}
