/// Includes the client that the build script generated.
///
/// The name is that of the client: `include_client!("klavis")` includes `klavis.rs` of the folder `OUT_DIR`, which is
/// what `specwright::Generator::new("klavis.yaml").build_script()` writes.
#[macro_export]
macro_rules! include_client {
    ($name:literal) => {
        ::core::include!(::core::concat!(::core::env!("OUT_DIR"), "/", $name, ".rs"));
    };
}
