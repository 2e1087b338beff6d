/// Holds a client that is generated for programs without `async` to the feature that it needs: nothing, since it is on.
#[cfg(all(feature = "blocking", not(target_family = "wasm")))]
#[doc(hidden)]
#[macro_export]
macro_rules! needs_blocking {
    () => {};
}

/// Ends the build with an error that says what to do: the feature `blocking` is off, or there are no threads.
#[cfg(not(all(feature = "blocking", not(target_family = "wasm"))))]
#[doc(hidden)]
#[macro_export]
macro_rules! needs_blocking {
    () => {
        ::core::compile_error!(
            "this client was generated with `blocking`: in Cargo.toml, turn on the feature `blocking` of `specwright-runtime`, \
             which wasm32 does not have. Other errors of the client follow from it"
        );
    };
}
