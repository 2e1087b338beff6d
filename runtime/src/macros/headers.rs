/// Makes a view of a response with a method for each documented header: a row a header, with its wire name and its type. Without a type the caller
/// chooses one; `: json` stands behind the type of one that the document describes by that media type.
///
/// ```
/// # fn read(response: &specwright_runtime::Response<()>) -> Result<(), Box<dyn std::error::Error>> {
/// specwright_runtime::headers! {
///     Headers {
///         /// Returns how many requests are left.
///         x_rate_limit = "X-Rate-Limit" as i32,
///         /// Returns when to come again: a date or a number of seconds.
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
#[doc(hidden)]
#[macro_export]
macro_rules! headers {
    ($name:ident { $($(#[$attribute:meta])* $method:ident = $wire:literal $(as $ty:ty $(: $form:ident)?)?),* $(,)? }) => {
        /// The headers that the document describes, of any response: a [`Response`]($crate::Response) or a
        /// [`Failure`]($crate::Failure).
        ///
        /// Each method returns `None` where the response has no such header, and an error where it has another value.
        #[derive(Clone, Copy, Debug)]
        pub struct $name<'a>(&'a $crate::Head);

        impl<'a> $name<'a> {
            /// Returns those of a response.
            pub fn of(response: &'a impl ::core::convert::AsRef<$crate::Head>) -> Self {
                Self(::core::convert::AsRef::as_ref(response))
            }

            $($crate::headers! { @method $(#[$attribute])* $method = $wire $(as $ty $(: $form)?)? })*
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
    (@method $(#[$attribute:meta])* $method:ident = $wire:literal as $ty:ty : json) => {
        $(#[$attribute])*
        pub fn $method(
            &self,
        ) -> ::core::result::Result<::core::option::Option<$ty>, $crate::json::DecodeError> {
            $crate::__private::json_header(self.0, $wire)
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
