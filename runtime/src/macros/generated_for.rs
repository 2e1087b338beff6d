/// Ends the build with an error that says what to do where a client was generated for another version of this crate, or needs a
/// feature of it that is off.
///
/// It is the first error of the client; what the compiler misses in this crate follows.
///
/// The version is the part that Cargo compares: a test holds that it is this crate's. The features are those that the client does not
/// compile without.
///
/// ```
/// specwright_runtime::generated_for!("0.1");
/// specwright_runtime::generated_for!("0.1", chrono, uuid);
/// ```
///
/// ```compile_fail
/// specwright_runtime::generated_for!("0.0");
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! generated_for {
    ("0.1" $(, $feature:ident)*) => { $($crate::__private::features::$feature!($feature);)* };
    ($version:literal $(, $feature:ident)*) => {
        ::core::compile_error!(::core::concat!(
            "this client was generated for specwright-runtime ",
            $version,
            ", and this is specwright-runtime 0.1: in Cargo.toml, ask for the same version of `specwright` in [build-dependencies] and of \
             `specwright-runtime` in [dependencies]; `specwright doctor` tells both. Other errors of the client follow from it"
        ));
    };
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_version_is_that_of_the_crate() {
        let version = concat!(
            env!("CARGO_PKG_VERSION_MAJOR"),
            ".",
            env!("CARGO_PKG_VERSION_MINOR")
        );
        let text = include_str!("generated_for.rs");
        assert!(text.contains(&format!("    (\"{version}\" $(, $feature:ident)*) => ")));
        assert!(text.contains(&format!("this is specwright-runtime {version}: ")));
    }
}
