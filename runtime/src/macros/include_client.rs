/// Includes the client that the build script generated.
///
/// The name is that of the client: `include_client!("klavis")` includes `klavis.rs` of the folder `OUT_DIR`, which is
/// what `specwright::Generator::new("klavis.yaml").build_script()` writes.
///
/// Its items are those of a module of their own, which allows the lints that names and texts of a document set off, and
/// are public where the macro stands.
#[macro_export]
macro_rules! include_client {
    ($name:literal) => {
        #[allow(
            dead_code,
            missing_copy_implementations,
            missing_docs,
            unnameable_types,
            unreachable_pub,
            clippy::box_collection,
            clippy::disallowed_names,
            clippy::enum_variant_names,
            clippy::large_enum_variant,
            clippy::module_inception,
            clippy::nursery,
            clippy::pedantic,
            clippy::redundant_allocation,
            clippy::should_implement_trait,
            clippy::too_many_arguments,
            clippy::type_complexity,
            clippy::upper_case_acronyms,
            clippy::vec_box,
            clippy::wrong_self_convention
        )]
        mod __client {
            ::core::include!(::core::concat!(::core::env!("OUT_DIR"), "/", $name, ".rs"));
        }
        // In a program, none of it may be in use.
        #[allow(unused_imports, unreachable_pub)]
        pub use __client::*;
    };
}
