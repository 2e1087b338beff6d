/// Which variant of an enum is the answer with which status, and how its body is read.
///
/// Rows are tried in order, so the generator writes exact statuses first, then ranges, then `default`, then `_`,
/// which keeps the body as it came. A row with a media type beside the status is for answers that the server calls so,
/// and stands before the one for all others of that status.
///
/// ```
/// #[derive(Debug)]
/// enum GetUserError {
///     NotFound(String),
///     ClientError,
///     Undocumented(specwright_runtime::Bytes),
/// }
/// specwright_runtime::answers! {
///     GetUserError {
///         404 => NotFound(text),
///         "4XX" => ClientError(empty),
///         _ => Undocumented,
///     }
/// }
/// ```
#[macro_export]
macro_rules! answers {
    ($name:ident { $($status:tt $($media_type:literal)? => $variant:ident $(($kind:ident $($schema:path)?))?),* $(,)? }) => {
        impl $crate::FromAnswer for $name {
            #[inline]
            fn from_answer(
                answer: $crate::Answer,
            ) -> ::core::result::Result<Self, $crate::answer::Undecoded> {
                $(
                    if $crate::answers!(@matches answer.status(), $status)
                        $(&& $crate::answer::is_called(&answer, $media_type))?
                    {
                        return $crate::answers!(@read $name $variant answer $($kind $($schema)?)?);
                    }
                )*
                ::core::result::Result::Err($crate::answer::Undecoded::undocumented(&answer))
            }

            #[inline]
            fn documents(status: $crate::StatusCode) -> bool {
                false $( || $crate::answers!(@documents status, $status) )*
            }
        }
    };
    (@matches $actual:expr, default) => { true };
    (@matches $actual:expr, _) => { true };
    (@matches $actual:expr, $status:literal) => {
        $crate::answer::status_matches($actual, ::core::stringify!($status))
    };
    (@documents $actual:expr, default) => { false };
    (@documents $actual:expr, _) => { false };
    (@documents $actual:expr, $status:literal) => {
        $crate::answer::status_matches($actual, ::core::stringify!($status))
    };
    (@read $name:ident $variant:ident $answer:ident) => {
        $crate::answer::raw($answer).map($name::$variant)
    };
    (@read $name:ident $variant:ident $answer:ident empty) => {
        $crate::answer::empty($answer).map(|()| $name::$variant)
    };
    (@read $name:ident $variant:ident $answer:ident xml $schema:path) => {
        $crate::answer::xml($answer, &$schema).map($name::$variant)
    };
    (@read $name:ident $variant:ident $answer:ident $kind:ident) => {
        $crate::answer::$kind($answer).map($name::$variant)
    };
}
