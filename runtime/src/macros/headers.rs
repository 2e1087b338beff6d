/// The documented headers of a client's answers, as methods of a view of an answer: a row a header, with the name on the
/// wire and the type. Without a type the caller chooses one.
///
/// ```
/// # fn read(response: &specwright_runtime::Response<()>) -> Result<(), Box<dyn std::error::Error>> {
/// specwright_runtime::headers! {
///     Headers {
///         /// How many requests are left.
///         x_rate_limit = "X-Rate-Limit" as i32,
///         /// When to come again: a date or a number of seconds.
///         retry_after = "Retry-After",
///     }
/// }
///
/// let headers = Headers::of(response);
/// let left: Option<i32> = headers.x_rate_limit()?;
/// let seconds = headers.retry_after::<u64>()?;
/// # Ok(())
/// # }
/// ```
#[macro_export]
macro_rules! headers {
    ($name:ident { $($(#[$attribute:meta])* $method:ident = $wire:literal $(as $ty:ty)?),* $(,)? }) => {
        /// The headers that the document describes, of any answer: a [`Response`]($crate::Response) or a
        /// [`Failure`]($crate::Failure).
        ///
        /// Each method gives `None` where the answer has no such header, and an error where it has another value.
        #[derive(Clone, Copy, Debug)]
        pub struct $name<'a>(&'a $crate::Head);

        impl<'a> $name<'a> {
            /// Those of this answer.
            pub fn of(answer: &'a impl ::core::convert::AsRef<$crate::Head>) -> Self {
                Self(::core::convert::AsRef::as_ref(answer))
            }

            $($crate::headers! { @method $(#[$attribute])* $method = $wire $(as $ty)? })*
        }
    };
    (@method $(#[$attribute:meta])* $method:ident = $wire:literal as $ty:ty) => {
        $(#[$attribute])*
        pub fn $method(
            &self,
        ) -> ::core::result::Result<::core::option::Option<$ty>, $crate::json::DecodeError> {
            self.0.header($wire)
        }
    };
    (@method $(#[$attribute:meta])* $method:ident = $wire:literal) => {
        $(#[$attribute])*
        pub fn $method<T: $crate::json::Decode>(
            &self,
        ) -> ::core::result::Result<::core::option::Option<T>, $crate::json::DecodeError> {
            self.0.header($wire)
        }
    };
}
