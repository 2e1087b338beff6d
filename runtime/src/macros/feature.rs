//! What a client asks of a feature that its types or methods are made with. `__private::features` says which macro a feature has.

/// Expands to nothing: the feature is on.
#[doc(hidden)]
#[macro_export]
macro_rules! feature_on {
    ($feature:ident) => {};
}

/// Ends the build with an error that says what to do: the feature is off.
#[doc(hidden)]
#[macro_export]
macro_rules! feature_off {
    ($feature:ident) => {
        ::core::compile_error!(::core::concat!(
            "this client needs the feature `",
            ::core::stringify!($feature),
            "` of `specwright-runtime`, which is off: run `cargo add specwright-runtime --features ",
            ::core::stringify!($feature),
            "`; `specwright doctor` names all that it needs. Other errors of the client follow from it"
        ));
    };
}

/// Ends the build with an error that says what to do: there are no threads, so that the feature brings nothing.
#[doc(hidden)]
#[macro_export]
macro_rules! feature_without_threads {
    ($feature:ident) => {
        ::core::compile_error!(::core::concat!(
            "this client was generated with `",
            ::core::stringify!($feature),
            "`, which wasm32 does not have: generate it without that setting. Other errors of the client follow from it"
        ));
    };
}
