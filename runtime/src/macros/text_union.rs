/// Gives enums whose variants are ids, each a text or a whole number, `Display` and `FromStr`.
///
/// What a value is written as is read as a value that is written so. A text is read as on the wire; one that is a whole number as such,
/// if a variant is one.
///
/// ```
/// use specwright_runtime::json;
///
/// #[derive(Debug, PartialEq)]
/// enum Id {
///     Integer(i64),
///     Text(String),
/// }
///
/// specwright_runtime::untagged_union! { Id { Integer, Text } }
/// specwright_runtime::text_union! { Id { Integer, Text } }
///
/// assert_eq!("7".parse(), Ok(Id::Integer(7)));
/// assert_eq!("007".parse(), Ok(Id::Text("007".to_owned())));
/// assert_eq!(Id::Integer(7).to_string(), "7");
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! text_union {
    ($type:ident { $($variant:ident),* $(,)? }) => {
        impl ::core::fmt::Display for $type {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                match self {
                    $(Self::$variant(value) => ::core::fmt::Display::fmt(value, f),)*
                }
            }
        }

        impl ::core::str::FromStr for $type {
            type Err = $crate::json::DecodeError;

            #[inline]
            fn from_str(
                text: &::core::primitive::str,
            ) -> ::core::result::Result<Self, $crate::json::DecodeError> {
                $crate::__private::read_id(text)
            }
        }
    };
}
