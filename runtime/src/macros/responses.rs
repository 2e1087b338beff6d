/// Decodes enums with a variant for each response: a row a status, with how its body is read.
///
/// Rows are tried in order, so the generator writes exact statuses first, then ranges, then `default`, then `_`,
/// which keeps the body as it came. A row with a media type beside the status is for responses that the server calls so,
/// and stands before the one for all others of that status; it may be a range. Behind `else` stands the variant of an enum of failures
/// for a body that is not what its row says.
///
/// An enum of failures is an error, too: it says which it is, `NotFound (404)`.
///
/// ```
/// #[derive(Debug)]
/// enum GetUserError {
///     NotFound(String),
///     ClientError,
///     Undocumented(specwright_runtime::Bytes),
///     Undecoded(specwright_runtime::UndecodedBody),
/// }
/// specwright_runtime::responses! {
///     GetUserError {
///         404 "text/*" => NotFound(text),
///         "4XX" => ClientError(empty),
///         _ => Undocumented;
///         else Undecoded
///     }
/// }
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! responses {
    ($name:ident {
        $($status:tt $($media_type:literal)? => $variant:ident $(($kind:ident $($schema:path)?))?),* $(,)?
        $(; else $undecoded:ident)?
    }) => {
        $crate::responses!(@failures $name { $($status $variant)* } $($undecoded)?);

        impl $crate::__private::FromResponse for $name {
            #[inline]
            fn from_response(
                response: $crate::__private::RawResponse,
            ) -> ::core::result::Result<Self, $crate::__private::Undecoded> {
                $(
                    if $crate::responses!(@matches response.status(), $status)
                        $(&& $crate::__private::has_media_type(&response, $media_type))?
                    {
                        return $crate::responses!(@read $name $variant response $($kind $($schema)?)?);
                    }
                )*
                ::core::result::Result::Err($crate::__private::Undecoded::undocumented(&response))
            }

            #[inline]
            fn documents(status: $crate::StatusCode) -> bool {
                false $( || $crate::responses!(@documents status, $status) )*
            }
        }
    };
    (@failures $name:ident { $($row:tt)* }) => {};
    (@failures $name:ident { $($status:tt $variant:ident)* } $undecoded:ident) => {
        impl $crate::__private::FromFailure for $name {
            #[inline]
            fn undecoded(body: $crate::UndecodedBody) -> Self {
                Self::$undecoded(body)
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                match self {
                    $(Self::$variant { .. } => $crate::__private::show_failure(
                        f,
                        ::core::stringify!($variant),
                        ::core::stringify!($status),
                    ),)*
                    Self::$undecoded(body) => ::core::fmt::Display::fmt(body, f),
                }
            }
        }

        impl ::std::error::Error for $name {}
    };
    (@matches $actual:expr, default) => { true };
    (@matches $actual:expr, _) => { true };
    (@matches $actual:expr, $status:literal) => {
        $crate::__private::status_matches($actual, ::core::stringify!($status))
    };
    (@documents $actual:expr, default) => { false };
    (@documents $actual:expr, _) => { false };
    (@documents $actual:expr, $status:literal) => {
        $crate::__private::status_matches($actual, ::core::stringify!($status))
    };
    (@read $name:ident $variant:ident $response:ident) => {
        $crate::__private::decode::raw($response).map($name::$variant)
    };
    (@read $name:ident $variant:ident $response:ident empty) => {
        $crate::__private::decode::empty($response).map(|()| $name::$variant)
    };
    (@read $name:ident $variant:ident $response:ident xml $schema:path) => {
        $crate::__private::decode::xml($response, &$schema).map($name::$variant)
    };
    (@read $name:ident $variant:ident $response:ident $kind:ident) => {
        $crate::__private::decode::$kind($response).map($name::$variant)
    };
}
