/// Reads and writes enums whose variants are told apart by what the value is: the variants, first the more special ones.
///
/// The first variant that takes all of the value is chosen, else the one that drops least of it: properties without a
/// place in the type, values that an enum doesn't list.
///
/// With `; several Both` there is a variant for values that fit several of the others at once, none of which takes all: it
/// has what these have.
///
/// ```
/// use specwright_runtime::json;
///
/// #[derive(Debug, PartialEq)]
/// enum IntegerOrText {
///     Integer(i64),
///     Text(String),
/// }
///
/// specwright_runtime::untagged_union! { IntegerOrText { Integer, Text } }
///
/// let values: Vec<IntegerOrText> = json::from_slice(br#"["7", 7]"#)?;
/// assert_eq!(values, [IntegerOrText::Text("7".to_owned()), IntegerOrText::Integer(7)]);
///
/// let error = json::from_slice::<IntegerOrText>(b"[]").unwrap_err();
/// assert_eq!(
///     error.message(),
///     "no variant fits: Integer (expected an integer, found an array); Text (expected a string, found an array)",
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! untagged_union {
    ($type:ident { $($variant:ident),* $(,)? $(; several $several:ident $(,)?)? }) => {
        impl $crate::json::Decode for $type {
            #[inline]
            fn decode(
                reader: &mut $crate::json::Reader<'_>,
            ) -> ::core::result::Result<Self, $crate::json::DecodeError> {
                $crate::__private::read_untagged(reader, &[$((
                    ::core::stringify!($variant),
                    |reader| match $crate::json::Decode::decode(reader) {
                        ::core::result::Result::Ok(value) => ::core::result::Result::Ok(Self::$variant(value)),
                        ::core::result::Result::Err(error) => ::core::result::Result::Err(error),
                    },
                )),*], $crate::untagged_union! { @several $($several)? })
            }
        }

        impl $crate::json::Encode for $type {
            #[inline]
            fn encode(&self, writer: &mut $crate::json::Writer) {
                match self {
                    $(Self::$variant(value) => $crate::json::Encode::encode(value, writer),)*
                    $(Self::$several(value) => $crate::json::Encode::encode(value, writer),)?
                }
            }
        }

        $crate::__serde_bridge! { $type }
    };
    (@several) => {
        ::core::option::Option::None
    };
    (@several $several:ident) => {
        ::core::option::Option::Some($crate::tagged_union! { @alternative $several })
    };
}
